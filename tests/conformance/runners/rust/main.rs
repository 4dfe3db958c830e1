//! The Rust runner; `tests/conformance/README.md` describes the protocol.

use std::error::Error;
use std::io::{BufRead, Write};

use hookseal::{
    ActionVerifier, ConfigError, Diagnosis, ErrorCode, Event, Signer, Verdict, Verification,
    Verified, Verifier, VerifierBuilder, VerifyError, diagnose, read_event,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        writeln!(output, "{}", answer(&line?)?)?;
        output.flush()?;
    }
    Ok(())
}

fn answer(line: &str) -> Result<String, Box<dyn Error>> {
    let fields: Vec<&str> = line.split('\t').collect();
    match fields.as_slice() {
        ["sign", secret, timestamp, payload] => {
            let signer = match Signer::new(bytes(secret)?) {
                Ok(signer) => signer,
                Err(error) => return Ok(error.code().to_string()),
            };
            let header = signer.sign(bytes(payload)?, timestamp.parse()?)?;
            Ok(format!("ok\t{}", field(&header)))
        }
        ["read", payload] => Ok(event(read_event(&bytes(payload)?))),
        ["diagnose", secrets, header, now_ms, payload] => {
            let (header, now_ms) = (optional(header)?, now_ms.parse()?);
            let told = diagnose(&bytes(payload)?, header.as_deref(), &list(secrets)?, now_ms);
            Ok(diagnosis(&told))
        }
        ["action", asked @ ..] => action(asked, None),
        ["respond", asked @ .., verdict, message] => action(asked, Some((verdict, message))),
        [operation, secrets, tolerance, header, now_ms, payload, chunk @ ..] => {
            let verifier = match build(Verifier::builder(), secrets, tolerance)? {
                Ok(verifier) => verifier,
                Err(error) => return Ok(error.code().to_string()),
            };
            let header = optional(header)?;
            let (now_ms, payload) = (now_ms.parse()?, bytes(payload)?);
            Ok(match (*operation, chunk) {
                ("verify", []) => verdict(verifier.verify_at(&payload, header.as_ref(), now_ms)),
                ("stream", [chunk]) => {
                    let chunk = chunk.parse()?;
                    let verification = verifier.begin(header.as_ref());
                    verdict(
                        verification
                            .and_then(|verification| stream(verification, &payload, chunk, now_ms)),
                    )
                }
                ("event", []) => {
                    event(verifier.construct_event_at(&payload, header.as_ref(), now_ms))
                }
                ("event", [chunk]) => {
                    let chunk = chunk.parse()?;
                    let verification = verifier.begin(header.as_ref());
                    let outcome = verification
                        .and_then(|verification| stream(verification, &payload, chunk, now_ms));
                    event(outcome.and_then(|_| read_event(&payload)))
                }
                _ => return Err("no such operation".into()),
            })
        }
        _ => Err("no such request".into()),
    }
}

fn action(asked: &[&str], answer: Option<(&str, &str)>) -> Result<String, Box<dyn Error>> {
    let [secrets, tolerance, header, now_ms, payload] = asked else {
        return Err("no such request".into());
    };
    let verifier = match build(ActionVerifier::builder(), secrets, tolerance)? {
        Ok(verifier) => verifier,
        Err(error) => return Ok(error.code().to_string()),
    };
    let header = optional(header)?;
    let (now_ms, payload) = (now_ms.parse()?, bytes(payload)?);
    let action = match verifier.construct_action_at(&payload, header.as_ref(), now_ms) {
        Ok(action) => action,
        Err(error) => return Ok(verdict(Err(error))),
    };
    let Some((said, message)) = answer else {
        return Ok(format!("ok\t{}\t{}", field(action.id()), field(action.object())));
    };
    let said = String::from_utf8(bytes(said)?)?;
    let message = if message == "-" { None } else { Some(bytes(message)?) };
    // Half a surrogate pair cannot be text in Rust.
    let Ok(message) = message.map(String::from_utf8).transpose() else {
        return Ok("argument".to_owned());
    };
    let answer = Verdict::from_parts(&said, message.as_deref())
        .and_then(|verdict| verifier.sign_response_at(&action, verdict, now_ms));
    Ok(answer.map_or_else(|_| "argument".to_owned(), |answer| format!("ok\t{}", field(&answer))))
}

fn build<V: From<Verifier>>(
    mut builder: VerifierBuilder<V>,
    secrets: &str,
    tolerance: &str,
) -> Result<Result<V, ConfigError>, Box<dyn Error>> {
    builder = builder.secrets(list(secrets)?);
    Ok(match tolerance {
        "default" => builder,
        "none" => builder.tolerance(None),
        seconds => builder.tolerance_seconds(seconds.parse::<f64>()?),
    }
    .build())
}

fn stream(
    mut verification: Verification,
    payload: &[u8],
    chunk: usize,
    now_ms: i64,
) -> Result<Verified, VerifyError> {
    payload.chunks(chunk).for_each(|chunk| verification.update(chunk));
    verification.finish_at(now_ms)
}

fn event(result: Result<Event<'_>, VerifyError>) -> String {
    match result {
        Ok(event) => format!("ok\t{}\t{}", field(event.id()), field(event.event())),
        Err(error) => verdict(Err(error)),
    }
}

fn verdict(result: Result<Verified, VerifyError>) -> String {
    match result {
        Ok(verified) => format!("ok\t{}\t{}", verified.timestamp, verified.secret_index),
        Err(
            error @ (VerifyError::TimestampTooOld { timestamp, .. }
            | VerifyError::TimestampInFuture { timestamp, .. }),
        ) => format!("{}\t{timestamp}", error.code()),
        Err(error) => ErrorCode::to_string(&error.code()),
    }
}

fn diagnosis(told: &Diagnosis) -> String {
    let codes = |codes: Vec<&str>| if codes.is_empty() { "-".to_owned() } else { codes.join(",") };
    let findings = told.findings().iter().map(|finding| finding.code().as_str()).collect();
    let ruled_out = told.ruled_out().iter().map(|code| code.as_str()).collect();
    let mut lines = Vec::new();
    for finding in told.findings() {
        lines.extend([finding.message(), finding.advice()]);
    }
    lines.push(told.summary());
    lines.extend(told.next_steps());
    let text = lines.join("\n") + "\n";
    format!("{}\t{}\t{}\t{}", told.code(), codes(findings), codes(ruled_out), field(&text))
}

fn list(secrets: &str) -> Result<Vec<Vec<u8>>, hex::FromHexError> {
    if secrets == "-" { Ok(Vec::new()) } else { secrets.split(',').map(bytes).collect() }
}

fn optional(field: &str) -> Result<Option<Vec<u8>>, hex::FromHexError> {
    if field == "-" { Ok(None) } else { bytes(field).map(Some) }
}

fn bytes(field: &str) -> Result<Vec<u8>, hex::FromHexError> {
    if field == "." { Ok(Vec::new()) } else { hex::decode(field) }
}

fn field(text: &str) -> String {
    if text.is_empty() { ".".to_owned() } else { hex::encode(text) }
}
