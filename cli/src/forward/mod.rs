//! Forwards the events of the inbox to the application, until it answers 2xx.
//!
//! ```text
//! dispatch.rs    claims events, one for each free slot; circuit.rs and poll.rs say when
//! attempt.rs     POSTs one and judges the answer
//! ruling.rs      says what becomes of the event; backoff.rs says when it is tried again
//! settle.rs      writes what became of it into the inbox
//! ```

pub mod attempt;
pub mod backoff;
pub mod circuit;
mod dispatch;
pub mod failure;
mod poll;
mod prune;
pub mod retry_after;
mod ruling;
mod settle;
pub mod target;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, mpsc};

use self::attempt::Application;
use self::dispatch::Dispatcher;
pub use self::dispatch::Rules;
use crate::log::Throttle;
use crate::metrics::Metrics;
use crate::outcome::Outcome;
use crate::receive::admin::Admin;
use crate::receive::health::Health;
use crate::receive::store::Store;
use crate::settings::inbox_url::InboxUrl;
use crate::stop::Stop;

/// How long the whole may take to end once it is told to, settling included.
const END: Duration = Duration::from_secs(12);

/// How many log lines of each kind a second may have.
const LINES_PER_SECOND: u32 = 5;

/// Everything that `hookseal forward` needs to know, checked.
#[derive(Debug)]
pub struct Settings {
    /// Where the events are.
    pub inbox: InboxUrl,
    /// Where they go.
    pub application: Application,
    /// How.
    pub rules: Rules,
    /// How long finished events are kept; `None` for ever.
    pub keep: Option<Duration>,
    /// Where `/healthz` and `/metrics` are.
    pub admin_listen: Option<SocketAddr>,
    /// The flag that said so.
    pub admin_flag: &'static str,
}

/// Forwards until it is told to stop, and ends within 15 s then.
///
/// # Errors
///
/// [`Fault::Failed`] if the inbox cannot be used.
pub async fn run(settings: Settings, mut stop: Stop) -> Outcome {
    let metrics = Arc::new(Metrics::of_forward());
    let log = Arc::new(Throttle::new(LINES_PER_SECOND));
    let admin = match settings.admin_listen {
        Some(address) => Some(Admin::bind(settings.admin_flag, address).await?),
        None => None,
    };
    let store = Store::open(&settings.inbox).await?;
    if let Some(admin) = admin {
        let health = Arc::new(Health::new(store.clone(), Arc::clone(&metrics)));
        tokio::spawn(Arc::clone(&health).refresh());
        tokio::spawn(admin.run(health, stop.clone()));
    }
    let inbox = tokio::select! {
        Some(inbox) = store.opened() => inbox,
        () = stop.wait() => return Ok(ExitCode::SUCCESS),
    };
    let target = settings.application.target().to_string();
    let (finished, to_settle) = mpsc::channel(settings.rules.slots);
    let settled = Arc::new(Notify::new());
    let settling = settle::run(
        Arc::clone(&inbox),
        to_settle,
        Arc::clone(&metrics),
        Arc::clone(&log),
        Arc::clone(&settled),
    );
    tokio::spawn({
        let log = Arc::clone(&log);
        async move { log.report().await }
    });
    if let Some(keep) = settings.keep {
        tokio::spawn(prune::run(Arc::clone(&inbox), keep, Arc::clone(&metrics)));
    }
    let Settings { application, rules, .. } = settings;
    let dispatcher = Dispatcher::new(inbox, application, finished, metrics, log, settled, rules);
    let dispatching = dispatcher.run(stop.clone());
    tracing::info!("forwarding to {target}");
    let work = async {
        tokio::join!(dispatching, settling);
    };
    let too_late = async {
        stop.wait().await;
        tokio::time::sleep(END).await;
    };
    tokio::select! {
        () = work => {}
        () = too_late => tracing::warn!("the inbox did not take the last results in time; those events are forwarded again"),
    }
    Ok(ExitCode::SUCCESS)
}
