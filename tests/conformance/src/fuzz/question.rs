//! A random question, the model's answer, and the vector to write if a binding answers differently.

use hookseal_model::{
    Delivery, Tolerance, construct_action, construct_event, read_event, respond, sign, verify,
};

use super::random::Random;
use super::{delivery, event};
use crate::request::{self, Operation, field};

pub(crate) enum Question {
    Check(Delivery, Operation),
    Action(Delivery),
    Respond { action: Delivery, verdict: &'static str, message: Option<Vec<u8>> },
    Read(Vec<u8>),
    Sign { secret: Vec<u8>, timestamp: u64, payload: Vec<u8> },
}

impl Question {
    pub(crate) fn random(random: &mut Random) -> Self {
        match random.below(24) {
            20 => Self::Action(delivery::random(random, Some(event::action))),
            21.. => {
                let action = delivery::random(random, Some(event::action));
                let verdict = random.pick(&["Allow", "Deny", "Deny", "Deny", "Deny", "deny"]);
                let said = verdict != "Allow" || random.once_in(8);
                Self::Respond { action, verdict, message: said.then(|| message(random)).flatten() }
            }
            0 => Self::Sign {
                secret: delivery::secret(random),
                timestamp: random.pick(&[0, 999_999_999_999_999, 1_735_000_000_000]),
                payload: delivery::payload(random),
            },
            1..=3 => Self::Check(delivery::random(random, Some(event::random)), Operation::Event),
            4 => Self::Check(
                delivery::random(random, Some(event::random)),
                Operation::StreamEvent(chunk(random)),
            ),
            5 => Self::Read(event::random(random)),
            6..=11 => {
                let chunk = chunk(random);
                Self::Check(delivery::random(random, None), Operation::Stream(chunk))
            }
            _ => Self::Check(delivery::random(random, None), Operation::Verify),
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Check(_, Operation::Verify) => "verify",
            Self::Check(_, Operation::Stream(_)) => "stream",
            Self::Check(_, Operation::Event) => "event",
            Self::Check(_, Operation::StreamEvent(_)) => "event, streamed",
            Self::Action(_) => "action",
            Self::Respond { .. } => "respond",
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
            Self::Check(Delivery { tolerance: Tolerance::Seconds(seconds), .. }, _)
            | Self::Action(Delivery { tolerance: Tolerance::Seconds(seconds), .. })
            | Self::Respond {
                action: Delivery { tolerance: Tolerance::Seconds(seconds), .. },
                ..
            } => seconds.fract() != 0.0 || seconds.abs() > 1e9 || format!("{seconds}") == "-1",
            _ => false,
        }
    }

    pub(crate) fn request(&self) -> String {
        match self {
            Self::Sign { secret, timestamp, payload } => {
                request::sign(secret, i64::from_ne_bytes(timestamp.to_ne_bytes()), payload)
            }
            Self::Read(payload) => request::read(payload),
            Self::Check(delivery, operation) => of(delivery).request(*operation),
            Self::Action(delivery) => of(delivery).action(),
            Self::Respond { action, verdict, message } => {
                of(action).respond(verdict, message.as_deref())
            }
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
            Self::Action(delivery) => construct_action(delivery).map(event_fields),
            Self::Respond { action, verdict, message } => {
                match respond(action, verdict, message.as_deref()) {
                    Ok(None) => return "argument".to_owned(),
                    Ok(Some(answer)) => Ok(field(answer.as_bytes())),
                    Err(refused) => Err(refused),
                }
            }
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
            (Self::Respond { .. }, "ok" | "argument") => ("action", "AnswerText"),
            (Self::Action(_), "ok") => ("action", "Action"),
            (Self::Action(_) | Self::Respond { .. }, _) => ("action", "NotAnAction"),
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
            Self::Action(_) => "action",
            Self::Respond { .. } => "respond",
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
            Self::Check(delivery, _)
            | Self::Action(delivery)
            | Self::Respond { action: delivery, .. } => {
                let Delivery { secrets, tolerance, header, now_ms, payload } = delivery;
                let said = match self {
                    Self::Respond { verdict, message, .. } => format!(
                        ", verdict={verdict:?}, message={}",
                        message.as_ref().map_or("None".to_owned(), |message| python(message))
                    ),
                    _ => String::new(),
                };
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
                     {code:?}, header={header}, now={now_ms}, payload={}{said})",
                    secrets.join(", "),
                    python(payload),
                )
            }
        }
    }
}

/// The delivery as the requests have it.
fn of(delivery: &Delivery) -> request::Delivery {
    request::Delivery {
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
}

/// A message for a denial. Some are too long, and a few are not UTF-8.
fn message(random: &mut Random) -> Option<Vec<u8>> {
    let piece = random.pick(&[
        "J\u{fc}rgen",
        "\"",
        "\\",
        "/",
        "</script>",
        "\u{0}",
        "\u{8}",
        "\u{b}",
        "\u{1f}",
        "\u{7f}",
        "\n\r\t\u{c}",
        "\u{2028}\u{2029}",
        "\u{feff}",
        "\u{1f600}",
        "&<>'",
        "\u{e000}",
    ]);
    let count = random.pick(&[0, 1, 2, 30, 498, 499, 500, 501]);
    let mut text: String = piece.chars().cycle().take(count).collect();
    if random.once_in(2) {
        text.push_str(random.pick(&["", "zo\u{eb}", "\u{85}"]));
    }
    let mut bytes = text.into_bytes();
    if random.once_in(10) {
        random.mutate(&mut bytes);
    }
    (!random.once_in(10)).then_some(bytes)
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
