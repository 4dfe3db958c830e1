"""What hookseal raises."""


class HooksealError(Exception):
    """Any error of hookseal's own."""

    code: str
    """The stable name of the error, the same in every language."""


class VerificationError(HooksealError):
    """A delivery was refused; the subclass and ``code`` say why."""

    _age_ms: int | None = None  # of the two about time: negative if the delivery is ahead; for the adapters


class MissingHeaderError(VerificationError):
    """The request has no signature header, or an empty one."""


class MalformedHeaderError(VerificationError):
    """The signature header is not ``t=<milliseconds>, v1=<64 hex digits>``."""


class NoSignatureError(VerificationError):
    """The signature header has a timestamp but no ``v1``."""


class SignatureMismatchError(VerificationError):
    """No ``v1`` is the signature of this payload under any of the secrets."""


class TimestampTooOldError(VerificationError):
    """Genuine, but issued longer ago than the tolerance: a replay, or a wrong clock."""

    timestamp: int
    """When the delivery was issued, in milliseconds since the epoch."""
    difference_ms: int
    """How long before now that is, in milliseconds."""


class TimestampInFutureError(VerificationError):
    """Genuine, but issued further ahead than the tolerance: a wrong clock."""

    timestamp: int
    """When the delivery was issued, in milliseconds since the epoch."""
    difference_ms: int
    """How long after now that is, in milliseconds."""


class InvalidPayloadError(VerificationError):
    """Genuine, but not the JSON of an event."""


class ConfigurationError(HooksealError, ValueError):
    """A secret or a tolerance that may not be used."""


for _error in list(globals().values()):
    if isinstance(_error, type):
        _error.__module__ = "hookseal"
