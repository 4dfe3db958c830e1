//! `hookseal completions`.

use std::process::ExitCode;

use clap_complete::{Shell, generate};

use crate::print;

/// Prints a completion script for your shell.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  hookseal completions bash > ~/.local/share/bash-completion/completions/hookseal
  hookseal completions zsh > ~/.zfunc/_hookseal
  hookseal completions fish > ~/.config/fish/completions/hookseal.fish")]
pub struct Args {
    /// The shell.
    shell: Shell,
}

pub fn run(args: &Args) -> ExitCode {
    let mut script = Vec::new();
    generate(args.shell, &mut super::command(), "hookseal", &mut script);
    print::line(String::from_utf8_lossy(&script).trim_end());
    ExitCode::SUCCESS
}
