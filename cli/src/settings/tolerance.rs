//! `--tolerance`.

use std::str::FromStr;

/// `--tolerance`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct ToleranceArgs {
    /// By how many seconds a delivery's timestamp may differ from this machine's clock, or `none` for any.
    #[arg(
        long,
        value_name = "SECONDS|none",
        env = "HOOKSEAL_TOLERANCE",
        default_value_t = Tolerance(Some(hookseal::DEFAULT_TOLERANCE.as_secs_f64()))
    )]
    tolerance: Tolerance,
}

#[derive(Clone, Copy, Debug)]
struct Tolerance(Option<f64>);

impl ToleranceArgs {
    /// What the core's builder takes, which checks it.
    #[must_use]
    pub fn seconds(self) -> Option<f64> {
        self.tolerance.0
    }
}

impl FromStr for Tolerance {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "none" {
            return Ok(Self(None));
        }
        text.parse()
            .map(|seconds| Self(Some(seconds)))
            .map_err(|_| "it must be a number of seconds, or none".to_owned())
    }
}

impl std::fmt::Display for Tolerance {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Some(seconds) => write!(formatter, "{seconds}"),
            None => formatter.write_str("none"),
        }
    }
}
