//! Looks for the accidents under which a signature matches: first one, then two at once.

use alloc::vec::Vec;

use super::FindingCode;
use super::budget::Budget;
use super::headers::Reading;
use super::repair::{REPAIRS, Repair};
use super::secrets::Candidate;
use super::traits::Traits;

/// How many accidents at once are found.
const MAX_ACCIDENTS: usize = 2;

/// A signature that matches.
pub(super) struct Match {
    /// What must be undone for it to match.
    pub(super) accidents: Vec<FindingCode>,
    /// The index of the given secret.
    pub(super) secret_index: usize,
    /// The time that was signed, in milliseconds since the Unix epoch.
    pub(super) timestamp: i64,
    /// Whether its digits are those of seconds.
    pub(super) is_in_seconds: bool,
}

pub(super) struct Search<'a> {
    pub(super) payload: &'a [u8],
    pub(super) traits: &'a Traits,
    pub(super) readings: &'a [Reading],
    pub(super) candidates: &'a [Candidate],
    pub(super) budget: Budget,
    /// The single accidents that were tried, each in every way.
    pub(super) tried: Vec<FindingCode>,
}

impl Search<'_> {
    /// `has_mismatched` says that a verifier has tried it without any accident.
    pub(super) fn run(&mut self, has_mismatched: bool) -> Option<Match> {
        (usize::from(has_mismatched)..=MAX_ACCIDENTS).find_map(|accidents| {
            self.unrepaired(accidents)
                .or_else(|| self.repaired(accidents.checked_sub(1)?))
                .or_else(|| self.repaired_twice(accidents.checked_sub(2)?))
        })
    }

    /// The payload as it is.
    fn unrepaired(&mut self, others: usize) -> Option<Match> {
        let found = self.attempt(self.payload, others);
        if found.is_none() && others == 1 && !self.budget.is_spent() {
            self.tried.extend(self.candidates.iter().flat_map(|candidate| &candidate.accidents));
        }
        found
    }

    /// The payload after one repair, with this number of accidents to the secret and the header.
    fn repaired(&mut self, others: usize) -> Option<Match> {
        let traits = self.traits;
        let mut out = Vec::new();
        for repair in REPAIRS {
            let payload = self.payload;
            if let Some(mut found) = self
                .repair(repair, traits, payload, &mut out)
                .and_then(|repaired| self.attempt(repaired, others))
            {
                found.accidents.splice(0..0, repair.accidents(traits));
                return Some(found);
            }
            if self.budget.is_spent() {
                // One that has a second way to happen was not tried in every way.
                self.tried.retain(|&code| Some(code) != repair.code());
                return None;
            }
            if others == 0 {
                self.tried.extend(repair.code());
            }
        }
        None
    }

    /// The payload after two repairs, with this number of accidents to the secret and the header.
    fn repaired_twice(&mut self, others: usize) -> Option<Match> {
        let traits = self.traits;
        let (mut once, mut twice) = (Vec::new(), Vec::new());
        for (place, first) in REPAIRS.iter().enumerate() {
            let payload = self.payload;
            let Some(repaired) = self.repair(first, traits, payload, &mut once) else { continue };
            let traits_now = Traits::of(repaired);
            if !self.budget.rewrite_json(repaired.len(), traits_now.tokens) {
                return None;
            }
            for (second_place, second) in REPAIRS.iter().enumerate() {
                let is_same_pair =
                    first.is_of_json() && second.is_of_json() && second_place < place;
                if is_same_pair || first.code() == second.code() {
                    continue;
                }
                if let Some(mut found) = self
                    .repair(second, &traits_now, repaired, &mut twice)
                    .and_then(|repaired| self.attempt(repaired, others))
                {
                    let accidents = first.accidents(traits).into_iter();
                    let accidents = accidents.chain(second.accidents(&traits_now));
                    found.accidents.splice(0..0, accidents);
                    return Some(found);
                }
                if self.budget.is_spent() {
                    return None;
                }
            }
        }
        None
    }

    fn repair<'o>(
        &mut self,
        repair: &Repair,
        traits: &Traits,
        payload: &[u8],
        out: &'o mut Vec<u8>,
    ) -> Option<&'o [u8]> {
        let done =
            repair.applies(traits, payload) && repair.undo(payload, traits, &mut self.budget, out);
        done.then_some(out.as_slice())
    }

    /// Tries every secret and reading of the header that have this number of accidents together.
    fn attempt(&mut self, payload: &[u8], accidents: usize) -> Option<Match> {
        for reading in self.readings {
            for candidate in self.candidates {
                if reading.accidents.len() + candidate.accidents.len() != accidents {
                    continue;
                }
                if !self.budget.sign(payload) {
                    return None;
                }
                let digest = candidate.key.mac(reading.timestamp(), payload);
                if digest.is_among(&reading.signatures) {
                    let all = candidate.accidents.iter().chain(&reading.accidents);
                    return Some(Match {
                        accidents: all.copied().collect(),
                        secret_index: candidate.index,
                        timestamp: reading.ms,
                        is_in_seconds: reading.digits.len() == 10,
                    });
                }
            }
        }
        None
    }
}
