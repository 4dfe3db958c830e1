//! One connection: what it sends, when, and what it sees.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until};

use crate::Failure;
use crate::deliveries::Deliveries;

/// When the events of a connection are due.
pub struct Pace {
    next: Instant,
    every: Duration,
}

impl Pace {
    /// The connections take turns.
    pub fn new(began: Instant, rate: u32, number: u32, connections: u32) -> Self {
        let turn = Duration::from_secs(1) / rate;
        Self { next: began + turn * number, every: turn * connections }
    }

    async fn due(&mut self) -> Instant {
        let due = self.next;
        sleep_until(due).await;
        self.next += self.every;
        due
    }
}

/// The answers that came in the time that is measured.
#[derive(Default)]
pub struct Seen {
    times: Vec<Duration>,
    /// Those with another status than they must have.
    errors: usize,
    /// The first of them.
    example: Option<u16>,
}

impl Seen {
    pub fn add(&mut self, other: Self) {
        self.times.extend(other.times);
        self.errors += other.errors;
        self.example = self.example.or(other.example);
    }

    pub fn json(mut self, seconds: u32, sent: u64) -> String {
        self.times.sort_unstable();
        let count = self.times.len();
        let milliseconds = |percent: usize| {
            self.times.get(count * percent / 100).map_or(0.0, Duration::as_secs_f64) * 1e3
        };
        format!(
            r#"{{"sent": {sent}, "answered": {count}, "seconds": {seconds}, "p50_ms": {:.3}, "p99_ms": {:.3}, "errors": {}, "error": {}}}"#,
            milliseconds(50),
            milliseconds(99),
            self.errors,
            self.example.unwrap_or_default()
        )
    }
}

pub struct Client {
    stream: TcpStream,
    pace: Option<Pace>,
    measured: Range<Instant>,
    seen: Seen,
}

impl Client {
    pub async fn connect(
        address: &str,
        pace: Option<Pace>,
        measured: Range<Instant>,
    ) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, pace, measured, seen: Seen::default() })
    }

    pub async fn run(mut self, deliveries: Arc<Deliveries>) -> Result<Seen, Failure> {
        let (mut request, mut answer) = (Vec::new(), Vec::new());
        loop {
            let began = match &mut self.pace {
                Some(pace) => pace.due().await,
                None => Instant::now(),
            };
            if began >= self.measured.end {
                return Ok(self.seen);
            }
            deliveries.write_next(&mut request)?;
            self.stream.write_all(&request).await?;
            let status = read_answer(&mut self.stream, &mut answer).await?;
            let now = Instant::now();
            if !self.measured.contains(&now) {
                continue;
            }
            if status == deliveries.status {
                self.seen.times.push(now - began);
            } else {
                self.seen.errors += 1;
                self.seen.example.get_or_insert(status);
            }
        }
    }
}

/// Reads an answer to its end, and returns its status.
async fn read_answer(stream: &mut TcpStream, answer: &mut Vec<u8>) -> Result<u16, Failure> {
    answer.clear();
    loop {
        if stream.read_buf(answer).await? == 0 {
            return Err("the server closed a connection".into());
        }
        let mut headers = [httparse::EMPTY_HEADER; 32];
        let mut response = httparse::Response::new(&mut headers);
        let httparse::Status::Complete(head) = response.parse(answer)? else { continue };
        let length = response
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case("content-length"));
        let is_complete = match length {
            Some(length) => {
                answer.len() >= head + std::str::from_utf8(length.value)?.parse::<usize>()?
            }
            None => answer.ends_with(b"\r\n0\r\n\r\n"), // the last chunk
        };
        if is_complete {
            return Ok(response.code.unwrap_or_default());
        }
    }
}
