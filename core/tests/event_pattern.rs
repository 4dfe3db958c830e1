//! Which names a pattern selects. Every binding's router asks the core.

use hookseal::{EventPattern, PatternError};

#[test]
fn a_pattern_is_a_name_the_beginning_of_names_or_anything() {
    let matches = |pattern, name| EventPattern::new(pattern).unwrap().matches(name);
    for (pattern, selected, others) in [
        (
            "dsync.deleted",
            &["dsync.deleted"][..],
            &["dsync.deleted.later", "Dsync.deleted", "dsync", ""][..],
        ),
        (
            "dsync.*",
            &["dsync.deleted", "dsync.user.created", "dsync.of.later"],
            &["dsync", "dsyncs.x", "a.dsync.x"],
        ),
        (
            "dsync.user.*",
            &["dsync.user.created"],
            &["dsync.deleted", "dsync.user", "dsync.users.created"],
        ),
        ("*", &["dsync.deleted", "", "a name of later", "*"], &[]),
    ] {
        assert!(selected.iter().all(|name| matches(pattern, name)), "{pattern}");
        assert!(!others.iter().any(|name| matches(pattern, name)), "{pattern}");
    }
}

#[test]
fn a_pattern_that_no_event_could_match_is_refused() {
    for pattern in
        ["", "dsync*", "*.created", "dsync.*.created", "**", "dsync.**", "dsync.*.", ".*.*"]
    {
        assert_eq!(EventPattern::new(pattern), Err(PatternError), "{pattern}");
    }
}
