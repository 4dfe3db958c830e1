//! Reads what was missed into the inbox. It may be stopped at any point: a page is stored durably before the
//! position after it is kept, so the next run reads at most that page again.

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use tracing::{info, warn};

use super::reader::{Batch, Reader};
use super::{ApiError, ApiEvent, Client, Position, pause};
use crate::inbox::{Filter, Inbox, InboxError, NewEvent, Stored};
use crate::outcome::Fault;

/// The inbox is asked at most so many times for each page.
const MAX_TRIES: u32 = 5;

/// What to read.
#[derive(Clone, Debug)]
pub struct Request {
    /// The events of these names; all, if empty.
    pub events: Vec<String>,
    /// From when on; else from where the last run stopped, or from the newest event in the inbox.
    pub since: Option<Timestamp>,
    /// Until when; else until there are no more.
    pub until: Option<Timestamp>,
}

/// What was done. The fields are those of `--json`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// Events read.
    pub read: u64,
    /// Of those, how many are in the inbox now and were not before.
    pub stored: u64,
    /// How many were there before.
    pub duplicates: u64,
    /// How many are not events by the core's rules, and are not stored.
    pub invalid: u64,
    /// Where it began.
    pub from: Timestamp,
    /// When the newest of them was created.
    pub newest: Option<Timestamp>,
}

/// Why it ended early.
#[derive(Debug, thiserror::Error)]
pub enum CatchUpError {
    /// The Events API.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// The inbox.
    #[error("{0}; run the command again, it resumes")]
    Inbox(#[from] InboxError),
    /// Nothing says where to begin.
    #[error(
        "--since is missing: this inbox is empty, so nothing says where to begin; give --since 3d, for example"
    )]
    NoStart,
}

impl From<CatchUpError> for Fault {
    fn from(error: CatchUpError) -> Self {
        match error {
            CatchUpError::NoStart => Self::Usage(error.to_string()),
            _ => Self::Failed(error.to_string()),
        }
    }
}

/// Reads the events of the request from the API into an inbox.
#[derive(Debug)]
pub struct CatchUp<'a> {
    inbox: &'a dyn Inbox,
    reader: Reader<'a>,
    bookmark: Option<String>,
    summary: Summary,
}

impl<'a> CatchUp<'a> {
    /// Finds out where to begin.
    ///
    /// # Errors
    ///
    /// [`CatchUpError`].
    pub async fn new(
        client: &'a Client,
        inbox: &'a dyn Inbox,
        request: Request,
    ) -> Result<Self, CatchUpError> {
        let name = bookmark_name(&request.events);
        // One that cannot be read is like none: what follows replaces it.
        let kept: Option<Position> =
            inbox.bookmark(&name).await?.and_then(|json| serde_json::from_str(&json).ok());
        let start = match (request.since, &kept) {
            (Some(since), _) => Position::at(since),
            (None, Some(kept)) => kept.clone(),
            (None, None) => newest_in(inbox).await?,
        };
        info!("reading events from {:.0} on", start.from);
        // A later start leaves a gap before it, so then the bookmark stays where it is.
        let keeps = kept.is_none_or(|kept| start.from <= kept.from);
        Ok(Self {
            inbox,
            summary: Summary { from: start.from, ..Summary::default() },
            reader: Reader::new(client, request.events, start, request.until),
            bookmark: keeps.then_some(name),
        })
    }

    /// Reads to the end.
    ///
    /// # Errors
    ///
    /// [`CatchUpError`]. What was read before is stored.
    pub async fn run(&mut self) -> Result<&Summary, CatchUpError> {
        let mut end = None;
        while let Some(Batch { events, next }) = self.reader.next().await? {
            self.store(&events).await?;
            self.keep(&next).await?;
            self.summary.newest = self.reader.newest();
            let Summary { read, stored, duplicates, newest, .. } = &self.summary;
            if let Some(newest) = newest.filter(|_| !events.is_empty()) {
                info!("{read} events until {newest:.0}: {stored} new, {duplicates} known");
            }
            end = Some(next);
        }
        // Some events may appear late, so the next run begins a little before the end.
        if let Some(end) = end {
            self.keep(&Position::at(end.from)).await?;
        }
        Ok(&self.summary)
    }

    /// Reads on from the end.
    pub fn resume(&mut self) {
        self.reader.resume();
    }

    async fn store(&mut self, events: &[ApiEvent]) -> Result<(), CatchUpError> {
        let mut valid = Vec::with_capacity(events.len());
        for event in events {
            match NewEvent::read(event.payload.clone()) {
                Ok(event) => valid.push(event),
                Err(error) => {
                    warn!("one element of the answer is not an event, and is not stored: {error}");
                    self.summary.invalid += 1;
                }
            }
        }
        let mut tries = 1;
        let stored = loop {
            match self.inbox.store(&valid).await {
                Err(error) if tries < MAX_TRIES => {
                    warn!("{error}; trying again");
                    tokio::time::sleep(pause::after(tries)).await;
                    tries += 1;
                }
                result => break result?,
            }
        };
        let new = stored.iter().filter(|stored| **stored == Stored::New).count() as u64;
        self.summary.read += events.len() as u64;
        self.summary.stored += new;
        self.summary.duplicates += valid.len() as u64 - new;
        Ok(())
    }

    async fn keep(&self, position: &Position) -> Result<(), CatchUpError> {
        let json = serde_json::to_string(position).unwrap_or_default();
        match &self.bookmark {
            Some(name) => Ok(self.inbox.set_bookmark(name, &json).await?),
            None => Ok(()),
        }
    }
}

/// Each selection of events is read up to a place of its own.
fn bookmark_name(events: &[String]) -> String {
    let mut events = events.to_vec();
    events.sort_unstable();
    events.dedup();
    ["events-api"]
        .into_iter()
        .chain(events.iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The time of the newest event that the inbox knows.
async fn newest_in(inbox: &dyn Inbox) -> Result<Position, CatchUpError> {
    let page = inbox.list(&Filter::default(), None, 1).await?;
    let newest = page.entries.into_iter().next().ok_or(CatchUpError::NoStart)?;
    let payload = inbox.show(&newest.id).await?.and_then(|entry| entry.payload);
    let created_at = payload.and_then(|payload| ApiEvent::read(payload).created_at());
    let time = created_at.unwrap_or(newest.received_at);
    warn!(
        "this inbox has not caught up before, so reading begins at its newest event, {time:.0}; \
         if earlier ones are missing, give --since"
    );
    Ok(Position::around(time))
}

/// How long `--follow` waits at the end before it looks for new events.
pub const FOLLOW_PAUSE: Duration = Duration::from_secs(30);
