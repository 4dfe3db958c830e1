//! The command line, whose help is the sender's documentation.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use reqwest::Url;

use crate::kind::Kind;

/// Sends webhooks to an endpoint as WorkOS does, and as those do who are not WorkOS.
///
/// Each delivery is an event with an id of its own, sent by POST as JSON and signed in the header
/// WorkOS-Signature. One not answered with 200 is sent again up to 12 times, after delays that
/// double from 63.3 seconds and come to 3 days in all. (WorkOS's pages say 12 or 6 times, and that
/// its staging environment stops after minutes: see --retries.)
///
/// The endpoint's secret is read from the environment: see --secret-env.
#[derive(Debug, Parser)]
#[command(name = "hookseal-sender", version, max_term_width = 100)]
#[command(override_usage = USAGE, after_long_help = AFTER)]
pub struct Args {
    /// Where to send, by HTTP or HTTPS.
    #[arg(long, value_name = "http[s]://HOST[:PORT]/PATH", value_parser = endpoint, required_unless_present = "list")]
    pub url: Option<Url>,

    /// The environment variable that holds the endpoint's secret.
    #[arg(long, value_name = "NAME", default_value = "WORKOS_WEBHOOK_SECRET")]
    pub secret_env: String,

    /// Trust the certificates of this PEM file, and no others. Default: this machine's.
    #[arg(long, value_name = "FILE")]
    pub ca: Option<PathBuf>,

    /// How long one attempt may take, from connecting to the end of the answer.
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub timeout: Duration,

    /// Send these events, in turn: names or patterns such as 'dsync.*', repeated or separated by
    /// commas. Default: every event of the catalogue.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub event: Vec<String>,

    /// Send the bytes of this file as they are, and no event of the catalogue; their id is then
    /// the same in every delivery.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["event", "list"])]
    pub payload: Option<PathBuf>,

    /// Print the names of the catalogue (of --event, if given), and send nothing.
    #[arg(long)]
    pub list: bool,

    /// How many deliveries to make in all, the misbehaving ones among them.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub count: u64,

    /// How many attempts may be under way at once, each on a connection that is kept alive. At
    /// most 10000 deliveries are open at once, those that wait to be sent again included.
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub concurrency: u32,

    /// How many deliveries to begin per second, on average. Default: as fast as they are answered.
    #[arg(long, value_name = "N", value_parser = rate)]
    pub rate: Option<f64>,

    /// Repeats the random choices of an earlier run: which delivery misbehaves, and how. Ids and
    /// times are always new. Default: drawn, and told at the end.
    #[arg(long, value_name = "N")]
    pub seed: Option<u32>,

    /// How often to send again what is not answered with 200: 0 to 16 times. With 0, each delivery
    /// is tried once.
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32).range(0..=16))]
    pub retries: u32,

    /// Divides the delays before retries, and nothing else: 86400 makes 3 seconds of 3 days.
    #[arg(long, value_name = "X", default_value = "1", value_parser = positive)]
    pub time_scale: f64,

    /// Whether each attempt is signed anew, or keeps the first one's signature. WorkOS documents
    /// neither.
    #[arg(long, default_value = "each")]
    pub resign: Resign,

    /// Genuine deliveries made twice: the event of an earlier one (same id, same body), signed
    /// anew, perhaps while the first is under way.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub duplicates: f64,

    /// Forgeries: one byte of the body is changed after signing, such that JSON is still JSON. They
    /// must be answered 400.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub tampered: f64,

    /// Deliveries with a genuine signature that is --stale-by seconds old. They must be answered
    /// 400.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub stale: f64,

    /// How old the stale ones are; endpoints commonly tolerate 180 seconds.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "SECONDS", default_value_t = 3600, value_parser = clap::value_parser!(u32).range(1..))]
    pub stale_by: u32,

    /// Earlier requests sent again byte for byte, soon after. 200 is a right answer, for the
    /// signature is genuine and the endpoint has the event; so is 400.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub replayed: f64,

    /// Genuine deliveries whose body trickles in, in 20 pieces.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub slow_body: f64,

    /// How long such a body takes; less than --timeout.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "SECONDS", default_value = "2", value_parser = seconds)]
    pub slow_for: Duration,

    /// Genuine deliveries whose first connection is closed, half of them in the middle of the
    /// body, half after it and before the answer is read; then they are sent again.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub dropped: f64,

    /// Send events out of the order in which they were created, shuffled among 1000 in a row.
    #[arg(long, help_heading = MISBEHAVIOUR)]
    pub reorder: bool,

    /// Write one line of JSON to this file for each delivery, when it is over.
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,

    /// Print the closing summary as one JSON object, and no table.
    #[arg(long)]
    pub json: bool,
}

const USAGE: &str = "\
hookseal-sender --url URL [OPTIONS]
       hookseal-sender --list [--event NAME]";

/// Where the help has what goes wrong on request.
const MISBEHAVIOUR: &str = "Misbehaviour (PERCENT is of --count; the rest are plain deliveries)";

const AFTER: &str = "\
Retries:
  The delay before retry k is 63.3 s * 2^(k-1). With --resign each, every attempt is signed as it is
  sent. With --resign first, it bears the time of the first attempt: the real time less the delays
  so far as they are without --time-scale, which is what an endpoint would see in earnest. With a
  tolerance of 180 s only the first two attempts can then be accepted.

  One that is tampered or stale is sent again only if it was not answered at all: nobody has yet
  told whether the endpoint lets it in.

While it runs:
  Standard error has a line for each attempt that fails, with the answer, the code of an answer such
  as {\"error\": \"signature_mismatch\"}, and the time to the next attempt. After 20 of them, one line a
  second sums up the rest. What is refused as it should be is not told.

Ledger:
  {\"id\", \"event\", \"kind\", \"attempts\", \"statuses\", \"outcome\"}
  kind      genuine, duplicate, tampered, stale, replayed, slow_body or dropped
  statuses  of each attempt: the answer's, or \"refused\" (no connection, or no TLS), \"timeout\", or
            \"dropped\" (the connection closed before an answer, by either side)
  outcome   delivered  answered 200
            refused    answered 400, as a tampered or stale one must be
            accepted   tampered or stale, and yet answered 2xx: a fault
            gave_up    no retry left; or tampered or stale, and answered otherwise

Exit status:
  0  every genuine delivery was answered 200, and every tampered or stale one 400
  1  not so
  2  wrong usage; nothing was sent

Examples:
  hookseal-sender --url http://127.0.0.1:8000/webhooks/workos --event connection.activated
  hookseal-sender --url http://127.0.0.1:8000/webhooks/workos --count 20000 --concurrency 64 \\
      --duplicates 10 --tampered 5 --stale 5 --reorder --ledger ledger.jsonl
  hookseal-sender --url https://localhost:8443/webhooks/workos --ca ca.pem --time-scale 86400";

/// When a delivery that is retried is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Resign {
    /// At each attempt.
    Each,
    /// At the first attempt.
    First,
}

impl Args {
    /// Per cent of each kind; what is left is genuine.
    pub fn shares(&self) -> [(Kind, f64); 6] {
        [
            (Kind::Duplicate, self.duplicates),
            (Kind::Tampered, self.tampered),
            (Kind::Stale, self.stale),
            (Kind::Replayed, self.replayed),
            (Kind::SlowBody, self.slow_body),
            (Kind::Dropped, self.dropped),
        ]
    }
}

fn endpoint(text: &str) -> Result<Url, String> {
    let url: Url = text
        .parse()
        .map_err(|error| format!("{error}; it must be like http://127.0.0.1:8000/webhooks"))?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        other => Err(format!("it begins with {other}:, and must begin with http:// or https://")),
    }
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(number) if f64::is_finite(number) && number > 0.0 => Ok(number),
        _ => Err("it must be a number above 0".to_owned()),
    }
}

fn rate(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(number) if (0.001..=1_000_000.0).contains(&number) => Ok(number),
        _ => Err("it is per second, and must be from 0.001 to 1000000".to_owned()),
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    match positive(text)? {
        number if number <= 86_400.0 => Ok(Duration::from_secs_f64(number)),
        _ => Err("it is in seconds, and must be at most 86400".to_owned()),
    }
}

fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').parse() {
        Ok(number) if (0.0..=100.0).contains(&number) => Ok(number),
        _ => Err("it is in per cent of --count, and must be from 0 to 100".to_owned()),
    }
}
