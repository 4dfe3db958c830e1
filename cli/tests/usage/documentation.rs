//! The help, the manual, the completions, and the names of events.

use clap::{ArgAction, Command};
use hookseal_cli::commands;
use serde_json::Value;

use crate::program::Program;

fn names(command: &Command) -> Vec<String> {
    let visible = commands::all(command).into_iter().filter(|command| !command.is_hide_set());
    visible.skip(1).map(|command| command.get_name().to_owned()).collect()
}

#[test]
fn the_help_shows_no_value_of_a_variable() {
    for command in
        commands::command().get_subcommands().filter(|command| !command.has_subcommands())
    {
        let program = Program::new([command.get_name(), "--help"]);
        let texts = command
            .get_arguments()
            .filter(|arg| matches!(arg.get_action(), ArgAction::Set | ArgAction::Append))
            .filter_map(|arg| arg.get_env()?.to_str());
        let run = texts.fold(program, |program, name| program.with(name, "hidden")).run();
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.stdout.contains("Usage: hookseal"), "{run:?}");
    }
}

#[test]
fn the_manual_has_every_command_and_every_flag() {
    let page = Program::line("man").run().stdout;
    let page = page.replace("\\-", "-");
    let command = commands::command();
    for name in names(&command) {
        assert!(
            page.contains(&format!("{} ", name.to_uppercase()))
                || page.contains(&name.to_uppercase())
        );
    }
    for arg in commands::all(&command).iter().flat_map(Command::get_arguments) {
        if let Some(flag) = arg.get_long().filter(|_| !arg.is_hide_set()) {
            assert!(page.contains(&format!("--{flag}")), "--{flag}");
        }
    }
    let run = Program::line("man --out .").run();
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.files.contains(&"hookseal.1".to_owned()), "{run:?}");
    for command in command.get_subcommands() {
        assert!(run.files.contains(&format!("hookseal-{}.1", command.get_name())), "{run:?}");
    }
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = Program::line(&format!("completions {shell}")).run().stdout;
        for name in names(&commands::command()) {
            assert!(script.contains(&name), "{shell} {name}");
        }
    }
}

#[test]
fn the_names_of_events_are_those_of_the_core() {
    let all: Vec<_> = Program::line("events").run().stdout.lines().map(str::to_owned).collect();
    assert_eq!(all, hookseal::event_type::ALL);
    let some = Program::line("events dsync.group.* user.created --json").run().stdout;
    let some: Vec<Value> = serde_json::from_str(&some).unwrap();
    assert!(some.len() > 1 && some.contains(&"user.created".into()));
    assert!(
        some.iter()
            .all(|name| *name == "user.created"
                || name.as_str().unwrap().starts_with("dsync.group."))
    );
    let run = Program::line("events conection.*").run();
    assert!(
        run.refusal()
            .starts_with("no known event matches \"conection.*\"; the nearest is connection.")
    );
}
