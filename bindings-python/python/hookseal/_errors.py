"""The exceptions that hookseal raises."""


class HooksealError(Exception):
    """The base class of all errors of hookseal."""

    code: str
    """The stable code of the error, the same in every language."""


class VerificationError(HooksealError):
    """A delivery was refused; the subclass and ``code`` say why."""


class MissingHeaderError(VerificationError):
    """The request has no signature header, or an empty one."""


class MalformedHeaderError(VerificationError):
    """The signature header is not ``t=<milliseconds>, v1=<64 hex digits>``."""


class NoSignatureError(VerificationError):
    """The signature header has a timestamp but no ``v1``."""


class SignatureMismatchError(VerificationError):
    """No ``v1`` matches this payload under any of the secrets."""


class TimestampTooOldError(VerificationError):
    """The delivery is genuine, but older than the tolerance: a replay, a slow delivery, or a wrong clock."""

    timestamp: int
    """When the delivery was issued, in milliseconds since the epoch."""
    difference_ms: int
    """How many milliseconds before now that is."""


class TimestampInFutureError(VerificationError):
    """The delivery is genuine, but further in the future than the tolerance: a wrong clock."""

    timestamp: int
    """When the delivery was issued, in milliseconds since the epoch."""
    difference_ms: int
    """How many milliseconds after now that is."""


class InvalidPayloadError(VerificationError):
    """The payload is not the JSON of the expected event or action. If verified, its signature is genuine."""


class ConfigurationError(HooksealError, ValueError):
    """A secret or a tolerance is not allowed."""


for _error in list(globals().values()):
    if isinstance(_error, type):
        _error.__module__ = "hookseal"
