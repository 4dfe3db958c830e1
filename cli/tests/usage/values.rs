//! What is said of particular values.

use crate::program::Program;

/// The start of the sentence that refuses this command line.
fn refuses(arguments: &str, expected: &str) {
    let run = Program::line(arguments).with_secret().run();
    assert!(run.refusal().starts_with(expected), "{arguments}: {run:?}");
}

#[test]
fn a_command_line_that_cannot_be_meant_is_refused() {
    for (arguments, expected) in [
        ("recieve", "there is no command \"recieve\"; did you mean receive?"),
        ("frobnicate", "there is no command \"frobnicate\"; `hookseal --help` lists the commands"),
        (
            "send --secret=whsec_hidden",
            "there is no flag --secret; a secret comes from WORKOS_WEBHOOK_SECRET",
        ),
        ("send whsec_hidden", "there is an argument too many, \"***\"; leave it out"),
        ("send", "--url <http[s]://HOST[:PORT]/PATH> is missing; give it"),
        ("send --url", "--url is empty; give it a value"),
        ("send --count 1 --count 2", "--count is given more than once; give it once"),
        (
            "send --payload a --event b",
            "--payload cannot be used with --event; leave one of them out",
        ),
        ("completions", "<SHELL> is missing; give it"),
        ("completions fsh", "<SHELL> is \"fsh\": it must be bash, elvish, fish, powershell or zsh"),
        ("sign no-such-file", "the payload \"no-such-file\": No such file"),
        ("sign whsec_hidden", "the payload \"***\": No such file"),
        ("man --out no-such-directory", "--out no-such-directory: No such file"),
    ] {
        refuses(arguments, expected);
    }
}

#[test]
fn numbers_are_refused_with_their_limits() {
    for (arguments, expected) in [
        ("send --count 0", "--count is \"0\": it must be a whole number of at least 1"),
        ("send --count -1", "--count is \"-1\": it must be a whole number"),
        ("send --count x", "--count is \"x\": it must be a whole number"),
        (
            "send --concurrency 10001",
            "--concurrency is \"10001\": it must be a whole number from 1 to 10000",
        ),
        (
            "send --rate nan",
            "--rate is \"nan\": it is per second, and must be from 0.001 to 1000000",
        ),
        ("sign --timestamp -1", "--timestamp: timestamp must be milliseconds since the Unix epoch"),
        ("sign --timestamp 1000000000000000", "--timestamp: timestamp must be milliseconds"),
        ("verify --header= --now 1.5", "--now is \"1.5\": it must be a whole number"),
        (
            "verify --header= --tolerance 86401",
            "--tolerance is \"86401\": the tolerance is 86401 seconds",
        ),
        ("verify --header= --tolerance -1", "--tolerance is \"-1\": the tolerance is -1 seconds"),
        (
            "verify --header= --tolerance nan",
            "--tolerance is \"nan\": the tolerance is NaN seconds",
        ),
        (
            "verify --header= --tolerance 3m",
            "--tolerance is \"3m\": it must be a number of seconds such as 180",
        ),
    ] {
        refuses(arguments, expected);
    }
}

#[test]
fn an_inbox_that_cannot_be_meant_is_refused_without_its_password() {
    for (inbox, expected) in [
        ("mysql://u:hidden@host/db", "\"mysql://***@host/db\": it must be like sqlite:inbox.db or"),
        ("sqlite:", "\"sqlite:\": it names no file"),
        ("sqlite::memory:", "\"sqlite::memory:\": it must name a file, without parameters"),
        ("sqlite:file:inbox.db", "\"sqlite:file:inbox.db\": it must name a file, without"),
        ("sqlite:none/inbox.db", "\"sqlite:none/inbox.db\": there is no directory none"),
        ("sqlite:.", "\"sqlite:.\": it is a directory"),
        ("sqlite://inbox.db", "\"sqlite://inbox.db\": it has two slashes"),
        ("postgres://u:hidden%zz@host/db", "\"postgres://***@host/db\": it has a % that is not"),
        ("postgres://u:hid@den@host/db", "\"postgres://***@host/db\": it has a second @"),
        ("postgres:///db", "\"postgres:///db\": it names no host"),
        (
            "postgres://u:hidden@host:x/db",
            "\"postgres://***@host:x/db\": invalid value for option `port`",
        ),
        (
            "postgres://u:hidden@host/db?sslmode=on",
            "\"postgres://***@host/db?***\": sslmode must be disable, prefer, require or verify-full",
        ),
        (
            "postgres://u:hidden@host/db?sslmod=on",
            "\"postgres://***@host/db?***\": unknown option `sslmod`",
        ),
        ("host=host password=hidden", "\"***\": it must be like sqlite:inbox.db or"),
    ] {
        let run = Program::new(["receive", "--inbox", inbox]).with_secret().run();
        assert!(run.refusal().starts_with(&format!("--inbox is {expected}")), "{run:?}");
    }
}

#[test]
fn receiving_and_forwarding_begin_only_with_settings_that_fit_together() {
    for (arguments, expected) in [
        (
            "receive --listen localhost",
            "--listen is \"localhost\": it must be an address and a port",
        ),
        ("receive --path /metrics", "--path /metrics: health checks are served there"),
        (
            "receive --tls-cert none.pem",
            "--tls-key <FILE> is missing; give it, or set HOOKSEAL_TLS_KEY",
        ),
        ("receive --tls-cert none.pem --tls-key none.pem", "--tls-cert none.pem: "),
        ("forward", "--forward-to <URL> is missing; give it, or set HOOKSEAL_FORWARD_TO"),
        (
            "forward --forward-to http://app --ca none.pem",
            "--ca none.pem: it is of no use with http",
        ),
        ("forward --forward-to https://app --ca none.pem", "--ca none.pem: "),
        (
            "forward --forward-to http://app --timeout 2h",
            "--timeout is \"2h\": it must be from 100ms to 1h",
        ),
        ("gateway --forward-to http://app --path /readyz", "--path /readyz: health checks are"),
        ("listen --poll --api-key-file none", "--api-key-file \"none\": No such file"),
    ] {
        refuses(arguments, expected);
    }
}
