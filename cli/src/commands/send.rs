//! `hookseal send`, whose help is its documentation.

use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;
use clap::builder::ArgPredicate;
use reqwest::Url;

use crate::outcome::Outcome;
use crate::send::{self, Action, Kind};
use crate::settings::secrets::{SECRET_VARIABLE, SecretArgs};
use crate::settings::values;

/// Sends webhooks to an endpoint, as WorkOS does and as an attacker would.
///
/// Each delivery is an event with its own id. It is sent by POST, as JSON, and signed in the header
/// WorkOS-Signature. A delivery that is not answered with 200 is sent again, up to 12 times. The
/// delays double, starting at 63.3 seconds; together they take 3 days. (WorkOS's pages say 12 or 6
/// times, and that its staging environment stops after minutes: see --retries.)
///
#[derive(Debug, clap::Args)]
#[command(override_usage = USAGE, after_long_help = AFTER)]
pub struct Args {
    /// The URL of the endpoint.
    #[arg(long, value_name = "http[s]://HOST[:PORT]/PATH", value_parser = values::endpoint, required_unless_present = "list")]
    pub url: Option<Url>,

    #[command(flatten)]
    pub secrets: SecretArgs,

    /// The environment variable that holds the endpoint's secret.
    #[arg(long, value_name = "NAME", default_value = SECRET_VARIABLE, conflicts_with = "secret_file")]
    pub secret_env: String,

    /// Trust the certificates in this PEM file, and no others. Default: those of this machine.
    #[arg(long, value_name = "FILE")]
    pub ca: Option<PathBuf>,

    /// How long one attempt may take, from connecting to the end of the answer.
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub timeout: Duration,

    /// Send these events, in turn: names or patterns such as 'dsync.*', repeated or separated by
    /// commas. Default: every event of the catalogue.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub event: Vec<String>,

    /// Send the bytes of this file unchanged, instead of events of the catalogue. Every delivery
    /// then has the same id.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["event", "list"])]
    pub payload: Option<PathBuf>,

    /// Ask an endpoint of actions instead, and check the form, the time and the signature of
    /// its answer. WorkOS does not ask twice, so there are no retries unless --retries says so.
    #[arg(long, value_name = "ACTION", conflicts_with_all = ["event", "payload", "list"])]
    pub action: Option<Action>,

    /// Print the names of the catalogue's events (those that --event selects), and send nothing.
    #[arg(long)]
    pub list: bool,

    /// How many deliveries to make in all, including those that misbehave.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub count: u64,

    /// How many attempts may be under way at once; connections are kept alive. At most 10000
    /// deliveries are open at once, including those that wait for a retry.
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub concurrency: u32,

    /// How many deliveries to begin per second, on average. Default: as fast as they are answered.
    #[arg(long, value_name = "N", value_parser = rate)]
    pub rate: Option<f64>,

    /// Repeat the random choices of an earlier run: which deliveries misbehave, and how. Ids and
    /// times are always new. Default: a random seed, printed at the end.
    #[arg(long, value_name = "N")]
    pub seed: Option<u32>,

    /// How often to retry a delivery that is not answered with 200: 0 to 16 times. With 0, each
    /// delivery is tried once.
    #[arg(long, value_name = "N", default_value_t = 12, default_value_if("action", ArgPredicate::IsPresent, "0"), value_parser = clap::value_parser!(u32).range(0..=16))]
    pub retries: u32,

    /// Divide the delays before retries, and nothing else. With 86400, 3 days take 3 seconds.
    #[arg(long, value_name = "X", default_value = "1", value_parser = positive)]
    pub time_scale: f64,

    /// Whether each attempt is signed anew, or keeps the first one's signature. WorkOS does not
    /// document which it does.
    #[arg(long, default_value = "each")]
    pub resign: Resign,

    /// Genuine deliveries that repeat the event of an earlier one: the same id and body, signed
    /// anew. The earlier one may still be under way.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub duplicates: f64,

    /// Forgeries: one byte of the body is changed after signing, so that it is still JSON. They must
    /// be answered 400.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub tampered: f64,

    /// Deliveries with a genuine signature that is --stale-by seconds old. They must be answered
    /// 400.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub stale: f64,

    /// How old the stale deliveries are; endpoints commonly tolerate 180 seconds.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "SECONDS", default_value_t = 3600, value_parser = clap::value_parser!(u32).range(1..))]
    pub stale_by: u32,

    /// Earlier requests, sent again soon after, byte for byte. 200 is a right answer, because the
    /// signature is genuine and the endpoint has the event; 400 is right too.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub replayed: f64,

    /// Genuine deliveries whose body arrives slowly, in 20 pieces.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub slow_body: f64,

    /// How long a slow body takes; must be less than --timeout.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "SECONDS", default_value = "2", value_parser = seconds)]
    pub slow_for: Duration,

    /// Genuine deliveries whose first connection is closed: about half of them in the middle of the
    /// body, the others after the body, before the answer is read. Then they are sent again.
    #[arg(long, help_heading = MISBEHAVIOUR, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub dropped: f64,

    /// Send events out of the order in which they were created: shuffle up to 1000 in a row.
    #[arg(long, help_heading = MISBEHAVIOUR)]
    pub reorder: bool,

    /// Write one line of JSON to this file for each delivery, when it has ended.
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,

    /// Print the closing summary as one JSON object instead of a table.
    #[arg(long)]
    pub json: bool,
}

const USAGE: &str = "\
hookseal send --url URL [OPTIONS]
       hookseal send --list [--event NAME]";

/// The heading of the options for deliveries that misbehave.
const MISBEHAVIOUR: &str = "Misbehaviour (PERCENT of --count; all other deliveries are plain)";

const AFTER: &str = "\
Retries:
  The delay before retry k is 63.3 s * 2^(k-1). With --resign each, every attempt is signed when it is
  sent. With --resign first, every attempt has the timestamp of the first one: the real time minus
  the delays so far, as long as they are without --time-scale. So the endpoint sees the age that it
  would see in reality. With a tolerance of 180 s it can then accept only the first two attempts.

  A tampered or stale delivery is sent again only if there was no answer at all, because only an
  answer shows whether the endpoint accepts it.

While it runs:
  Standard error has a line for each attempt that fails, with the answer, its error code if the answer
  is like {\"error\": \"signature_mismatch\"}, and the time to the next attempt. After 20 lines, one line
  a second sums up the rest. A delivery that is rightly refused is not reported.

Actions:
  An answer counts as 200 Allow or 200 Deny only if it is what WorkOS accepts. Otherwise it is \"200
  wrong signature\", or content type, form, object, timestamp or verdict, and WorkOS denies.

Ledger:
  {\"id\", \"event\", \"kind\", \"attempts\", \"statuses\", \"outcome\"}
  kind      genuine, duplicate, tampered, stale, replayed, slow_body or dropped
  statuses  for each attempt the answer's status, or \"refused\" (no connection, or no TLS), \"timeout\",
            or \"dropped\" (either side closed the connection before an answer)
  outcome   delivered  answered 200, and an action with a verdict
            refused    answered 400, which is right for tampered, stale and replayed deliveries
            accepted   tampered or stale, but answered 2xx: a fault of the endpoint
            gave_up    no retry was left; or tampered or stale, and answered neither 400 nor 2xx

Exit status:
  0  every genuine delivery was answered 200, and every tampered or stale one 400
  1  otherwise, or the ledger could not be written
  2  wrong usage; nothing was sent

Examples:
  hookseal send --url http://127.0.0.1:8000/webhooks/workos --event connection.activated
  hookseal send --url http://127.0.0.1:8000/webhooks/workos --count 20000 --concurrency 64 \\
      --duplicates 10 --tampered 5 --stale 5 --reorder --ledger ledger.jsonl
  hookseal send --url https://localhost:8443/webhooks/workos --ca ca.pem --time-scale 86400";

/// When a delivery that is retried is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Resign {
    /// At each attempt.
    Each,
    /// At the first attempt.
    First,
}

/// Sends them.
pub fn run(args: &Args) -> Outcome {
    send::run(args)
}

impl Args {
    /// The percentage of each kind; all other deliveries are genuine.
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
