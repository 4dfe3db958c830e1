//! What Rust users rely on and the shared vectors cannot express.

use std::time::Duration;

use hookseal::{
    BODY_DEADLINE, DEFAULT_BODY_LIMIT, ErrorCode, HeaderFault, PayloadFault, RequestFault, Signer,
    Verifier, VerifyError, admit, find_header, read_event, sign,
};

const NOW: i64 = 1_735_000_000_000;

#[test]
fn a_verifier_and_its_parts_can_be_shared_by_threads() {
    fn assert_shareable<T: Send + Sync + Clone + 'static>() {}
    assert_shareable::<Verifier>();
    assert_shareable::<hookseal::Verification>();
    assert_shareable::<Signer>();
    assert_shareable::<VerifyError>();
}

#[test]
fn payload_and_header_may_have_any_type_that_servers_use() {
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
fn seconds_in_place_of_milliseconds_are_named_in_the_message() {
    let verifier = Verifier::new("whsec").unwrap();
    let seconds = NOW / 1000;
    let old = verifier.verify_at("{}", &sign("whsec", "{}", seconds), NOW).unwrap_err();
    assert_eq!(old.code(), ErrorCode::TimestampTooOld);
    assert_eq!(old.age_ms(), Some(NOW - seconds));
    assert!(old.to_string().contains("the timestamp looks like seconds"), "{old}");
    let ahead = verifier.verify_at("{}", &sign("whsec", "{}", NOW), seconds).unwrap_err();
    assert_eq!(ahead.code(), ErrorCode::TimestampInFuture);
    assert_eq!(ahead.age_ms(), Some(seconds - NOW));
    assert_eq!(VerifyError::MissingHeader.age_ms(), None);
    assert!(ahead.to_string().contains("the now looks like seconds"), "{ahead}");
    let stale = verifier.verify_at("{}", &sign("whsec", "{}", NOW), NOW + 200_000).unwrap_err();
    assert!(!stale.to_string().contains("seconds where"), "{stale}");
}

#[test]
fn sign_accepts_any_input_and_a_signer_checks_it() {
    let verifier = Verifier::new("whsec").unwrap();
    for timestamp in [-1, 1_000_000_000_000_000, i64::MIN] {
        let header = sign("whsec", "{}", timestamp);
        let error = verifier.verify_at("{}", &header, timestamp).unwrap_err();
        assert_eq!(error.code(), ErrorCode::MalformedHeader);
        let refused = Signer::new("whsec").unwrap().sign("{}", timestamp).unwrap_err();
        assert_eq!(refused.0, timestamp);
        assert!(refused.to_string().ends_with(&format!("it was {timestamp}")), "{refused}");
    }
    assert_eq!(Signer::new("").unwrap_err().code(), ErrorCode::InvalidSecret);
}

#[test]
fn an_event_passes_its_members_on_unchanged() {
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

#[test]
fn an_event_outlives_the_payload_that_it_was_read_from() {
    let owned = {
        let payload = r#" {"id":"\u0065vent_01","event":"e", "data" : [1, 2] } "#.to_owned();
        read_event(&payload).unwrap().into_owned()
    };
    assert_eq!((owned.id(), owned.get("data")), ("event_01", Some("[1, 2]")));
    assert_eq!(read_event(owned.payload()).unwrap().id(), "event_01");
    assert_eq!(read_event("{}").unwrap_err().code(), ErrorCode::InvalidPayload);
    assert_eq!(read_event(b"\xff").unwrap_err().code(), ErrorCode::InvalidPayload);
}

#[test]
fn data_is_read_as_a_type_of_the_user() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct User<'e> {
        id: &'e str,
        state: String,
        email: Option<String>,
    }
    let event = |data: &str| {
        let payload = format!(r#"{{"id":"event_01","event":"later.event"{data}}}"#);
        read_event(&payload).unwrap().into_owned()
    };
    // A member and a value that WorkOS added later, and a member that is absent.
    let later = event(r#","data":{"id":"u1","state":"sleeping","added":[1e999]}"#);
    let user = User { id: "u1", state: "sleeping".into(), email: None };
    assert_eq!(later.data_as::<User>().unwrap(), user);

    assert_eq!(event("").data_as::<Option<User>>(), Ok(None));
    let error = event(",\"data\":{\n\"id\":5}").data_as::<User>().unwrap_err();
    assert_eq!((error.line, error.column), (2, 6));
}

#[test]
fn the_signature_header_is_found_in_any_case() {
    let found = |headers: &[(&str, &str)]| {
        find_header(headers.iter().copied()).map(|value| String::from_utf8(value).unwrap())
    };
    assert_eq!(found(&[("host", "x"), ("WORKOS-signature", "t=1")]).as_deref(), Some("t=1"));
    assert_eq!(
        found(&[("WorkOS-Signature", "a"), ("x", "y"), ("workos-signature", "b")]).as_deref(),
        Some("a, b")
    );
    assert_eq!(found(&[("workos-signature", "")]).as_deref(), Some(""));
    assert_eq!(found(&[("workos_signature", "t=1"), ("workos-signature2", "t=1")]), None);
}

#[test]
fn a_request_is_judged_by_its_headers_first() {
    let limit = 1 << 20;
    for coding in [None, Some(&b""[..]), Some(b"identity"), Some(b" Identity ")] {
        assert_eq!(admit(coding, Some(b"17"), limit), Ok(17));
    }
    for coding in [&b"gzip"[..], b"br", b"gzip, identity", b"\xff"] {
        let fault = admit(Some(coding), None, limit).unwrap_err();
        assert_eq!((fault.http_status(), fault.as_str()), (415, "unsupported_encoding"));
    }
    let huge = "9".repeat(4400);
    for length in ["1048577", "18446744073709551617", &huge] {
        let refused = admit(None, Some(length.as_bytes()), limit);
        assert_eq!(refused, Err(RequestFault::PayloadTooLarge), "{length}");
    }
    // A chunked body has no length. Refusing a length that is not a number is the server's job.
    for length in ["", "x", "-1", "1, 1", "\u{664}", "+5", "1e9"] {
        assert_eq!(admit(None, Some(length.as_bytes()), limit), Ok(0), "{length}");
    }
    assert_eq!(admit(None, Some(b"1048576"), limit), Ok(limit));
    assert_eq!(admit(None, Some("0".repeat(4400).as_bytes()), limit), Ok(0));
}

#[test]
fn every_refusal_has_a_status_and_a_message() {
    assert_eq!(RequestFault::RequestTimeout.as_str(), "request_timeout");
    assert_eq!(RequestFault::RequestTimeout.http_status(), 408);
    for fault in RequestFault::ALL {
        assert!((400..500).contains(&fault.http_status()));
        assert_eq!(fault.to_string(), fault.message());
    }
    for code in ErrorCode::ALL {
        let is_configuration =
            code.as_str().ends_with("secret") || code.as_str().ends_with("tolerance");
        assert_eq!(code.http_status(), if is_configuration { 500 } else { 400 });
    }
    let mut messages: Vec<_> = RequestFault::ALL.map(RequestFault::message).into();
    messages.sort_unstable();
    messages.dedup();
    assert_eq!(messages.len(), RequestFault::ALL.len());
    assert!(RequestFault::MethodNotAllowed.message().contains("POST"));
    assert_eq!((DEFAULT_BODY_LIMIT, BODY_DEADLINE.as_secs()), (1_048_576, 30));
}

#[test]
fn the_message_says_what_is_wrong_with_a_secret_without_showing_it() {
    for (secret, fault) in [
        ("", "is empty"),
        (" hidden", "begins with white space"),
        ("hidden\n", "ends with white space"),
        ("hid\nden", "has a line break inside"),
        ("'hidden'", "is in quotes"),
        ("undefined", "is the word for a missing value"),
        ("${hidden}", "is a reference to a variable"),
    ] {
        let message = Verifier::new(secret).unwrap_err().to_string();
        assert!(message.starts_with(&format!("the secret {fault}")), "{message}");
        assert!(!message.contains("hid"), "{message}");
    }
}

/// Signs the payload and returns why it is refused, if it is.
fn refusal(verifier: &Verifier, payload: &str) -> Option<VerifyError> {
    verifier.construct_event_at(payload, &sign("whsec", payload, NOW), NOW).err()
}

#[test]
fn the_depth_limit_counts_nesting_rather_than_brackets() {
    let verifier = Verifier::new("whsec").unwrap();
    let event =
        |data: &str| refusal(&verifier, &format!(r#"{{"id":"1","event":"e","data":{data}}}"#));
    let too_deep = Some(VerifyError::InvalidPayload(PayloadFault::TooDeep));
    let nested = |inner: &str, depth: usize| "[".repeat(depth) + inner + &"]".repeat(depth);
    assert_eq!(event(&nested("[],[]", 126)), None); // 129 brackets, 128 deep with the object itself
    assert_eq!(event(&nested("[[]],[]", 126)), too_deep);
    assert_eq!(event(&format!("[{}]", "[],{},".repeat(100) + "[]")), None);
    // Brackets in a string do not count, not even after an escaped quotation mark.
    assert_eq!(event(&format!(r#""\"{}""#, "[".repeat(200))), None);
    assert_eq!(event(&nested(r#""]}]}",[[]]"#, 126)), too_deep);
    assert_eq!(event(&nested(r#""\\",[[]]"#, 126)), too_deep);
}

#[test]
fn the_message_says_why_a_payload_is_not_an_event() {
    let verifier = Verifier::new("whsec").unwrap();
    for (payload, fault) in [
        ("[]", "(it is not a JSON object in UTF-8)"),
        (r#"{"event":"e"}"#, "(it does not have exactly one string `id`)"),
        (r#"{"id":"1"}"#, "(it does not have exactly one string `event`)"),
        (&(r#"{"a":"#.to_owned() + &"[".repeat(128)), "(it is nested more than 128 deep)"),
        (&r#"{"a":"#.repeat(129), "(it is nested more than 128 deep)"),
    ] {
        let message = refusal(&verifier, payload).unwrap().to_string();
        assert!(message.ends_with(fault), "{message}");
    }
}

#[test]
fn only_digits_are_accepted_as_digits() {
    let verifier = Verifier::new("whsec").unwrap();
    let zeros = "0".repeat(63);
    for byte in 0..=u8::MAX {
        let code = |before: &str, after: &str| {
            let header = [before.as_bytes(), &[byte], after.as_bytes()].concat();
            verifier.verify_at("{}", &header, NOW).unwrap_err().code()
        };
        let expected = |is_digit| {
            if is_digit { ErrorCode::SignatureMismatch } else { ErrorCode::MalformedHeader }
        };
        let timestamp = code("t=1", &format!("2, v1=0{zeros}"));
        assert_eq!(timestamp, expected(byte.is_ascii_digit()), "t, byte {byte}");
        let signature = code("t=1, v1=0", &zeros[1..]);
        assert_eq!(signature, expected(byte.is_ascii_hexdigit()), "v1, byte {byte}");
        // Two wrong bytes must not cancel each other out.
        let twice = [b"t=1, v1=", &[byte, byte][..], &zeros.as_bytes()[1..]].concat();
        let signature = verifier.verify_at("{}", &twice, NOW).unwrap_err().code();
        assert_eq!(signature, expected(byte.is_ascii_hexdigit()), "v1, byte {byte} twice");
    }
}

#[test]
fn a_bad_byte_is_reported_before_any_other_fault() {
    let verifier = Verifier::new("whsec").unwrap();
    for (header, fault) in [
        ("t=abc", HeaderFault::BadTimestamp),
        ("t=abc\u{e9}", HeaderFault::BadByte),
        ("\u{e9}, t=abc", HeaderFault::BadByte),
        ("t=1, k=\0, v1=00", HeaderFault::BadByte),
    ] {
        let error = verifier.verify_at("{}", header, NOW).unwrap_err();
        assert_eq!(error, VerifyError::MalformedHeader(fault), "{header:?}");
    }
}

#[test]
fn two_changed_digits_do_not_cancel_each_other_out() {
    let verifier = Verifier::new("whsec").unwrap();
    let header = sign("whsec", "{}", NOW);
    let first = header.len() - 64;
    for one in first..header.len() {
        for other in first..one {
            let mut forged = header.clone().into_bytes();
            for at in [one, other] {
                let value = char::from(forged[at]).to_digit(16).unwrap();
                forged[at] = u8::try_from(char::from_digit(value ^ 8, 16).unwrap()).unwrap();
            }
            let error = verifier.verify_at("{}", &forged, NOW).unwrap_err();
            assert_eq!(error, VerifyError::SignatureMismatch, "digits {other} and {one}");
        }
    }
}

#[test]
fn the_message_says_what_is_wrong_with_the_number_of_secrets() {
    for (count, fault) in [(0, "no secret was given"), (17, "more than 16 secrets were given")] {
        let error = Verifier::builder().secrets(vec!["whsec"; count]).build().unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidSecret);
        assert!(error.to_string().starts_with(fault), "{error}");
    }
}

#[test]
fn the_message_of_a_mismatch_names_its_usual_causes() {
    for cause in ["secret", "raw request body", "serialised again", "base64"] {
        assert!(ErrorCode::SignatureMismatch.message().contains(cause), "{cause}");
    }
}

#[test]
fn the_message_says_which_rule_a_header_breaks() {
    let verifier = Verifier::new("whsec").unwrap();
    let crowded = format!("t=1{}", format!(", v1={}", "0".repeat(64)).repeat(17));
    for (header, rule) in [
        (" ".repeat(4097).as_str(), "(it is longer than 4096 bytes)"),
        ("t=\u{e9}", "(it has a byte outside visible ASCII, space and tab)"),
        ("t", "(an element is not key=value)"),
        ("v0=1", "(it has no t)"),
        ("t=1, t=1", "(it has more than one t)"),
        ("t=one", "(t is not 1 to 15 digits)"),
        (&crowded, "(it has more than 16 v1)"),
        ("t=1, v1=0", "(a v1 is not 64 hex digits)"),
    ] {
        let message = verifier.verify_at("{}", header, NOW).unwrap_err().to_string();
        assert!(message.ends_with(rule), "{message}");
    }
}

#[test]
fn every_code_has_a_message_of_its_own() {
    let mut messages = ErrorCode::ALL.map(ErrorCode::message);
    messages.sort_unstable();
    assert!(messages.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(ErrorCode::MissingHeader.message().contains(hookseal::HEADER_NAME));
}
