//! In which order the API lists events. It does not always follow its parameter `order`, so this looks at the times.

use jiff::Timestamp;

/// What the pages so far have shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Too few events, or all of the same time.
    #[default]
    Unknown,
    /// Events after a cursor are newer ones.
    OldestFirst,
    /// Events after a cursor are older ones: new events come before it. Once seen, this is never taken back.
    NewestFirst,
}

impl Order {
    /// Takes the times of a page, and the last one of the page before. Neighbours may be a little out of order, so
    /// only both ends count.
    pub fn observe(
        self,
        previous: Option<Timestamp>,
        first: Option<Timestamp>,
        last: Option<Timestamp>,
    ) -> Self {
        let both =
            |first: Option<Timestamp>| Some((first?, last?)).filter(|(first, last)| first != last);
        match both(first).or_else(|| both(previous)) {
            _ if self == Self::NewestFirst => self,
            Some((earlier, later)) if earlier < later => Self::OldestFirst,
            Some(_) => Self::NewestFirst,
            None => self,
        }
    }
}
