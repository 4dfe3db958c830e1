//! Storing.

use bytes::Bytes;
use hookseal_cli::inbox::{self, InboxError, NewEvent, State, Stored};

use super::Store;
use super::tools::{claim, event};

pub async fn each_id_is_stored_once(store: &impl Store) {
    let inbox = store.open().await;
    assert_eq!(inbox.store(&[]).await.unwrap(), []);

    let mut again = event("a");
    again.payload = Bytes::from_static(br#"{"id":"a","event":"other"}"#);
    let batch = [event("a"), event("b"), again.clone()];
    assert_eq!(inbox.store(&batch).await.unwrap(), [Stored::New, Stored::New, Stored::Duplicate]);
    let batch = [again, event("c")];
    assert_eq!(inbox.store(&batch).await.unwrap(), [Stored::Duplicate, Stored::New]);

    let entry = inbox.show("a").await.unwrap().expect("it is there");
    assert_eq!(entry.payload, Some(event("a").payload), "the first delivery counts");
    assert_eq!((entry.state, entry.attempts), (State::Pending, 0));
    assert!(inbox.show("d").await.unwrap().is_none());
    inbox.probe().await.expect("an event could be stored");
}

pub async fn what_was_stored_is_there_after_reopening(store: &impl Store) {
    let inbox = store.open().await;
    inbox.store(&[event("a")]).await.unwrap();
    inbox.set_bookmark("events_api", "event_1").await.unwrap();
    drop(inbox);

    let inbox = store.open().await;
    assert_eq!(inbox.store(&[event("a")]).await.unwrap(), [Stored::Duplicate]);
    assert_eq!(inbox.bookmark("events_api").await.unwrap().as_deref(), Some("event_1"));
}

pub async fn hostile_text_is_kept(store: &impl Store) {
    let inbox = store.open().await;
    let long = "x".repeat(100_000);
    let payloads = [
        r#"{"id":"'; DROP TABLE hookseal_inbox; --","event":"\"%_*","data":{"id":"'"}}"#.to_owned(),
        r#"{"id":"a\u0000b","event":"n\u0000","data":{"id":"\u0000"}}"#.to_owned(),
        r#"{"id":"a\u0000c","event":"\u0000n","data":{"id":"\u0000"}}"#.to_owned(),
        format!(r#"{{"id":"{long}","event":"{long}","data":{{"id":"{long}"}}}}"#),
        r#"{"id":"","event":"","data":{"id":""}}"#.to_owned(),
        r#"{"id":"é\ud83d\ude00\n\u202e","event":"é","data":[1e999,"\ud800"]}"#.to_owned(),
    ];
    let events: Vec<NewEvent> = payloads
        .iter()
        .map(|payload| NewEvent::read(Bytes::from(payload.clone())).expect("an event"))
        .collect();
    assert_eq!(inbox.store(&events).await.unwrap(), [Stored::New; 6]);
    assert_eq!(inbox.store(&events).await.unwrap(), [Stored::Duplicate; 6]);

    let claims = claim(&*inbox, 10).await;
    assert_eq!(claims.len(), payloads.len());
    for (claim, payload) in claims.iter().zip(&payloads) {
        assert_eq!(claim.payload, payload.as_bytes(), "byte for byte, and in order");
        let entry = inbox.show(&claim.lease.id).await.unwrap().expect("it is there");
        assert_eq!(entry.payload.as_deref(), Some(payload.as_bytes()));
    }
}

pub async fn an_inbox_of_a_later_version_is_refused(store: &impl Store) {
    drop(store.open().await);
    store.execute("UPDATE hookseal_schema SET version = 999").await;
    let error = inbox::open(store.url()).await.expect_err("it is of a later version");
    assert!(matches!(error, InboxError::Schema(_)), "{error}");
    assert!(error.to_string().contains("999"), "{error}");
}

pub async fn bookmarks_are_kept(store: &impl Store) {
    let inbox = store.open().await;
    assert_eq!(inbox.bookmark("events_api").await.unwrap(), None);
    for value in ["event_1", "event_2"] {
        inbox.set_bookmark("events_api", value).await.unwrap();
        assert_eq!(inbox.bookmark("events_api").await.unwrap().as_deref(), Some(value));
    }
    assert_eq!(inbox.bookmark("other").await.unwrap(), None);
}
