//! Where the secrets of endpoints come from: a file, or the environment. Never an argument, which others could see.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::outcome::Fault;

/// The variable of the endpoint's secret. During a rotation it holds the new and the old one, separated by a blank.
pub const SECRET_VARIABLE: &str = "WORKOS_WEBHOOK_SECRET";

/// `--secret-file`.
#[derive(Clone, Debug, clap::Args)]
pub struct SecretArgs {
    /// Read the endpoint's secret from this file, one per line. Default: the variable WORKOS_WEBHOOK_SECRET.
    /// During a rotation, give the new one first, then the old one.
    #[arg(long, value_name = "FILE", env = "HOOKSEAL_SECRET_FILE")]
    pub secret_file: Option<PathBuf>,
}

/// The secrets of an endpoint; the first one signs.
pub struct Secrets(Vec<String>);

impl fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Secrets({} redacted)", self.0.len())
    }
}

impl Secrets {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// [`Fault::Usage`] if there is none, if the file cannot be read, or if the core refuses one.
    pub fn read(args: &SecretArgs) -> Result<Self, Fault> {
        let secrets = match &args.secret_file {
            Some(path) => from_file(path)?,
            None => std::env::var(SECRET_VARIABLE)
                .unwrap_or_default()
                .split_ascii_whitespace()
                .map(str::to_owned)
                .collect(),
        };
        if secrets.is_empty() {
            let cure = format!("set {SECRET_VARIABLE}, or give --secret-file");
            return Err(Fault::Usage(format!("no secret: {cure}")));
        }
        Ok(Self(secrets))
    }

    /// The one that signs.
    pub fn first(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }

    /// All of them, in order.
    pub fn all(&self) -> &[String] {
        &self.0
    }
}

fn from_file(path: &Path) -> Result<Vec<String>, Fault> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Fault::Usage(format!("--secret-file {}: {error}", path.display())))?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}
