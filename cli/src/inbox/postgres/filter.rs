//! Which events, as a condition of SQL; and how many of them one statement looks at.

use hookseal::EventPattern;
use jiff::Timestamp;
use tokio_postgres::types::Type;

use super::super::{Cursor, Filter};
use super::pool::Parameter;
use super::row::name;

/// What may be selected: `edge` is a window of at most 50 000 sequences below the cursor `$1`, so that a statement ends
/// soon however few events match. An id needs no window, as there is an index. What is null does not matter.
macro_rules! edge {
    () => {
        "edge AS MATERIALIZED ( \
            SELECT first, upper, CASE WHEN $3::text IS NULL THEN greatest(upper - 50000, first) ELSE first END AS lower \
            FROM (SELECT min(sequence) AS first, coalesce($1::bigint, max(sequence) + 1) AS upper FROM hookseal_inbox) \
                AS all_events \
        )"
    };
}
macro_rules! selected {
    () => {
        "i.sequence < (SELECT upper FROM edge) AND i.sequence >= (SELECT lower FROM edge) \
        AND ($3::text IS NULL OR i.id = $3) AND ($4::text IS NULL OR i.state = $4) \
        AND ($5::text[] IS NULL OR i.event = ANY ($5) \
            OR EXISTS (SELECT FROM unnest($6::text[]) AS prefix WHERE starts_with(i.event, prefix))) \
        AND ($7::text IS NULL OR i.data_id = $7) \
        AND ($8::bigint IS NULL OR i.received_at >= $8) AND ($9::bigint IS NULL OR i.received_at < $9) \
        ORDER BY i.sequence DESC LIMIT $2"
    };
}
pub(super) use {edge, selected};

/// The parameters of `edge` and `selected`, and what they borrow.
pub(super) struct Selection<'f> {
    after: Option<i64>,
    limit: i64,
    id: Option<&'f str>,
    state: Option<&'static str>,
    names: Option<Vec<&'f str>>,
    prefixes: Vec<&'f str>,
    data_id: Option<&'f str>,
    since: Option<i64>,
    until: Option<i64>,
}

impl<'f> Selection<'f> {
    pub(super) fn new(filter: &'f Filter, after: Option<Cursor>, limit: u32) -> Self {
        let (mut names, mut prefixes) = (Vec::new(), Vec::new());
        for pattern in &filter.events {
            // The core decides whether it is a pattern; then `*` can only stand at its end.
            match pattern.strip_suffix('*').filter(|_| EventPattern::new(pattern).is_ok()) {
                Some(prefix) => prefixes.push(prefix),
                None => names.push(pattern.as_str()),
            }
        }
        Self {
            after: after.map(|Cursor(sequence)| sequence),
            limit: i64::from(limit),
            id: filter.id.as_deref(),
            state: filter.state.map(name),
            names: (!filter.events.is_empty()).then_some(names),
            prefixes,
            data_id: filter.data_id.as_deref(),
            since: filter.since.map(Timestamp::as_millisecond),
            until: filter.until.map(Timestamp::as_millisecond),
        }
    }

    pub(super) fn parameters(&self) -> [Parameter<'_>; 9] {
        [
            (&self.after, Type::INT8),
            (&self.limit, Type::INT8),
            (&self.id, Type::TEXT),
            (&self.state, Type::TEXT),
            (&self.names, Type::TEXT_ARRAY),
            (&self.prefixes, Type::TEXT_ARRAY),
            (&self.data_id, Type::TEXT),
            (&self.since, Type::INT8),
            (&self.until, Type::INT8),
        ]
    }

    /// Where to go on after a statement that found `count` events, the last of them at `last`, in a window that began at
    /// `lower`, of an inbox that begins at `first`.
    pub(super) fn next(
        &self,
        count: usize,
        last: Option<i64>,
        lower: Option<i64>,
        first: Option<i64>,
    ) -> Option<Cursor> {
        let full = i64::try_from(count).is_ok_and(|count| count >= self.limit);
        if full { last.map(Cursor) } else { lower.filter(|lower| Some(*lower) > first).map(Cursor) }
    }
}
