//! Secrets come from a variable or a file, and the sentence about a wrong one does not show it.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::program::{Program, Run, SECRET};

fn with_variable(value: &str) -> Run {
    Program::line("sign").with("WORKOS_WEBHOOK_SECRET", value).input("{}").run()
}

fn with_file(content: &[u8]) -> Run {
    let program = Program::line("sign --secret-file secret --timestamp 0").input("{}");
    let file = program.folder().join("secret");
    fs::write(&file, content).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    program.run()
}

#[test]
fn a_wrong_secret_is_refused_with_the_name_of_its_variable() {
    for (value, expected) in [
        ("", "WORKOS_WEBHOOK_SECRET is empty"),
        (" \n", "WORKOS_WEBHOOK_SECRET is empty"),
        ("'whsec_hidden'", "WORKOS_WEBHOOK_SECRET: the secret is in quotes"),
        ("undefined", "WORKOS_WEBHOOK_SECRET: the secret is the word for a missing value"),
        ("whsec_hidden ${OLD}", "WORKOS_WEBHOOK_SECRET: secrets[1] is a reference to a variable"),
        (&"whsec_hidden ".repeat(17), "WORKOS_WEBHOOK_SECRET: more than 16 secrets were given"),
    ] {
        let run = with_variable(value);
        assert!(run.refusal().starts_with(expected), "{run:?}");
    }
    let run = Program::line("sign").run();
    let expected = "there is no secret, because the variable WORKOS_WEBHOOK_SECRET is not set";
    assert!(run.refusal().starts_with(expected), "{run:?}");
    let run =
        Program::line("send --url http://127.0.0.1:1/ --secret-env OTHER").with_secret().run();
    assert!(run.refusal().contains("the variable OTHER is not set"), "{run:?}");
}

#[test]
fn a_wrong_file_of_secrets_is_refused_with_its_name() {
    for (content, expected) in [
        (&b"\n \n"[..], "--secret-file \"secret\" is empty"),
        (b"whsec_hidden\xff", "--secret-file \"secret\": it is not valid UTF-8"),
        (&vec![b'x'; 70_000], "--secret-file \"secret\": it is longer than 64 KiB"),
        (b"\"whsec_hidden\"\n", "--secret-file \"secret\": the secret is in quotes"),
    ] {
        let run = with_file(content);
        assert!(run.refusal().starts_with(expected), "{run:?}");
    }
    for (file, expected) in [
        ("no-such-file", "HOOKSEAL_SECRET_FILE \"no-such-file\": No such file"),
        (".", "HOOKSEAL_SECRET_FILE \".\": it is a directory"),
        ("", "HOOKSEAL_SECRET_FILE is empty"),
        (SECRET, "HOOKSEAL_SECRET_FILE \"***\": No such file"),
    ] {
        let run = Program::line("sign").with("HOOKSEAL_SECRET_FILE", file).run();
        assert!(run.refusal().starts_with(expected), "{run:?}");
    }
}

#[test]
fn the_first_line_of_a_file_signs() {
    for content in ["whsec_hidden\nwhsec_old\n", "\u{feff}whsec_hidden\r\n\r\nwhsec_old"] {
        let run = with_file(content.as_bytes());
        assert_eq!(run.stdout.trim_end(), hookseal::sign(SECRET, "{}", 0), "{run:?}");
        assert!(run.stderr.is_empty(), "{run:?}");
    }
}

#[test]
fn a_file_that_everyone_may_read_is_used_with_a_warning() {
    let program = Program::line("sign --secret-file secret").input("{}");
    let file = program.folder().join("secret");
    fs::write(&file, SECRET).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let run = program.run();
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stderr.contains("every user of this machine may read secret"), "{run:?}");
}
