//! The closing summary.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, Table};
use hdrhistogram::Histogram;
use serde::Serialize;
use serde::ser::SerializeMap;

use super::delivery::{Outcome, Record};
use super::kind::Kind;
use super::tally::Tally;

/// Deliveries of one kind, or of all.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Counts {
    deliveries: u64,
    delivered: u64,
    refused: u64,
    gave_up: u64,
    accepted: u64,
    attempts: u64,
}

impl Counts {
    fn add(&mut self, record: &Record) {
        self.deliveries += 1;
        self.attempts += record.statuses.len() as u64;
        match record.outcome {
            Outcome::Delivered => self.delivered += 1,
            Outcome::Refused => self.refused += 1,
            Outcome::GaveUp => self.gave_up += 1,
            Outcome::Accepted => self.accepted += 1,
        }
    }

    fn row(self, name: &str) -> [String; 7] {
        let Self { deliveries, delivered, refused, gave_up, accepted, attempts } = self;
        [
            name.to_owned(),
            deliveries.to_string(),
            delivered.to_string(),
            refused.to_string(),
            gave_up.to_string(),
            accepted.to_string(),
            attempts.to_string(),
        ]
    }
}

/// The counts of everything that was sent. Its `Display` is for people, its JSON for programs.
#[derive(Debug, Serialize)]
pub struct Report {
    #[serde(flatten)]
    all: Counts,
    seconds: f64,
    deliveries_per_second: f64,
    #[serde(serialize_with = "percentiles")]
    latency_ms: Latencies,
    #[serde(flatten)]
    answers: Tally,
    kinds: BTreeMap<Kind, Counts>,
    seed: u32,
    /// Why there was no answer, for the first attempt without one.
    first_fault: Option<String>,
}

/// In microseconds, to three digits, up to the largest `--timeout`.
type Latencies = Histogram<u64>;

const MAX_LATENCY_US: u64 = 86_400_000_000;

impl Report {
    pub fn new(seed: u32) -> Result<Self, hdrhistogram::CreationError> {
        Ok(Self {
            all: Counts::default(),
            seconds: 0.0,
            deliveries_per_second: 0.0,
            latency_ms: Histogram::new_with_max(MAX_LATENCY_US, 3)?,
            answers: Tally::default(),
            kinds: BTreeMap::new(),
            seed,
            first_fault: None,
        })
    }

    pub fn add(&mut self, record: &mut Record) {
        self.all.add(record);
        self.kinds.entry(record.kind).or_default().add(record);
        for latency in &record.latencies {
            self.latency_ms
                .saturating_record(u64::try_from(latency.as_micros()).unwrap_or(u64::MAX));
        }
        for answer in &record.statuses {
            self.answers.add(answer);
        }
        if self.first_fault.is_none() {
            self.first_fault = record.fault.take();
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "there are far fewer deliveries")]
    pub fn close(&mut self, took: Duration) {
        self.seconds = took.as_secs_f64();
        self.deliveries_per_second = self.all.deliveries as f64 / self.seconds;
    }

    /// Whether all `count` deliveries were answered as they should be.
    pub fn is_good(&self, count: u64) -> bool {
        self.all.deliveries == count && self.all.gave_up == 0 && self.all.accepted == 0
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new();
        table.load_style(UTF8_FULL_CONDENSED).set_header([
            "deliveries",
            "in all",
            "delivered",
            "refused",
            "gave up",
            "wrongly accepted",
            "attempts",
        ]);
        for (kind, counts) in &self.kinds {
            table.add_row(counts.row(kind.name()));
        }
        if self.kinds.len() > 1 {
            table.add_row(self.all.row("all"));
        }
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        writeln!(f, "{table}")?;
        writeln!(
            f,
            "pace       {:.0} deliveries a second, {:.2} s in all",
            self.deliveries_per_second, self.seconds
        )?;
        let [p50, p90, p99, max] = quantiles(&self.latency_ms);
        writeln!(f, "latency    p50 {p50} ms, p90 {p90} ms, p99 {p99} ms, max {max} ms")?;
        writeln!(f, "answers    {}", self.answers)?;
        writeln!(f, "seed       {}", self.seed)?;
        if let Some(fault) = &self.first_fault {
            writeln!(f, "no answer  {fault} (the first time)")?;
        }
        Ok(())
    }
}

#[allow(clippy::cast_precision_loss, reason = "a latency has three digits")]
fn quantiles(latencies: &Latencies) -> [f64; 4] {
    [0.5, 0.9, 0.99, 1.0].map(|quantile| latencies.value_at_quantile(quantile) as f64 / 1000.0)
}

fn percentiles<S: serde::Serializer>(
    latencies: &Latencies,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(4))?;
    for (name, ms) in ["p50", "p90", "p99", "max"].iter().zip(quantiles(latencies)) {
        map.serialize_entry(name, &ms)?;
    }
    map.end()
}
