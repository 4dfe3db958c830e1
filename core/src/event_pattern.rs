//! Which events a handler is for, by their names. The routers of the bindings follow this rule.

use core::error::Error;
use core::fmt;

/// Selects events by their names: `dsync.user.created` is that name alone, `dsync.*` is every name
/// that begins with `dsync.`, and `*` is every name.
///
/// The name need not be one that this version knows: `WorkOS` adds new ones over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EventPattern<'a> {
    /// The whole name, or what a name must begin with.
    text: &'a [u8],
    is_prefix: bool,
}

impl<'a> EventPattern<'a> {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// [`PatternError`], if the pattern is empty, or has a `*` in another place.
    pub fn new(pattern: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<Self, PatternError> {
        let (text, is_prefix) = match pattern.as_ref() {
            [] => return Err(PatternError),
            // `dsync*` would also be `dsyncs.created`.
            [text @ .., b'*'] if matches!(text, [] | [.., b'.']) => (text, true),
            text => (text, false),
        };
        if text.contains(&b'*') { Err(PatternError) } else { Ok(Self { text, is_prefix }) }
    }

    /// Whether an event of this name is selected.
    #[must_use]
    pub fn matches(self, name: impl AsRef<[u8]>) -> bool {
        let name = name.as_ref();
        if self.is_prefix { name.starts_with(self.text) } else { name == self.text }
    }
}

/// A pattern that no event could match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternError;

impl PatternError {
    /// What a pattern may be.
    #[must_use]
    pub const fn message(self) -> &'static str {
        "a handler is for the name of an event, such as `dsync.user.created`, for all that begin alike, \
         such as `dsync.*`, or for `*`, every event"
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl Error for PatternError {}
