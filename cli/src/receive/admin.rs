//! The listener of `--admin-listen`: `/healthz`, `/readyz` and `/metrics` alone, for operators.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use super::connection;
use super::health::Health;
use super::refusals::Refusals;
use super::server::{self, Server};
use super::slots::{Limits, Slots};
use crate::outcome::Fault;
use crate::stop::Stop;

/// Its requests have no bodies and few headers.
const LIMITS: Limits = Limits {
    connections: 64,
    body_memory: 0,
    header_timeout: Duration::from_secs(10),
    idle_timeout: Duration::from_mins(2),
};
const MAX_HEADERS: usize = 16 * 1024;

/// A listener for operators.
#[derive(Debug)]
pub struct Admin(TcpListener);

impl Admin {
    /// Listens on the address of a flag.
    ///
    /// # Errors
    ///
    /// [`Fault::Failed`] if another program has it, or it is not this machine's.
    pub async fn bind(flag: &str, address: SocketAddr) -> Result<Self, Fault> {
        let listener = server::bind(flag, address).await?;
        let address = server::address(&listener)?;
        tracing::info!("serving /healthz, /readyz and /metrics on http://{address}");
        Ok(Self(listener))
    }

    /// Answers until the program is to stop.
    pub async fn run(self, health: Arc<Health>, stop: Stop) {
        let server = Server {
            service: health,
            slots: Slots::new(LIMITS),
            protocol: connection::protocol(MAX_HEADERS),
            tls: None,
            // Only the connections of deliveries are counted.
            metrics: Arc::default(),
            refusals: Arc::new(Refusals::default()),
        };
        server.run(self.0, stop).await;
    }
}
