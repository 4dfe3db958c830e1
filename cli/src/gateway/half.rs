//! The two halves of the gateway: which one a process is, and how one is started.

use std::env;
use std::fmt;
use std::io::{self, Read};
use std::process::Stdio;

use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::oneshot;

/// Tells a child which half it is. It has the arguments and the environment of the gateway otherwise.
pub const VARIABLE: &str = "HOOKSEAL_GATEWAY_HALF";

/// A half of the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Half {
    /// Verifies and stores.
    Receive,
    /// Forwards.
    Forward,
}

impl Half {
    /// Starts this half. Its standard input is a pipe: the half stops when the gateway closes it, or dies.
    ///
    /// # Errors
    ///
    /// If this program cannot be started again.
    pub fn start(self) -> io::Result<(Child, Pipe)> {
        let mut command = Command::new(env::current_exe()?);
        command
            .args(env::args_os().skip(1))
            .env(VARIABLE, self.name())
            .stdin(Stdio::piped())
            .kill_on_drop(true);
        // A group of its own, so that Ctrl-C reaches the gateway alone, which then stops both.
        #[cfg(unix)]
        command.process_group(0);
        let mut child = command.spawn()?;
        // Taken out, as waiting for a child closes what is left in it.
        let pipe = Pipe(child.stdin.take());
        Ok((child, pipe))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Receive => "receive",
            Self::Forward => "forward",
        }
    }
}

/// Holds a half; it stops when this is dropped.
#[derive(Debug)]
pub struct Pipe(#[expect(dead_code, reason = "it is only held")] Option<ChildStdin>);

impl fmt::Display for Half {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Returns, in a half, once the gateway has closed the pipe or died.
pub async fn gateway_is_gone() {
    let (gone, is_gone) = oneshot::channel();
    // A thread of its own, because the runtime would wait at its end for one of its threads that reads.
    std::thread::spawn(move || {
        let mut pipe = io::stdin().lock();
        let mut ignored = [0; 64];
        while matches!(pipe.read(&mut ignored), Ok(1..)) {}
        // An error means that nobody waits any more.
        let _: Result<(), ()> = gone.send(());
    });
    let _ = is_gone.await;
}
