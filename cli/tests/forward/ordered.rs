//! `--ordered`.

use std::time::Duration;

use crate::application::{Application, Reply, Seen};
use crate::setup::{Setup, payload};

const OBJECTS: usize = 12;
const CHANGES: u32 = 8;

#[tokio::test(flavor = "multi_thread")]
async fn events_on_one_object_come_one_after_the_other_while_objects_go_in_parallel() {
    let setup = Setup::new().await;
    // The changes of each object arrive in the reverse of their order.
    let payloads = (0..CHANGES).rev().flat_map(|change| {
        (0..OBJECTS).map(move |object| {
            payload(&format!("event_{object}_{change}"), &format!("user_{object}"), change)
        })
    });
    setup.store_payloads(payloads.collect()).await;
    let application = Application::start(|seen| {
        // One change of each object fails at first; the later ones wait for it.
        let fails = seen.id.ends_with("_3") && seen.attempt == 1;
        let time = Duration::from_millis(5 + seen.id.len() as u64 * 3 % 7);
        Reply::After(time, if fails { 500 } else { 200 })
    })
    .await;
    let arguments = ["--ordered", "--concurrency", "16", "--time-scale", "10"];
    let _forward = setup.forward(&application.url(), &arguments);
    let total = OBJECTS as u64 * u64::from(CHANGES);
    setup.until(|stats| stats.delivered == total).await;

    let seen = application.seen();
    for object in 0..OBJECTS {
        let prefix = format!("event_{object}_");
        let of_object: Vec<&Seen> =
            seen.iter().filter(|seen| seen.id.starts_with(&prefix)).collect();
        let changes: Vec<_> =
            of_object.iter().filter_map(|seen| seen.id.strip_prefix(&prefix)).collect();
        assert_eq!(changes, ["0", "1", "2", "3", "3", "4", "5", "6", "7"]);
        for pair in of_object.windows(2) {
            assert!(pair[0].answered_at.is_some_and(|answered_at| answered_at <= pair[1].at));
        }
    }
    let parallel =
        seen.windows(2).any(|pair| pair[0].answered_at.is_some_and(|end| end > pair[1].at));
    assert!(parallel, "objects waited for each other");
}
