//! Asks a runner of every binding the same questions and compares the answers.
//!
//! `hookseal-tests vectors` asks all vectors and prints the matrix. `hookseal-tests demo` prints a
//! table for one real event. `hookseal-tests fuzz` asks random questions, the same for the same
//! seed. `--only rust,c` leaves out the other bindings. `--like node COMMAND...` asks only that
//! command, started in the current folder, as if it were the runner of Node.

mod demo;
mod fuzz;
mod matrix;
mod request;
mod runner;
mod vectors;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str =
    "usage: hookseal-tests vectors|demo [--only rust,python,... | --like BINDING COMMAND...]
       hookseal-tests fuzz [--seed S] [--cases N] [--only rust,python,...]";

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
    if let ["fuzz", options @ ..] = arguments.as_slice() {
        return fuzz(options);
    }
    let (command, runners) = match arguments.as_slice() {
        [command] => (*command, runner::start_all(&root(), None)?),
        [command, "--only", names] => (*command, runner::start_all(&root(), Some(names))?),
        [command, "--like", name, program @ ..] => (*command, vec![runner::start(name, program)?]),
        _ => return Err(USAGE.into()),
    };
    match command {
        "vectors" => matrix::run(&root().join("tests/conformance/vectors"), runners),
        "demo" => demo::run(runners),
        _ => Err(format!("no such command: {command}").into()),
    }
}

fn fuzz(arguments: &[&str]) -> Result<bool> {
    let mut options = fuzz::Options { seed: 1, cases: 20_000 };
    let mut only = None;
    for argument in arguments.chunks(2) {
        match *argument {
            ["--seed", seed] => options.seed = seed.parse()?,
            ["--cases", cases] => options.cases = cases.parse()?,
            ["--only", names] => only = Some(names),
            _ => return Err(USAGE.into()),
        }
    }
    fuzz::run(&options, runner::start_all(&root(), only)?)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
