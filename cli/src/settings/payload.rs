//! The payload that a command signs or verifies: a file, or standard input.

use std::fs::File;
use std::io::{IsTerminal, Read, stdin};
use std::path::PathBuf;

use crate::outcome::Fault;

/// WorkOS's payloads are a thousandth of this.
const MAX_LEN: usize = 64 << 20;

/// The payload's file.
#[derive(Debug, clap::Args)]
pub struct PayloadArgs {
    /// The file with the payload, exactly as it was received: every byte counts, also a line break at the end.
    /// Default: standard input.
    #[arg(value_name = "FILE")]
    payload: Option<PathBuf>,
}

impl PayloadArgs {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// [`Fault::Usage`] if the file cannot be read or is too long.
    pub fn read(&self) -> Result<Vec<u8>, Fault> {
        let (source, input): (_, Box<dyn Read>) = match &self.payload {
            Some(path) if path.as_os_str() != "-" => {
                let source = super::redact::shown(&path.to_string_lossy());
                let fault = |error| Fault::Usage(format!("the payload {source}: {error}"));
                let file = File::open(path).map_err(fault)?;
                (source, Box::new(file))
            }
            _ => {
                if stdin().is_terminal() {
                    eprintln!("reads the payload from standard input, until Ctrl-D");
                }
                ("of standard input".to_owned(), Box::new(stdin().lock()))
            }
        };
        let mut payload = Vec::new();
        input
            .take(MAX_LEN as u64 + 1)
            .read_to_end(&mut payload)
            .map_err(|error| Fault::Usage(format!("the payload {source}: {error}")))?;
        if payload.len() > MAX_LEN {
            return Err(Fault::Usage(format!(
                "the payload {source} is longer than 64 MiB; give that of one delivery"
            )));
        }
        Ok(payload)
    }
}
