//! `hookseal man`.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Command;
use clap_mangen::{Man, generate_to};

use crate::outcome::{Fault, Outcome};
use crate::print;

/// Prints the manual.
///
/// Without --out it is one page, with every command: read it with `hookseal man | man -l -`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write a page for each command into this directory, such as /usr/local/share/man/man1.
    #[arg(long, value_name = "DIRECTORY")]
    out: Option<PathBuf>,
}

pub fn run(args: &Args) -> Outcome {
    if let Some(folder) = &args.out {
        generate_to(super::command(), folder)
            .map_err(|error| Fault::Usage(format!("--out {}: {error}", folder.display())))?;
    } else {
        let page = whole().map_err(|error| Fault::Failed(format!("the manual: {error}")))?;
        print::line(String::from_utf8_lossy(&page).trim_end());
    }
    Ok(ExitCode::SUCCESS)
}

/// The page of the program, followed by the synopsis, the description and the options of each command.
fn whole() -> io::Result<Vec<u8>> {
    let mut program = super::command().disable_help_subcommand(true);
    program.build();
    let mut page = Vec::new();
    Man::new(program.clone()).render(&mut page)?;
    add_commands(&program, &mut page)?;
    Ok(page)
}

fn add_commands(parent: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    for command in parent.get_subcommands().filter(|command| !command.is_hide_set()) {
        let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
        page.extend(format!(".SH {}\n", name.to_uppercase()).bytes());
        let man = Man::new(command.clone());
        let mut sections = Vec::new();
        man.render_synopsis_section(&mut sections)?;
        man.render_description_section(&mut sections)?;
        man.render_options_section(&mut sections)?;
        if command.get_after_help().is_some() || command.get_after_long_help().is_some() {
            man.render_extra_section(&mut sections)?;
        }
        // Its sections become parts of the section of the command.
        let sections = String::from_utf8_lossy(&sections).replace("\n.SH ", "\n.SS ");
        page.extend(sections.bytes());
        add_commands(command, page)?;
    }
    Ok(())
}
