//! The kinds of deliveries.

use serde::Serialize;

/// How a delivery behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Genuine,
    Duplicate,
    Tampered,
    Stale,
    Replayed,
    SlowBody,
    Dropped,
}

impl Kind {
    /// Whether it must be refused, like an attacker's.
    pub fn is_bad(self) -> bool {
        matches!(self, Self::Tampered | Self::Stale)
    }

    /// Whether it repeats an earlier delivery.
    pub fn is_repeat(self) -> bool {
        matches!(self, Self::Duplicate | Self::Replayed)
    }

    /// Whether it is a genuine delivery of a new event.
    pub fn is_original(self) -> bool {
        !self.is_bad() && !self.is_repeat()
    }

    /// The name as in its option: `slow body`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Genuine => "genuine",
            Self::Duplicate => "duplicate",
            Self::Tampered => "tampered",
            Self::Stale => "stale",
            Self::Replayed => "replayed",
            Self::SlowBody => "slow body",
            Self::Dropped => "dropped",
        }
    }
}
