//! Locks, full disks, missing rights and crashes.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::Duration;

use hookseal_cli::inbox::{Filter, InboxError, Stored};

use crate::inbox_contract::Store;
use crate::inbox_contract::tools::event;
use crate::process::Storing;
use crate::support::fresh_store;

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_is_waited_for_but_not_for_ever() {
    let file = fresh_store().await;
    let inbox = file.open().await;
    inbox.store(&[event("a")]).await.unwrap();
    let other = rusqlite::Connection::open(file.path("")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();

    let events = [event("b")];
    let store = tokio::time::timeout(Duration::from_secs(20), inbox.store(&events));
    let error = store.await.expect("a deadline");
    assert!(matches!(error, Err(InboxError::Timeout(_))), "{error:?}");
    assert!(inbox.probe().await.is_err(), "nothing can be stored");
    assert!(inbox.list(&Filter::default(), None, 10).await.is_ok(), "reading goes on");

    other.execute_batch("COMMIT").unwrap();
    assert_eq!(inbox.store(&[event("b")]).await.unwrap(), [Stored::New]);
    inbox.probe().await.expect("it works again");
}

#[tokio::test]
async fn a_full_disk_is_reported_until_there_is_space() {
    let file = fresh_store().await;
    // A limit on the size of files; the signal is ignored, so that writing fails.
    let limited = r#"trap '' XFSZ; exec prlimit --fsize=300000: -- "$@""#;
    let process = Storing::start(&file.path(""), limited);
    process.wait_for("stored event_0");
    process.wait_for("ready");
    assert_eq!(process.wait_for("failed "), "full");
    assert_eq!(process.wait_for("not ready "), "full");

    let pid = process.id().to_string();
    let raised = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited:"]).status();
    assert!(raised.unwrap().success());
    process.wait_for("stored ");
    process.wait_for("ready");
}

#[tokio::test]
async fn a_file_that_may_not_be_written_is_refused_until_it_may() {
    let file = fresh_store().await;
    drop(file.open().await);
    fs::set_permissions(file.path(""), fs::Permissions::from_mode(0o400)).unwrap();
    // Root may write it anyhow, unless that right is taken away.
    let bound =
        r#"test "$(id -u)" != 0 || exec setpriv --bounding-set=-dac_override "$@"; exec "$@""#;
    let process = Storing::start(&file.path(""), bound);
    assert_eq!(process.wait_for("failed "), "read_only");

    fs::set_permissions(file.path(""), fs::Permissions::from_mode(0o600)).unwrap();
    process.wait_for("stored event_0");
}

#[tokio::test]
async fn only_its_owner_may_read_it() {
    let file = fresh_store().await;
    let process = Storing::start(&file.path(""), r#"umask 0; exec "$@""#);
    process.wait_for("stored ");
    for suffix in ["", "-wal", "-shm"] {
        let mode = fs::metadata(file.path(suffix)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "inbox.db{suffix}");
    }
}

#[tokio::test]
async fn what_was_reported_as_stored_survives_kill_9() {
    let file = fresh_store().await;
    for _ in 0..3 {
        let process = Storing::start(&file.path(""), r#"exec "$@""#);
        process.wait_for("stored event_20");
        let last = process.kill();
        let last = last.iter().filter_map(|line| line.strip_prefix("stored ")).next_back();

        let inbox = file.open().await;
        let id = last.unwrap_or("event_20");
        assert!(inbox.show(id).await.unwrap().is_some(), "{id}");
        assert!(inbox.show("event_0").await.unwrap().is_some());
        drop(inbox);
        file.check();
    }
}
