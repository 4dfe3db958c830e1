//! `hookseal listen`.

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use hookseal::Signer;
use jiff::Timestamp;
use tracing::info;

use super::block_on;
use crate::events_api::Client;
use crate::forward::target::Target;
use crate::listen::application::Application;
use crate::listen::endpoint::Endpoint;
use crate::listen::explainer::Explainer;
use crate::listen::local_secret::LocalSecret;
use crate::listen::poll::Poll;
use crate::listen::view::View;
use crate::log;
use crate::outcome::{Fault, Outcome};
use crate::receive::server;
use crate::settings::events_api::EventsApiArgs;
use crate::settings::moment::moment;
use crate::settings::secrets::{SecretArgs, Secrets};
use crate::settings::tolerance::Tolerance;
use crate::settings::values::duration;
use crate::stop::Stop;

/// Shows deliveries live and hands them to your application, for local development.
///
/// Deliveries come to the address of --listen, from a tunnel or from `hookseal send`. With --poll no tunnel is needed:
/// events are read from WorkOS's Events API and signed here. If no secret is set, --poll signs with one of this
/// machine's own: start your application with WORKOS_WEBHOOK_SECRET="$(hookseal listen --print-secret)".
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where deliveries come to, at any path; port 0 chooses one.
    #[arg(long, value_name = "ADDRESS", env = "HOOKSEAL_LISTEN", default_value = "127.0.0.1:8000")]
    listen: SocketAddr,
    /// Your application, such as http://localhost:3000/webhooks. Default: show deliveries only.
    #[arg(long, value_name = "URL", env = "HOOKSEAL_FORWARD_TO")]
    forward_to: Option<Target>,
    /// How long the application may take to answer.
    #[arg(
        long,
        value_name = "DURATION",
        env = "HOOKSEAL_TIMEOUT",
        default_value = "30s",
        value_parser = duration
    )]
    timeout: Duration,
    /// Read events from the Events API, with the key in WORKOS_API_KEY, instead of listening.
    #[arg(long, env = "HOOKSEAL_POLL")]
    poll: bool,
    /// With --poll: begin at this time, or so long ago (3d, now). Default: where the last run stopped, or now.
    #[arg(long, value_name = "TIME", env = "HOOKSEAL_SINCE", value_parser = moment, requires = "poll")]
    since: Option<Timestamp>,
    /// With --poll: read the events of this name only; several are separated by commas.
    #[arg(
        long,
        value_name = "NAME",
        env = "HOOKSEAL_EVENT",
        value_delimiter = ',',
        requires = "poll"
    )]
    event: Vec<String>,
    /// With --poll: how often to look for new events.
    #[arg(
        long,
        value_name = "DURATION",
        env = "HOOKSEAL_INTERVAL",
        default_value = "2s",
        value_parser = duration,
        requires = "poll"
    )]
    interval: Duration,
    /// Print the secret that deliveries are signed with, and end.
    #[arg(long)]
    print_secret: bool,
    /// Print each delivery as JSON, one object a line: its time, verdict, message, diagnosis, id, event, data_id, peer and
    /// attempt, and what the application made of it, status, took_ms, error and retry_in_seconds.
    #[arg(long, env = "HOOKSEAL_JSON")]
    json: bool,
    #[command(flatten)]
    secrets: SecretArgs,
    #[command(flatten)]
    api: EventsApiArgs,
}

pub fn run(args: Args) -> Outcome {
    log::start(false)?;
    if args.print_secret {
        let secret = LocalSecret::read(&args.secrets)?;
        let _ = writeln!(std::io::stdout(), "{}", *secret.value);
        return Ok(ExitCode::SUCCESS);
    }
    let application = args.forward_to.clone().map(|url| Application::new(url, args.timeout));
    let application = application.transpose()?;
    let view = View { json: args.json };
    if args.poll {
        let poll = poll(args, application, view)?;
        block_on(async move {
            let mut stop = Stop::on_signals()?;
            tokio::select! {
                result = poll.run() => result?,
                () = stop.wait() => {}
            }
            Ok(ExitCode::SUCCESS)
        })
    } else {
        let secrets = Secrets::read(&args.secrets)?;
        let verifier = secrets.verifier(Tolerance::default())?;
        let explainer = Explainer::new(secrets);
        block_on(listen(Endpoint { verifier, explainer, application, view }, args.listen))
    }
}

fn poll(args: Args, application: Option<Application>, view: View) -> Result<Poll, Fault> {
    let client = Client::new(&args.api)?;
    let secret = LocalSecret::read(&args.secrets)?;
    let signer = Signer::new(&secret.value).map_err(|error| Fault::Usage(error.to_string()))?;
    if secret.is_made_here && application.is_some() {
        info!(
            "signing with this machine's own secret: \
             start your application with WORKOS_WEBHOOK_SECRET=\"$(hookseal listen --print-secret)\""
        );
    }
    Ok(Poll {
        client,
        events: args.event,
        since: args.since,
        interval: args.interval,
        time_scale: args.api.time_scale,
        signer,
        application,
        view,
    })
}

async fn listen(endpoint: Endpoint, address: SocketAddr) -> Outcome {
    let listener = server::bind("--listen", address).await?;
    let stop = Stop::on_signals()?;
    info!("listening on http://{}/", server::address(&listener)?);
    endpoint.serve(listener, stop).await;
    Ok(ExitCode::SUCCESS)
}
