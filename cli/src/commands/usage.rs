//! Says in one sentence what is wrong with the command line: the flag or the variable, its value, and the cure.

use std::error::Error as _;

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::outcome::Fault;
use crate::settings::redact::shown;
use crate::settings::source;

/// The fault in the command line, or `None` if the user asked for the help or the version.
pub fn fault(error: &Error) -> Option<Fault> {
    let sentence = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::ValueValidation | ErrorKind::InvalidValue => wrong_value(error),
        ErrorKind::UnknownArgument => unknown_flag(error),
        ErrorKind::InvalidSubcommand => unknown_command(error),
        ErrorKind::MissingRequiredArgument => missing_flag(error),
        ErrorKind::ArgumentConflict => conflict(error),
        ErrorKind::InvalidUtf8 => "an argument is not valid UTF-8; write it in UTF-8".to_owned(),
        _ => first_line(error),
    };
    Some(Fault::Usage(sentence))
}

fn wrong_value(error: &Error) -> String {
    let name = name(&text(error, ContextKind::InvalidArg));
    let value = text(error, ContextKind::InvalidValue);
    if value.is_empty() {
        return format!("{name} is empty; give it a value, or leave it out");
    }
    let valid = texts(error, ContextKind::ValidValue);
    let rule = match error.source() {
        Some(cause) => rule(&cause.to_string()),
        None => format!("it must be {}", list(&valid)),
    };
    format!("{name} is {}: {rule}", shown(&value))
}

/// The messages of clap's own parsers of numbers say neither what is allowed nor what to do.
fn rule(cause: &str) -> String {
    if let Some((_, range)) = cause.split_once(" is not in ") {
        let (least, most) = range.split_once("..").unwrap_or((range, ""));
        return match most.trim_start_matches('=') {
            // The largest number of its type is no limit that a user would meet.
            most if most.is_empty() || most.len() > 9 => {
                format!("it must be a whole number of at least {least}")
            }
            most => format!("it must be a whole number from {least} to {most}"),
        };
    }
    match cause {
        "invalid digit found in string" => "it must be a whole number".to_owned(),
        "invalid float literal" => "it must be a number".to_owned(),
        "invalid socket address syntax" => {
            "it must be an address and a port such as 127.0.0.1:8000 or 0.0.0.0:8000".to_owned()
        }
        cause => cause.to_owned(),
    }
}

fn unknown_flag(error: &Error) -> String {
    let given = text(error, ContextKind::InvalidArg);
    let flag = given.split('=').next().unwrap_or_default();
    if !flag.starts_with('-') {
        return format!("there is an argument too many, {}; leave it out", shown(flag));
    }
    let cure = match (flag, text(error, ContextKind::SuggestedArg).as_str()) {
        ("--secret", _) => "a secret comes from WORKOS_WEBHOOK_SECRET or --secret-file".to_owned(),
        ("--api-key", _) => "an API key comes from WORKOS_API_KEY".to_owned(),
        (_, "") => "--help lists the flags".to_owned(),
        (_, nearest) => format!("did you mean {nearest}?"),
    };
    format!("there is no flag {}; {cure}", shown(flag).trim_matches('"'))
}

fn unknown_command(error: &Error) -> String {
    let given = shown(&text(error, ContextKind::InvalidSubcommand));
    match list(&texts(error, ContextKind::SuggestedSubcommand)).as_str() {
        "" => format!("there is no command {given}; `hookseal --help` lists the commands"),
        nearest => format!("there is no command {given}; did you mean {nearest}?"),
    }
}

/// One at a time, so that the sentence stays short.
fn missing_flag(error: &Error) -> String {
    let flag = text(error, ContextKind::InvalidArg);
    let cure = variable(&flag).map_or_else(String::new, |name| format!(", or set {name}"));
    format!("{flag} is missing; give it{cure}")
}

fn conflict(error: &Error) -> String {
    let flag = text(error, ContextKind::InvalidArg);
    let others = texts(error, ContextKind::PriorArg);
    if others.is_empty() || others.contains(&flag) {
        return format!("{} is given more than once; give it once", name(&flag));
    }
    let others: Vec<_> = others.iter().map(|other| name(other)).collect();
    format!("{} cannot be used with {}; leave one of them out", name(&flag), list(&others))
}

/// What remains is rare: clap's own sentence will do.
fn first_line(error: &Error) -> String {
    let text = error.render().to_string();
    let line = text.lines().next().unwrap_or_default();
    format!("{}; see --help", line.trim_start_matches("error: "))
}

/// The flag, or the variable that its value came from.
fn name(flag: &str) -> String {
    source::name(flag.split([' ', '=']).next().unwrap_or_default())
}

/// The variable of a flag. Where two commands have the flag, it has the same variable in both.
fn variable(flag: &str) -> Option<String> {
    let long = flag.split([' ', '=']).next()?.trim_start_matches('-');
    let commands = super::all(&super::command());
    let arg = commands
        .iter()
        .flat_map(Command::get_arguments)
        .find(|arg| arg.get_long() == Some(long))?;
    Some(arg.get_env()?.to_string_lossy().into_owned())
}

fn text(error: &Error, kind: ContextKind) -> String {
    texts(error, kind).into_iter().next().unwrap_or_default()
}

fn texts(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

/// `a`, `a or b`, `a, b or c`.
fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [words @ .., last] => format!("{} or {last}", words.join(", ")),
    }
}
