//! README's table of errors says what `diagnose` finds for each code: exactly what the core says.

#![allow(
    clippy::expect_used,
    reason = "clippy knows only of functions with `#[test]` that they may panic"
)]

use std::collections::BTreeSet;

use hookseal::{ErrorCode, FindingCode};

const README: &str = include_str!("../../../README.md");

/// The last cell of an error's row.
fn cell(error: ErrorCode) -> &'static str {
    let start = format!("| `{error}` |");
    let row = README.lines().find(|line| line.starts_with(&start)).expect("a row for each code");
    row.trim_end_matches('|').rsplit('|').next().unwrap_or_default()
}

/// Whether a name of the table, such as `payload_*`, stands for this finding.
fn stands_for(name: &str, finding: FindingCode) -> bool {
    match name.strip_suffix('*') {
        Some(start) => finding.as_str().starts_with(start),
        None => finding.as_str() == name,
    }
}

#[test]
fn the_table_names_what_is_found_for_each_code() {
    for error in ErrorCode::ALL {
        let names: Vec<_> = cell(error).split('`').skip(1).step_by(2).collect();
        let codes = |chosen: &dyn Fn(FindingCode) -> bool| -> BTreeSet<_> {
            let findings = FindingCode::ALL.iter().copied().filter(|&finding| chosen(finding));
            findings.map(FindingCode::as_str).collect()
        };
        let told = codes(&|finding| names.iter().any(|name| stands_for(name, finding)));
        assert_eq!(told, codes(&|finding| finding.explains(error)), "{error}");
        for name in names {
            let is_one = |&finding: &FindingCode| stands_for(name, finding);
            assert!(FindingCode::ALL.iter().any(is_one), "{error}: there is no finding {name}");
        }
    }
}
