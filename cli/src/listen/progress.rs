//! How far `listen --poll` has come, kept for the next start.

use std::collections::{HashSet, VecDeque};

use serde::{Deserialize, Serialize};
use tracing::warn;

use super::state::StateFolder;
use crate::events_api::Position;
use crate::outcome::Fault;

/// Events that are read again because positions overlap are known by their ids.
const MAX_RECENT: usize = 1000;

#[derive(Serialize, Deserialize)]
struct Kept {
    position: Position,
    recent: VecDeque<String>,
}

/// The position, and the events that were shown last.
#[derive(Debug)]
pub struct Progress {
    folder: StateFolder,
    file: String,
    position: Option<Position>,
    recent: VecDeque<String>,
    known: HashSet<String>,
}

impl Progress {
    /// Reads what was kept for this source of events.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if the state folder cannot be used.
    pub fn read(source: &str) -> Result<Self, Fault> {
        let folder = StateFolder::open()?;
        let file = format!("position-{source}.json");
        // What cannot be read is as if it were not there.
        let kept = folder.read(&file)?.and_then(|json| serde_json::from_str(&json).ok());
        let (position, recent) = kept.map(|Kept { position, recent }| (position, recent)).unzip();
        let recent = recent.unwrap_or_default();
        let known = recent.iter().cloned().collect();
        Ok(Self { folder, file, position, recent, known })
    }

    /// Where the last run stopped.
    pub fn position(&self) -> Option<&Position> {
        self.position.as_ref()
    }

    /// Whether an event was shown lately.
    pub fn knows(&self, id: &str) -> bool {
        self.known.contains(id)
    }

    /// Remembers an event.
    pub fn add(&mut self, id: &str) {
        self.known.insert(id.to_owned());
        self.recent.push_back(id.to_owned());
        if self.recent.len() > MAX_RECENT
            && let Some(oldest) = self.recent.pop_front()
        {
            self.known.remove(&oldest);
        }
    }

    /// Keeps all this. A failure only means that the next start shows some events again.
    pub fn keep(&mut self, position: Position) {
        let kept = Kept { position, recent: std::mem::take(&mut self.recent) };
        let json = serde_json::to_string(&kept).unwrap_or_default();
        if let Err(fault) = self.folder.replace(&self.file, &json) {
            warn!("{fault}");
        }
        self.recent = kept.recent;
        self.position = Some(kept.position);
    }
}
