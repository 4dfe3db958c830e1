//! A random question, the model's answer, and the vector to write if a binding answers differently.

use hookseal_model::{Delivery, Tolerance, construct_event, read_event, sign, verify};

use super::random::Random;
use super::{delivery, event};
use crate::request::{self, Operation, field};

pub(crate) enum Question {
    Check(Delivery, Operation),
    Read(Vec<u8>),
    Sign { secret: Vec<u8>, timestamp: u64, payload: Vec<u8> },
}

impl Question {
    pub(crate) fn random(random: &mut Random) -> Self {
        match random.below(20) {
            0 => Self::Sign {
                secret: delivery::secret(random),
                timestamp: random.pick(&[0, 999_999_999_999_999, 1_735_000_000_000]),
                payload: delivery::payload(random),
            },
            1..=3 => Self::Check(delivery::random(random, true), Operation::Event),
            4 => Self::Check(delivery::random(random, true), Operation::StreamEvent(chunk(random))),
            5 => Self::Read(event::random(random)),
            6..=11 => {
                let chunk = chunk(random);
                Self::Check(delivery::random(random, false), Operation::Stream(chunk))
            }
            _ => Self::Check(delivery::random(random, false), Operation::Verify),
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Check(_, Operation::Verify) => "verify",
            Self::Check(_, Operation::Stream(_)) => "stream",
            Self::Check(_, Operation::Event) => "event",
            Self::Check(_, Operation::StreamEvent(_)) => "event, streamed",
            Self::Read(_) => "read",
            Self::Sign { .. } => "sign",
        }
    }

    pub(crate) fn is_event(&self) -> bool {
        matches!(self, Self::Check(_, Operation::Event | Operation::StreamEvent(_)) | Self::Read(_))
    }

    /// Whether C cannot express the tolerance: it takes whole seconds, and -1 means none.
    pub(crate) fn is_beyond_c(&self) -> bool {
        match self {
            Self::Check(Delivery { tolerance: Tolerance::Seconds(seconds), .. }, _) => {
                seconds.fract() != 0.0 || seconds.abs() > 1e9 || format!("{seconds}") == "-1"
            }
            _ => false,
        }
    }

    pub(crate) fn request(&self) -> String {
        match self {
            Self::Sign { secret, timestamp, payload } => {
                request::sign(secret, timestamp.cast_signed(), payload)
            }
            Self::Read(payload) => request::read(payload),
            Self::Check(delivery, operation) => request::Delivery {
                secrets: delivery.secrets.clone(),
                tolerance: match delivery.tolerance {
                    Tolerance::Default => "default".to_owned(),
                    Tolerance::Off => "none".to_owned(),
                    Tolerance::Seconds(seconds) => seconds.to_string(),
                },
                header: delivery.header.clone(),
                now_ms: delivery.now_ms,
                payload: delivery.payload.clone(),
            }
            .request(*operation),
        }
    }

    /// The model's answer, as a runner writes it.
    pub(crate) fn expected(&self) -> String {
        let answer = match self {
            Self::Sign { secret, timestamp, payload } => {
                sign(secret, *timestamp, payload).map(|header| field(header.as_bytes()))
            }
            Self::Check(delivery, Operation::Event | Operation::StreamEvent(_)) => {
                construct_event(delivery).map(event_fields)
            }
            Self::Read(payload) => read_event(payload).map(event_fields),
            Self::Check(delivery, _) => verify(delivery)
                .map(|accepted| format!("{}\t{}", accepted.timestamp, accepted.index)),
        };
        match answer {
            Ok(fields) => format!("ok\t{fields}"),
            Err(refused) => match refused.time {
                Some((timestamp, _)) => format!("{}\t{timestamp}", refused.code),
                None => refused.code.to_owned(),
            },
        }
    }

    /// The line to add to the vectors, and the topic to add it to.
    pub(crate) fn vector(&self, seed: u64, number: u64) -> String {
        let comment = format!("found by fuzzing, seed {seed}, case {number}");
        let expected = self.expected();
        let code = expected.split('\t').next().unwrap_or_default();
        let (topic, flag) = match (self, code) {
            (Self::Sign { .. }, _) => ("signing", "Signing"),
            (_, "invalid_secret") => ("configuration", "BadSecret"),
            (_, "invalid_tolerance") => ("configuration", "BadTolerance"),
            (_, "timestamp_too_old" | "timestamp_in_future") => ("time", "TimeBound"),
            (_, "invalid_payload") => ("event", "NotAnEvent"),
            _ if self.is_event() => ("event", "Event"),
            (_, "signature_mismatch") => ("signature", "Forgery"),
            _ => ("header", "HeaderSyntax"),
        };
        let kind = match self {
            Self::Sign { .. } => "sign",
            _ if self.is_event() => "event",
            _ => "verify",
        };
        let head = format!("    the vector, for tests/conformance/vectors/topics/{topic}.py:\n");
        match self {
            Self::Read(payload) => format!(
                "{head}topic.group({kind:?})({comment:?}, {flag:?}, {code:?}, payload={})",
                python(payload),
            ),
            Self::Sign { secret, timestamp, payload } => format!(
                "{head}topic.group({kind:?}, secrets=[{}])({comment:?}, {flag:?}, payload={}, \
                 timestamp={timestamp})",
                python(secret),
                python(payload),
            ),
            Self::Check(Delivery { secrets, tolerance, header, now_ms, payload }, _) => {
                let secrets: Vec<String> = secrets.iter().map(|secret| python(secret)).collect();
                let tolerance = match tolerance {
                    Tolerance::Default => String::new(),
                    Tolerance::Off => ", tolerance=None".to_owned(),
                    Tolerance::Seconds(seconds) if seconds.is_nan() => {
                        ", tolerance=\"NaN\"".to_owned()
                    }
                    Tolerance::Seconds(seconds) => format!(", tolerance={seconds}"),
                };
                let header = header.as_ref().map_or("None".to_owned(), |header| python(header));
                format!(
                    "{head}topic.group({kind:?}, secrets=[{}]{tolerance})({comment:?}, {flag:?}, \
                     {code:?}, header={header}, now={now_ms}, payload={})",
                    secrets.join(", "),
                    python(payload),
                )
            }
        }
    }
}

fn chunk(random: &mut Random) -> usize {
    1 + random.pick(&[0, 6, 62, 63, 64, 999]) + random.below(2)
}

/// An event as a runner writes it.
fn event_fields((id, event): (String, String)) -> String {
    format!("{}\t{}", field(id.as_bytes()), field(event.as_bytes()))
}

fn python(bytes: &[u8]) -> String {
    format!("bytes.fromhex(\"{}\")", hex::encode(bytes))
}
