//! What is shown of a delivery: a line for people, or a line of JSON.

use std::fmt;
use std::io::Write;
use std::net::IpAddr;

use anstyle::{AnsiColor, Style};
use hookseal::Diagnosis;
use jiff::Timestamp;
use serde::{Serialize, Serializer};

use super::application::{Answer, NoAnswer};
use crate::diagnosis;
use crate::inbox::NewEvent;
use crate::receive::answer::Refusal;
use crate::terminal::{printable, printable_json};

/// A delivery, and what became of it. The fields are those of `--json`.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    /// When it came, by this machine's clock.
    pub time: Timestamp,
    /// `accepted`, or the code of the refusal.
    pub verdict: &'static str,
    /// Why it was refused.
    pub message: Option<String>,
    /// What may have happened to it, if that was looked for.
    #[serde(serialize_with = "as_json")]
    pub diagnosis: Option<Diagnosis>,
    /// The event's id.
    pub id: Option<String>,
    /// The event's name.
    pub event: Option<String>,
    /// What it is about, `data.id`.
    pub data_id: Option<String>,
    /// Who sent it, if it came to the endpoint.
    pub peer: Option<IpAddr>,
    /// Which attempt this is, if events are read from the Events API.
    pub attempt: Option<u32>,
    /// The status that the application answered with.
    pub status: Option<u16>,
    /// How long the application took, in ms.
    pub took_ms: Option<f64>,
    /// Why the application did not answer.
    pub error: Option<String>,
    /// In how many seconds the next attempt comes.
    pub retry_in_seconds: Option<f64>,
}

impl Delivery {
    /// One that was accepted.
    pub fn accepted(event: &NewEvent) -> Self {
        Self {
            id: Some(event.id.clone()),
            event: Some(event.event.clone()),
            data_id: event.data_id.clone(),
            ..Self::new("accepted")
        }
    }

    /// One that was refused.
    pub fn refused(refusal: &Refusal) -> Self {
        Self { message: Some(refusal.to_string()), ..Self::new(refusal.code()) }
    }

    fn new(verdict: &'static str) -> Self {
        Self {
            time: Timestamp::now(),
            verdict,
            message: None,
            diagnosis: None,
            id: None,
            event: None,
            data_id: None,
            peer: None,
            attempt: None,
            status: None,
            took_ms: None,
            error: None,
            retry_in_seconds: None,
        }
    }

    /// Adds what the application made of it.
    pub fn answered(&mut self, answer: &Result<Answer, NoAnswer>) {
        match answer {
            Ok(answer) => {
                self.status = Some(answer.status.as_u16());
                self.took_ms = Some((answer.took.as_secs_f64() * 1e4).round() / 10.0);
            }
            Err(error) => self.error = Some(error.to_string()),
        }
    }
}

/// Writes deliveries to standard output.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// As JSON, one object a line.
    pub json: bool,
}

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();
const FAINT: Style = Style::new().dimmed();

impl View {
    /// Writes one. A reader may close the pipe early.
    pub fn show(self, delivery: &Delivery) {
        let line = if self.json {
            printable_json(&serde_json::to_string(delivery).unwrap_or_default())
        } else {
            Line(delivery).to_string()
        };
        // Removes the colours unless this is a terminal that wants them.
        let mut out = anstream::stdout().lock();
        let _ = writeln!(out, "{line}").and_then(|()| out.flush());
    }
}

/// The line for people.
struct Line<'d>(&'d Delivery);

impl fmt::Display for Line<'_> {
    fn fmt(&self, line: &mut fmt::Formatter<'_>) -> fmt::Result {
        let delivery = self.0;
        let is_accepted = delivery.message.is_none();
        let time = delivery.time.strftime("%H:%M:%SZ");
        write!(line, "{FAINT}{time}{FAINT:#}  {}", paint(is_accepted, delivery.verdict))?;
        if let Some(name) = &delivery.event {
            write!(line, "  {:34}", printable(name))?;
        }
        for part in [&delivery.id, &delivery.data_id].into_iter().flatten() {
            write!(line, "  {FAINT}{}{FAINT:#}", printable(part))?;
        }
        if let Some(message) = &delivery.message {
            write!(line, "  {}", printable(message))?;
        }
        if let Some(peer) = delivery.peer.filter(|_| !is_accepted) {
            write!(line, "  {FAINT}from {peer}{FAINT:#}")?;
        }
        if let (Some(status), Some(took)) = (delivery.status, delivery.took_ms) {
            let status = paint((200..300).contains(&status), &status.to_string());
            write!(line, "  -> {status} {FAINT}in {took} ms{FAINT:#}")?;
        }
        if let Some(error) = &delivery.error {
            write!(line, "  -> {}", paint(false, &printable(error)))?;
        }
        if let Some(seconds) = delivery.retry_in_seconds {
            write!(line, "  {FAINT}again in {seconds} s{FAINT:#}")?;
        }
        if let Some(text) = delivery.diagnosis.as_ref().and_then(Diagnosis::log_line) {
            write!(line, "\n           {}", printable(&text))?;
        }
        Ok(())
    }
}

#[expect(clippy::ref_option, reason = "serde asks for it")]
fn as_json<S: Serializer>(found: &Option<Diagnosis>, serializer: S) -> Result<S::Ok, S::Error> {
    found.as_ref().map(diagnosis::json).serialize(serializer)
}

fn paint(is_good: bool, text: &str) -> String {
    let style = if is_good { GOOD } else { BAD };
    format!("{style}{text}{style:#}")
}
