//! Sizes, as flags.

use std::fmt;
use std::str::FromStr;

const UNITS: [(&str, u64); 3] = [("GiB", MAX), ("MiB", 1 << 20), ("KiB", 1 << 10)];
const MAX: u64 = 1 << 30;
const FORM: &str = "it must be a number of bytes such as 512, 16KiB or 1MiB";

/// A number of bytes, as in `4096`, `16KiB`, `1MiB` or `1GiB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(pub u64);

impl Size {
    /// For buffers.
    #[must_use]
    pub fn bytes(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

impl FromStr for Size {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let unit = match unit {
            "" => 1,
            unit => UNITS.iter().find(|(name, _)| *name == unit).ok_or(FORM)?.1,
        };
        match number.parse::<u64>() {
            Ok(0) => Err("it must be more than zero bytes"),
            Ok(number) if number <= MAX / unit => Ok(Self(number * unit)),
            Err(_) if digits == 0 => Err(FORM),
            _ => Err("it must be at most 1GiB"),
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match UNITS.iter().find(|(_, unit)| self.0.is_multiple_of(*unit)) {
            Some((name, unit)) => write!(formatter, "{}{name}", self.0 / unit),
            None => write!(formatter, "{}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Size;

    #[test]
    fn sizes_have_binary_units() {
        for (text, size) in [("4097", 4097), ("16KiB", 16 << 10), ("1MiB", 1 << 20)] {
            assert_eq!(text.parse(), Ok(Size(size)));
            assert_eq!(Size(size).to_string(), text);
        }
        for text in ["", "0", "MiB", "1MB", "1.5MiB", "-1", "99999999999GiB", "1 MiB", "1é"] {
            assert!(text.parse::<Size>().is_err(), "{text}");
        }
    }
}
