//! Sends webhooks as WorkOS does, signed and with retries. On request, it simulates failures on the way,
//! and deliveries that someone else made.

mod action;
mod answer;
mod body;
mod catalogue;
mod delivery;
mod dispatch;
mod event;
mod kind;
mod ledger;
mod live;
mod plan;
mod report;
mod schedule;
mod sign;
mod tally;
mod transport;

use std::fmt::Display;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fastrand::Rng;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::interval;

pub use action::Action;
pub use kind::Kind;

use action::Checker;
use catalogue::Catalogue;
use delivery::{News, Sender};
use dispatch::Dispatch;
use event::Events;
use ledger::Ledger;
use live::Live;
use plan::Plan;
use report::Report;
use schedule::Schedule;
use sign::Signing;
use transport::Transport;

use crate::commands::send::Args;
use crate::outcome::{Fault, Outcome};
use crate::settings::secrets::Secrets;
use crate::{log, print};

/// Uses one thread, which is enough, and leaves the others to an endpoint on the same machine.
pub fn run(args: &Args) -> Outcome {
    if args.list {
        return list(args);
    }
    log::start(false)?;
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Fault::Failed(format!("cannot start the runtime: {error}")))?
        .block_on(send(args))
}

fn list(args: &Args) -> Outcome {
    let catalogue = Catalogue::select(&args.event).map_err(Fault::Usage)?;
    let names: Vec<_> = catalogue.names().collect();
    print::line(names.join("\n"));
    Ok(ExitCode::SUCCESS)
}

/// A usage error comes before anything is sent.
async fn send(args: &Args) -> Outcome {
    let seed = args.seed.unwrap_or_else(|| fastrand::u32(..));
    let mut rng = Rng::with_seed(seed.into());
    let plan = Plan::new(args.count, &args.shares(), rng.fork()).map_err(Fault::Usage)?;
    let events = Events::new(args, plan.events(), rng.fork()).map_err(Fault::Usage)?;
    let sender = Arc::new(sender(args)?);
    let mut ledger =
        args.ledger.as_deref().map(Ledger::create).transpose().map_err(Fault::Usage)?;
    let mut report = Report::new(seed).map_err(failed)?;

    let start = Instant::now();
    let (news, mut incoming) = mpsc::channel(1024);
    tokio::spawn(Dispatch { plan, events, rng, rate: args.rate }.run(sender, news));
    let progress = progress(args.count);
    let mut live = Live::new(progress.clone(), args.retries);
    let mut second = interval(Duration::from_secs(1));
    let mut ledger_error = None;
    loop {
        let news = tokio::select! {
            _ = second.tick() => {
                live.tick();
                continue;
            }
            news = incoming.recv() => news,
        };
        match news {
            Some(News::Failed(failure)) => live.failed(&failure),
            Some(News::Ended(mut record)) => {
                if let Some(Err(error)) = ledger.as_mut().map(|ledger| ledger.write(&record)) {
                    ledger_error.get_or_insert(error);
                }
                report.add(&mut record);
                progress.inc(1);
            }
            None => break,
        }
    }
    live.tick();
    progress.finish_and_clear();
    report.close(start.elapsed());

    if args.json {
        print::json(&report)?;
    } else {
        print::line(report.to_string().trim_end());
    }
    if let Some(error) = &ledger_error {
        eprintln!("the ledger is incomplete: {error}");
    }
    Ok(ExitCode::from(u8::from(ledger_error.is_some() || !report.is_good(args.count))))
}

fn sender(args: &Args) -> Result<Sender, Fault> {
    let secrets = Secrets::read_or(&args.secrets, &args.secret_env)?;
    let signer = secrets.signer()?;
    let checker = args.action.map(|action| Checker::new(action, secrets.first().as_bytes()));
    Ok(Sender {
        signing: Signing::new(args, signer),
        transport: Transport::new(args, checker).map_err(Fault::Usage)?,
        schedule: Schedule { retries: args.retries, time_scale: args.time_scale },
        slots: Arc::new(Semaphore::new(args.concurrency as usize)),
    })
}

fn failed(error: impl Display) -> Fault {
    Fault::Failed(error.to_string())
}

/// Shown only if standard error is a terminal.
fn progress(count: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {pos} of {len}, {per_sec}, {eta} left");
    ProgressBar::new(count).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
