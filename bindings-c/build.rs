//! Sets the soname of the shared library, and fills in the version file that cargo-c installs.

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(hookseal_test_panic)"); // src/ffi_boundary.rs
    // A program loads the major version that it was built for.
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libhookseal.so.0");
    }

    let template = "cmake/hooksealConfigVersion.cmake.in";
    println!("cargo::rerun-if-changed={template}");
    let filled = fs::read_to_string(template)
        .map(|text| text.replace("@VERSION@", env!("CARGO_PKG_VERSION")));
    if let (Ok(text), Some(out)) = (filled, env::var_os("OUT_DIR")) {
        let _ = fs::write(Path::new(&out).join("hooksealConfigVersion.cmake"), text);
    }
}
