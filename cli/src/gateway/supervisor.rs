//! Keeps the two halves running until the gateway is to stop.

use std::pin::pin;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use tokio::process::Child;
use tokio::sync::watch;

use super::half::{Half, Pipe};
use crate::outcome::Outcome;
use crate::stop::Stop;

/// How long a half may take to stop before it is killed. Each promises 12 s, and the gateway 15 s.
const GRACE: Duration = Duration::from_secs(13);

/// The pauses before a half that ended is started again: at first, at most, and how long it must have run for the
/// next one to be the first again.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const MAX_PAUSE: Duration = Duration::from_secs(10);
const STEADY: Duration = Duration::from_secs(30);

/// The status of a process that was started with wrong settings.
const USAGE: i32 = 2;

/// Runs both halves until `stop`, and starts each again if it ends before. Wrong settings end the gateway, as they
/// would not get better.
///
/// # Errors
///
/// None: a half tells its own fault.
pub async fn supervise(stop: Stop) -> Outcome {
    let wrong_settings = watch::Sender::new(false);
    let keep = |half| keep_running(half, stop.clone(), wrong_settings.clone());
    tokio::join!(keep(Half::Receive), keep(Half::Forward));
    Ok(if *wrong_settings.borrow() { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

async fn keep_running(half: Half, mut stop: Stop, wrong_settings: watch::Sender<bool>) {
    let mut wrong = wrong_settings.subscribe();
    let mut stopping = pin!(async {
        tokio::select! {
            () = stop.wait() => {}
            _ = wrong.wait_for(|wrong| *wrong) => {}
        }
    });
    let mut pause = FIRST_PAUSE;
    loop {
        let started = Instant::now();
        let ended = match half.start() {
            Ok((mut child, pipe)) => tokio::select! {
                ended = child.wait() => ended,
                () = &mut stopping => return end(half, child, pipe).await,
            },
            Err(error) => Err(error),
        };
        if ended.as_ref().is_ok_and(|status| status.code() == Some(USAGE)) {
            wrong_settings.send_replace(true);
            return;
        }
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

/// Asks a half to stop, by closing its pipe, and kills it if it takes too long.
async fn end(half: Half, mut child: Child, pipe: Pipe) {
    drop(pipe);
    if tokio::time::timeout(GRACE, child.wait()).await.is_err() {
        tracing::error!("{half} did not stop in time, so it was killed");
        // An error means that it has ended by itself.
        let _ = child.kill().await;
    }
}
