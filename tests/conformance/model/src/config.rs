//! The rules of a verifier's configuration.

use crate::{Refused, Tolerance, refused};

/// A verifier needs 1 to 16 secrets. Each must not be empty, have white space at its ends, or be an
/// accident.
pub(crate) fn check_secrets(secrets: &[Vec<u8>]) -> Result<(), Refused> {
    let usable =
        |secret: &Vec<u8>| !secret.is_empty() && !has_blank_end(secret) && !is_accident(secret);
    if secrets.is_empty() || secrets.len() > 16 || !secrets.iter().all(usable) {
        return refused("invalid_secret");
    }
    Ok(())
}

fn has_blank_end(secret: &[u8]) -> bool {
    if let Ok(text) = String::from_utf8(secret.to_vec()) {
        let characters: Vec<char> = text.chars().collect();
        is_blank(characters[0]) || is_blank(characters[characters.len() - 1])
    } else {
        // In a binary secret only ASCII white space counts: tab, newline, form feed, return, blank.
        let blanks = [9, 10, 12, 13, 32];
        blanks.contains(&secret[0]) || blanks.contains(&secret[secret.len() - 1])
    }
}

/// Whether this is a text that nobody means as a secret. Bytes that are not text pass, and so does
/// text with control characters (Unicode's `Cc`) other than tabs and line breaks.
fn is_accident(secret: &[u8]) -> bool {
    let Ok(text) = String::from_utf8(secret.to_vec()) else { return false };
    let characters: Vec<char> = text.chars().collect();
    let control = |&c: &char| matches!(u32::from(c), 0..=8 | 11..=12 | 14..=31 | 127..=159);
    if characters.iter().any(control) {
        return false;
    }
    let (first, last) = (characters[0], characters[characters.len() - 1]);
    let quoted = characters.len() > 1 && first == last && ['\'', '"', '`'].contains(&first);
    let missing = ["undefined", "null", "None"].contains(&text.as_str());
    let unexpanded = first == '$' && characters.len() > 1 && ['{', '('].contains(&characters[1]);
    let broken = characters.iter().any(|&character| character == '\n' || character == '\r');
    quoted || missing || unexpanded || broken
}

/// Unicode's `White_Space`, and the byte-order mark.
fn is_blank(character: char) -> bool {
    let blanks = [
        0x09..=0x0d,
        0x20..=0x20,
        0x85..=0x85,
        0xa0..=0xa0,
        0x1680..=0x1680,
        0x2000..=0x200a,
        0x2028..=0x2029,
        0x202f..=0x202f,
        0x205f..=0x205f,
        0x3000..=0x3000,
        0xfeff..=0xfeff,
    ];
    blanks.iter().any(|range| range.contains(&u32::from(character)))
}

/// In whole milliseconds; `None` if the time is not checked.
pub(crate) fn tolerance_ms(tolerance: Tolerance) -> Result<Option<i128>, Refused> {
    match tolerance {
        Tolerance::Default => Ok(Some(180_000)),
        Tolerance::Off => Ok(None),
        Tolerance::Seconds(seconds) => {
            if seconds.is_nan() || !(0.0..=86_400.0).contains(&seconds) {
                return refused("invalid_tolerance");
            }
            #[allow(clippy::cast_possible_truncation)] // no more than a day
            Ok(Some((seconds * 1000.0).round() as i128))
        }
    }
}
