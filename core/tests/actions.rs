//! Actions: what Rust users rely on and the shared vectors cannot express.

use hookseal::{
    ACTION_TOLERANCE, ActionVerifier, ErrorCode, MAX_ERROR_MESSAGE_LEN, PayloadFault,
    ResponseError, Verdict, Verifier, VerifyError, sign,
};

const NOW: i64 = 1_735_000_000_000;
const ACTION: &str = r#"{"id":"1","object":"authentication_action_context","user":{}}"#;
const EVENT: &str = r#"{"id":"event_1","object":"event","event":"user.created","data":{}}"#;

#[allow(clippy::unwrap_used)] // only tests call it
fn verifier() -> ActionVerifier {
    ActionVerifier::new("action_secret").unwrap()
}

fn signed(payload: &str) -> String {
    sign("action_secret", payload, NOW)
}

#[test]
fn the_answer_is_signed_as_the_bytes_that_it_contains() {
    let action = verifier().construct_action_at(ACTION, &signed(ACTION), NOW).unwrap();
    let message = "Jürgen \"<\u{1}\n\u{2028}</script>\u{1f600}";
    let answer = verifier().sign_response_at(&action, Verdict::Deny(Some(message)), NOW).unwrap();

    let payload = "{\"timestamp\":1735000000000,\"verdict\":\"Deny\",\
                   \"error_message\":\"Jürgen \\\"<\\u0001\\n\u{2028}</script>\u{1f600}\"}";
    // The signature of a delivery is over the same text: the timestamp, a dot and the payload.
    let (_, signature) = sign("action_secret", payload, NOW).split_once("v1=").map(owned).unwrap();
    let expected = format!(
        r#"{{"object":"authentication_action_response","payload":{payload},"signature":"{signature}"}}"#
    );
    assert_eq!(answer, expected);
}

fn owned((left, right): (&str, &str)) -> (String, String) {
    (left.to_owned(), right.to_owned())
}

#[test]
fn each_kind_of_action_has_its_own_answer() {
    for kind in ["authentication", "user_registration", "of_the_future"] {
        let body = format!(r#"{{"object":"{kind}_action_context","id":"1"}}"#);
        let action = verifier().construct_action_at(&body, &signed(&body), NOW).unwrap();
        let answer = verifier().sign_response_at(&action, Verdict::Allow, NOW).unwrap();
        assert!(answer.starts_with(&format!(
            r#"{{"object":"{kind}_action_response","payload":{{"timestamp":{NOW},"verdict":"Allow"}},"#
        )));
    }
    let body = r#"{"object":"something else","id":"1"}"#;
    let action = verifier().construct_action_at(body, &signed(body), NOW).unwrap();
    let refused = verifier().sign_response_at(&action, Verdict::Allow, NOW);
    assert_eq!(refused, Err(ResponseError::UnknownAction));
}

#[test]
fn an_action_is_old_after_half_a_minute() {
    let at = |now| verifier().construct_action_at(ACTION, &signed(ACTION), now).map(|_| ());
    let tolerance = i64::try_from(ACTION_TOLERANCE.as_millis()).unwrap();
    assert_eq!(tolerance, 30_000);
    assert_eq!(at(NOW + tolerance), Ok(()));
    assert_eq!(at(NOW + tolerance + 1).unwrap_err().code(), ErrorCode::TimestampTooOld);
}

#[test]
fn events_and_actions_are_not_confused() {
    let fault = verifier().construct_action_at(EVENT, &signed(EVENT), NOW).unwrap_err();
    assert_eq!(fault, VerifyError::InvalidPayload(PayloadFault::IsAnEvent));
    let events = Verifier::new("action_secret").unwrap();
    let fault = events.construct_event_at(ACTION, &signed(ACTION), NOW).unwrap_err();
    assert_eq!(fault, VerifyError::InvalidPayload(PayloadFault::IsAnAction));
    for (body, expected) in [
        (r#"{"object":"authentication_action_context"}"#, PayloadFault::NoId),
        (r#"{"id":"1"}"#, PayloadFault::NoObject),
        (r#"{"id":"1","object":"a","object":"b"}"#, PayloadFault::NoObject),
    ] {
        let fault = verifier().construct_action_at(body, &signed(body), NOW).unwrap_err();
        assert_eq!(fault, VerifyError::InvalidPayload(expected));
    }
}

#[test]
fn the_answer_is_signed_with_the_secret_that_signed_the_question() {
    let both = ActionVerifier::builder().secrets(["new", "old"]).build().unwrap();
    for secret in ["new", "old"] {
        let action = both.construct_action_at(ACTION, &sign(secret, ACTION, NOW), NOW).unwrap();
        let alone = ActionVerifier::new(secret).unwrap();
        let own = alone.construct_action_at(ACTION, &sign(secret, ACTION, NOW), NOW).unwrap();
        assert_eq!(
            both.sign_response_at(&action, Verdict::Allow, NOW),
            alone.sign_response_at(&own, Verdict::Allow, NOW),
        );
    }
}

#[test]
fn a_message_is_short_and_only_for_a_denial() {
    let action = verifier().construct_action_at(ACTION, &signed(ACTION), NOW).unwrap();
    let deny = |message: &str| {
        verifier().sign_response_at(&action, Verdict::Deny(Some(message)), NOW).map(|_| ())
    };
    // Characters, not bytes.
    assert_eq!(deny(&"ü".repeat(MAX_ERROR_MESSAGE_LEN)), Ok(()));
    assert_eq!(deny(&"u".repeat(MAX_ERROR_MESSAGE_LEN + 1)), Err(ResponseError::MessageTooLong));

    assert_eq!(Verdict::from_parts("Allow", None), Ok(Verdict::Allow));
    assert_eq!(Verdict::from_parts("Deny", Some("no")), Ok(Verdict::Deny(Some("no"))));
    assert_eq!(Verdict::from_parts("Allow", Some("")), Err(ResponseError::MessageWithAllow));
    assert_eq!(Verdict::from_parts("allow", None), Err(ResponseError::UnknownVerdict));
}

#[test]
fn an_answer_has_a_time_that_fits_into_a_timestamp() {
    let action = verifier().construct_action_at(ACTION, &signed(ACTION), NOW).unwrap();
    let refused = verifier().sign_response_at(&action, Verdict::Allow, -1).unwrap_err();
    assert!(refused.to_string().contains("milliseconds since the Unix epoch"));
}
