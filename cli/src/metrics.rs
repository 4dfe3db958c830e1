//! What the gateway counts, for Prometheus. `receive` and `forward` each serve the part that they fill.

use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

use crate::inbox::{InboxError, Stats};

/// What [`Metrics::text`] is.
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// All that is counted, and the registry that writes it.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    /// `hookseal_deliveries_total{result}`.
    pub deliveries: Family<ResultLabel, Counter>,
    /// `hookseal_delivery_seconds`.
    pub delivery_seconds: Histogram,
    /// `hookseal_connections`.
    pub connections: Gauge,
    /// `hookseal_store_seconds`.
    pub store_seconds: Histogram,
    /// `hookseal_store_errors_total{kind}`.
    pub store_errors: Family<KindLabel, Counter>,
    inbox_events: Family<StateLabel, Gauge<u64, AtomicU64>>,
    inbox_oldest_pending_seconds: Gauge<f64, AtomicU64>,
    /// `hookseal_forward_attempts_total{outcome}`.
    pub forward_attempts: Family<OutcomeLabel, Counter>,
    /// `hookseal_forward_attempt_seconds`.
    pub forward_attempt_seconds: Histogram,
    /// `hookseal_forward_in_flight`.
    pub forward_in_flight: Gauge,
    /// `hookseal_forward_lease_lost_total`.
    pub forward_lease_lost: Counter,
}

/// `result`: stored, duplicate, unavailable, or the code of a refusal.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct ResultLabel {
    /// The value.
    pub result: &'static str,
}

/// `kind`: see [`InboxError::kind`].
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct KindLabel {
    /// The value.
    pub kind: &'static str,
}

/// `state`: pending, leased, retrying, delivered or dead.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct StateLabel {
    /// The value.
    pub state: &'static str,
}

/// `outcome`: what became of an attempt.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct OutcomeLabel {
    /// The value.
    pub outcome: &'static str,
}

impl Default for Metrics {
    fn default() -> Self {
        // From 0.5 ms to 16 s, and from 5 ms to 82 s.
        let quick = || Histogram::new(exponential_buckets(0.0005, 2.0, 16));
        let slow = || Histogram::new(exponential_buckets(0.005, 2.0, 15));
        Self {
            registry: Registry::with_prefix("hookseal"),
            deliveries: Family::default(),
            delivery_seconds: quick(),
            connections: Gauge::default(),
            store_seconds: quick(),
            store_errors: Family::default(),
            inbox_events: Family::default(),
            inbox_oldest_pending_seconds: Gauge::default(),
            forward_attempts: Family::default(),
            forward_attempt_seconds: slow(),
            forward_in_flight: Gauge::default(),
            forward_lease_lost: Counter::default(),
        }
    }
}

impl Metrics {
    /// The metrics of `hookseal receive`.
    #[must_use]
    pub fn of_receive() -> Self {
        let mut metrics = Self::default().with_inbox();
        let registry = &mut metrics.registry;
        registry.register(
            "deliveries",
            "Requests to the endpoint, by what became of them",
            metrics.deliveries.clone(),
        );
        registry.register(
            "delivery_seconds",
            "From a request's headers to its answer",
            metrics.delivery_seconds.clone(),
        );
        registry.register("connections", "Open connections", metrics.connections.clone());
        registry.register(
            "store_seconds",
            "The time of a transaction that stores events",
            metrics.store_seconds.clone(),
        );
        metrics
    }

    /// The metrics of `hookseal forward`.
    #[must_use]
    pub fn of_forward() -> Self {
        let mut metrics = Self::default().with_inbox();
        let registry = &mut metrics.registry;
        registry.register(
            "forward_attempts",
            "Attempts to forward an event, by their outcome",
            metrics.forward_attempts.clone(),
        );
        registry.register(
            "forward_attempt_seconds",
            "From an attempt's start to the application's answer",
            metrics.forward_attempt_seconds.clone(),
        );
        registry.register(
            "forward_in_flight",
            "Attempts that wait for the application",
            metrics.forward_in_flight.clone(),
        );
        registry.register(
            "forward_lease_lost",
            "Attempts whose lease expired before they ended",
            metrics.forward_lease_lost.clone(),
        );
        metrics
    }

    fn with_inbox(mut self) -> Self {
        self.registry.register(
            "store_errors",
            "Calls of the inbox that failed, by the kind of error",
            self.store_errors.clone(),
        );
        self.registry.register(
            "inbox_events",
            "Events in the inbox; pending includes leased and retrying",
            self.inbox_events.clone(),
        );
        self.registry.register(
            "inbox_oldest_pending_seconds",
            "How long ago the oldest pending event was received; 0 if there is none",
            self.inbox_oldest_pending_seconds.clone(),
        );
        self
    }

    /// Counts a delivery.
    pub fn count_delivery(&self, result: &'static str) {
        self.deliveries.get_or_create(&ResultLabel { result }).inc();
    }

    /// Counts a transaction that failed.
    pub fn count_store_error(&self, error: &InboxError) {
        self.store_errors.get_or_create(&KindLabel { kind: error.kind() }).inc();
    }

    /// Sets the gauges of the inbox.
    pub fn set_inbox(&self, stats: &Stats) {
        let counts = [
            ("pending", stats.pending),
            ("leased", stats.leased),
            ("retrying", stats.retrying),
            ("delivered", stats.delivered),
            ("dead", stats.dead),
        ];
        for (state, events) in counts {
            self.inbox_events.get_or_create(&StateLabel { state }).set(events);
        }
        self.inbox_oldest_pending_seconds.set(stats.oldest_pending_seconds.unwrap_or_default());
    }

    /// All of it, as Prometheus reads it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = text::encode(&mut text, &self.registry);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_half_writes_its_own_metrics_and_the_inbox() {
        let receive = Metrics::of_receive();
        receive.count_delivery("stored");
        receive.set_inbox(&Stats {
            pending: 7,
            oldest_pending_seconds: Some(1.5),
            ..Stats::default()
        });
        let text = receive.text();
        for line in [
            "hookseal_deliveries_total{result=\"stored\"} 1",
            "hookseal_inbox_events{state=\"pending\"} 7",
            "hookseal_inbox_oldest_pending_seconds 1.5",
        ] {
            assert!(text.lines().any(|written| written == line), "{line}\n{text}");
        }
        assert!(!text.contains("hookseal_forward"));
        assert!(Metrics::of_forward().text().contains("hookseal_forward_lease_lost"));
    }
}
