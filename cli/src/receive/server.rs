//! Accepts connections, serves each in a task of its own, and ends them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time;

use super::connection::{self, Broken, Service};
use super::refusals::Refusals;
use super::slots::{Seat, Slots};
use super::tls::Tls;
use crate::metrics::Metrics;
use crate::outcome::Fault;
use crate::stop::Stop;

/// How long the connections have to finish.
const GRACE: Duration = Duration::from_secs(10);
/// How often overdue connections are looked for.
const SWEEP_INTERVAL: Duration = Duration::from_millis(250);
/// The pause after the system refused a connection, so that the loop does not spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A listener with all that its connections share.
#[derive(Debug)]
pub struct Server<S> {
    /// What answers.
    pub service: Arc<S>,
    /// Its connections.
    pub slots: Arc<Slots>,
    /// HTTP.
    pub protocol: http1::Builder,
    /// HTTPS.
    pub tls: Option<Arc<Tls>>,
    /// Counts.
    pub metrics: Arc<Metrics>,
    /// Logs.
    pub refusals: Arc<Refusals>,
}

impl<S: Service> Server<S> {
    /// Serves until the program is to stop, then lets the connections finish.
    pub async fn run(self, listener: TcpListener, mut stop: Stop) {
        let server = Arc::new(self);
        let mut connections = JoinSet::new();
        let mut sweep = time::interval(SWEEP_INTERVAL);
        sweep.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
        let until = stop.clone();
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => server.welcome(stream, peer, &mut connections, &until),
                    Err(error) => server.cannot_accept(&error).await,
                },
                _ = sweep.tick() => server.sweep(),
                Some(_) = connections.join_next() => {}
                () = stop.wait() => break,
            }
        }
        drop(listener);
        let finish = async { while connections.join_next().await.is_some() {} };
        if time::timeout(GRACE, finish).await.is_err() {
            tracing::warn!(
                count = connections.len(),
                "closed connections whose requests did not end in time"
            );
        }
    }

    fn welcome(
        self: &Arc<Self>,
        stream: TcpStream,
        peer: SocketAddr,
        connections: &mut JoinSet<()>,
        stop: &Stop,
    ) {
        let Ok(seat) = self.slots.seat(peer.ip().to_canonical()) else {
            let message = "every connection waits for the inbox: raise --max-connections";
            self.refusals.log_connection("too_many_connections", peer.ip(), message);
            return;
        };
        self.count_connections();
        let server = Arc::clone(self);
        let stop = stop.clone();
        connections.spawn(async move {
            server.serve(stream, seat, stop).await;
            server.count_connections();
        });
    }

    async fn serve(&self, stream: TcpStream, seat: Seat, stop: Stop) {
        // Answers are small, and clients wait for them.
        let _ = stream.set_nodelay(true);
        let seat = Arc::new(seat);
        let peer = seat.slot.peer;
        let service = Arc::clone(&self.service);
        let served = match &self.tls {
            None => connection::serve(stream, &self.protocol, service, seat, stop).await,
            Some(tls) => {
                let stream = tokio::select! {
                    stream = tls.acceptor().accept(stream) => stream,
                    () = seat.slot.evicted() => return,
                };
                match stream {
                    Ok(stream) => {
                        connection::serve(stream, &self.protocol, service, seat, stop).await
                    }
                    Err(error) => {
                        let message = format!("the TLS handshake failed: {error}");
                        self.refusals.log_connection("tls_handshake", peer, &message);
                        return;
                    }
                }
            }
        };
        if let Err(broken) = served {
            let (code, message) = match broken {
                Broken::HeadersTooLarge => {
                    ("headers_too_large", "the request's headers are longer than --max-headers")
                }
                Broken::BadRequest => ("bad_request", "what it sent is not HTTP/1.1"),
            };
            self.metrics.count_delivery(code);
            self.refusals.log_connection(code, peer, message);
        }
    }

    fn sweep(&self) {
        for slot in self.slots.sweep() {
            let message = "no request arrived in time";
            self.refusals.log_connection("idle_connection", slot.peer, message);
        }
    }

    /// The system lacks something, usually file descriptors, or the client is gone already.
    async fn cannot_accept(&self, error: &std::io::Error) {
        use std::io::ErrorKind::{ConnectionAborted, ConnectionReset};
        if matches!(error.kind(), ConnectionAborted | ConnectionReset) {
            return;
        }
        let message = format!("cannot accept a connection: {error}; raise the limit of open files");
        self.refusals.log_trouble("cannot_accept", &message);
        self.slots.make_way();
        time::sleep(ACCEPT_PAUSE).await;
    }

    fn count_connections(&self) {
        self.metrics.connections.set(i64::try_from(self.slots.count()).unwrap_or(i64::MAX));
    }
}

/// Listens on the address of a flag.
///
/// # Errors
///
/// [`Fault::Failed`] if another program has it, or it is not this machine's.
pub async fn bind(flag: &str, address: SocketAddr) -> Result<TcpListener, Fault> {
    TcpListener::bind(address).await.map_err(|error| {
        Fault::Failed(format!(
            "{flag} {address}: {error}; choose another port, or stop the program that has it"
        ))
    })
}

/// The address, with the port that was chosen.
///
/// # Errors
///
/// [`Fault::Failed`] if the system does not tell.
pub fn address(listener: &TcpListener) -> Result<SocketAddr, Fault> {
    listener.local_addr().map_err(|error| Fault::Failed(format!("cannot listen: {error}")))
}
