//! `--tolerance`.

use std::fmt;
use std::str::FromStr;

use hookseal::{DEFAULT_TOLERANCE, Verifier, VerifierBuilder};

/// `--tolerance`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct ToleranceArgs {
    /// By how many seconds the signature's timestamp may differ from now, either way. `none` accepts genuine
    /// deliveries of any age, and so every replay.
    #[arg(long, value_name = "SECONDS|none", env = "HOOKSEAL_TOLERANCE", default_value_t)]
    pub tolerance: Tolerance,
}

/// A tolerance that the core accepts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance(Option<f64>);

impl Tolerance {
    /// Sets it.
    pub fn apply(self, builder: VerifierBuilder) -> VerifierBuilder {
        builder.tolerance_seconds(self.0)
    }
}

impl Default for Tolerance {
    fn default() -> Self {
        Self(Some(DEFAULT_TOLERANCE.as_secs_f64()))
    }
}

impl FromStr for Tolerance {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let tolerance = match text {
            "none" => Self(None),
            number => Self(Some(number.trim_end_matches('s').parse().map_err(|_| {
                "it must be a number of seconds such as 180, or the word none".to_owned()
            })?)),
        };
        // The core decides what is allowed. It looks at the secret first, so that takes any.
        let verifier = tolerance.apply(Verifier::builder().secret("any")).build();
        verifier.map(|_| tolerance).map_err(|error| error.to_string())
    }
}

impl fmt::Display for Tolerance {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(seconds) => write!(formatter, "{seconds}"),
            None => formatter.write_str("none"),
        }
    }
}
