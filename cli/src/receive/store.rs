//! The inbox, as soon as it can be opened.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time;

use crate::inbox::{self, Inbox, InboxError};
use crate::outcome::Fault;
use crate::settings::inbox_url::InboxUrl;

const OPEN_DEADLINE: Duration = Duration::from_secs(10);
const MAX_BACKOFF: Duration = Duration::from_secs(5);

/// The inbox, or why there is none yet.
#[derive(Clone, Debug)]
pub struct Store(watch::Receiver<Result<Arc<dyn Inbox>, InboxError>>);

impl Store {
    /// Opens the inbox. A file has to be there now. A database that cannot be reached is tried again in the
    /// background: deliveries get 503 until then, and WorkOS sends them again.
    ///
    /// # Errors
    ///
    /// [`Fault::Failed`] if waiting cannot help.
    pub async fn open(url: &InboxUrl) -> Result<Self, Fault> {
        let opened = open(url).await;
        if let Err(error) = &opened {
            if !may_pass(url, error) {
                return Err(Fault::Failed(format!("--inbox {url}: {error}")));
            }
            tracing::error!("--inbox {url}: {error}; trying again until it can be reached");
        }
        let closed = opened.is_err();
        let (state, store) = watch::channel(opened);
        if closed {
            tokio::spawn(keep_trying(url.clone(), state));
        }
        Ok(Self(store))
    }

    /// The inbox.
    ///
    /// # Errors
    ///
    /// Why it cannot be opened yet.
    pub fn inbox(&self) -> Result<Arc<dyn Inbox>, InboxError> {
        self.0.borrow().clone()
    }

    /// The inbox, once it can be opened.
    pub async fn opened(&self) -> Option<Arc<dyn Inbox>> {
        self.0.clone().wait_for(Result::is_ok).await.ok()?.clone().ok()
    }
}

impl From<Arc<dyn Inbox>> for Store {
    fn from(inbox: Arc<dyn Inbox>) -> Self {
        Self(watch::channel(Ok(inbox)).1)
    }
}

fn may_pass(url: &InboxUrl, error: &InboxError) -> bool {
    matches!(url, InboxUrl::Postgres(_))
        && !matches!(error, InboxError::Schema(_) | InboxError::Other(_))
}

async fn open(url: &InboxUrl) -> Result<Arc<dyn Inbox>, InboxError> {
    if matches!(url, InboxUrl::Sqlite(_)) {
        // It waits for nothing but the disk, and a large file may take a while to migrate.
        return inbox::open(url).await;
    }
    time::timeout(OPEN_DEADLINE, inbox::open(url)).await.unwrap_or_else(|_| {
        let limit = OPEN_DEADLINE.as_secs();
        Err(InboxError::Timeout(format!("opening it took more than {limit} s")))
    })
}

async fn keep_trying(url: InboxUrl, state: watch::Sender<Result<Arc<dyn Inbox>, InboxError>>) {
    let mut pause = Duration::from_millis(250);
    while !state.is_closed() {
        time::sleep(pause).await;
        pause = (2 * pause).min(MAX_BACKOFF);
        let opened = open(&url).await;
        let done = opened.is_ok();
        drop(state.send_replace(opened));
        if done {
            tracing::info!("the inbox can be reached now");
            return;
        }
    }
}
