//! `hookseal events`.

use std::process::ExitCode;

use hookseal::{EventPattern, event_type};

use crate::outcome::{Fault, Outcome};
use crate::print;
use crate::settings::redact::shown;

/// Lists the names of WorkOS's events.
///
/// These are the names that WorkOS listed when this version was made. It adds new ones over time, and events of any
/// name are accepted, stored and forwarded.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only these: names, or patterns such as 'dsync.*'.
    #[arg(value_name = "PATTERN")]
    patterns: Vec<String>,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Outcome {
    let patterns: Vec<_> =
        args.patterns.iter().map(|text| pattern(text)).collect::<Result<_, _>>()?;
    let is_selected =
        |name: &str| patterns.is_empty() || patterns.iter().any(|pattern| pattern.matches(name));
    let names: Vec<_> = event_type::ALL.iter().filter(|name| is_selected(name)).collect();
    if args.json {
        print::json(&names)?;
    } else {
        names.iter().for_each(print::line);
    }
    Ok(ExitCode::SUCCESS)
}

fn pattern(text: &str) -> Result<EventPattern<'_>, Fault> {
    let pattern = EventPattern::new(text)
        .map_err(|error| Fault::Usage(format!("{} is no pattern: {error}", shown(text))))?;
    if event_type::ALL.iter().any(|name| pattern.matches(name)) {
        return Ok(pattern);
    }
    let similarity = |name: &str| strsim::jaro_winkler(text, name);
    let nearest = event_type::ALL.iter().max_by(|a, b| similarity(a).total_cmp(&similarity(b)));
    Err(Fault::Usage(format!(
        "no known event matches {}; the nearest is {}; `hookseal events` lists all",
        shown(text),
        nearest.copied().unwrap_or_default()
    )))
}
