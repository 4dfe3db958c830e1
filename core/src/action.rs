//! `AuthKit` Actions: a request is verified like a delivery, and answered with a signed verdict.

use alloc::string::String;
use core::fmt;
use core::time::Duration;

use crate::action_response::{self, ResponseError, Verdict};
use crate::builder::VerifierBuilder;
use crate::clock::Clock;
#[cfg(feature = "std")]
use crate::clock::system_now_ms;
use crate::envelope::{Envelope, Identity};
use crate::error::{ConfigError, PayloadFault, VerifyError};
use crate::header::SignatureHeader;
use crate::verifier::Verifier;

/// The default tolerance of an [`ActionVerifier`]: 30 seconds in either direction, as in `WorkOS`'s
/// own SDKs. An action is answered while a user waits, so it is never old.
pub const ACTION_TOLERANCE: Duration = Duration::from_secs(30);

/// How long an endpoint waits for its own program to decide, unless told otherwise: a user waits
/// meanwhile, and `WorkOS` denies if no answer comes.
pub const ACTION_DEADLINE: Duration = Duration::from_secs(5);

/// What the `object` of every action ends with.
const CONTEXT: &str = "_action_context";

/// A verified action: the question whether a user may sign in or register. Only `id` and `object`
/// are parsed; every other member stays JSON text.
#[derive(Clone)]
pub struct Action<'p> {
    envelope: Envelope<'p>,
    id: String,
    object: String,
    secret_index: usize,
}

impl Action<'_> {
    /// The action's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Which action it is: `authentication_action_context` or `user_registration_action_context`.
    /// `WorkOS` may add others.
    #[must_use]
    pub fn object(&self) -> &str {
        &self.object
    }

    /// The JSON text of a member: `user`, `ip_address` or any other. If the name occurs more than
    /// once, the last one counts.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.envelope.get(name)
    }

    /// The names and JSON texts of all members, in the payload's order.
    pub fn members(&self) -> impl Iterator<Item = (&str, &str)> {
        self.envelope.members()
    }

    /// Which of the verifier's secrets signed it, from 0.
    #[must_use]
    pub fn secret_index(&self) -> usize {
        self.secret_index
    }

    /// The signed JSON that the action was read from.
    #[must_use]
    pub fn payload(&self) -> &str {
        self.envelope.payload()
    }

    /// The same action with its own copy of the payload, so that it can outlive the request.
    #[must_use]
    pub fn into_owned(self) -> Action<'static> {
        Action {
            envelope: self.envelope.into_owned(),
            id: self.id,
            object: self.object,
            secret_index: self.secret_index,
        }
    }
}

impl<'p> Action<'p> {
    fn parse(payload: &'p [u8], secret_index: usize) -> Result<Self, PayloadFault> {
        let (envelope, identity) = Envelope::parse(payload)?;
        let id = identity.id.string().ok_or(PayloadFault::NoId)?;
        if identity.event.string().is_some() {
            return Err(PayloadFault::IsAnEvent);
        }
        let object = identity.object.string().ok_or(PayloadFault::NoObject)?;
        Ok(Self { envelope, id: id.into_owned(), object: object.into_owned(), secret_index })
    }
}

/// What the answer to an action depends on: for a program that keeps this and not the [`Action`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ActionRef<'a> {
    /// The action's [`object`](Action::object).
    pub object: &'a str,
    /// Which of the verifier's secrets signed the action, from 0.
    pub secret_index: usize,
}

impl<'a> From<&'a Action<'_>> for ActionRef<'a> {
    fn from(action: &'a Action<'_>) -> Self {
        Self { object: &action.object, secret_index: action.secret_index }
    }
}

/// Shows which action it is, but none of its personal data.
impl fmt::Debug for Action<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Action")
            .field("id", &self.id)
            .field("object", &self.object)
            .finish_non_exhaustive()
    }
}

/// Whether an object without `event` is an action, to say so in the error.
pub(crate) fn is_action(identity: &Identity<'_>) -> bool {
    identity.object.string().is_some_and(|object| object.ends_with(CONTEXT))
}

/// Verifies the requests of one action endpoint, and signs the answers.
///
/// An action endpoint has a secret of its own. Make the verifier once and share it, like a
/// [`Verifier`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use hookseal::{ActionVerifier, Verdict};
///
/// let verifier = ActionVerifier::new("secret_example")?;
/// # let now = 1_700_000_000_000;
/// # let body = r#"{"id":"1","object":"authentication_action_context"}"#;
/// # let header = hookseal::sign("secret_example", body, now);
/// let action = verifier.construct_action_at(body, &header, now)?;
/// let answer = verifier.sign_response_at(&action, Verdict::Deny(Some("Ask your admin.")), now)?;
/// // Answer the request with status 200 and these bytes.
/// assert!(answer.starts_with(r#"{"object":"authentication_action_response","payload":{"timestamp":"#));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ActionVerifier(pub(crate) Verifier);

impl ActionVerifier {
    /// Makes a verifier with one secret and [`ACTION_TOLERANCE`].
    ///
    /// # Errors
    ///
    /// [`ConfigError::InvalidSecret`].
    pub fn new(secret: impl AsRef<[u8]>) -> Result<Self, ConfigError> {
        Self::builder().secret(secret).build()
    }

    /// Makes a builder, for several secrets or another tolerance.
    pub fn builder() -> VerifierBuilder<Self> {
        VerifierBuilder::new(ACTION_TOLERANCE)
    }

    /// Verifies a request like [`Verifier::verify`], and only then reads its action.
    ///
    /// # Errors
    ///
    /// The errors of [`Verifier::verify`], then [`VerifyError::InvalidPayload`], also for an event.
    #[cfg(feature = "std")]
    pub fn construct_action<'p, 'h>(
        &self,
        payload: &'p (impl AsRef<[u8]> + ?Sized),
        header: impl Into<SignatureHeader<'h>>,
    ) -> Result<Action<'p>, VerifyError> {
        self.construct(payload.as_ref(), header.into(), Clock::System)
    }

    /// Like [`construct_action`](Self::construct_action), with `now_ms` as the current time, in
    /// milliseconds since the Unix epoch.
    ///
    /// # Errors
    ///
    /// The errors of [`construct_action`](Self::construct_action).
    pub fn construct_action_at<'p, 'h>(
        &self,
        payload: &'p (impl AsRef<[u8]> + ?Sized),
        header: impl Into<SignatureHeader<'h>>,
        now_ms: i64,
    ) -> Result<Action<'p>, VerifyError> {
        self.construct(payload.as_ref(), header.into(), Clock::Fixed(now_ms))
    }

    /// The body of the answer to `action`, with the system clock's time. It is signed with the
    /// secret that signed the action. Send it unchanged: the signature holds for these bytes only.
    ///
    /// # Errors
    ///
    /// [`ResponseError`].
    #[cfg(feature = "std")]
    pub fn sign_response<'a>(
        &self,
        action: impl Into<ActionRef<'a>>,
        verdict: Verdict<'_>,
    ) -> Result<String, ResponseError> {
        self.sign_response_at(action, verdict, system_now_ms())
    }

    /// Like [`sign_response`](Self::sign_response), with `now_ms` as the current time, in
    /// milliseconds since the Unix epoch.
    ///
    /// # Errors
    ///
    /// The errors of [`sign_response`](Self::sign_response).
    pub fn sign_response_at<'a>(
        &self,
        action: impl Into<ActionRef<'a>>,
        verdict: Verdict<'_>,
        now_ms: i64,
    ) -> Result<String, ResponseError> {
        let action = action.into();
        let kind = action.object.strip_suffix(CONTEXT).ok_or(ResponseError::UnknownAction)?;
        let key = self.0.keys.get(action.secret_index).ok_or(ResponseError::OtherVerifier)?;
        action_response::sign(key, kind, verdict, now_ms)
    }

    fn construct<'p>(
        &self,
        payload: &'p [u8],
        header: SignatureHeader<'_>,
        clock: Clock,
    ) -> Result<Action<'p>, VerifyError> {
        let verified = self.0.check(payload, header, clock)?;
        Action::parse(payload, verified.secret_index).map_err(VerifyError::InvalidPayload)
    }
}

impl From<Verifier> for ActionVerifier {
    /// Keeps the secrets and the tolerance of `verifier`.
    fn from(verifier: Verifier) -> Self {
        Self(verifier)
    }
}
