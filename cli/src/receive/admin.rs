//! `--admin-listen`: what operators ask for, on an address of its own.

use std::sync::Arc;

use hyper::server::conn::http1;
use tokio::net::TcpListener;

use super::health::Health;
use super::refusals::Refusals;
use super::server::Server;
use super::slots::{Limits, Slots};
use crate::outcome::Fault;
use crate::stop::Stop;

/// The connections of operators, whom nobody else should be able to keep out.
const CONNECTIONS: usize = 64;

/// Serves `/healthz`, `/readyz` and `/metrics` in the background until the program is to stop.
///
/// # Errors
///
/// [`Fault::Failed`] if the listener has no address.
pub fn start(
    listener: TcpListener,
    health: Arc<Health>,
    limits: Limits,
    protocol: http1::Builder,
    refusals: Arc<Refusals>,
    stop: Stop,
) -> Result<(), Fault> {
    let address = super::address(&listener)?;
    tracing::info!("serving /healthz, /readyz and /metrics on http://{address}");
    let admin = Server {
        service: health,
        slots: Slots::new(Limits { connections: CONNECTIONS, ..limits }),
        protocol,
        tls: None,
        // Its connections are none of those that are counted.
        metrics: Arc::default(),
        refusals,
    };
    tokio::spawn(admin.run(listener, stop));
    Ok(())
}
