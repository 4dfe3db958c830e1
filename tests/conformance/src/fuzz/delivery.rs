//! Random deliveries of a realistic shape. Something is wrong in most of them.

use hookseal_model::{Delivery, Tolerance, signature};

use super::random::Random;
use super::{event, header};

/// Makes the payload of a delivery.
pub(crate) type MakePayload = fn(&mut Random) -> Vec<u8>;

const DAY_MS: i64 = 86_400_000;
/// Texts that are not meant as a secret, and a few that only look like them.
const ACCIDENTS: [&str; 16] = [
    "\"whsec\"",
    "'whsec'",
    "`whsec`",
    "''",
    "'",
    "'whsec\"",
    "whsec\nwhsec",
    "a\rb",
    "undefined",
    "null",
    "None",
    "none",
    "${WHSEC}",
    "$(whsec)",
    "$whsec",
    "\u{1}\n\u{2}",
];

/// A random delivery. If `read` is given, it makes the payload, which is then read.
pub(crate) fn random(random: &mut Random, read: Option<MakePayload>) -> Delivery {
    let secrets = secrets(random);
    let tolerance = tolerance(random);
    let timestamp = match random.below(8) {
        0 => 0,
        1 => 999_999_999_999_999,
        2 => i64::try_from(random.below(1_000_000_000_000_000)).unwrap_or(0),
        _ => 1_735_000_000_000,
    };
    let mut payload = read.unwrap_or(payload)(random);
    // A payload is read only if everything else is valid, so most of these headers are genuine.
    let header = match secrets.first() {
        Some(secret) if read.is_some() && !random.once_in(4) => {
            let v1 = signature(secret, &timestamp.to_string(), &payload);
            Some(format!("t={timestamp}, v1={v1}").into_bytes())
        }
        _ => header::random(random, &secrets, timestamp, &payload),
    };
    if random.once_in(12) {
        random.mutate(&mut payload);
    }
    Delivery { secrets, tolerance, header, now_ms: now(random, timestamp, tolerance), payload }
}

/// Most of them are allowed.
fn secrets(random: &mut Random) -> Vec<Vec<u8>> {
    let count = match random.below(60) {
        0 => 0,
        1 => 16 + random.below(2),
        2..=20 => 2 + random.below(3),
        _ => 1,
    };
    (0..count).map(|_| secret(random)).collect()
}

pub(crate) fn secret(random: &mut Random) -> Vec<u8> {
    let len = random.pick(&[1, 16, 32, 63, 64, 65, 131]);
    match random.below(60) {
        0 => Vec::new(),
        1 => b"whsec_line\n".to_vec(),
        2 => random.pick(&["\u{feff}whsec", "whsec\u{3000}", " whsec", "whsec\u{85}"]).into(),
        3 => random.pick(&ACCIDENTS).into(),
        4..=10 => random.bytes(len), // some end with a blank, some are UTF-8
        _ => format!("whsec_{:x}", random.below(4)).into_bytes(),
    }
}

fn tolerance(random: &mut Random) -> Tolerance {
    match random.below(30) {
        0 => Tolerance::Seconds(random.pick(&[-1.0, -2.0, -0.5, 86_400.001, 86_401.0, 180_000.0])),
        1 => Tolerance::Seconds(random.pick(&[f64::NAN, 1e300, -1e300])),
        2 => Tolerance::Seconds(random.pick(&[0.5, 60.25, 0.001, 86_399.999])),
        3..=6 => Tolerance::Off,
        7..=16 => Tolerance::Seconds(random.pick(&[0.0, 1.0, 60.0, 180.0, 300.0, 86_400.0])),
        _ => Tolerance::Default,
    }
}

/// A time at a bound, just beside it, or anywhere.
fn now(random: &mut Random, timestamp: i64, tolerance: Tolerance) -> i64 {
    #[allow(clippy::cast_possible_truncation)] // any number will do
    let bound = match tolerance {
        Tolerance::Seconds(seconds) => (seconds * 1000.0) as i64,
        Tolerance::Default | Tolerance::Off => random.pick(&[30_000, 180_000]),
    };
    let near = random.pick(&[-2, -1, 0, 0, 1, 2]);
    match random.below(8) {
        0 => random.pick(&[i64::MIN, i64::MAX, 0, -1, DAY_MS]),
        1 => i64::from_ne_bytes(random.number().to_ne_bytes()),
        2 | 3 => timestamp.saturating_add(bound).saturating_add(near),
        4 | 5 => timestamp.saturating_sub(bound).saturating_add(near),
        _ => timestamp.saturating_add(near * 10),
    }
}

pub(crate) fn payload(random: &mut Random) -> Vec<u8> {
    let len = random.pick(&[0, 1, 41, 42, 55, 56, 63, 64, 65, 119, 128, 300]);
    match random.below(4) {
        0 => random.bytes(len),
        1 => vec![random.byte(); len],
        2 => "zoë \u{feff}\u{2028}\r\n".repeat(len / 20).into_bytes(),
        _ => event::random(random),
    }
}
