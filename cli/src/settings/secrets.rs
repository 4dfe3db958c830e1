//! Where the secrets of endpoints come from: a file, or the environment. Never an argument, which others could see.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use hookseal::{Signer, Verifier};
use zeroize::Zeroizing;

use super::redact::shown;
use super::source;
use super::tolerance::Tolerance;
use crate::outcome::Fault;

/// The variable of the endpoint's secret. During a rotation it holds the new and the old one, separated by a blank.
pub const SECRET_VARIABLE: &str = "WORKOS_WEBHOOK_SECRET";

/// A longer file is not one of secrets.
const MAX_FILE_LEN: usize = 64 << 10;

/// `--secret-file`.
#[derive(Clone, Debug, clap::Args)]
pub struct SecretArgs {
    /// Read the endpoint's secret from this file, one per line. Default: the variable WORKOS_WEBHOOK_SECRET.
    /// During a rotation, give the new one first, then the old one.
    #[arg(long, value_name = "FILE", env = "HOOKSEAL_SECRET_FILE")]
    pub secret_file: Option<PathBuf>,
}

/// The secrets of an endpoint; the first one signs. Wiped on drop.
pub struct Secrets(Vec<Zeroizing<String>>);

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
        Self::read_or(args, SECRET_VARIABLE)
    }

    /// Like [`read`](Self::read), from the variable of this name if there is no file.
    ///
    /// # Errors
    ///
    /// The errors of [`read`](Self::read).
    pub fn read_or(args: &SecretArgs, variable: &str) -> Result<Self, Fault> {
        let Source { name, text } = Source::read(args, variable)?;
        let separated = |letter: char| match &args.secret_file {
            Some(_) => letter == '\n',
            None => letter.is_ascii_whitespace(),
        };
        let secrets = Self::of(text.split(separated).map(str::trim));
        match Verifier::builder().secrets(&secrets.0).build() {
            Ok(_) => Ok(secrets),
            Err(error) => Err(Fault::Usage(format!("{name}: {error}"))),
        }
    }

    /// Reads them as they stand, quotes and blanks around them included. The core may refuse them.
    ///
    /// # Errors
    ///
    /// [`Fault::Usage`] if there is none, or if the file cannot be read.
    pub fn read_unchecked(args: &SecretArgs) -> Result<Self, Fault> {
        let Source { text, .. } = Source::read(args, SECRET_VARIABLE)?;
        Ok(if args.secret_file.is_some() {
            Self::of(text.lines())
        } else if text.split_ascii_whitespace().nth(1).is_none() {
            Self::of([text.as_str()])
        } else {
            Self::of(text.split_ascii_whitespace())
        })
    }

    fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let secrets = texts.into_iter().filter(|secret| !secret.trim().is_empty());
        Self(secrets.map(|secret| Zeroizing::new(secret.to_owned())).collect())
    }

    /// The one that signs.
    pub fn first(&self) -> &str {
        self.0.first().map_or("", |secret| secret.as_str())
    }

    /// Verifies with all of them.
    ///
    /// # Errors
    ///
    /// [`Fault::Usage`] if the core refuses them, which [`read`](Self::read) has ruled out.
    pub fn verifier(&self, tolerance: Tolerance) -> Result<Verifier, Fault> {
        let builder = tolerance.apply(Verifier::builder().secrets(&self.0));
        builder.build().map_err(|error| Fault::Usage(error.to_string()))
    }

    /// Signs with the first.
    ///
    /// # Errors
    ///
    /// Those of [`verifier`](Self::verifier).
    pub fn signer(&self) -> Result<Signer, Fault> {
        Signer::new(self.first()).map_err(|error| Fault::Usage(error.to_string()))
    }

    /// All of them, in order.
    pub fn all(&self) -> &[Zeroizing<String>] {
        &self.0
    }
}

/// Where secrets come from, and what it holds, which is not blank.
struct Source {
    name: String,
    text: Zeroizing<String>,
}

impl Source {
    fn read(args: &SecretArgs, variable: &str) -> Result<Self, Fault> {
        let (name, text) = match &args.secret_file {
            Some(path) => (of_file("--secret-file", path), from_file("--secret-file", path)?),
            None => (variable.to_owned(), from_variable(variable)?),
        };
        if text.trim().is_empty() {
            return Err(Fault::Usage(format!(
                "{name} is empty; it must hold the endpoint's secret"
            )));
        }
        Ok(Self { name, text })
    }
}

fn from_variable(name: &str) -> Result<Zeroizing<String>, Fault> {
    match std::env::var(name) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(std::env::VarError::NotPresent) => Err(Fault::Usage(format!(
            "there is no secret, because the variable {name} is not set; set it to the endpoint's secret, or name a \
             file with --secret-file"
        ))),
        Err(std::env::VarError::NotUnicode(_)) => Err(Fault::Usage(format!(
            "the variable {name} is not valid UTF-8; set it to the endpoint's secret as WorkOS shows it"
        ))),
    }
}

/// The flag or its variable, and the file.
fn of_file(flag: &str, path: &Path) -> String {
    // It may be the secret itself, by mistake.
    format!("{} {}", source::name(flag), shown(&path.to_string_lossy()))
}

/// Reads what the file of a flag holds.
pub(super) fn from_file(flag: &str, path: &Path) -> Result<Zeroizing<String>, Fault> {
    let fault = |what: &dyn fmt::Display| Fault::Usage(format!("{}: {what}", of_file(flag, path)));
    let file = File::open(path).map_err(|error| fault(&error))?;
    let metadata = file.metadata().map_err(|error| fault(&error))?;
    if metadata.is_dir() {
        return Err(fault(&"it is a directory; name a file with one secret per line"));
    }
    warn_if_public(path, &metadata);
    // Read into a buffer that never grows, because growing leaves an unwiped copy behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX_FILE_LEN + 1));
    file.take(MAX_FILE_LEN as u64 + 1).read_to_end(&mut bytes).map_err(|error| fault(&error))?;
    if bytes.len() > MAX_FILE_LEN {
        return Err(fault(&"it is longer than 64 KiB; it must have one secret per line"));
    }
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| fault(&"it is not valid UTF-8; it must have one secret per line"))?;
    // Some editors begin a file with a byte order mark, which would become part of the secret.
    Ok(Zeroizing::new(text.trim_start_matches('\u{feff}').to_owned()))
}

#[cfg(unix)]
fn warn_if_public(path: &Path, metadata: &std::fs::Metadata) {
    use std::os::unix::fs::PermissionsExt;
    if metadata.permissions().mode() & 0o004 != 0 {
        tracing::warn!(
            "every user of this machine may read {}; run chmod o-r on it",
            path.display()
        );
    }
}

#[cfg(not(unix))]
fn warn_if_public(_: &Path, _: &std::fs::Metadata) {}
