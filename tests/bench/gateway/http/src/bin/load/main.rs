//! Sends signed events of 1 KiB over keep-alive connections, and prints how they were answered, as JSON:
//! `load ADDRESS SECRET CONNECTIONS SECONDS [PER_SECOND]`, or `load ADDRESS forged CONNECTIONS SECONDS` for
//! deliveries that must be refused with 400.
//!
//! Without `PER_SECOND`, each connection sends its next event as soon as the last one is answered. With it, events
//! are due at that rate, and an answer's time counts from when its event was due. All signatures are made before the
//! clock starts. One thread sends, so that the server has the rest of the machine.

mod client;
mod deliveries;

use std::env;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use crate::client::{Client, Pace, Seen};
use crate::deliveries::Deliveries;

type Failure = Box<dyn std::error::Error + Send + Sync>;

const USAGE: &str = "usage: load ADDRESS SECRET CONNECTIONS SECONDS [PER_SECOND]";

/// Instead of a secret.
const FORGED: &str = "forged";

/// Seconds in which answers are not counted, because the server's caches are cold.
const WARM_UP: u32 = 2;

/// More than any server answers here. A run that needs more fails.
const MAX_PER_SECOND: u32 = 250_000;

/// For what is not answered when the time is over.
const GRACE: Duration = Duration::from_secs(30);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let mut args = env::args().skip(1);
    let address = args.next().ok_or(USAGE)?;
    let secret = args.next().ok_or(USAGE)?;
    let connections: u32 = args.next().ok_or(USAGE)?.parse()?;
    let seconds: u32 = args.next().ok_or(USAGE)?.parse()?;
    let offered: Option<u32> = args.next().map(|rate| rate.parse()).transpose()?;

    let total = u64::from(offered.unwrap_or(MAX_PER_SECOND)) * u64::from(WARM_UP + seconds);
    let deliveries = Arc::new(if secret == FORGED {
        Deliveries::forge()?
    } else {
        Deliveries::sign(&secret, total)?
    });

    let began = Instant::now();
    let (start, end) =
        (Duration::from_secs(WARM_UP.into()), Duration::from_secs((WARM_UP + seconds).into()));
    let mut clients = JoinSet::new();
    for number in 0..connections {
        let pace = offered.map(|rate| Pace::new(began, rate, number, connections));
        let client = Client::connect(&address, pace, began + start..began + end).await?;
        clients.spawn(client.run(Arc::clone(&deliveries)));
    }
    let mut seen = Seen::default();
    let all = async {
        while let Some(client) = clients.join_next().await {
            seen.add(client??);
        }
        Ok::<(), Failure>(())
    };
    timeout(end + GRACE, all).await.map_err(|_| "the server stopped answering")??;
    println!("{}", seen.json(seconds, deliveries.sent()));
    Ok(())
}
