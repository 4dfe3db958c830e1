//! `list`, `show` and `stats`.

use crate::Gateway;

#[tokio::test(flavor = "multi_thread")]
async fn list_prints_what_the_flags_select() {
    let gateway = Gateway::start().await;
    for (flags, expected) in [
        ("", &[3, 2, 1, 0][..]),
        ("--state dead", &[1]),
        ("--state pending", &[3, 2]),
        ("--event dsync.*", &[2, 0]),
        ("--event user.created,dsync.user.created --since 1h", &[3, 2, 1, 0]),
        ("--data-id object_2", &[2]),
        ("--until 1h", &[]),
        ("--limit 2", &[3, 2]),
    ] {
        let expected: Vec<_> = expected.iter().map(|number| format!("event_{number}")).collect();
        assert_eq!(gateway.run(&format!("list --json {flags}")).ids(), expected, "{flags}");
    }
    // The next page begins where the last one ended.
    let page = gateway.run("list --json --limit 2");
    let last = page.lines()[1]["sequence"].to_string();
    assert_eq!(gateway.run(&format!("list --json --after {last}")).ids(), ["event_1", "event_0"]);
    let table = gateway.run("list --limit 2").stdout;
    assert!(table.contains(&format!("add --after {last}")), "{table}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listed_event_has_documented_members_and_harmless_text() {
    let gateway = Gateway::start().await;
    let line = gateway.run("list --json --state dead").lines().remove(0);
    let names: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "sequence",
            "id",
            "event",
            "data_id",
            "state",
            "attempts",
            "received_at",
            "due_at",
            "leased_until",
            "finished_at",
            "reason"
        ]
    );
    assert_eq!((&line["state"], &line["attempts"]), (&"dead".into(), &1.into()));
    assert_eq!(line["reason"], "410 Gone");
    line["received_at"].as_str().unwrap().parse::<jiff::Timestamp>().expect("ISO 8601");

    let table = gateway.run("list").stdout;
    let row = |id| table.lines().find(|line| line.contains(id)).expect(id).to_owned();
    assert!(row("event_0").ends_with("delivered"), "{table}");
    assert!(row("event_1").ends_with("dead: 410 Gone"), "{table}");
    assert!(row("event_2").contains("due at 20") && row("event_3").ends_with(" due"), "{table}");
    assert!(!table.contains('\u{1b}'), "a reason must not steer the terminal");
}

#[tokio::test(flavor = "multi_thread")]
async fn show_prints_one_event_and_its_payload_only_if_asked() {
    let gateway = Gateway::start().await;
    let payload = r#"{"id":"event_1","event":"user.created", "data":{"id":"object_1"}}"#;
    assert_eq!(gateway.run("show event_1 --payload").stdout, payload);
    for run in [gateway.run("show event_1"), gateway.run("show event_1 --json")] {
        assert!(run.code == 0 && run.stdout.contains("410 Gone"), "{run:?}");
        assert!(!run.stdout.contains(r#""data":"#), "{run:?}");
    }
    let run = gateway.run("show event_9");
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("no event event_9 is in the inbox"), "{run:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn stats_counts() {
    let gateway = Gateway::start().await;
    let stats = gateway.run("stats --json").lines().remove(0);
    for (name, count) in
        [("pending", 2), ("retrying", 1), ("leased", 0), ("delivered", 1), ("dead", 1)]
    {
        assert_eq!(stats[name], count, "{name}");
    }
    assert!(stats["oldest_pending_seconds"].as_f64().is_some());
    assert!(gateway.run("stats").stdout.contains("failed before"));
}

/// A mistyped name does not create another inbox.
#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_that_does_not_exist_is_not_created() {
    let gateway = Gateway::start().await;
    for command in ["list", "show a", "stats", "prune --keep 1d", "retry --all"] {
        let run = gateway.run(&format!("{command} --inbox sqlite:inbx.db"));
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.stderr.contains("sqlite:inbx.db: there is no such file"), "{run:?}");
    }
    assert!(!gateway.folder.path().join("inbx.db").exists());
}
