//! The ledger: a line of JSON for each delivery.

use std::fs::File;
use std::io::{self, LineWriter, Write};
use std::path::Path;

use serde::Serialize;

use super::answer::Answer;
use super::delivery::{Outcome, Record};
use super::kind::Kind;

/// The file. Each line reaches it as soon as it is written.
#[derive(Debug)]
pub struct Ledger(LineWriter<File>);

#[derive(Serialize)]
struct Line<'r> {
    id: Option<&'r str>,
    event: Option<&'r str>,
    kind: Kind,
    attempts: usize,
    statuses: &'r [Answer],
    outcome: Outcome,
}

impl Ledger {
    /// Creates the file, or empties it if it exists.
    pub fn create(file: &Path) -> Result<Self, String> {
        match File::create(file) {
            Ok(file) => Ok(Self(LineWriter::new(file))),
            Err(error) => Err(format!("--ledger {}: {error}", file.display())),
        }
    }

    pub fn write(&mut self, record: &Record) -> io::Result<()> {
        let line = Line {
            id: record.sent.event.id.as_deref(),
            event: record.sent.event.name.as_deref(),
            kind: record.kind,
            attempts: record.statuses.len(),
            statuses: &record.statuses,
            outcome: record.outcome,
        };
        let mut line = serde_json::to_vec(&line)?;
        line.push(b'\n');
        self.0.write_all(&line)
    }
}
