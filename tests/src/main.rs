//! One suite, every binding: feeds the same vectors to a runner of each and compares the verdicts.
//!
//! `hookseal-tests vectors` prints the matrix, `hookseal-tests demo` the table of one real event.
//! `--only rust,c` leaves the others out; `--like node COMMAND...` runs that command, from the
//! current folder, in place of the one staged for Node.

mod demo;
mod matrix;
mod request;
mod runner;
mod vectors;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str =
    "usage: hookseal-tests vectors|demo [--only rust,python,... | --like BINDING COMMAND...]";

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            println!("0 passed, 1 failed");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (command, runners) = match arguments.as_slice() {
        [command] => (*command, runner::start_all(&root(), None)?),
        [command, "--only", names] => (*command, runner::start_all(&root(), Some(names))?),
        [command, "--like", name, program @ ..] => (*command, vec![runner::start(name, program)?]),
        _ => return Err(USAGE.into()),
    };
    match command {
        "vectors" => matrix::run(&root().join("tests/vectors"), runners),
        "demo" => demo::run(runners),
        _ => Err(format!("no such command: {command}").into()),
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
