//! Keeps the two halves running until the gateway is to stop.

use std::pin::pin;
use std::process::{ExitCode, ExitStatus};
use std::time::{Duration, Instant};

use tokio::process::Child;
use tokio::sync::watch;

use super::half::{Half, Pipe};
use crate::outcome::{Fault, Outcome};
use crate::stop::Stop;

/// How long a half may take to stop before it is killed. Each promises 12 s, and the gateway 15 s.
const GRACE: Duration = Duration::from_secs(13);

/// The pauses before a half that ended is started again: at first, at most, and how long it must have run for the
/// next one to be the first again.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const MAX_PAUSE: Duration = Duration::from_secs(10);
const STEADY: Duration = Duration::from_secs(30);

/// Runs both halves until `stop`, and starts each again if it ends before. A half that cannot even begin ends the
/// gateway, with its own status: an address that is taken or a file that is no inbox would not get better.
///
/// # Errors
///
/// None: a half tells its own fault.
pub async fn supervise(stop: Stop) -> Outcome {
    let fatal_status = watch::Sender::new(None);
    let keep = |half| keep_running(half, stop.clone(), fatal_status.clone());
    tokio::join!(keep(Half::Receive), keep(Half::Forward));
    let status = *fatal_status.borrow();
    Ok(status.map_or(ExitCode::SUCCESS, ExitCode::from))
}

async fn keep_running(half: Half, mut stop: Stop, fatal_status: watch::Sender<Option<u8>>) {
    let mut fatal_in_other = fatal_status.subscribe();
    let mut stopping = pin!(async {
        tokio::select! {
            () = stop.wait() => {}
            _ = fatal_in_other.wait_for(Option::is_some) => {}
        }
    });
    let mut pause = FIRST_PAUSE;
    let mut has_run = false;
    loop {
        let started = Instant::now();
        let ended = match half.start() {
            Ok((mut child, pipe)) => tokio::select! {
                ended = child.wait() => ended,
                () = &mut stopping => return end(half, child, pipe).await,
            },
            Err(error) => Err(error),
        };
        if let Some(status) = ended.as_ref().ok().and_then(|status| fault(*status))
            && (status == Fault::USAGE || !has_run)
        {
            fatal_status.send_replace(Some(status));
            return;
        }
        has_run |= ended.is_ok();
        if started.elapsed() >= STEADY {
            pause = FIRST_PAUSE;
        }
        let why = ended.map_or_else(|error| error.to_string(), |status| status.to_string());
        let again = humantime::format_duration(pause);
        tracing::error!("{half} ended unexpectedly ({why}); it starts again in {again}");
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = &mut stopping => return,
        }
        pause = (pause * 2).min(MAX_PAUSE);
    }
}

/// The status of a half that reported a fault and ended. It does so only before it begins its work; what befalls it
/// later are signals and panics, which have other statuses.
fn fault(status: ExitStatus) -> Option<u8> {
    u8::try_from(status.code()?).ok().filter(|code| [Fault::FAILED, Fault::USAGE].contains(code))
}

/// Asks a half to stop, by closing its pipe, and kills it if it takes too long.
async fn end(half: Half, mut child: Child, pipe: Pipe) {
    drop(pipe);
    if tokio::time::timeout(GRACE, child.wait()).await.is_err() {
        tracing::error!("{half} did not stop in time, so it was killed");
        // An error means that it has ended by itself.
        let _ = child.kill().await;
    }
}
