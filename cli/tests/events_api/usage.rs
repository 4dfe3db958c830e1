//! What is wrong is said before anything is asked.

use std::fs;

use tempfile::TempDir;

use crate::events_api::{EventsApi, KEY};
use crate::minutes;
use crate::program::Program;

async fn catch_up(arguments: &str, key: &str) -> (i32, String) {
    let arguments: Vec<_> =
        "inbox catch-up".split(' ').chain(arguments.split_whitespace()).collect();
    let program = Program::with(&arguments, &[("WORKOS_API_KEY", key)]);
    let (status, _, log) = tokio::task::spawn_blocking(|| program.finish()).await.expect("its end");
    (status, log)
}

#[tokio::test]
async fn a_key_is_needed_and_may_come_from_a_file() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("key");
    let api = EventsApi::start(minutes(3)).await;
    let inbox = folder.path().join("inbox.db");
    let common = format!("--inbox sqlite:{} --api-url {} --since 1d", inbox.display(), api.url());
    for (key, said) in
        [("", "set WORKOS_API_KEY"), ("sk one two", "blanks"), ("sk_\u{fc}", "odd characters")]
    {
        let (status, log) = catch_up(&common, key).await;
        assert!(status == 2 && log.contains(said), "{key}: {log}");
        assert!(key.is_empty() || !log.contains(key), "the key is shown: {log}");
    }
    assert!(api.asked().is_empty());

    let with_file = format!("{common} --api-key-file {}", file.display());
    let (status, log) = catch_up(&with_file, "").await;
    assert!(status == 2 && log.contains("--api-key-file"), "{log}");
    fs::write(&file, format!("{KEY}\n")).expect("a file");
    let (status, log) = catch_up(&with_file, "sk_another").await;
    assert_eq!(status, 0, "{log}");
}

#[tokio::test]
async fn wrong_values_are_named_with_their_cure() {
    for (arguments, said) in [
        ("--since yesterday", "--since"),
        ("--since 2d --until 3d", "--until"),
        ("--until 2026-13-01T00:00Z", "--until"),
        ("--api-url ftp://example.org", "--api-url"),
        ("--api-url https://user:hunter2@example.org", "--api-url"),
        ("--api-timeout soon", "--api-timeout"),
    ] {
        let (status, log) = catch_up(arguments, KEY).await;
        assert!(status == 2 && log.contains(said), "{arguments}: {log}");
    }
}
