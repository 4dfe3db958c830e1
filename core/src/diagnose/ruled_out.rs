//! The accidents that cannot explain a refusal.

use alloc::vec::Vec;

use super::FindingCode;
use super::traits::{Arrived, Traits};

/// Of the accidents that were tried, those that are excluded for certain; and those that would be
/// seen if they had happened.
pub(super) fn of(traits: &Traits, tried: &[FindingCode], secret_count: usize) -> Vec<FindingCode> {
    let has_tried_secrets = tried.contains(&FindingCode::SecretHexDecoded);
    let is_ruled_out = |code: FindingCode| match code {
        // What was signed can only be guessed, and not every guess is tried.
        FindingCode::PayloadJsonCompacted if traits.layout == Arrived::Compact => false,
        FindingCode::PayloadKeysSorted if traits.sorted => false,
        FindingCode::PayloadNumberRewritten if traits.has_integers || traits.has_fractions => false,
        // Nobody knows the secrets that were not given.
        FindingCode::SecretOfOtherEndpoint => has_tried_secrets && secret_count > 1,
        // Only a genuine signature tells about the time.
        FindingCode::ClockBehind
        | FindingCode::ClockAhead
        | FindingCode::DeliveryRetried
        | FindingCode::DeliveryReplayed => false,
        _ if code.is_of_payload() => tried.contains(&code) || code.is_seen(),
        _ if code.is_of_secret() => has_tried_secrets,
        // The header is one that can be read.
        _ => true,
    };
    FindingCode::ALL.iter().copied().filter(|&code| is_ruled_out(code)).collect()
}

impl FindingCode {
    /// Whether the accident destroys what was signed, so that it is only seen, never undone.
    const fn is_seen(self) -> bool {
        matches!(
            self,
            Self::PayloadReplacementCharacters | Self::PayloadObjectObject | Self::PayloadEmpty
        )
    }
}
