//! Why events cannot be read.

use reqwest::StatusCode;
use thiserror::Error;

/// Each message names the fault, the likely cause and the cure. None contains the key or an event.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ApiError {
    /// 401 or 403.
    #[error(
        "the Events API does not accept the API key ({0}): the key is wrong, was revoked, or lacks the right; \
         copy it again from WorkOS's dashboard, from the environment whose events you want"
    )]
    Unauthorized(StatusCode),
    /// Another 4xx, with the API's own words.
    #[error("the Events API refuses the query ({status}{}): check --event, --since and --until", said(.message.as_ref()))]
    Refused {
        /// 400, 422 or alike.
        status: StatusCode,
        /// What the API says about it, if anything.
        message: Option<String>,
    },
    /// 404, or a redirect.
    #[error("there is no Events API at this address ({0}): check --api-url")]
    NotFound(StatusCode),
    /// It did not work in several tries.
    #[error(
        "the Events API cannot be read: {reason}, after {tries} tries; run the command again later, it resumes"
    )]
    Unavailable {
        /// What went wrong the last time.
        reason: String,
        /// How many tries there were.
        tries: u32,
    },
    /// An answer longer than is read.
    #[error(
        "the Events API answered with more than {0} MiB, which no page of events has: check --api-url"
    )]
    TooLong(usize),
    /// The pages go round in circles.
    #[error(
        "the Events API leads back to a page that was read before, so reading on would never end: check --api-url"
    )]
    Endless,
}

fn said(message: Option<&String>) -> String {
    message.map(|message| format!(", \"{message}\"")).unwrap_or_default()
}
