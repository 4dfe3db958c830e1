//! Flags and variables that are wrong end the program before it listens.

use crate::support::program::{command, run};

#[test]
fn wrong_flags_are_named_with_their_value() {
    let cases = [
        ("--listen", "localhost"),
        ("--path", "webhooks"),
        ("--path", "/healthz"),
        ("--path", "/a?b"),
        ("--tolerance", "soon"),
        ("--tolerance", "86401"),
        ("--max-body", "1MB"),
        ("--max-headers", "0"),
        ("--body-memory", "lots"),
        ("--header-timeout", "10"),
        ("--body-timeout", "-1s"),
        ("--idle-timeout", "x"),
        ("--max-connections", "0"),
        ("--allow-from", "WorkOS"),
        ("--trusted-proxies", "10.0.0.0/33"),
        ("--admin-listen", "8001"),
        ("--inbox", "mysql://localhost/inbox"),
    ];
    for (flag, value) in cases {
        let output = run(&["receive", &format!("{flag}={value}")]);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{flag} {value}: {message}");
        assert!(
            message.contains(value) && message.contains(flag.trim_start_matches('-')),
            "{message}"
        );
        assert!(!message.contains("listening"), "{message}");
    }
}

#[test]
fn wrong_variables_and_secrets_are_named() {
    let cases = [
        ("HOOKSEAL_MAX_BODY", "huge", "huge"),
        ("HOOKSEAL_LOG", "loud", "HOOKSEAL_LOG"),
        ("WORKOS_WEBHOOK_SECRET", "", "WORKOS_WEBHOOK_SECRET"),
        ("WORKOS_WEBHOOK_SECRET", "'whsec_quoted'", "quotes"),
        ("HOOKSEAL_SECRET_FILE", "no-such-file", "no-such-file"),
    ];
    for (variable, value, named) in cases {
        let output =
            command(&["receive", "--listen", "127.0.0.1:0"]).env(variable, value).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{variable}: {message}");
        assert!(message.contains(named), "{message}");
        assert!(!message.contains("whsec_quoted"), "{message}");
    }
}
