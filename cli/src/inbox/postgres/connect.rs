//! One connection to the server that can be written, with a deadline for each host.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_postgres::config::{Host, LoadBalanceHosts};
use tokio_postgres::{Client, Config};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::super::InboxError;
use super::address::PostgresUrl;
use super::fault::Fault;
use super::tls;

/// For all hosts together, so that time is left for the statement.
const CONNECT: Duration = Duration::from_secs(3);

/// After how much silence the system asks whether the server is still there, how often, and when it gives up.
const KEEPALIVE_IDLE: Duration = Duration::from_secs(30);
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(5);
const KEEPALIVE_RETRIES: u32 = 3;
const USER_TIMEOUT: Duration = Duration::from_secs(15);

/// A connection. Dropped, it closes at once, even if an answer is outstanding.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) client: Client,
    task: JoinHandle<()>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Makes connections.
pub(super) struct Connector {
    hosts: Vec<Config>,
    in_any_order: bool,
    tls: MakeRustlsConnect,
}

impl std::fmt::Debug for Connector {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Connector({} hosts)", self.hosts.len())
    }
}

impl Connector {
    pub(super) fn new(url: &PostgresUrl) -> Result<Self, InboxError> {
        Ok(Self {
            hosts: hosts(&url.config)?,
            in_any_order: url.config.get_load_balance_hosts() == LoadBalanceHosts::Random,
            tls: tls::connector(&url.trust)?,
        })
    }

    /// Connects to the first host that can be written. A host that does not answer leaves time for the others.
    pub(super) async fn connect(&self) -> Result<Connection, Fault> {
        let mut hosts: Vec<_> = self.hosts.iter().collect();
        if self.in_any_order {
            fastrand::shuffle(&mut hosts);
        }
        let patience = CONNECT / u32::try_from(hosts.len()).unwrap_or(u32::MAX);
        let mut last = Fault::lasting(InboxError::Unreachable("no host".to_owned()));
        for config in hosts {
            match timeout(patience, config.connect(self.tls.clone())).await {
                Ok(Ok((client, connection))) => {
                    let task = tokio::spawn(async {
                        // Whoever waits for an answer learns of its end.
                        let _ = connection.await;
                    });
                    return Ok(Connection { client, task });
                }
                Ok(Err(error)) => last = Fault::from(error),
                Err(_) => {
                    let text =
                        format!("the server did not accept a connection within {patience:?}");
                    last = Fault::lasting(InboxError::Timeout(text));
                }
            }
        }
        Err(last)
    }
}

/// One configuration for each host: tokio-postgres has no deadline for a host that accepts and then says nothing.
fn hosts(config: &Config) -> Result<Vec<Config>, InboxError> {
    let (names, addresses, ports) =
        (config.get_hosts(), config.get_hostaddrs(), config.get_ports());
    let count = names.len().max(addresses.len());
    let fits = |length: usize| length <= 1 || length == count;
    if !fits(ports.len())
        || (!names.is_empty() && !addresses.is_empty() && names.len() != addresses.len())
    {
        return Err(InboxError::Other(
            "the URL names different numbers of hosts and ports".to_owned(),
        ));
    }
    let host = |index| {
        let mut one = without_host(config);
        match names.get(index) {
            Some(Host::Tcp(name)) => drop(one.host(name)),
            #[cfg(unix)]
            Some(Host::Unix(path)) => drop(one.host_path(path)),
            None => {}
        }
        if let Some(address) = addresses.get(index) {
            one.hostaddr(*address);
        }
        if let Some(port) = ports.get(index).or(ports.first()) {
            one.port(*port);
        }
        one
    };
    Ok((0..count).map(host).collect())
}

fn without_host(config: &Config) -> Config {
    let mut copy = Config::new();
    if let Some(user) = config.get_user() {
        copy.user(user);
    }
    if let Some(password) = config.get_password() {
        copy.password(password);
    }
    if let Some(name) = config.get_dbname() {
        copy.dbname(name);
    }
    if let Some(options) = config.get_options() {
        copy.options(options);
    }
    if let Some(timeout) = config.get_connect_timeout() {
        copy.connect_timeout(*timeout);
    }
    let idle = config.get_keepalives_idle().min(KEEPALIVE_IDLE);
    copy.application_name(config.get_application_name().unwrap_or("hookseal"))
        .ssl_mode(config.get_ssl_mode())
        .ssl_negotiation(config.get_ssl_negotiation())
        .channel_binding(config.get_channel_binding())
        .target_session_attrs(config.get_target_session_attrs())
        .keepalives(config.get_keepalives())
        .keepalives_idle(idle)
        .keepalives_interval(config.get_keepalives_interval().unwrap_or(KEEPALIVE_INTERVAL))
        .keepalives_retries(config.get_keepalives_retries().unwrap_or(KEEPALIVE_RETRIES))
        .tcp_user_timeout(*config.get_tcp_user_timeout().unwrap_or(&USER_TIMEOUT));
    copy
}
