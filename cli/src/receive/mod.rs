//! `hookseal receive`: verifies deliveries, stores them durably, and answers 200.
//!
//! ```text
//! server ── connection ── endpoint ── delivery ── body
//!   │            │            └ batcher ── store ──> inbox
//!   │            └ slots: who is connected, and holds memory
//!   │  peer: who may send
//!   └ tls                       health: /healthz /readyz /metrics
//! ```

pub mod admin;
pub(crate) mod answer;
mod batcher;
mod body;
pub(crate) mod connection;
pub(crate) mod delivery;
mod endpoint;
#[cfg(test)]
mod fake_inbox;
pub mod health;
mod open_files;
pub mod peer;
pub(crate) mod refusals;
pub(crate) mod server;
pub(crate) mod slots;
pub mod store;
pub mod tls;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use hookseal::Verifier;
use tokio::time;

use crate::metrics::Metrics;
use crate::outcome::Outcome;
use crate::settings::inbox_url::InboxUrl;
use crate::stop::Stop;
use admin::Admin;
use batcher::Batcher;
use endpoint::Endpoint;
use health::Health;
use peer::Guard;
use refusals::Refusals;
use server::Server;
use slots::Slots;
use store::Store;
use tls::Tls;

pub use slots::Limits;

/// How long events that wait may take after the last connection has ended.
const STORE_GRACE: Duration = Duration::from_secs(2);

/// What is needed to receive. Everything in it was checked.
#[derive(Debug)]
pub struct Settings {
    /// `--inbox`.
    pub inbox: InboxUrl,
    /// `--listen`.
    pub listen: SocketAddr,
    /// `--admin-listen`.
    pub admin_listen: Option<SocketAddr>,
    /// `--path`.
    pub path: String,
    /// With the secrets and the tolerance.
    pub verifier: Verifier,
    /// `--max-body`.
    pub max_body: usize,
    /// `--max-headers`.
    pub max_headers: usize,
    /// `--body-timeout`.
    pub body_timeout: Duration,
    /// The other limits.
    pub limits: Limits,
    /// `--allow-from` and `--trusted-proxies`.
    pub guard: Guard,
    /// `--tls-cert` and `--tls-key`.
    pub tls: Option<Tls>,
}

/// Receives until it is to stop.
///
/// # Errors
///
/// A fault if the inbox cannot be opened, or an address not be listened on.
pub async fn run(mut settings: Settings, stop: Stop) -> Outcome {
    settings.limits.connections = open_files::allow(settings.limits.connections);
    let store = Store::open(&settings.inbox).await?;
    let listener = server::bind("--listen", settings.listen).await?;
    let admin = match settings.admin_listen {
        Some(address) => Some(Admin::bind("--admin-listen", address).await?),
        None => None,
    };

    let metrics = Arc::new(Metrics::of_receive());
    let refusals = Arc::new(Refusals::default());
    let health = Arc::new(Health::new(store.clone(), Arc::clone(&metrics)));
    let (batcher, writer) = Batcher::start(&store, &metrics);

    let tls = settings.tls.map(Arc::new);
    let scheme = if tls.is_some() { "https" } else { "http" };
    let url = format!("{scheme}://{}{}", server::address(&listener)?, settings.path);
    let public = Server {
        service: Arc::new(Endpoint {
            path: settings.path,
            verifier: settings.verifier,
            max_body: settings.max_body,
            body_timeout: settings.body_timeout,
            guard: settings.guard,
            batcher,
            health: admin.is_none().then(|| Arc::clone(&health)),
            metrics: Arc::clone(&metrics),
            refusals: Arc::clone(&refusals),
        }),
        slots: Slots::new(settings.limits),
        protocol: connection::protocol(settings.max_headers),
        tls: tls.clone(),
        metrics: Arc::clone(&metrics),
        refusals: Arc::clone(&refusals),
    };

    #[cfg(unix)]
    if let Some(tls) = tls {
        tokio::spawn(tls.reread());
    }
    tokio::spawn(Arc::clone(&health).refresh());
    tokio::spawn({
        let refusals = Arc::clone(&refusals);
        async move { refusals.report().await }
    });
    if let Some(admin) = admin {
        tokio::spawn(admin.run(health, stop.clone()));
    }

    tracing::info!("listening on {url}");
    public.run(listener, stop).await;
    if time::timeout(STORE_GRACE, writer.finish()).await.is_err() {
        tracing::warn!("the inbox did not store the last events in time; WorkOS sends them again");
    }
    Ok(ExitCode::SUCCESS)
}
