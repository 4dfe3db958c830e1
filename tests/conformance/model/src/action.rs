//! The rules of actions and of their answers.

use std::fmt::Write;

use crate::{Delivery, Refused, Tolerance, json, refused, signature, verify};

/// Verifies a request, and returns the `id` and the `object` of its action.
///
/// # Errors
///
/// Any code.
pub fn construct_action(delivery: &Delivery) -> Result<(String, String), Refused> {
    read(delivery).map(|(action, _)| action)
}

/// The answer to the action in a request, signed with the secret that signed the request. `None` if
/// the verdict, the message, the action or the time does not allow one.
///
/// # Errors
///
/// Those of [`construct_action`].
pub fn respond(
    delivery: &Delivery,
    verdict: &str,
    message: Option<&[u8]>,
) -> Result<Option<String>, Refused> {
    let ((_, object), index) = read(delivery)?;
    let now = delivery.now_ms;
    Ok(body(&object, now, verdict, message).map(|(object, payload)| {
        let signature = signature(&delivery.secrets[index], &now.to_string(), payload.as_bytes());
        format!("{{\"object\":{object},\"payload\":{payload},\"signature\":\"{signature}\"}}")
    }))
}

fn read(delivery: &Delivery) -> Result<((String, String), usize), Refused> {
    let tolerance = match delivery.tolerance {
        Tolerance::Default => Tolerance::Seconds(30.0),
        given => given,
    };
    let accepted = verify(&Delivery { tolerance, ..delivery.clone() })?;
    match json::read_action(&delivery.payload) {
        Some(action) => Ok((action, accepted.index)),
        None => refused("invalid_payload"),
    }
}

/// The JSON of `object` and of `payload`.
fn body(object: &str, now: i64, verdict: &str, message: Option<&[u8]>) -> Option<(String, String)> {
    let answer = object.strip_suffix("_context").filter(|rest| rest.ends_with("_action"))?;
    let object = quoted(&format!("{answer}_response"));
    if !(0..1_000_000_000_000_000).contains(&now) {
        return None;
    }
    let tail = match (verdict, message) {
        ("Allow" | "Deny", None) => String::new(),
        ("Deny", Some(message)) => {
            let message = String::from_utf8(message.to_vec()).ok()?;
            if message.chars().count() > 500 {
                return None;
            }
            format!(",\"error_message\":{}", quoted(&message))
        }
        _ => return None,
    };
    Some((object, format!("{{\"timestamp\":{now},\"verdict\":\"{verdict}\"{tail}}}")))
}

/// As `JSON.stringify` writes a string (ECMA-262, `QuoteJSONString`).
fn quoted(text: &str) -> String {
    let mut json = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            '\u{8}' => json.push_str("\\b"),
            '\t' => json.push_str("\\t"),
            '\n' => json.push_str("\\n"),
            '\u{c}' => json.push_str("\\f"),
            '\r' => json.push_str("\\r"),
            '\0'..=' ' if c != ' ' => {
                let _ = write!(json, "\\u{:04x}", u32::from(c));
            }
            _ => json.push(c),
        }
    }
    json + "\""
}
