//! Every flag of every command, as clap knows them: a wrong value is refused by one sentence.

use clap::{Arg, ArgAction, Command};
use hookseal_cli::commands;

use crate::program::{Program, taken_address};

/// No flag takes it, except those below. It is like a secret in a URL, and must not be shown.
const WRONG: &str = "hidden@whsec_hidden://hidden?hidden";

/// Flags whose value may be any text. `values.rs` has a case for each that can be wrong all the same.
const FREE: [&str; 12] = [
    "api-key-file",
    "ca",
    "data-id",
    "event",
    "header",
    "ledger",
    "out",
    "payload",
    "secret-env",
    "secret-file",
    "tls-cert",
    "tls-key",
];

/// The words that lead to a command, and the command.
fn commands() -> Vec<(Vec<String>, Command)> {
    fn walk(command: &Command, words: &[String]) -> Vec<(Vec<String>, Command)> {
        let below: Vec<_> = command.get_subcommands().collect();
        if below.is_empty() {
            return vec![(words.to_vec(), command.clone())];
        }
        let with = |name: &str| [words, &[name.to_owned()]].concat();
        below.iter().flat_map(|command| walk(command, &with(command.get_name()))).collect()
    }
    walk(&commands::command(), &[])
}

fn flags(command: &Command) -> impl Iterator<Item = (&str, &Arg)> {
    command.get_arguments().filter_map(|arg| Some((arg.get_long()?, arg)))
}

/// If it listened before it refused, it would fail because the address is taken.
fn program(words: &[String], address: &str) -> Program {
    let program = Program::new(words).with_secret();
    if commands().iter().any(|(_, command)| flags(command).any(|(flag, _)| flag == "listen")) {
        program.with("HOOKSEAL_LISTEN", address)
    } else {
        program
    }
}

fn takes_value(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Set | ArgAction::Append)
}

#[test]
fn a_wrong_value_is_refused_with_the_flag_and_without_the_value() {
    let (_taken, address) = taken_address();
    let mut faults = Vec::new();
    for (words, command) in commands() {
        for (flag, _) in
            flags(&command).filter(|(flag, arg)| takes_value(arg) && !FREE.contains(flag))
        {
            let run = program(&words, &address).argument(&format!("--{flag}={WRONG}")).run();
            let start = format!("--{flag} is \"");
            if run.code != 2 || !run.refusal().starts_with(&start) {
                faults.push(format!("{words:?} --{flag}: {}", run.stderr));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_wrong_variable_is_refused_by_its_own_name() {
    let (_taken, address) = taken_address();
    let mut faults = Vec::new();
    for (words, command) in commands() {
        for (_, arg) in flags(&command).filter(|(flag, _)| !FREE.contains(flag)) {
            let Some(variable) = arg.get_env().and_then(|name| name.to_str()) else { continue };
            let run = program(&words, &address).with(variable, WRONG).run();
            let start = format!("{variable} is \"");
            if run.code != 2 || !run.refusal().starts_with(&start) {
                faults.push(format!("{words:?} {variable}: {}", run.stderr));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_variable_of_a_flag_is_called_after_it() {
    for (words, command) in commands() {
        for (flag, arg) in flags(&command) {
            let expected = format!("HOOKSEAL_{}", flag.to_uppercase().replace('-', "_"));
            let variable = arg.get_env().map_or(expected.as_str(), |name| name.to_str().unwrap());
            assert_eq!(variable, expected, "{words:?} --{flag}");
        }
    }
}

#[test]
fn a_flag_that_does_not_exist_is_refused_with_the_nearest() {
    for (words, command) in commands() {
        for (flag, _) in flags(&command).filter(|(flag, arg)| flag.len() > 3 && !arg.is_hide_set())
        {
            let run = Program::new(&words).argument(&format!("--{flag}x=hidden")).run();
            let start = format!("there is no flag --{flag}x; did you mean --");
            assert!(run.refusal().starts_with(&start), "{words:?}: {run:?}");
        }
        let run = Program::new(&words).argument("--whsec_hidden=whsec_hidden").run();
        assert!(run.refusal().starts_with("there is no flag ***"), "{words:?}: {run:?}");
    }
}
