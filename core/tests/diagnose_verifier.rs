//! What a verifier diagnoses, which has keys and a tolerance but no secrets, and the line for a log.

use hookseal::{ActionVerifier, Diagnosis, FindingCode, Verifier, sign};

const NOW: i64 = 1_735_000_000_000;
const PAYLOAD: &[u8] = br#"{"id":"event_01","event":"user.created"}"#;

fn codes(diagnosis: &Diagnosis) -> Vec<FindingCode> {
    diagnosis.findings().iter().map(hookseal::Finding::code).collect()
}

#[test]
fn its_own_tolerance_counts() {
    let header = sign("whsec_example", PAYLOAD, NOW);
    let (header, a_minute_later) = (Some(header.as_bytes()), NOW + 60_000);

    let default = Verifier::new("whsec_example").unwrap();
    assert_eq!(default.diagnose_at(PAYLOAD, header, a_minute_later).code(), "ok");
    let of_actions = ActionVerifier::new("whsec_example").unwrap();
    let late = of_actions.diagnose_at(PAYLOAD, header, a_minute_later);
    assert_eq!(late.code(), "timestamp_too_old");
    assert_eq!(codes(&late), [FindingCode::DeliveryRetried, FindingCode::ClockAhead]);
    let none = Verifier::builder().secret("whsec_example").tolerance(None).build().unwrap();
    let well = none.diagnose_at(PAYLOAD, header, i64::MAX);
    assert_eq!((well.code(), well.log_line()), ("ok", None));
}

#[test]
fn every_key_is_tried() {
    let header = sign("whsec_old", PAYLOAD, NOW);
    let verifier = Verifier::builder().secrets(["whsec_new", "whsec_old"]).build().unwrap();
    let spoilt = [PAYLOAD, b"\n"].concat();
    let diagnosis = verifier.diagnose_at(&spoilt, Some(header.as_bytes()), NOW);
    assert_eq!(codes(&diagnosis), [FindingCode::PayloadNewlineAdded]);
    let line = diagnosis.log_line().unwrap();
    for finding in diagnosis.findings() {
        for text in [finding.code().as_str(), finding.message(), finding.advice()] {
            assert!(line.contains(text), "{line}");
        }
    }
    assert!(!line.contains('\n'));
}

#[test]
fn what_it_cannot_try_is_not_ruled_out() {
    let header = sign("whsec_example", PAYLOAD, NOW);
    let verifier = Verifier::new("example").unwrap(); // without the prefix
    let diagnosis = verifier.diagnose_at(PAYLOAD, Some(header.as_bytes()), NOW);
    assert_eq!(codes(&diagnosis), []);
    let ruled_out: Vec<&str> = diagnosis.ruled_out().iter().map(|code| code.as_str()).collect();
    assert!(ruled_out.contains(&"payload_newline_added"));
    assert!(!ruled_out.iter().any(|code| code.starts_with("secret_")), "{ruled_out:?}");
    let line = diagnosis.log_line().unwrap();
    assert!(line.contains(diagnosis.summary()) && line.contains(diagnosis.next_steps()[0]));

    let missing = verifier.diagnose_at(PAYLOAD, None, NOW).log_line().unwrap();
    assert!(missing.starts_with("Pass all headers"), "{missing}");
}
