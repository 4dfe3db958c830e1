//! The files are deleted or replaced while they are open.

use std::fs;
use std::time::Duration;

use hookseal_cli::inbox::{InboxError, Stored};

use crate::inbox_contract::Store;
use crate::inbox_contract::tools::event;
use crate::support::fresh_store;

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_file_is_created_anew() {
    for suffixes in [&[""][..], &["", "-wal", "-shm"]] {
        let file = fresh_store().await;
        let inboxes = [file.open().await, file.open().await];
        inboxes[0].store(&[event("before")]).await.unwrap();
        for suffix in suffixes {
            fs::remove_file(file.path(suffix)).unwrap();
        }
        // Both see the same new file.
        assert_eq!(inboxes[0].store(&[event("a")]).await.unwrap(), [Stored::New]);
        assert_eq!(
            inboxes[1].store(&[event("a"), event("b")]).await.unwrap(),
            [Stored::Duplicate, Stored::New]
        );
        assert!(inboxes[0].show("b").await.unwrap().is_some());
        assert!(inboxes[0].show("before").await.unwrap().is_none());
        drop(inboxes);
        file.check();
        assert!(file.open().await.show("b").await.unwrap().is_some());
    }
}

/// The file vanishes while a transaction waits, so the transaction goes into a file that nobody will find.
#[tokio::test(flavor = "multi_thread")]
async fn what_went_into_a_deleted_file_is_not_reported_as_stored() {
    for suffix in ["", "-wal"] {
        let file = fresh_store().await;
        let inbox = file.open().await;
        let other = rusqlite::Connection::open(file.path("")).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let events = [event("a")];
        let (stored, ()) = tokio::join!(inbox.store(&events), async {
            tokio::time::sleep(Duration::from_millis(500)).await;
            fs::remove_file(file.path(suffix)).unwrap();
            other.execute_batch("COMMIT").unwrap();
            drop(other);
        });
        assert!(matches!(stored, Err(InboxError::Replaced(_))), "{suffix}: {stored:?}");
        inbox.store(&events).await.expect("the next delivery is stored");
        assert!(inbox.show("a").await.unwrap().is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_takes_its_place_is_used() {
    let (file, other) = (fresh_store().await, fresh_store().await);
    let inbox = other.open().await;
    inbox.store(&[event("other")]).await.unwrap();
    drop(inbox);

    let inbox = file.open().await;
    // Stays in the log, which does not belong to the other file.
    inbox.store(&[event("before")]).await.unwrap();
    fs::rename(other.path(""), file.path("")).unwrap();
    assert!(inbox.show("other").await.unwrap().is_some());
    assert!(inbox.show("before").await.unwrap().is_none());
    assert_eq!(
        inbox.store(&[event("a"), event("other")]).await.unwrap(),
        [Stored::New, Stored::Duplicate]
    );
    drop(inbox);
    file.check();
}

/// Nothing is lost, as the database is still there.
#[tokio::test(flavor = "multi_thread")]
async fn the_files_beside_it_are_made_again() {
    for suffixes in [&["-wal"][..], &["-shm"], &["-wal", "-shm"]] {
        let file = fresh_store().await;
        let inbox = file.open().await;
        inbox.store(&[event("before")]).await.unwrap();
        for suffix in suffixes {
            fs::remove_file(file.path(suffix)).unwrap();
        }
        assert_eq!(inbox.store(&[event("a")]).await.unwrap(), [Stored::New]);
        inbox.probe().await.unwrap();
        drop(inbox);
        file.check();
        let inbox = file.open().await;
        for id in ["before", "a"] {
            assert!(inbox.show(id).await.unwrap().is_some(), "{id}, without {suffixes:?}");
        }
    }
}
