//! A thread that works on the database, job by job, as SQLite blocks the thread that calls it.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

use super::database::Database;
use crate::inbox::InboxError;

/// How long a call may take in all.
const DEADLINE: Duration = Duration::from_secs(5);
/// How much earlier the thread gives up than the caller, so that the caller learns why.
const MARGIN: Duration = Duration::from_millis(500);
/// How many calls may wait for the thread.
const QUEUE: usize = 64;

type Job = Box<dyn FnOnce(&Database) + Send>;

/// A thread with a queue of jobs. It ends when this is dropped.
#[derive(Debug)]
pub struct Worker {
    jobs: mpsc::Sender<Job>,
}

impl Worker {
    /// Starts the thread.
    pub fn start(name: &str, database: Arc<Database>) -> Result<Self, InboxError> {
        let (jobs, mut queue) = mpsc::channel::<Job>(QUEUE);
        let work = move || {
            while let Some(job) = queue.blocking_recv() {
                job(&database);
            }
        };
        thread::Builder::new()
            .name(name.to_owned())
            .spawn(work)
            .map_err(|error| InboxError::Other(format!("cannot start a thread: {error}")))?;
        Ok(Self { jobs })
    }

    /// Runs `work` on the thread. `work` is given the moment until which it may wait for locks.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Database, Instant) -> Result<T, InboxError> + Send + 'static,
    ) -> Result<T, InboxError> {
        let deadline = Instant::now() + DEADLINE;
        let (answer, result) = oneshot::channel();
        let job = move |database: &Database| {
            // Whoever gave up must not get a lease that nobody knows of.
            if !answer.is_closed() {
                // Only a caller that gave up meanwhile is not there any more.
                let _ = answer.send(work(database, deadline - MARGIN));
            }
        };
        let call = async {
            self.jobs.send(Box::new(job)).await.map_err(|_| stopped())?;
            result.await.map_err(|_| stopped())?
        };
        timeout_at(deadline, call).await.unwrap_or_else(|_| {
            Err(InboxError::Timeout("the disk or earlier calls take too long".to_owned()))
        })
    }
}

fn stopped() -> InboxError {
    InboxError::Other("the thread of the database has ended; restart hookseal".to_owned())
}
