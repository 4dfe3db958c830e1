//! `diagnose`.

use std::fs;

use hookseal::sign;
use serde_json::{Value, json};

use crate::program::{Program, Run, SECRET};

const PAYLOAD: &str = r#"{"id":"event_01","event":"user.created"}"#;
const NOW: i64 = 1_700_000_000_000;

fn diagnose(payload: &str, header: &str, secret: &str, flags: &[&str]) -> Run {
    Program::new(["diagnose", "--header", header, "--now", &NOW.to_string()])
        .with("WORKOS_WEBHOOK_SECRET", secret)
        .arguments(flags)
        .input(payload)
        .run()
}

fn as_json(payload: &str, header: &str, secret: &str) -> (i32, Value) {
    let run = diagnose(payload, header, secret, &["--json"]);
    (run.code, serde_json::from_str(&run.stdout).unwrap())
}

fn findings(diagnosis: &Value) -> Vec<&str> {
    let findings = diagnosis["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

#[test]
fn a_refused_delivery_is_explained_and_told_what_to_do() {
    let changed = format!("{PAYLOAD}\n");
    let header = sign(SECRET, PAYLOAD, NOW);
    let run = diagnose(&changed, &header, SECRET, &[]);
    assert_eq!(run.code, 1, "{run:?}");
    let lines: Vec<_> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{run:?}");
    assert!(lines[0].starts_with("signature_mismatch: A line break was added"), "{run:?}");
    assert!(lines[1].starts_with("payload_newline_added: "), "{run:?}");
    assert!(lines[1].contains("proxy"), "no advice: {run:?}");

    let (status, diagnosis) = as_json(&changed, &header, SECRET);
    assert_eq!((status, &diagnosis["code"]), (1, &"signature_mismatch".into()));
    let [finding] = diagnosis["findings"].as_array().unwrap().as_slice() else {
        panic!("{diagnosis}")
    };
    assert_eq!(finding["code"], "payload_newline_added");
    assert!(finding["message"].is_string() && finding["advice"].is_string(), "{diagnosis}");
    assert!(diagnosis["summary"].is_string(), "{diagnosis}");
    assert_eq!((&diagnosis["ruled_out"], &diagnosis["next_steps"]), (&json!([]), &json!([])));
}

#[test]
fn a_delivery_that_verifies_is_fine() {
    let header = sign(SECRET, PAYLOAD, NOW);
    let (status, diagnosis) = as_json(PAYLOAD, &header, SECRET);
    assert_eq!((status, &diagnosis["code"], &diagnosis["findings"]), (0, &"ok".into(), &json!([])));
    assert_eq!(diagnose(PAYLOAD, &header, SECRET, &[]).code, 0);
}

#[test]
fn what_nothing_explains_has_next_steps() {
    let (status, diagnosis) = as_json(PAYLOAD, &sign("whsec_other", PAYLOAD, NOW), SECRET);
    assert_eq!((status, findings(&diagnosis).len()), (1, 0), "{diagnosis}");
    let ruled_out = diagnosis["ruled_out"].as_array().unwrap();
    assert!(ruled_out.contains(&"payload_newline_added".into()), "{diagnosis}");
    let steps = diagnosis["next_steps"].as_array().unwrap();
    assert!(!steps.is_empty(), "{diagnosis}");
    let run = diagnose(PAYLOAD, &sign("whsec_other", PAYLOAD, NOW), SECRET, &[]);
    assert!(run.stdout.contains(steps[0].as_str().unwrap()), "{run:?}");
}

#[test]
fn a_secret_that_no_other_command_takes_is_the_finding() {
    let header = sign(SECRET, PAYLOAD, NOW);
    for (secret, expected) in
        [(format!("\"{SECRET}\""), "secret_quoted"), (format!(" {SECRET}\n"), "secret_whitespace")]
    {
        let (status, diagnosis) = as_json(PAYLOAD, &header, &secret);
        assert_eq!((status, &diagnosis["code"]), (1, &"invalid_secret".into()), "{diagnosis}");
        assert_eq!(findings(&diagnosis), [expected]);
    }
    let both = as_json(&format!("{PAYLOAD}\n"), &header, &format!("'{SECRET}'")).1;
    let mut both = findings(&both);
    both.sort_unstable();
    assert_eq!(both, ["payload_newline_added", "secret_quoted"]);
}

#[test]
fn the_secrets_of_a_rotation_are_tried_one_by_one() {
    let header = sign(SECRET, PAYLOAD, NOW);
    let (status, diagnosis) = as_json(PAYLOAD, &header, &format!("whsec_new {SECRET}"));
    assert_eq!((status, &diagnosis["code"]), (0, &"ok".into()), "{diagnosis}");

    for (content, code) in [
        (format!("whsec_new\r\n{SECRET}\r\n"), "ok"),
        (format!("whsec_new\n'{SECRET}'\n"), "invalid_secret"),
    ] {
        let flags = "diagnose body --json --secret-file secrets --now 1700000000000 --header";
        let program = Program::line(flags).argument(&header);
        fs::write(program.folder().join("secrets"), content).unwrap();
        fs::write(program.folder().join("body"), PAYLOAD).unwrap();
        let run = program.run();
        let diagnosis: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(diagnosis["code"], code, "{run:?}");
    }
}

#[test]
fn without_a_secret_nothing_is_tried() {
    for secret in ["", " \n"] {
        let run = diagnose(PAYLOAD, "", secret, &[]);
        assert!(run.refusal().starts_with("WORKOS_WEBHOOK_SECRET is empty"), "{run:?}");
    }
}
