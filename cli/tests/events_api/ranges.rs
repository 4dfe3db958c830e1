//! Ranges longer than a query may have, and orders of the list. The API of these tests refuses ranges beyond 30 days
//! and starts before 90 days, as WorkOS may.

use crate::events_api::{EventsApi, Kept};
use crate::setup::Setup;
use crate::{assert_stored, minutes, run};

const DAY: i64 = 86_400;

/// An event on each of the last days.
fn days(count: u32) -> Vec<Kept> {
    (0..count).map(|number| Kept::new(number, i64::from(count - number) * DAY - 3600)).collect()
}

#[tokio::test]
async fn all_that_workos_keeps_is_read_in_several_ranges() {
    let setup = Setup::new().await;
    let events = days(90);
    let api = EventsApi::with(events.clone(), 7, |_, _| None).await;
    let (status, _, log) = run(&setup, &api, "--since 200d").await;
    assert_eq!(status, 0, "{log}");
    assert!(log.contains("90 days"), "it says what is gone: {log}");
    assert_stored(&setup, &events).await;
}

#[tokio::test]
async fn an_end_is_kept_to_over_several_ranges() {
    let setup = Setup::new().await;
    let events = days(80);
    let api = EventsApi::start(events.clone()).await;
    let (status, summary, log) = run(&setup, &api, "--since 79d --until 10d").await;
    assert_eq!((status, &summary["stored"]), (0, &69.into()), "{log}");
}

#[tokio::test]
async fn a_list_with_the_newest_first_loses_nothing_either() {
    let setup = Setup::new().await;
    let mut events = [days(80), minutes(100)].concat();
    for (number, event) in events.iter_mut().enumerate() {
        let seconds = jiff::Timestamp::now().duration_since(event.created_at).as_secs();
        *event = Kept::new(u32::try_from(number).expect("few"), seconds);
    }
    let api = EventsApi::newest_first(events.clone(), 10).await;
    let (status, _, log) = run(&setup, &api, "--since 85d").await;
    assert_eq!(status, 0, "{log}");
    assert_stored(&setup, &events).await;

    // Its next run finds what is new, which such a list has before the place that was reached.
    let new = Kept::new(1000, 0);
    api.add(new.clone());
    let (status, summary, log) = run(&setup, &api, "").await;
    assert_eq!(status, 0, "{log}");
    assert!(summary["read"].as_u64().is_some_and(|read| read < 20), "{summary}");
    assert_stored(&setup, &[events, vec![new]].concat()).await;
}
