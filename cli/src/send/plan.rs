//! Draws the kind of each delivery: exact counts, in a random order.

use fastrand::Rng;

use super::kind::Kind;

/// The kinds of the remaining deliveries.
#[derive(Debug)]
pub struct Plan {
    remaining: Vec<(Kind, u64)>,
    rng: Rng,
    /// Whether there is an earlier delivery to repeat.
    has_original: bool,
}

impl Plan {
    /// Divides `count` deliveries into `shares`, in per cent. The rest is genuine.
    pub fn new(count: u64, shares: &[(Kind, f64)], rng: Rng) -> Result<Self, String> {
        let mut remaining = Vec::new();
        let mut genuine = count;
        for &(kind, percent) in shares.iter().filter(|&&(_, percent)| percent > 0.0) {
            let number = share(count, percent);
            if number == 0 {
                return Err(format!(
                    "{percent} % {} of {count} deliveries is less than one; raise --count or the \
                     share",
                    kind.name()
                ));
            }
            genuine = genuine.checked_sub(number).ok_or_else(|| {
                format!(
                    "the shares of misbehaving deliveries are more than all {count} together; \
                     lower them"
                )
            })?;
            remaining.push((kind, number));
        }
        remaining.push((Kind::Genuine, genuine));
        let has =
            |of: fn(Kind) -> bool| remaining.iter().any(|&(kind, number)| of(kind) && number > 0);
        if has(Kind::is_repeat) && !has(Kind::is_original) {
            return Err("duplicates and replays repeat a genuine delivery, and the shares leave \
                        none; lower them"
                .to_owned());
        }
        Ok(Self { remaining, rng, has_original: false })
    }

    /// How many deliveries send a new event.
    pub fn events(&self) -> u64 {
        self.remaining.iter().filter(|(kind, _)| !kind.is_repeat()).map(|(_, number)| number).sum()
    }
}

impl Iterator for Plan {
    type Item = Kind;

    fn next(&mut self) -> Option<Kind> {
        let has_original = self.has_original;
        let may = move |kind: Kind| has_original || !kind.is_repeat();
        let sum =
            self.remaining.iter().filter(|(kind, _)| may(*kind)).map(|(_, number)| number).sum();
        if sum == 0 {
            return None;
        }
        let mut drawn = self.rng.u64(0..sum);
        for (kind, number) in self.remaining.iter_mut().filter(|(kind, _)| may(*kind)) {
            if drawn < *number {
                *number -= 1;
                self.has_original |= kind.is_original();
                return Some(*kind);
            }
            drawn -= *number;
        }
        None
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "at most `count`, and not below zero"
)]
fn share(count: u64, percent: f64) -> u64 {
    (count as f64 * percent / 100.0).round() as u64
}
