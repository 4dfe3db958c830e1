//! docs/errors.md says what `diagnose` finds for each code: exactly what the core says.

#![allow(
    clippy::expect_used,
    reason = "clippy knows only of functions with `#[test]` that they may panic"
)]

use std::collections::BTreeSet;

use hookseal::{ErrorCode, FindingCode};

const PAGE: &str = include_str!("../../../docs/errors.md");

/// The sentence about findings in an error's section; nothing if there is none.
fn told(error: ErrorCode) -> &'static str {
    let (_, after) = PAGE.split_once(&format!("### `{error}`\n")).expect("a section for each code");
    let section = after.split("\n##").next().unwrap_or_default();
    let sentence = section.split_once("\n`diagnose` finds ").map(|(_, found)| found);
    sentence.and_then(|found| found.split("\n\n").next()).unwrap_or_default()
}

/// Whether a name on the page, such as `payload_*`, stands for this finding.
fn stands_for(name: &str, finding: FindingCode) -> bool {
    match name.strip_suffix('*') {
        Some(start) => finding.as_str().starts_with(start),
        None => finding.as_str() == name,
    }
}

#[test]
fn the_page_names_what_is_found_for_each_code() {
    for error in ErrorCode::ALL {
        let names: Vec<_> = told(error).split('`').skip(1).step_by(2).collect();
        let codes = |chosen: &dyn Fn(FindingCode) -> bool| -> BTreeSet<_> {
            let findings = FindingCode::ALL.iter().copied().filter(|&finding| chosen(finding));
            findings.map(FindingCode::as_str).collect()
        };
        let listed = codes(&|finding| names.iter().any(|name| stands_for(name, finding)));
        assert_eq!(listed, codes(&|finding| finding.explains(error)), "{error}");
        for name in names {
            let is_one = |&finding: &FindingCode| stands_for(name, finding);
            assert!(FindingCode::ALL.iter().any(is_one), "{error}: there is no finding {name}");
        }
    }
}
