//! Writes the requests of the line protocol, which README.md describes.

use std::fmt::Write;

/// What a runner is asked to do with a delivery.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    Verify,
    /// Verify the payload in chunks of this size.
    Stream(usize),
    Event,
    /// Verify the payload in chunks of this size, then read its event.
    StreamEvent(usize),
}

/// A delivery, with the configuration of the verifier that checks it.
#[derive(Clone)]
pub(crate) struct Delivery {
    pub(crate) secrets: Vec<Vec<u8>>,
    pub(crate) tolerance: String,
    pub(crate) header: Option<Vec<u8>>,
    pub(crate) now_ms: i64,
    pub(crate) payload: Vec<u8>,
}

impl Delivery {
    pub(crate) fn request(&self, operation: Operation) -> String {
        let (name, chunk) = match operation {
            Operation::Verify => ("verify", 0),
            Operation::Stream(chunk) => ("stream", chunk),
            Operation::Event => ("event", 0),
            Operation::StreamEvent(chunk) => ("event", chunk),
        };
        let mut line = self.line(name);
        if chunk > 0 {
            // Writing to a String cannot fail.
            let _ = write!(line, "\t{chunk}");
        }
        line
    }

    /// Asks to read the action in the payload.
    pub(crate) fn action(&self) -> String {
        self.line("action")
    }

    /// Asks for the answer to the action in the payload, with this verdict.
    pub(crate) fn respond(&self, verdict: &str, message: Option<&[u8]>) -> String {
        let message = message.map_or_else(|| "-".to_owned(), field);
        format!("{}\t{}\t{message}", self.line("respond"), field(verdict.as_bytes()))
    }

    /// Asks why this delivery is refused. The tolerance is the default.
    pub(crate) fn diagnose(&self) -> String {
        format!("diagnose\t{}\t{}", self.secrets(), self.rest())
    }

    fn line(&self, name: &str) -> String {
        format!("{name}\t{}\t{}\t{}", self.secrets(), self.tolerance, self.rest())
    }

    fn secrets(&self) -> String {
        list(self.secrets.iter().map(|secret| field(secret)))
    }

    fn rest(&self) -> String {
        let header = self.header.as_ref().map_or_else(|| "-".to_owned(), |header| field(header));
        format!("{header}\t{}\t{}", self.now_ms, field(&self.payload))
    }
}

/// Separates with commas; an empty list is `-`.
pub(crate) fn list(fields: impl Iterator<Item = String>) -> String {
    let fields: Vec<String> = fields.collect();
    if fields.is_empty() { "-".to_owned() } else { fields.join(",") }
}

pub(crate) fn sign(secret: &[u8], timestamp: i64, payload: &[u8]) -> String {
    format!("sign\t{}\t{timestamp}\t{}", field(secret), field(payload))
}

pub(crate) fn read(payload: &[u8]) -> String {
    format!("read\t{}", field(payload))
}

/// Encodes bytes as hex, and no bytes as a full stop, so that no field is empty.
pub(crate) fn field(bytes: &[u8]) -> String {
    if bytes.is_empty() { ".".to_owned() } else { hex::encode(bytes) }
}
