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
    text: &'a str,
    is_prefix: bool,
}

impl<'a> EventPattern<'a> {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// [`PatternError`], if the pattern is empty, or has a `*` in another place.
    pub fn new(pattern: &'a str) -> Result<Self, PatternError> {
        let (text, is_prefix) = match pattern.strip_suffix('*') {
            Some(prefix) => (prefix, true),
            None => (pattern, false),
        };
        let is_whole = text.is_empty() || text.ends_with('.'); // `dsync*` would also be `dsyncs.created`
        if text.contains('*') || is_prefix && !is_whole || pattern.is_empty() {
            return Err(PatternError);
        }
        Ok(Self { text, is_prefix })
    }

    /// Whether an event of this name is selected.
    #[must_use]
    pub fn matches(self, name: &str) -> bool {
        if self.is_prefix { name.starts_with(self.text) } else { name == self.text }
    }
}

/// A pattern that no event could match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternError;

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "an event is selected by its name, such as `dsync.user.created`, by the beginning of names and `.*`, \
             such as `dsync.*`, or by `*`",
        )
    }
}

impl Error for PatternError {}
