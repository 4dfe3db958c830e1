//! `hookseal`: see the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    hookseal_cli::commands::start()
}
