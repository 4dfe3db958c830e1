"""The receiver of events, for the adapters of webhooks."""

from collections.abc import Callable

from . import Event, Verifier
from ._receive import Clock, Lazy, OnRefusal, Receiver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .types import TypedEvent as TypedEvent
else:
    TypedEvent = Event  # no adapter imports the types at run time

VerifierOrFactory = Verifier | Callable[[], Verifier]


def event_receiver(
    verifier: VerifierOrFactory,
    *,
    limit: int,
    on_refusal: OnRefusal | None,
    now: Clock | None,
    diagnose: bool,
) -> Receiver[TypedEvent]:
    lazy = Lazy(Verifier, verifier)
    return Receiver(lazy, limit=limit, on_refusal=on_refusal, now=now, diagnose=diagnose)
