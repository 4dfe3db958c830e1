//! What a catch-up reads and stores.

use crate::events_api::{EventsApi, Kept, page_json};
use crate::setup::Setup;
use crate::{assert_stored, minutes, run};

#[tokio::test]
async fn what_was_missed_is_stored_byte_for_byte_and_once() {
    let setup = Setup::new().await;
    let events = minutes(250);
    let api = EventsApi::start(events.clone()).await;
    // One of them came as a webhook before.
    setup.store_payloads(vec![events[17].json.clone()]).await;

    let (status, summary, log) = run(&setup, &api, "--since 1d").await;
    assert_eq!(status, 0, "{log}");
    assert_eq!(
        (&summary["read"], &summary["stored"], &summary["duplicates"]),
        (&250.into(), &249.into(), &1.into())
    );
    assert!(log.contains("200 events until "), "no progress: {log}");
    assert_stored(&setup, &events).await;
    assert_eq!(api.asked().len(), 3);
    assert!(
        api.asked()
            .iter()
            .all(|asked| asked.query["limit"] == "100" && !asked.query.contains_key("events"))
    );

    // The next run reads the end again, as events may appear late, and finds the late one.
    let late = Kept::new(1000, 90);
    api.add(late.clone());
    let (status, summary, log) = run(&setup, &api, "").await;
    assert_eq!((status, &summary["stored"]), (0, &1.into()), "{log}");
    assert!(summary["read"].as_u64().is_some_and(|read| read < 10), "{summary}");
    assert_stored(&setup, &[events, vec![late]].concat()).await;
}

#[tokio::test]
async fn the_first_catch_up_begins_at_the_newest_event_in_the_inbox() {
    let setup = Setup::new().await;
    let api = EventsApi::start(minutes(100)).await;
    let (status, _, log) = run(&setup, &api, "").await;
    assert!(status == 2 && log.contains("--since"), "nothing says where to begin: {log}");

    setup.store_payloads(vec![minutes(100)[60].json.clone()]).await;
    let (status, summary, log) = run(&setup, &api, "").await;
    assert_eq!(status, 0, "{log}");
    let read = summary["read"].as_u64().unwrap_or_default();
    assert!((40..50).contains(&read), "it read {read} of the 40 that are new");
}

#[tokio::test]
async fn events_are_selected_by_name_and_by_time() {
    let setup = Setup::new().await;
    let mut events = minutes(60);
    events[30] = Kept::named(30, 30 * 60, "user.created");
    let api = EventsApi::start(events).await;

    let (status, summary, _) = run(&setup, &api, "--since 1h --until 50m").await;
    assert_eq!(status, 0);
    assert!((9..=10).contains(&summary["read"].as_u64().unwrap_or_default()), "{summary}");

    let (status, summary, _) =
        run(&setup, &api, "--since 1d --event user.created,user.deleted").await;
    assert_eq!((status, &summary["read"]), (0, &1.into()));

    // A selection does not move the place from which all events are read on.
    let (status, summary, _) = run(&setup, &api, "").await;
    assert_eq!(status, 0);
    assert!(summary["stored"].as_u64().is_some_and(|stored| stored >= 48), "{summary}");
}

#[tokio::test]
async fn a_later_start_leaves_no_gap_for_the_next_run() {
    let setup = Setup::new().await;
    let api = EventsApi::start(minutes(50)).await;
    assert_eq!(run(&setup, &api, "--since 1d --until 40m").await.0, 0);
    assert_eq!(run(&setup, &api, "--since 5m").await.0, 0);
    assert_eq!(run(&setup, &api, "").await.0, 0);
    assert_stored(&setup, &api.kept()).await;
}

#[tokio::test]
async fn an_element_that_is_no_event_is_reported_and_the_others_are_stored() {
    let setup = Setup::new().await;
    let event = Kept::new(1, 60);
    let json = event.json.clone();
    let page = page_json(&format!(r#"{{"no":"id"}}, {json}, 7"#), None);
    let api = EventsApi::with(Vec::new(), 100, move |_, _| {
        Some(crate::events_api::Fault::Body(200, page.clone()))
    })
    .await;
    let (status, summary, log) = run(&setup, &api, "--since 1d").await;
    assert_eq!(
        (status, &summary["invalid"], &summary["stored"]),
        (1, &2.into(), &1.into()),
        "{log}"
    );
    assert_stored(&setup, &[event]).await;
}
