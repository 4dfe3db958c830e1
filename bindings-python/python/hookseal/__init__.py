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
    DEFAULT_TOLERANCE,
    HEADER_NAME,
    Event,
    Verification,
    Verified,
    Verifier,
    __version__,
    sign,
)

__all__ = [
    "DEFAULT_TOLERANCE",
    "HEADER_NAME",
    "ConfigurationError",
    "Event",
    "HooksealError",
    "InvalidPayloadError",
    "MalformedHeaderError",
    "MissingHeaderError",
    "NoSignatureError",
    "SignatureMismatchError",
    "TimestampInFutureError",
    "TimestampTooOldError",
    "Verification",
    "VerificationError",
    "Verified",
    "Verifier",
    "__version__",
    "sign",
]
