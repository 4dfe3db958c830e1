"""The types of the native module. `hookseal` re-exports its public names."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from types import GenericAlias
from typing import Any, Final, Generic, Literal, Protocol, TypeAlias, final

from typing_extensions import Buffer, TypeVar

from ._event_types import EventType
from .types import TypedAction, TypedEvent

__all__ = [
    "ACTION_TOLERANCE",
    "DEFAULT_TOLERANCE",
    "HEADER_NAME",
    "Action",
    "ActionVerifier",
    "Diagnosis",
    "Event",
    "Finding",
    "Verification",
    "Verified",
    "Verifier",
    "__version__",
    "diagnose",
    "read_event",
    "sign",
]

HEADER_NAME: Final[str]
DEFAULT_TOLERANCE: Final[int]
ACTION_TOLERANCE: Final[int]
__version__: Final[str]

class _HasItems(Protocol):
    """A mapping of headers, or a Headers object of any framework."""

    def items(self) -> Iterable[tuple[Any, Any]]: ...

_Name_co = TypeVar("_Name_co", bound=str, covariant=True, default=EventType | str)
_Data_co = TypeVar("_Data_co", covariant=True, default=Any)
_Object_co = TypeVar("_Object_co", bound=str, covariant=True, default=str)
_Context_co = TypeVar("_Context_co", covariant=True, default=Any)

_Pairs: TypeAlias = Sequence[tuple[str | bytes, str | bytes]]
_Header: TypeAlias = str | bytes | _HasItems | _Pairs | None

@final
class Verifier:
    """Verifies deliveries sent to one endpoint. Create it once and share it between threads.

    `secret` is the endpoint's secret, or a sequence of up to 16 during a rotation. `tolerance` is how
    many seconds the timestamp may differ from now, in either direction; None accepts any age.

    Raises ConfigurationError for a secret or a tolerance that is not allowed.
    """

    def __new__(
        cls,
        secret: str | bytes | Sequence[str | bytes],
        *,
        tolerance: float | timedelta | None = 180,
    ) -> Verifier: ...
    def verify(
        self,
        payload: Buffer | str,
        header: _Header,
        *,
        now: int | datetime | None = None,
    ) -> Verified:
        """Verify a delivery.

        `payload` is the raw request body. `header` is the request's headers (a mapping, a Headers
        object or a list of pairs), or the value of the one named HEADER_NAME. `now` replaces the
        system clock, in milliseconds since the epoch or as an aware datetime.

        Raises a VerificationError that says what is wrong.
        """

    def construct_event(
        self,
        payload: Buffer | str,
        header: _Header,
        *,
        now: int | datetime | None = None,
    ) -> TypedEvent:
        """Verify a delivery as verify() does, and only then read its event.

        Also raises InvalidPayloadError, if the payload is genuine but not an event.
        """

    def _diagnose(
        self, payload: Buffer | str, header: _Header, *, now: int | datetime | None = None
    ) -> str | None:
        """What explains why a delivery is refused, in one line. For the adapters only."""

    def _receive(
        self, payload: Buffer | str, header: _Header, now: int | datetime | None
    ) -> TypedEvent | tuple[str, str, int | None]:
        """Like construct_event(), but return a refusal as a tuple, for the adapters."""

    def begin(self, header: _Header) -> Verification:
        """Start to verify a payload that arrives in chunks.

        Raises at once if the header is missing, malformed or without a signature.
        """

@final
class Verification:
    """Verifies a payload chunk by chunk. Verifier.begin() creates it."""

    def update(self, chunk: Buffer | str) -> None:
        """Add the next chunk of the payload."""

    def finish(self, *, now: int | datetime | None = None) -> Verified:
        """Judge the whole payload. Raises and returns the same as Verifier.verify()."""

@final
class Verified:
    """The result of a successful verification.

    `timestamp` is when the delivery was issued, in milliseconds since the epoch. `secret_index` is
    which of the verifier's secrets signed it, counted from 0.
    """

    __match_args__: Final = ("timestamp", "secret_index")
    def __new__(cls, timestamp: int, secret_index: int) -> Verified: ...
    @property
    def timestamp(self) -> int: ...
    @property
    def secret_index(self) -> int: ...
    def __getnewargs__(self) -> tuple[int, int]: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Event(Generic[_Name_co, _Data_co]):
    """A verified event.

    `id` is the same in every delivery of the event. `event` is its type, such as
    "connection.activated". `data` is the object that it is about. `created_at` is when it happened,
    as sent. `extra` is a new dict of all other members. An absent member is None; to_dict() and
    dict(event) leave it out.
    """

    __match_args__: Final = ("id", "event", "data", "created_at", "extra")
    def __new__(
        cls,
        id: str,
        event: str,
        data: Any = None,
        created_at: Any = None,
        extra: dict[str, Any] | None = None,
    ) -> Event[Any, Any]: ...
    @property
    def id(self) -> str: ...
    @property
    def event(self) -> _Name_co: ...
    @property
    def data(self) -> _Data_co: ...
    @property
    def created_at(self) -> Any: ...
    @property
    def extra(self) -> dict[str, Any]: ...
    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object as it was sent, in a new dict, for json.dumps() or a queue."""

    def keys(self) -> list[str]:
        """Return the names of the members that are present. dict(event) uses this."""

    def __getitem__(self, key: str, /) -> Any: ...
    def __class_getitem__(cls, key: Any) -> GenericAlias: ...
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any: ...
    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> Any: ...
    def __eq__(self, value: object, /) -> bool: ...

def read_event(payload: Buffer | str) -> TypedEvent:
    """Read an event from a payload that was verified before, such as a stored one.

    This does not check any signature. Raises InvalidPayloadError if the payload is not an event.
    """

@final
class Action(Generic[_Object_co, _Context_co]):
    """A verified action: the question whether a user may sign in or register.

    `object` is which action it is: "authentication_action_context" or
    "user_registration_action_context". `data` is the whole JSON object, as it was sent.
    """

    __match_args__: Final = ("id", "object", "data")
    def __new__(cls, id: str, object: str, data: dict[str, Any]) -> Action[Any, Any]: ...
    @property
    def id(self) -> str: ...
    @property
    def object(self) -> _Object_co: ...
    @property
    def data(self) -> _Context_co: ...
    def __class_getitem__(cls, key: Any) -> GenericAlias: ...
    def __eq__(self, value: Any, /) -> bool: ...

@final
class ActionVerifier:
    """Verifies the requests of one AuthKit Actions endpoint, and signs the answers. Create it once and
    share it between threads.

    `secret` is the action's own secret, or a sequence of up to 16 during a rotation. `tolerance` is
    how many seconds the timestamp may differ from now, in either direction; None accepts any age.

    Raises ConfigurationError for a secret or a tolerance that is not allowed.
    """

    def __new__(
        cls,
        secret: str | bytes | Sequence[str | bytes],
        *,
        tolerance: float | timedelta | None = 30,
    ) -> ActionVerifier: ...
    def construct_action(
        self,
        payload: Buffer | str,
        header: _Header,
        *,
        now: int | datetime | None = None,
    ) -> TypedAction:
        """Verify a request as Verifier.verify() does, and only then read its action.

        Also raises InvalidPayloadError, if the payload is genuine but not an action.
        """

    def _receive(
        self, payload: Buffer | str, header: _Header, now: int | datetime | None
    ) -> TypedAction | tuple[str, str, int | None]:
        """Like construct_action(), but return a refusal as a tuple, for the adapters."""

    def sign_response(
        self,
        action: Action,
        verdict: Literal["Allow", "Deny"],
        error_message: str | None = None,
        *,
        now: int | datetime | None = None,
    ) -> bytes:
        """Return the signed answer to an action: the bytes to answer the request with, unchanged.

        `verdict` is "Allow" or "Deny". `error_message` is what the user is told with "Deny", at most
        500 characters. `now` replaces the system clock, in milliseconds since the epoch or as an aware
        datetime.

        Raises ValueError for another verdict, a longer message, or a message with "Allow".
        """

    def _diagnose(
        self, payload: Buffer | str, header: _Header, *, now: int | datetime | None = None
    ) -> str | None:
        """What explains why a request is refused, in one line. For the adapters only."""

@final
class Diagnosis:
    """What is wrong with a delivery. diagnose() returns it; str() shows all of it, in a few lines.

    `code` is "ok", or the code of the error that verify() raises with the default tolerance, or of the
    ConfigurationError. `findings` are what explains it, the most telling first; there are none if
    nothing does, or if all is well. `summary` says the same in a sentence or two. If nothing was found,
    `ruled_out` has the codes that were tried in vain, and `next_steps` what to check, the most likely
    first.
    """

    @property
    def code(self) -> str: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def summary(self) -> str: ...
    @property
    def ruled_out(self) -> tuple[str, ...]: ...
    @property
    def next_steps(self) -> tuple[str, ...]: ...

@final
class Finding:
    """One accident that explains a refusal.

    `code` is stable and the same in every language, such as "payload_newline_added". `message` says
    what happened, `advice` what to do.
    """

    __match_args__: Final = ("code", "message", "advice")
    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def advice(self) -> str: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def diagnose(
    payload: Buffer | str,
    header: _Header,
    secret: str | bytes | Sequence[str | bytes],
    *,
    now: int | datetime | None = None,
) -> Diagnosis:
    """Say why a delivery is refused, for development and support.

    It tries again what usually goes wrong: a payload that was parsed and serialised again, a secret in
    quotes, a header of another sender, a wrong clock, or two of these at once. That takes far longer
    than to verify, so do not call it for every request. The arguments are those of Verifier and
    verify(); a secret may also be one that Verifier would refuse. A diagnosis contains no secret, no
    signature and nothing of the payload.

    >>> header = hookseal.sign("whsec_example", b"{}")
    >>> hookseal.diagnose(b"{}\n", header, "whsec_example").findings[0].code
    'payload_newline_added'
    """

def sign(secret: str | bytes, payload: Buffer | str, *, timestamp: int | datetime | None = None) -> str:
    """Sign a payload as WorkOS does and return the header's value, to test an endpoint.

    `timestamp` is in milliseconds since the epoch or an aware datetime; it defaults to now.
    """

# For the adapters and the router only.
_ACTION_DEADLINE: Final[float]
_BODY_DEADLINE: Final[float]
_DEFAULT_BODY_LIMIT: Final[int]

def _admit(content_encoding: str | None, content_length: str | None, limit: int) -> tuple[str | None, int]:
    """Judge a request by its headers. Returns the code of the fault, if there is one, and the content
    length."""

def _http_status(code: str) -> int:
    """Return the HTTP status that answers a refusal with this code."""

def _fault_message(code: str) -> str:
    """Return the message of a request fault."""

def _check_pattern(pattern: str) -> None:
    """Raise ValueError if no event could match this pattern."""

def _event_matches(pattern: str, name: str) -> bool:
    """Return whether an event of this name matches the pattern."""

def _check_verdict(verdict: str, error_message: str | None) -> None:
    """Raise ValueError unless an action may be answered with this."""
