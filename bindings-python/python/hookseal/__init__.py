"""Verify WorkOS webhook signatures."""

from ._errors import (
    ConfigurationError,
    HooksealError,
    InvalidPayloadError,
    MalformedHeaderError,
    MissingHeaderError,
    NoSignatureError,
    SignatureMismatchError,
    TimestampInFutureError,
    TimestampTooOldError,
    VerificationError,
)
from ._hookseal import (
    ACTION_TOLERANCE,
    DEFAULT_TOLERANCE,
    HEADER_NAME,
    Action,
    ActionVerifier,
    Diagnosis,
    Event,
    Finding,
    Verification,
    Verified,
    Verifier,
    __version__,
    diagnose,
    read_event,
    sign,
)

TYPE_CHECKING = False  # not from `typing`, which takes longer to import than all of hookseal
if TYPE_CHECKING:
    from ._event_types import EventType
    from ._router import Router
else:

    def __getattr__(name):
        if name == "EventType":
            from ._event_types import EventType

            return EventType
        if name == "Router":
            from ._router import Router

            return Router
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "ACTION_TOLERANCE",
    "DEFAULT_TOLERANCE",
    "HEADER_NAME",
    "Action",
    "ActionVerifier",
    "ConfigurationError",
    "Diagnosis",
    "Event",
    "EventType",
    "Finding",
    "HooksealError",
    "InvalidPayloadError",
    "MalformedHeaderError",
    "MissingHeaderError",
    "NoSignatureError",
    "Router",
    "SignatureMismatchError",
    "TimestampInFutureError",
    "TimestampTooOldError",
    "Verification",
    "VerificationError",
    "Verified",
    "Verifier",
    "__version__",
    "diagnose",
    "read_event",
    "sign",
]
