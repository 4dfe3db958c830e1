//! What a Rust user relies on and the shared vectors cannot say.

use std::time::Duration;

use hookseal::{ErrorCode, Signer, Verifier, VerifyError, sign};

const NOW: i64 = 1_735_000_000_000;

#[test]
fn a_verifier_and_its_parts_cross_threads() {
    fn crosses<T: Send + Sync + Clone + 'static>() {}
    crosses::<Verifier>();
    crosses::<hookseal::Verification>();
    crosses::<Signer>();
    crosses::<VerifyError>();
}

#[test]
fn payload_and_header_come_as_a_server_has_them() {
    let verifier = Verifier::new(b"whsec").unwrap();
    let header = sign("whsec", "{}", NOW);
    let body: Vec<u8> = b"{}".to_vec();
    assert!(verifier.verify_at(&body, &header, NOW).is_ok());
    assert!(verifier.verify_at(body.clone(), Some(&header), NOW).is_ok());
    assert!(verifier.verify_at(b"{}", header.as_bytes(), NOW).is_ok());
    let absent: Option<&str> = None;
    assert_eq!(verifier.verify_at(b"{}", absent, NOW), Err(VerifyError::MissingHeader));
}

#[test]
fn the_system_clock_is_the_default() {
    let signer = Signer::new("whsec").unwrap();
    let verifier =
        Verifier::builder().secret("whsec").tolerance(Duration::from_secs(60)).build().unwrap();
    let header = signer.sign_now("{}");
    assert!(verifier.verify("{}", &header).is_ok());
    let mut verification = verifier.begin(&header).unwrap();
    verification.update("{}");
    assert!(verification.finish().is_ok());
    let stale = verifier.verify("{}", &sign("whsec", "{}", NOW)).unwrap_err();
    assert_eq!(stale.code(), ErrorCode::TimestampTooOld);
}

#[test]
fn tolerance_is_a_duration_or_none() {
    let build = |builder: hookseal::VerifierBuilder| builder.secret("whsec").build();
    let header = sign("whsec", "{}", 0);
    assert!(build(Verifier::builder().tolerance(None)).unwrap().verify("{}", &header).is_ok());
    let day = Duration::from_secs(86_400);
    assert!(build(Verifier::builder().tolerance(day)).is_ok());
    for builder in [
        Verifier::builder().tolerance(day + Duration::from_millis(1)),
        Verifier::builder().tolerance(Duration::MAX),
        Verifier::builder().tolerance_seconds(f64::NAN),
        Verifier::builder().tolerance_seconds(-0.5),
    ] {
        let error = build(builder).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidTolerance);
        assert!(error.to_string().contains("seconds (not milliseconds)"));
    }
}

#[test]
fn seconds_for_milliseconds_are_named_on_either_side() {
    let verifier = Verifier::new("whsec").unwrap();
    let seconds = NOW / 1000;
    let old = verifier.verify_at("{}", &sign("whsec", "{}", seconds), NOW).unwrap_err();
    assert_eq!(old.code(), ErrorCode::TimestampTooOld);
    assert!(old.to_string().contains("the timestamp looks like seconds"), "{old}");
    let ahead = verifier.verify_at("{}", &sign("whsec", "{}", NOW), seconds).unwrap_err();
    assert_eq!(ahead.code(), ErrorCode::TimestampInFuture);
    assert!(ahead.to_string().contains("the now looks like seconds"), "{ahead}");
    let honest = verifier.verify_at("{}", &sign("whsec", "{}", NOW), NOW + 200_000).unwrap_err();
    assert!(!honest.to_string().contains("seconds where"), "{honest}");
}

#[test]
fn sign_is_total_and_a_signer_is_strict() {
    let verifier = Verifier::new("whsec").unwrap();
    for timestamp in [-1, 1_000_000_000_000_000, i64::MIN] {
        let header = sign("whsec", "{}", timestamp);
        let error = verifier.verify_at("{}", &header, timestamp).unwrap_err();
        assert_eq!(error.code(), ErrorCode::MalformedHeader);
        let refused = Signer::new("whsec").unwrap().sign("{}", timestamp).unwrap_err();
        assert_eq!(refused.0, timestamp);
    }
    assert_eq!(Signer::new("").unwrap_err().code(), ErrorCode::InvalidSecret);
}

#[test]
fn an_event_hands_its_members_through() {
    let payload =
        r#"{"id":"event_01","event":"later.event","data":{"n":1e999,"s":"\ud800"},"x":1,"x":2}"#;
    let verifier = Verifier::new("whsec").unwrap();
    let event = verifier.construct_event_at(payload, &sign("whsec", payload, NOW), NOW).unwrap();
    assert_eq!((event.id(), event.event()), ("event_01", "later.event"));
    assert_eq!(event.get("data"), Some(r#"{"n":1e999,"s":"\ud800"}"#));
    assert_eq!(event.get("x"), Some("2"));
    assert_eq!(event.get("created_at"), None);
    let names: Vec<_> = event.members().map(|(name, _)| name).collect();
    assert_eq!(names, ["id", "event", "data", "x", "x"]);
}
