//! The checked-in header is the one that cbindgen generates from the source.

use std::path::Path;

#[test]
fn the_header_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let checked_in = root.join("include/hookseal.h");
    let mut generated = Vec::new();
    cbindgen::generate(root).unwrap().write(&mut generated);
    let generated = String::from_utf8(generated)
        .unwrap()
        .replace("@VERSION@", hookseal_core::VERSION)
        // In parentheses, it stays one number in any expression.
        .replace("HOOKSEAL_TOLERANCE_NONE -1", "HOOKSEAL_TOLERANCE_NONE (-1)");
    assert!(generated.contains(&format!("\"{}\"", hookseal_core::HEADER_NAME)));

    if std::env::var_os("HOOKSEAL_BLESS").is_some() {
        std::fs::write(&checked_in, &generated).unwrap();
    }
    let header = std::fs::read_to_string(&checked_in).unwrap_or_default();
    assert!(header == generated, "include/hookseal.h is stale: run `make -C bindings-c header`");
}
