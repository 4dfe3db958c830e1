//! The event in a verified payload: the JSON envelope `{id, event, data, created_at, ...}`.

use alloc::borrow::Cow;
use alloc::string::String;
use core::error::Error;
use core::fmt;

use serde::de::Deserialize;

use crate::action;
use crate::clock::Clock;
use crate::envelope::{self, Envelope, Identity};
use crate::error::{PayloadFault, VerifyError};
use crate::header::SignatureHeader;
use crate::json::{Builder, ReadError};
use crate::verifier::Verifier;

/// A verified event. Only `id` and `event` are parsed; every other member stays JSON text.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let payload = r#"{"id":"event_01","event":"dsync.user.updated","data":{"idp_id":"8931"}}"#;
/// let header = hookseal::sign("whsec_example", payload, 1_700_000_000_000);
///
/// let verifier = hookseal::Verifier::new("whsec_example")?;
/// let event = verifier.construct_event_at(payload, &header, 1_700_000_000_000)?;
/// assert_eq!(event.event(), "dsync.user.updated");
/// assert_eq!(event.get("data"), Some(r#"{"idp_id":"8931"}"#));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Event<'p> {
    envelope: Envelope<'p>,
    id: String,
    name: String,
}

impl Event<'_> {
    /// The event's id (`event_01...`). Every delivery of the event has the same one, so remember
    /// the ids that you have processed: deliveries are repeated.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The event's type, such as `connection.activated`. [`event_type`](crate::event_type) lists
    /// the known ones, but `WorkOS` adds new ones over time.
    #[must_use]
    pub fn event(&self) -> &str {
        &self.name
    }

    /// The JSON text of a member of the envelope: `data`, `created_at` or any other. If the name
    /// occurs more than once, the last one counts.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.envelope.get(name)
    }

    /// The event's `data`, as a type of yours. An absent `data` is read as `null`.
    ///
    /// `serde` ignores members that your type does not have. `WorkOS` may add members and values,
    /// so read as strings what has several values, and make an [`Option`] of what may be absent.
    ///
    /// # Errors
    ///
    /// [`DataError`], if the JSON does not fit the type. It says where, and quotes nothing. For an
    /// error that may quote the data, call `serde_json::from_str` on `event.get("data")`.
    ///
    /// ```
    /// use hookseal::event_type::DSYNC_USER_CREATED;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct DirectoryUser<'e> {
    ///     id: &'e str,
    ///     email: Option<String>,
    /// }
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let payload = r#"{"id":"event_01","event":"dsync.user.created",
    /// #     "data":{"object":"directory_user","id":"directory_user_01","email":null}}"#;
    /// let event = hookseal::read_event(payload)?;
    /// if event.event() == DSYNC_USER_CREATED {
    ///     let user: DirectoryUser = event.data_as()?;
    ///     assert_eq!((user.id, user.email), ("directory_user_01", None));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn data_as<'e, T: Deserialize<'e>>(&'e self) -> Result<T, DataError> {
        serde_json::from_str(self.get("data").unwrap_or("null"))
            .map_err(|error| DataError { line: error.line(), column: error.column() })
    }

    /// The names and JSON texts of all members, in the payload's order.
    pub fn members(&self) -> impl Iterator<Item = (&str, &str)> {
        self.envelope.members()
    }

    /// The signed JSON that the event was read from. Store this.
    #[must_use]
    pub fn payload(&self) -> &str {
        self.envelope.payload()
    }

    /// The same event with its own copy of the payload, so that it can outlive the request.
    #[must_use]
    pub fn into_owned(self) -> Event<'static> {
        Event { envelope: self.envelope.into_owned(), id: self.id, name: self.name }
    }
}

impl<'p> Event<'p> {
    fn parse(payload: &'p [u8]) -> Result<Self, PayloadFault> {
        let (envelope, identity) = Envelope::parse(payload)?;
        let (id, name) = identify(&identity)?;
        Ok(Self { envelope, id: id.into_owned(), name: name.into_owned() })
    }
}

/// The `id` and the `event` of an object that is an event.
fn identify<'p>(of: &Identity<'p>) -> Result<(Cow<'p, str>, Cow<'p, str>), PayloadFault> {
    let id = of.id.string().ok_or(PayloadFault::NoId)?;
    match of.event.string() {
        Some(name) => Ok((id, name)),
        None if action::is_action(of) => Err(PayloadFault::IsAnAction),
        None => Err(PayloadFault::NoEvent),
    }
}

/// An event's `data` does not fit the type that it was read as.
///
/// `serde_json`'s own error may quote the data, which is about people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataError {
    /// The line of the JSON text of `data` where it does not fit, counted from 1.
    pub line: usize,
    /// The column in that line, in bytes, counted from 1.
    pub column: usize,
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column } = self;
        write!(
            f,
            "the event's data does not fit the type, at line {line}, column {column} of its JSON"
        )
    }
}

impl Error for DataError {}

/// Reads an event from a payload that was already verified, for instance one that was stored or
/// that arrived in chunks. The rules are those of [`Verifier::construct_event`], without the
/// signature.
///
/// This does not check where the payload came from. Pass only what your program has verified.
///
/// # Errors
///
/// [`VerifyError::InvalidPayload`].
///
/// ```
/// # fn main() -> Result<(), hookseal::VerifyError> {
/// let stored = r#"{"id":"event_01","event":"dsync.user.updated","data":{}}"#;
/// assert_eq!(hookseal::read_event(stored)?.id(), "event_01");
/// # Ok(())
/// # }
/// ```
pub fn read_event<P: AsRef<[u8]> + ?Sized>(payload: &P) -> Result<Event<'_>, VerifyError> {
    Event::parse(payload.as_ref()).map_err(VerifyError::InvalidPayload)
}

/// Like [`read_event`], but builds the event's object of something else, in the same pass. The
/// bindings for other languages build their own objects so.
///
/// # Errors
///
/// [`ReadError`].
pub fn read_event_into<'p, B: Builder<'p>>(
    payload: &'p [u8],
    builder: &mut B,
) -> Result<B::Object, ReadError<B::Error>> {
    let text = envelope::to_text(payload).map_err(ReadError::Payload)?;
    let (object, identity) = envelope::read(text, builder, |_, _| ())?;
    identify(&identity).map_err(ReadError::Payload)?;
    Ok(object)
}

/// Shows which event it is, but none of its personal data.
impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("id", &self.id)
            .field("event", &self.name)
            .finish_non_exhaustive()
    }
}

impl Verifier {
    /// Verifies a delivery like [`verify`](Self::verify), and only then reads its event.
    ///
    /// # Errors
    ///
    /// The errors of [`verify`](Self::verify), then [`VerifyError::InvalidPayload`].
    #[cfg(feature = "std")]
    pub fn construct_event<'p, 'h>(
        &self,
        payload: &'p (impl AsRef<[u8]> + ?Sized),
        header: impl Into<SignatureHeader<'h>>,
    ) -> Result<Event<'p>, VerifyError> {
        self.construct(payload.as_ref(), header.into(), Clock::System)
    }

    /// Like [`construct_event`](Self::construct_event), with `now_ms` as the current time, in
    /// milliseconds since the Unix epoch.
    ///
    /// # Errors
    ///
    /// The errors of [`construct_event`](Self::construct_event).
    pub fn construct_event_at<'p, 'h>(
        &self,
        payload: &'p (impl AsRef<[u8]> + ?Sized),
        header: impl Into<SignatureHeader<'h>>,
        now_ms: i64,
    ) -> Result<Event<'p>, VerifyError> {
        self.construct(payload.as_ref(), header.into(), Clock::Fixed(now_ms))
    }

    fn construct<'p>(
        &self,
        payload: &'p [u8],
        header: SignatureHeader<'_>,
        clock: Clock,
    ) -> Result<Event<'p>, VerifyError> {
        self.check(payload, header, clock)?;
        read_event(payload)
    }
}
