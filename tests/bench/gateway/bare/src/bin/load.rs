//! Sends signed events of 1 KiB over keep-alive connections, and prints how fast they were answered, as JSON:
//! `load http://ADDRESS SECRET DELIVERIES CONNECTIONS`. All of them are signed before the clock starts.

use std::env;
use std::io;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let mut args = env::args().skip(1);
    let mut arg = || args.next().ok_or("usage: load URL SECRET DELIVERIES CONNECTIONS");
    let address = arg()?.trim_start_matches("http://").to_owned();
    let (secret, deliveries, connections) =
        (arg()?, arg()?.parse::<usize>()?, arg()?.parse::<usize>()?);

    let each = deliveries / connections;
    let mut clients = JoinSet::new();
    let mut plans = Vec::new();
    for connection in 0..connections {
        plans.push(
            (0..each)
                .map(|n| request(&secret, connection * each + n))
                .collect::<Result<Vec<_>, _>>()?,
        );
    }
    let began = Instant::now();
    for plan in plans {
        clients.spawn(deliver(address.clone(), plan));
    }
    let mut times = Vec::new();
    while let Some(client) = clients.join_next().await {
        times.extend(client??);
    }
    let seconds = began.elapsed().as_secs_f64();
    times.sort_unstable();
    let percentile =
        |percent: usize| times.get(times.len() * percent / 100).map_or(0.0, Duration::as_secs_f64);
    println!(
        "{{\"per_second\": {:.0}, \"p50_ms\": {:.2}, \"p99_ms\": {:.2}}}",
        f64::from(u32::try_from(times.len())?) / seconds,
        percentile(50) * 1e3,
        percentile(99) * 1e3
    );
    Ok(())
}

fn request(secret: &str, number: usize) -> Result<Vec<u8>, Failure> {
    let start = format!(
        r#"{{"id": "event_{number:026}", "event": "dsync.user.updated", "created_at": "2026-08-01T12:00:00.000Z", "data": {{"id": "directory_user_{number}", "padding": ""#
    );
    let payload = format!("{start}{}\"}}}}", "x".repeat(1021 - start.len()));
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let signature = hookseal::sign(secret, &payload, now);
    Ok(format!(
        "POST /webhooks/workos HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         WorkOS-Signature: {signature}\r\nContent-Length: {}\r\n\r\n{payload}",
        payload.len()
    )
    .into_bytes())
}

async fn deliver(address: String, plan: Vec<Vec<u8>>) -> io::Result<Vec<Duration>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut times = Vec::with_capacity(plan.len());
    let mut answer = [0; 1024];
    for request in plan {
        let began = Instant::now();
        stream.write_all(&request).await?;
        // An answer without a body comes in one piece.
        let read = stream.read(&mut answer).await?;
        if !answer.get(..read).is_some_and(|answer| answer.starts_with(b"HTTP/1.1 200")) {
            return Err(io::Error::other(String::from_utf8_lossy(
                answer.get(..read).unwrap_or_default(),
            )));
        }
        times.push(began.elapsed());
    }
    Ok(times)
}
