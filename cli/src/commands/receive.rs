//! `hookseal receive`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use hookseal::DEFAULT_BODY_LIMIT;

use super::block_on;
use crate::log;
use crate::outcome::{Fault, Outcome};
use crate::receive::health;
use crate::receive::peer::{Guard, Networks, cidr};
use crate::receive::tls::Tls;
use crate::receive::{self, Limits, Settings};
use crate::settings::common::CommonArgs;
use crate::settings::secrets::Secrets;
use crate::settings::size::Size;
use crate::settings::tolerance::ToleranceArgs;
use crate::settings::values::duration;
use crate::stop::Stop;

/// Verifies deliveries, stores them durably, and answers 200.
///
/// An event is answered 200 once it is in the inbox, and 503 if it cannot be stored, so that WorkOS sends it again.
/// If PostgreSQL cannot be reached at the start, the program keeps trying, and answers 503 until then. A file of
/// SQLite that cannot be opened ends it.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    common: CommonArgs,
    #[command(flatten)]
    receive: ReceiveArgs,
}

/// The flags that `gateway` takes too.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Receiving")]
pub struct ReceiveArgs {
    /// Listen on this address. Port 0 chooses a free one, which the log names.
    #[arg(long, value_name = "ADDRESS", env = "HOOKSEAL_LISTEN", default_value = "127.0.0.1:8000")]
    listen: SocketAddr,
    /// The path of the endpoint, as in its URL in WorkOS's dashboard.
    #[arg(long, env = "HOOKSEAL_PATH", default_value = "/webhooks/workos", value_parser = path)]
    path: String,
    #[command(flatten)]
    tolerance: ToleranceArgs,
    /// Serve /healthz, /readyz and /metrics on this address, instead of on the one of --listen.
    #[arg(long, value_name = "ADDRESS", env = "HOOKSEAL_ADMIN_LISTEN")]
    admin_listen: Option<SocketAddr>,
    /// Take requests only from these networks, and from WorkOS's addresses if `workos` is among them. They guard
    /// /healthz, /readyz and /metrics too, unless --admin-listen moves those.
    #[arg(long, value_name = "workos|CIDR", env = "HOOKSEAL_ALLOW_FROM", value_delimiter = ',')]
    allow_from: Vec<Networks>,
    /// The networks of your own proxies. From them, the X-Forwarded-For header says who sent a request; from others
    /// it is ignored.
    #[arg(
        long,
        value_name = "CIDR",
        env = "HOOKSEAL_TRUSTED_PROXIES",
        value_delimiter = ',',
        value_parser = cidr
    )]
    trusted_proxies: Vec<ipnet::IpNet>,
    /// Serve HTTPS with this certificate chain, in PEM. SIGHUP rereads it, and the key.
    #[arg(long, value_name = "FILE", env = "HOOKSEAL_TLS_CERT", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The private key of --tls-cert, in PEM.
    #[arg(long, value_name = "FILE", env = "HOOKSEAL_TLS_KEY", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    #[command(flatten)]
    limits: LimitArgs,
}

/// What a client may use up.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Limits of receiving")]
struct LimitArgs {
    /// The longest body; a longer one is answered 413.
    #[arg(long, value_name = "SIZE", env = "HOOKSEAL_MAX_BODY", default_value_t = Size(DEFAULT_BODY_LIMIT))]
    max_body: Size,
    /// The longest head of a request; a longer one is answered 431.
    #[arg(long, value_name = "SIZE", env = "HOOKSEAL_MAX_HEADERS", default_value = "16KiB")]
    max_headers: Size,
    /// The memory of all bodies that are not stored yet. If they need more, the client that holds the most is closed.
    #[arg(long, value_name = "SIZE", env = "HOOKSEAL_BODY_MEMORY", default_value = "64MiB")]
    body_memory: Size,
    /// The time for the head of a request, or for the TLS handshake.
    #[arg(long, value_name = "TIME", env = "HOOKSEAL_HEADER_TIMEOUT", default_value = "10s", value_parser = duration)]
    header_timeout: Duration,
    /// The time for a body; a slower one is answered 408.
    #[arg(long, value_name = "TIME", env = "HOOKSEAL_BODY_TIMEOUT", default_value = "30s", value_parser = duration)]
    body_timeout: Duration,
    /// Close a connection that has sent no request for this long.
    #[arg(long, value_name = "TIME", env = "HOOKSEAL_IDLE_TIMEOUT", default_value = "60s", value_parser = duration)]
    idle_timeout: Duration,
    /// Open connections. If there are more, the client that has the most loses the one that waited longest.
    #[arg(long, value_name = "NUMBER", env = "HOOKSEAL_MAX_CONNECTIONS", default_value_t = 1024,
          value_parser = clap::value_parser!(u32).range(1..))]
    max_connections: u32,
}

/// Runs the command.
///
/// # Errors
///
/// A [`Fault`] that says what is wrong.
pub fn run(args: Args) -> Outcome {
    log::start(args.common.log_json)?;
    let settings = args.receive.settings(&args.common)?;
    block_on(async { receive::run(settings, Stop::on_signals()?).await })
}

impl ReceiveArgs {
    /// Checks everything.
    ///
    /// # Errors
    ///
    /// [`Fault::Usage`].
    pub fn settings(self, common: &CommonArgs) -> Result<Settings, Fault> {
        let secrets = Secrets::read(&common.secrets)?;
        let verifier = secrets.verifier(self.tolerance.tolerance)?;
        if self.admin_listen.is_none() && health::PATHS.contains(&self.path.as_str()) {
            return Err(Fault::Usage(format!(
                "--path {}: health checks are served there; choose another path, or give --admin-listen",
                self.path
            )));
        }
        let tls = match (&self.tls_cert, &self.tls_key) {
            (Some(certificate), Some(key)) => Some(Tls::read(certificate, key)?),
            _ => None,
        };
        let allowed = (!self.allow_from.is_empty()).then(|| self.allow_from.into_iter().collect());
        let guard = Guard { allowed, proxies: self.trusted_proxies.into_iter().collect() };
        Ok(Settings {
            inbox: common.inbox.inbox.clone(),
            listen: self.listen,
            admin_listen: self.admin_listen,
            path: self.path,
            verifier,
            max_body: self.limits.max_body.bytes(),
            max_headers: self.limits.max_headers.bytes(),
            body_timeout: self.limits.body_timeout,
            limits: Limits {
                connections: usize::try_from(self.limits.max_connections).unwrap_or(usize::MAX),
                body_memory: self.limits.body_memory.bytes(),
                header_timeout: self.limits.header_timeout,
                idle_timeout: self.limits.idle_timeout,
            },
            guard,
            tls,
        })
    }
}

fn path(text: &str) -> Result<String, String> {
    let fits = text.starts_with('/')
        && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#'));
    if fits {
        Ok(text.to_owned())
    } else {
        Err("it must be a path such as /webhooks/workos".to_owned())
    }
}
