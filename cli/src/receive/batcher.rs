//! Shares transactions: while one commits, the deliveries that arrive wait together for the next.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time;

use super::answer::Refusal;
use super::slots::Held;
use super::store::Store;
use crate::inbox::{InboxError, NewEvent, Stored};
use crate::metrics::Metrics;

/// How many deliveries may wait. Their bodies count against the memory of bodies.
const QUEUE: usize = 4096;
/// How many share a transaction at most.
const BATCH: usize = 256;
/// How long a delivery waits for its transaction.
const DEADLINE: Duration = Duration::from_secs(10);

/// Where deliveries wait for the inbox. Clones share the queue.
#[derive(Clone, Debug)]
pub struct Batcher {
    queue: mpsc::Sender<Waiting>,
    deadline: Duration,
}

/// The task that stores what waits. It ends after the last clone of the [`Batcher`] is gone and the queue is empty.
#[derive(Debug)]
pub struct Writer(JoinHandle<()>);

#[derive(Debug)]
struct Waiting {
    event: NewEvent,
    held: Held,
    done: oneshot::Sender<Result<Stored, InboxError>>,
}

impl Batcher {
    /// Starts the writer. It has one transaction under way at a time: SQLite allows no more, and in PostgreSQL two would
    /// be half as large each, while most of what a small one costs is the commit.
    #[must_use]
    pub fn start(store: &Store, metrics: &Arc<Metrics>) -> (Self, Writer) {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let writer = tokio::spawn(write(waiting, store.clone(), Arc::clone(metrics)));
        (Self { queue, deadline: DEADLINE }, Writer(writer))
    }

    /// Stores an event durably. It is stored even if the caller goes away.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] that is ours. The event may be stored nevertheless, and is a duplicate when it comes again.
    pub async fn store(&self, event: NewEvent, held: Held) -> Result<Stored, Refusal> {
        let (done, stored) = oneshot::channel();
        let waiting = Waiting { event, held, done };
        self.queue.try_send(waiting).map_err(|_| Refusal::QueueFull)?;
        match time::timeout(self.deadline, stored).await {
            Ok(Ok(stored)) => Ok(stored?),
            Ok(Err(_)) | Err(_) => Err(Refusal::Deadline),
        }
    }
}

impl Writer {
    /// Returns once everything that waited is stored.
    pub async fn finish(self) {
        // It fails only if the task panicked, after which nothing waits.
        let _ = self.0.await;
    }
}

async fn write(mut waiting: mpsc::Receiver<Waiting>, store: Store, metrics: Arc<Metrics>) {
    let mut batch = Vec::new();
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        let (events, others): (Vec<_>, Vec<_>) =
            batch.drain(..).map(|waiting| (waiting.event, (waiting.done, waiting.held))).unzip();
        let results = commit(&events, &store, &metrics).await;
        for ((done, _held), result) in others.into_iter().zip(results) {
            // Fails if the client is gone, which does not undo its event.
            let _ = done.send(result);
        }
    }
}

/// One result for each event.
async fn commit(
    events: &[NewEvent],
    store: &Store,
    metrics: &Metrics,
) -> Vec<Result<Stored, InboxError>> {
    match transaction(events, store, metrics).await {
        Ok(stored) => stored.into_iter().map(Ok).collect(),
        // Perhaps the inbox cannot take one of them, which must not keep the others out.
        Err(InboxError::Other(_)) if events.len() > 1 => {
            let mut results = Vec::with_capacity(events.len());
            for event in events {
                let alone = transaction(std::slice::from_ref(event), store, metrics).await;
                match alone {
                    Ok(stored) => results.extend(stored.into_iter().map(Ok)),
                    Err(error) => results.push(Err(error)),
                }
            }
            results
        }
        Err(error) => vec![Err(error); events.len()],
    }
}

async fn transaction(
    events: &[NewEvent],
    store: &Store,
    metrics: &Metrics,
) -> Result<Vec<Stored>, InboxError> {
    let inbox = store.inbox().inspect_err(|error| metrics.count_store_error(error))?;
    let began = Instant::now();
    let stored = inbox.store(events).await;
    metrics.store_seconds.observe(began.elapsed().as_secs_f64());
    match &stored {
        Ok(stored) if stored.len() != events.len() => {
            Err(InboxError::Other("it did not say what became of each event".to_owned()))
        }
        Ok(_) => stored,
        Err(error) => {
            metrics.count_store_error(error);
            stored
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::receive::fake_inbox::{FakeInbox, POISON};
    use crate::receive::slots::{Limits, Slots};

    const PATIENCE: Duration = Duration::from_secs(10);

    fn start(permits: usize) -> (Arc<FakeInbox>, Batcher, Writer) {
        let inbox = Arc::new(FakeInbox::new(permits));
        let store = Store::from(Arc::clone(&inbox) as Arc<dyn crate::inbox::Inbox>);
        let (batcher, writer) = Batcher::start(&store, &Arc::default());
        (inbox, batcher, writer)
    }

    fn held() -> Held {
        let limits = Limits {
            connections: 1,
            body_memory: 1,
            header_timeout: PATIENCE,
            idle_timeout: PATIENCE,
        };
        Slots::new(limits).seat(Ipv4Addr::LOCALHOST.into()).unwrap().hold()
    }

    fn event(id: &str) -> NewEvent {
        let payload = format!(r#"{{"id": "{id}", "event": "dsync.activated", "data": {{}}}}"#);
        NewEvent::read(payload.into()).unwrap()
    }

    /// Starts to store events, and waits until all of them are in the queue or under way.
    async fn wait_for_all(
        batcher: &Batcher,
        ids: &[&str],
    ) -> Vec<JoinHandle<Result<Stored, Refusal>>> {
        let mut waiting = Vec::new();
        for id in ids {
            let (batcher, event) = (batcher.clone(), event(id));
            waiting.push(tokio::spawn(async move { batcher.store(event, held()).await }));
            tokio::task::yield_now().await;
        }
        waiting
    }

    #[tokio::test]
    async fn deliveries_that_wait_share_a_transaction() {
        let (inbox, batcher, writer) = start(0);
        let waiting = wait_for_all(&batcher, &["event_0", "event_1", "event_2", "event_3"]).await;
        inbox.permits.add_permits(2);
        for one in waiting {
            assert!(matches!(one.await.unwrap(), Ok(Stored::New)));
        }
        drop(batcher);
        writer.finish().await;
        let stored = inbox.batches.lock().unwrap();
        assert_eq!(*stored, [vec!["event_0"], vec!["event_1", "event_2", "event_3"]]);
    }

    #[tokio::test]
    async fn an_event_that_cannot_be_stored_keeps_no_other_out() {
        let (inbox, batcher, _writer) = start(0);
        let waiting = wait_for_all(&batcher, &["event_0", "event_1", POISON, "event_2"]).await;
        inbox.permits.add_permits(10);
        let mut results = Vec::new();
        for one in waiting {
            results.push(one.await.unwrap().is_ok());
        }
        assert_eq!(results, [true, true, false, true]);
    }

    #[tokio::test]
    async fn an_event_is_stored_even_if_its_client_leaves() {
        let (inbox, batcher, writer) = start(0);
        for one in wait_for_all(&batcher, &["event_0", "event_1"]).await {
            one.abort();
        }
        inbox.permits.add_permits(2);
        drop(batcher);
        writer.finish().await;
        assert_eq!(inbox.batches.lock().unwrap().concat(), ["event_0", "event_1"]);
    }

    #[tokio::test]
    async fn a_store_that_hangs_is_answered_after_the_deadline_and_a_full_queue_at_once() {
        let (_inbox, mut batcher, _writer) = start(0);
        batcher.deadline = Duration::from_millis(50);
        let refused = time::timeout(PATIENCE, batcher.store(event("event_0"), held())).await;
        assert!(matches!(refused, Ok(Err(Refusal::Deadline))));

        batcher.deadline = DEADLINE;
        let ids = vec!["event"; QUEUE];
        let _waiting = wait_for_all(&batcher, &ids).await;
        let began = Instant::now();
        let refused = batcher.store(event("event_1"), held()).await;
        assert!(matches!(refused, Err(Refusal::QueueFull)));
        assert!(began.elapsed() < DEADLINE);
    }
}
