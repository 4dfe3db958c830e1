//! Shares transactions: while one commits, the deliveries that arrive wait together for the next.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinSet;
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

/// The tasks that store what waits. They end after the last clone of the [`Batcher`] is gone and the queue is empty.
#[derive(Debug)]
pub struct Writers(JoinSet<()>);

#[derive(Debug)]
struct Waiting {
    event: NewEvent,
    held: Held,
    done: oneshot::Sender<Result<Stored, InboxError>>,
}

impl Batcher {
    /// Starts the writers, each of which has one transaction under way at a time.
    #[must_use]
    pub fn start(store: &Store, metrics: &Arc<Metrics>, writers: usize) -> (Self, Writers) {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let waiting = Arc::new(Mutex::new(waiting));
        let mut tasks = JoinSet::new();
        for _ in 0..writers {
            tasks.spawn(write(Arc::clone(&waiting), store.clone(), Arc::clone(metrics)));
        }
        (Self { queue, deadline: DEADLINE }, Writers(tasks))
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

impl Writers {
    /// Returns once everything that waited is stored.
    pub async fn finish(&mut self) {
        while self.0.join_next().await.is_some() {}
    }
}

async fn write(waiting: Arc<Mutex<mpsc::Receiver<Waiting>>>, store: Store, metrics: Arc<Metrics>) {
    let mut batch = Vec::new();
    loop {
        batch.clear();
        if waiting.lock().await.recv_many(&mut batch, BATCH).await == 0 {
            return;
        }
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
