//! Asks the core what the model is asked.

use hookseal::{ConfigError, Event, Verified, Verifier, VerifyError};
use hookseal_model::{Accepted, Delivery, Refused, Tolerance};

pub fn verify(delivery: &Delivery) -> Result<Accepted, Refused> {
    let verifier = verifier(delivery)?;
    accepted(verifier.verify_at(&delivery.payload, delivery.header.as_ref(), delivery.now_ms))
}

pub fn construct_event(delivery: &Delivery) -> Result<(String, String), Refused> {
    let verifier = verifier(delivery)?;
    let event = verifier
        .construct_event_at(&delivery.payload, delivery.header.as_ref(), delivery.now_ms)
        .map_err(refused)?;
    Ok(strings(&event))
}

pub fn read_event(payload: &[u8]) -> Result<(String, String), Refused> {
    hookseal::read_event(payload).map(|event| strings(&event)).map_err(refused)
}

fn strings(event: &Event<'_>) -> (String, String) {
    // Every other member can be read too.
    assert!(event.members().all(|(name, _)| event.get(name).is_some()));
    (event.id().to_owned(), event.event().to_owned())
}

pub fn verifier(delivery: &Delivery) -> Result<Verifier, Refused> {
    let builder = Verifier::builder().secrets(&delivery.secrets);
    let builder = match delivery.tolerance {
        Tolerance::Default => builder,
        Tolerance::Off => builder.tolerance(None),
        Tolerance::Seconds(seconds) => builder.tolerance_seconds(seconds),
    };
    builder.build().map_err(|error: ConfigError| {
        assert!(!error.to_string().is_empty());
        Refused { code: error.code().as_str(), time: None }
    })
}

fn accepted(verdict: Result<Verified, VerifyError>) -> Result<Accepted, Refused> {
    verdict
        .map(|Verified { timestamp, secret_index, .. }| Accepted { timestamp, index: secret_index })
        .map_err(refused)
}

fn refused(error: VerifyError) -> Refused {
    assert!(!error.to_string().is_empty());
    let time = match error {
        VerifyError::TimestampTooOld { timestamp, difference_ms }
        | VerifyError::TimestampInFuture { timestamp, difference_ms } => {
            Some((timestamp, difference_ms))
        }
        _ => None,
    };
    Refused { code: error.code().as_str(), time }
}
