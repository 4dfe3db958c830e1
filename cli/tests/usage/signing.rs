//! `sign` and `verify`.

use std::fs;

use hookseal::sign;
use serde_json::{Value, json};

use crate::program::{Program, Run, SECRET};

const PAYLOAD: &str = "{\"id\":\"event_01\", \"event\":\"user.created\"}\n";
const NOW: i64 = 1_700_000_000_000;

fn verify(payload: &str, header: &str, flags: &[&str]) -> Run {
    Program::new(["verify", "--header", header])
        .with("WORKOS_WEBHOOK_SECRET", &format!("whsec_new {SECRET}"))
        .arguments(flags)
        .input(payload)
        .run()
}

#[test]
fn what_is_signed_is_accepted_and_an_alteration_is_refused() {
    let run = Program::line("sign").with_secret().input(PAYLOAD).run();
    let header = run.stdout.trim_end();
    let accepted = verify(PAYLOAD, header, &[]);
    assert_eq!(accepted.code, 0, "{accepted:?}");
    assert!(accepted.stdout.contains("with secret 2 of 2"), "{accepted:?}");
    let refused = verify(PAYLOAD.trim_end(), header, &[]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.stdout.starts_with("refused: signature_mismatch: "), "{refused:?}");
}

#[test]
fn a_file_is_signed_byte_for_byte_with_the_given_time() {
    let program = Program::line("sign payload --timestamp 1700000000000").with_secret();
    fs::write(
        program.folder().join("payload"),
        [b"\xff\0".as_slice(), PAYLOAD.as_bytes()].concat(),
    )
    .unwrap();
    let signed = [b"\xff\0".as_slice(), PAYLOAD.as_bytes()].concat();
    assert_eq!(program.run().stdout.trim_end(), sign(SECRET, signed, NOW));
}

#[test]
fn the_verdict_in_json_has_the_code_and_the_time() {
    let header = sign(SECRET, PAYLOAD, NOW);
    for (now, tolerance, expected) in [
        (NOW + 180_000, "180", json!({"accepted": true, "timestamp": NOW, "secret_index": 1})),
        (NOW + 180_001, "none", json!({"accepted": true, "timestamp": NOW, "secret_index": 1})),
        (
            NOW + 180_001,
            "180",
            json!({"accepted": false, "code": "timestamp_too_old", "timestamp": NOW}),
        ),
    ] {
        let flags = ["--now", &now.to_string(), "--tolerance", tolerance, "--json"];
        let run = verify(PAYLOAD, &header, &flags);
        let mut verdict: Value = serde_json::from_str(&run.stdout).unwrap();
        let message = verdict.as_object_mut().unwrap().remove("message");
        assert_eq!(verdict, expected);
        assert_eq!(run.code == 0, message.is_none(), "{run:?}");
    }
    let run = verify(PAYLOAD, "", &["--json"]);
    assert!(run.stdout.contains("\"code\":\"missing_header\""), "{run:?}");
}
