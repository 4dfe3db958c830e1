//! What may have happened to a payload, and how to undo it.

mod charset;
mod gzip;
mod line_breaks;
mod percent;
mod quoted;
mod table;

pub(super) use percent::hex_pair;
pub(super) use table::REPAIRS;

use alloc::vec::Vec;

use super::FindingCode;
use super::budget::Budget;
use super::json::{Style, reorder, rewrite};
use super::traits::{Arrived, Traits};

/// An accident, and a guess at what the payload was before it.
pub(super) struct Repair {
    /// `None` stands for every accident of JSON that the payload shows traces of.
    code: Option<FindingCode>,
    /// Whether the payload looks as if the accident had happened.
    applies: fn(&Traits, &[u8]) -> bool,
    undo: Undo,
}

enum Undo {
    /// Write the JSON in another style.
    Rewrite(Style),
    /// Put the members with these names in front, in this order.
    Reorder(&'static [&'static str]),
    /// Call this, which is false if it cannot or changes nothing.
    Call(fn(&[u8], &mut Vec<u8>) -> bool),
}

impl Repair {
    /// The accident, if it is a single one.
    pub(super) const fn code(&self) -> Option<FindingCode> {
        self.code
    }

    /// Whether JSON was written in another style. The order of two such repairs does not matter.
    pub(super) const fn is_of_json(&self) -> bool {
        matches!(self.undo, Undo::Rewrite(_))
    }

    /// What is reported if this repair makes the signature match.
    pub(super) fn accidents(&self, traits: &Traits) -> Vec<FindingCode> {
        let mut codes = Vec::new();
        if self.writes_layout() && traits.ends_with_newline {
            codes.push(FindingCode::PayloadNewlineAdded);
        }
        match self.code {
            Some(code) => codes.push(code),
            None => codes.extend(json_accidents(traits)),
        }
        codes
    }

    /// Whether JSON is written with other white space, which ends after the value.
    const fn writes_layout(&self) -> bool {
        matches!(self.undo, Undo::Rewrite(Style { layout: Some(_), .. }))
    }

    pub(super) fn applies(&self, traits: &Traits, payload: &[u8]) -> bool {
        (self.applies)(traits, payload)
    }

    /// Writes what the payload was before the accident to `out`. False if it cannot be that.
    pub(super) fn undo(
        &self,
        payload: &[u8],
        traits: &Traits,
        budget: &mut Budget,
        out: &mut Vec<u8>,
    ) -> bool {
        out.clear();
        let done = match self.undo {
            // Indentation makes JSON a few times longer, and could make it hundreds of times.
            Undo::Rewrite(style) => {
                let limit = payload.len().saturating_mul(4).saturating_add(4096);
                budget.rewrite_json(payload.len(), traits.tokens)
                    && rewrite(payload, style, limit, out)
            }
            Undo::Reorder(first) => budget.pass(payload.len()) && reorder(payload, first, out),
            Undo::Call(undo) => budget.pass(payload.len()) && undo(payload, out),
        };
        // What is longer than it was took longer as well.
        done && budget.pass(out.len().saturating_sub(payload.len())) && *out != payload
    }
}

/// The accidents that turned JSON as `JSON.stringify` writes it into one with these traits.
fn json_accidents(traits: &Traits) -> Vec<FindingCode> {
    let mut codes = Vec::new();
    match traits.layout {
        Arrived::Spaced => codes.push(FindingCode::PayloadJsonSpaced),
        Arrived::Indented => codes.push(FindingCode::PayloadJsonIndented),
        Arrived::Compact | Arrived::NotJson => {}
    }
    for (seen, code) in [
        (traits.escaped_non_ascii, FindingCode::PayloadNonAsciiEscaped),
        (traits.escaped_slash, FindingCode::PayloadSlashesEscaped),
        (traits.escaped_ascii, FindingCode::PayloadHtmlEscaped),
    ] {
        if seen {
            codes.push(code);
        }
    }
    codes
}
