//! `hookseal forward`.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use crate::commands::block_on;
use crate::forward::attempt::Application;
use crate::forward::backoff::Backoff;
use crate::forward::target::Target;
use crate::forward::{self, Rules, Settings};
use crate::log;
use crate::outcome::{Fault, Outcome};
use crate::settings::common::CommonArgs;
use crate::settings::secrets::Secrets;
use crate::settings::values;
use crate::stop::Stop;

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_hours(24);

/// Forwards stored events to your application, and retries until it answers 2xx.
///
/// Each event is sent as it was received, signed anew, at least once. An answer of 2xx means that your application
/// has it; 410 that it never wants it; after anything else, or none, it comes again.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    common: CommonArgs,
    #[command(flatten)]
    forward: ForwardArgs,
    /// Serve /healthz, /readyz and /metrics here. Default: nowhere.
    #[arg(long, value_name = "ADDRESS", env = "HOOKSEAL_ADMIN_LISTEN")]
    admin_listen: Option<SocketAddr>,
}

/// The flags that `gateway` takes too.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Forwarding")]
pub struct ForwardArgs {
    /// Your application's endpoint.
    #[arg(long, value_name = "URL", env = "HOOKSEAL_FORWARD_TO")]
    forward_to: Target,
    /// Trust only the certificates of this PEM file, instead of the system's.
    #[arg(long, value_name = "FILE", env = "HOOKSEAL_CA")]
    ca: Option<PathBuf>,
    /// How many events may be on their way at once.
    #[arg(long, value_name = "N", env = "HOOKSEAL_CONCURRENCY", default_value = "16",
          value_parser = clap::value_parser!(u16).range(1..=1000))]
    concurrency: u16,
    /// How long your application may take for one event.
    #[arg(long, value_name = "DURATION", env = "HOOKSEAL_TIMEOUT", default_value = "30s",
          value_parser = |text: &str| within(text, SECOND / 10..=DAY / 24))]
    timeout: Duration,
    /// After how many attempts an event is dead. `hookseal inbox retry` brings it back.
    #[arg(long, value_name = "N", env = "HOOKSEAL_MAX_ATTEMPTS", default_value = "25",
          value_parser = clap::value_parser!(u32).range(1..=1000))]
    max_attempts: u32,
    /// Over how long the attempts are spread, with growing pauses.
    #[arg(long, value_name = "DURATION", env = "HOOKSEAL_RETRY_FOR", default_value = "3d",
          value_parser = |text: &str| within(text, SECOND..=90 * DAY))]
    retry_for: Duration,
    /// Forward the events on one `data.id` one after the other, in the order of their changes. Each waits until the
    /// one before is delivered or dead.
    #[arg(long, env = "HOOKSEAL_ORDERED")]
    ordered: bool,
    /// Delete events this long after they were delivered or died; `forever` keeps them.
    #[arg(long, value_name = "DURATION|forever", env = "HOOKSEAL_KEEP", default_value = "90d", value_parser = keep)]
    keep: Keep,
    /// Divide all pauses by this, to test.
    #[arg(long, value_name = "X", env = "HOOKSEAL_TIME_SCALE", default_value = "1", hide = true, value_parser = time_scale)]
    time_scale: f64,
}

/// `--keep`.
#[derive(Clone, Copy, Debug)]
enum Keep {
    /// So long.
    For(Duration),
    /// For ever.
    Forever,
}

fn within(text: &str, range: RangeInclusive<Duration>) -> Result<Duration, String> {
    let duration = values::duration(text)?;
    if range.contains(&duration) {
        return Ok(duration);
    }
    let [least, most] =
        [range.start(), range.end()].map(|bound| humantime::format_duration(*bound));
    Err(format!("it must be from {least} to {most}"))
}

fn keep(text: &str) -> Result<Keep, String> {
    match text {
        "forever" => Ok(Keep::Forever),
        text => within(text, SECOND..=3650 * DAY)
            .map(Keep::For)
            .map_err(|why| format!("{why}, or forever")),
    }
}

fn time_scale(text: &str) -> Result<f64, String> {
    let scale = text.parse().ok().filter(|scale| (1.0..=1e6).contains(scale));
    scale.ok_or_else(|| "it must be a number from 1 to 1000000".to_owned())
}

/// Runs the command.
///
/// # Errors
///
/// A [`Fault`] that says what is wrong.
pub fn run(args: Args) -> Outcome {
    log::start(args.common.log_json)?;
    let settings = args.forward.settings(&args.common, "--admin-listen", args.admin_listen)?;
    block_on(async { forward::run(settings, Stop::on_signals()?).await })
}

impl ForwardArgs {
    /// Checks everything but the inbox.
    ///
    /// # Errors
    ///
    /// A [`Fault`] that says what is wrong.
    pub fn settings(
        self,
        common: &CommonArgs,
        admin_flag: &'static str,
        admin_listen: Option<SocketAddr>,
    ) -> Result<Settings, Fault> {
        let secrets = Secrets::read(&common.secrets)?;
        let signer = secrets.signer()?;
        let slots = usize::from(self.concurrency);
        let application =
            Application::new(self.forward_to, signer, self.timeout, slots, self.ca.as_deref())?;
        Ok(Settings {
            inbox: common.inbox.inbox.clone(),
            application,
            rules: Rules {
                slots,
                timeout: self.timeout,
                ordered: self.ordered,
                backoff: Backoff::new(self.max_attempts, self.retry_for),
                time_scale: self.time_scale,
            },
            keep: match self.keep {
                Keep::For(keep) => Some(keep),
                Keep::Forever => None,
            },
            admin_listen,
            admin_flag,
        })
    }
}
