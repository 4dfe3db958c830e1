//! No `Debug` and no message shows a secret, a digest or the payload.

use hookseal::{SignatureHeader, Signer, Verifier};

#[test]
fn neither_debug_nor_messages_show_secrets() {
    let (secret, payload) = ("whsec_hidden", r#"{"id":"hidden_payload"}"#);
    let signer = Signer::new(secret).unwrap();
    let header = signer.sign_now(payload);
    let builder = Verifier::builder().secrets([secret, "whsec_other"]);
    let verifier = builder.clone().build().unwrap();
    let mut verification = verifier.begin(&header).unwrap();
    verification.update(payload);
    let refused = verifier.verify("hidden_payload", &header).unwrap_err();
    let not_an_event = verifier.construct_event(payload, &header).unwrap_err();
    let bad_secret = Verifier::new("whsec_hidden\n").unwrap_err();
    let second_bad = Verifier::builder().secrets(["ok", " whsec_hidden"]).build().unwrap_err();

    let shown = format!(
        "{signer:?} {builder:?} {verifier:?} {verification:?} {refused:?} {refused} \
         {not_an_event:?} {not_an_event} {bad_secret:?} {bad_secret} {second_bad:?} {second_bad} {:?}",
        SignatureHeader::from(&header),
    );
    for hidden in ["hidden", &header[header.len() - 64..]] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    // The output still says what kind of value it is.
    for visible in [
        "VerifierBuilder { secrets: [2 redacted], tolerance_seconds: Some(180.0)",
        "Verifier { secrets: [2 redacted], tolerance: Some(",
        "Verification { timestamp: ",
        "Signer(secret redacted)",
        "SignatureHeader(84 bytes)",
    ] {
        assert!(shown.contains(visible), "{shown}");
    }
    assert!(bad_secret.to_string().starts_with("the secret ends with white space"));
    assert!(second_bad.to_string().starts_with("secrets[1] begins with white space"));
}

#[test]
fn an_event_shows_its_id_and_never_its_data() {
    #[derive(Debug, serde::Deserialize)]
    struct Numbered {
        email: u32,
    }

    let payload = r#"{"id":"event_01","event":"user.created","data":{"email":"hidden"}}"#;
    let header = Signer::new("whsec").unwrap().sign_now(payload);
    let event = Verifier::new("whsec").unwrap().construct_event(payload, &header).unwrap();
    assert_eq!(format!("{event:?}"), r#"Event { id: "event_01", event: "user.created", .. }"#);

    let error = event.data_as::<Numbered>().map(|data| data.email).unwrap_err();
    let shown = format!("{error:?} {error}");
    assert!(shown.contains("line 1, column 17") && !shown.contains("hidden"), "{shown}");
}
