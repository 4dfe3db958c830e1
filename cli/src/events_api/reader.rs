//! Goes through all events from a position on, in windows of time as long as the API allows.

use std::time::Duration;

use jiff::Timestamp;
use tracing::warn;

use super::circle::Circle;
use super::client::{Client, Query};
use super::error::ApiError;
use super::event::ApiEvent;
use super::order::Order;
use super::position::{OVERLAP, Position, earlier, later};

const DAY: Duration = Duration::from_hours(24);
/// The API allows 30 days per query.
const WINDOW: Duration = DAY.saturating_mul(29);
/// WorkOS keeps 90 days. A start a moment later is not too old when the question arrives.
const KEPT: Duration = DAY.saturating_mul(90);
const MARGIN: Duration = Duration::from_mins(1);
/// A start that is too old by less than this is moved without a word.
const UNREMARKABLE: Duration = DAY;

/// One page of events, and where to read on once they are taken care of.
#[derive(Debug)]
pub struct Batch {
    /// The events, the oldest first.
    pub events: Vec<ApiEvent>,
    /// The position after all of them.
    pub next: Position,
}

/// Reads pages until the end, and later on from there.
#[derive(Debug)]
pub struct Reader<'c> {
    client: &'c Client,
    events: Vec<String>,
    until: Option<Timestamp>,
    position: Position,
    /// The cursor of the next page in this window, while there is one.
    cursor: Option<String>,
    circle: Circle,
    order: Order,
    newest: Option<Timestamp>,
    previous: Option<Timestamp>,
    ended: bool,
}

impl<'c> Reader<'c> {
    /// Reads events of these names (all, if there are none) from `position` until `until` (else, until there are
    /// no more).
    pub fn new(
        client: &'c Client,
        events: Vec<String>,
        position: Position,
        until: Option<Timestamp>,
    ) -> Self {
        Self {
            client,
            events,
            until,
            cursor: position.after.clone(),
            position,
            circle: Circle::default(),
            order: Order::Unknown,
            newest: None,
            previous: None,
            ended: false,
        }
    }

    /// When the newest event that was read was created.
    pub fn newest(&self) -> Option<Timestamp> {
        self.newest
    }

    /// Whether [`Position::past`] an event is a position too.
    pub fn is_oldest_first(&self) -> bool {
        self.order == Order::OldestFirst
    }

    /// Begins to read what is new since the end.
    pub fn resume(&mut self) {
        self.cursor = self.position.after.clone();
        self.circle = Circle::default();
        self.previous = None;
        self.ended = false;
    }

    /// The next page, which may be empty; `None` after the last.
    ///
    /// # Errors
    ///
    /// [`ApiError`]. The next call tries the same page again.
    pub async fn next(&mut self) -> Result<Option<Batch>, ApiError> {
        if self.ended {
            return Ok(None);
        }
        let now = Timestamp::now();
        self.skip_what_is_gone(now);
        let end = later(self.position.from, WINDOW).min(self.until.unwrap_or(Timestamp::MAX));
        let is_last_window = self.until.map_or(end >= now, |until| end >= until);
        let query = Query {
            events: self.events.clone(),
            range_start: self.position.from,
            // Without --until the last window stays open, so that a clock that is behind hides nothing.
            range_end: (self.until.is_some() || !is_last_window).then_some(end),
            after: self.cursor.clone(),
        };
        let page = match self.client.page(&query).await {
            Err(ApiError::Refused { .. } | ApiError::NotFound(_)) if self.cursor.is_some() => {
                // It may no longer know the event, so this reads on by its time.
                self.cursor = None;
                self.position.after = None;
                self.client.page(&query.without_cursor()).await?
            }
            page => page?,
        };

        let mut events = page.events;
        self.observe(&events);
        if self.order == Order::NewestFirst {
            events.reverse();
        }
        let cursor = page.after.filter(|_| !events.is_empty());
        if let Some(cursor) = &cursor {
            self.circle.check(cursor)?;
        }
        let last = events.iter().rev().find_map(|event| event.head.as_ref().ok());
        if let Some(last) = last.filter(|_| self.is_oldest_first()) {
            self.position = self.position.past(last);
        }
        match cursor {
            Some(cursor) => self.cursor = Some(cursor),
            None if is_last_window => {
                self.ended = true;
                if !self.is_oldest_first() {
                    let from =
                        self.newest.map_or(self.position.from, |time| Position::around(time).from);
                    self.position = Position::at(from.max(self.position.from));
                }
            }
            None => {
                self.position = Position::at(earlier(end, OVERLAP));
                self.cursor = None;
            }
        }
        Ok(Some(Batch { events, next: self.position.clone() }))
    }

    fn observe(&mut self, events: &[ApiEvent]) {
        let mut times = events.iter().filter_map(ApiEvent::created_at);
        let first = times.next();
        let last = times.next_back().or(first);
        self.order = self.order.observe(self.previous, first, last);
        self.previous = last.or(self.previous);
        self.newest = self.newest.max(events.iter().filter_map(ApiEvent::created_at).max());
    }

    /// The API may refuse a start before what it keeps.
    fn skip_what_is_gone(&mut self, now: Timestamp) {
        let oldest = later(earlier(now, KEPT), MARGIN);
        if self.position.from < earlier(oldest, UNREMARKABLE) {
            warn!("WorkOS keeps events for 90 days, so reading begins at {oldest:.0}");
        }
        self.position.from = self.position.from.max(oldest);
    }
}
