//! `retry` and `prune`.

use hookseal_cli::inbox::Outcome;

use crate::Gateway;

#[tokio::test(flavor = "multi_thread")]
async fn retry_makes_events_pending_again() {
    let gateway = Gateway::start().await;
    let run = gateway.run("retry event_1 event_3 event_9 --json");
    assert_eq!((run.code, run.stdout.as_str()), (1, "{\"retried\":1}\n"));
    assert!(run.stderr.contains("event event_3 is pending already"), "{run:?}");
    assert!(run.stderr.contains("no event event_9 is in the inbox"), "{run:?}");
    assert_eq!(gateway.run("list --json --state dead").ids(), [""; 0]);

    let run = gateway.run("retry --event dsync.*");
    assert_eq!((run.code, run.stdout.as_str()), (0, "1 events are pending again\n"));
    assert_eq!(gateway.run("list --json --state pending").ids().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn retry_wants_to_be_told_which() {
    let gateway = Gateway::start().await;
    let run = gateway.run("retry");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--all"), "{run:?}");
    assert_eq!(gateway.run("retry event_0 --state dead").code, 2);
    assert_eq!(gateway.run("retry --all --state dead").code, 2);
    assert_eq!(gateway.run("retry --event dsync* --json").code, 2);
    assert_eq!(gateway.run("retry --since 1d --until 2d").code, 2);
    assert_eq!(gateway.run("retry --all --json").stdout, "{\"retried\":2}\n");
}

/// More than one transaction has room for.
#[tokio::test(flavor = "multi_thread")]
async fn many_events_are_retried_and_pruned() {
    let gateway = Gateway::start().await;
    gateway.store(4..500).await;
    gateway.settle(&vec![Outcome::Delivered; 497]).await;
    assert_eq!(gateway.run("retry --state delivered --json").stdout, "{\"retried\":498}\n");
    gateway.settle(&vec![Outcome::Delivered; 498]).await;

    assert_eq!(gateway.run("prune --keep 1h --json").stdout, "{\"pruned\":0}\n");
    assert_eq!(gateway.run("prune --keep 1ms").stdout, "499 events deleted\n");
    assert_eq!(gateway.run("list --json").ids(), ["event_2"]);
    assert_eq!(gateway.run("prune").code, 2, "nothing is deleted by default");
}
