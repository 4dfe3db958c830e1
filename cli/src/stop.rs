//! SIGTERM and SIGINT: the first asks the program to finish what is under way, the second ends it at once.

use std::process;

use tokio::sync::watch;

use crate::outcome::Fault;

/// Whether the program was asked to stop. Clones see the same.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Listens for the signals from now on.
    ///
    /// # Errors
    ///
    /// [`Fault::Failed`] if the system does not let this process handle them.
    pub fn on_signals() -> Result<Self, Fault> {
        let mut signals = Signals::new()
            .map_err(|error| Fault::Failed(format!("cannot handle signals: {error}")))?;
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(async move {
            signals.next().await;
            stop.send_replace(true);
            signals.next().await;
            tracing::warn!("a second signal: ending at once");
            process::exit(1);
        });
        Ok(Self(stopped))
    }

    /// Stops when the work is done, as well as on signals.
    #[must_use]
    pub fn or_when(mut self, work: impl Future<Output = ()> + Send + 'static) -> Self {
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(async move {
            tokio::select! {
                () = self.wait() => {}
                () = work => {}
            }
            stop.send_replace(true);
            stop.closed().await;
        });
        Self(stopped)
    }

    /// Returns once the program was asked to stop.
    pub async fn wait(&mut self) {
        // The sender goes only when the program ends.
        let _ = self.0.wait_for(|stopped| *stopped).await;
    }
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn next(&mut self) {
        self.0.recv().await;
    }
}
