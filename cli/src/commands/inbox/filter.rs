//! Which events a command is about.

use hookseal::EventPattern;
use jiff::Timestamp;

use crate::inbox::{Filter, State};
use crate::outcome::Fault;
use crate::settings::moment::{check_range, moment};

/// The flags of `list` and `retry`.
#[derive(Debug, clap::Args)]
pub struct FilterArgs {
    /// Only events in this state.
    #[arg(long)]
    state: Option<State>,
    /// Only events of this name or pattern, such as 'dsync.*'; several are separated by commas.
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = pattern)]
    event: Vec<String>,
    /// Only events about the object of this id, such as directory_user_01.
    #[arg(long, value_name = "ID")]
    data_id: Option<String>,
    /// Only events received at this time or later, or since so long ago: 2026-11-01T00:00Z, 3d.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    since: Option<Timestamp>,
    /// Only events received before this time, or before so long ago.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    until: Option<Timestamp>,
}

fn pattern(text: &str) -> Result<String, String> {
    EventPattern::new(text).map(|_| text.to_owned()).map_err(|error| error.to_string())
}

impl FilterArgs {
    /// The events that the flags select.
    pub fn filter(self) -> Result<Filter, Fault> {
        let Self { state, event, data_id, since, until } = self;
        check_range(since, until)?;
        Ok(Filter { id: None, state, events: event, data_id, since, until })
    }

    /// Whether no flag is given, so that all events are selected.
    pub fn is_empty(&self) -> bool {
        let Self { state, event, data_id, since, until } = self;
        state.is_none()
            && event.is_empty()
            && data_id.is_none()
            && since.is_none()
            && until.is_none()
    }
}
