use hookseal::{ErrorCode, Signer, Verifier};

const NOW: i64 = 1_735_000_000_000; // verify_at takes the time, so the test needs no clock

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let verifier = Verifier::new("whsec_test")?;
    let body = br#"{"id":"event_01","event":"connection.activated","data":{}}"#;
    let header = Signer::new("whsec_test")?.sign(body, NOW)?;

    assert!(verifier.verify_at(body, &header, NOW).is_ok());
    let refused = |body: &[u8], now| verifier.verify_at(body, &header, now).unwrap_err().code();
    assert_eq!(refused(b"{}", NOW), ErrorCode::SignatureMismatch);
    assert_eq!(refused(body, NOW + 181_000), ErrorCode::TimestampTooOld);
    Ok(())
}
