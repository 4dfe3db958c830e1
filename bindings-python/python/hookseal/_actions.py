"""Answers AuthKit Actions, for every adapter. The adapter gets the action and sends the answer."""

import contextvars
import inspect
import logging
import threading
from collections.abc import Callable
from typing import Any, Literal

from . import Action, ActionVerifier
from ._hookseal import _ACTION_DEADLINE, _check_verdict
from ._receive import Clock, Lazy, OnRefusal, Receiver, time_limit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .types import TypedAction as TypedAction
else:
    TypedAction = Action  # no adapter imports the types at run time

ActionVerifierOrFactory = ActionVerifier | Callable[[], ActionVerifier]

Verdict = Literal["Allow", "Deny"] | tuple[Literal["Deny"], str]
"""What a handler returns. With `("Deny", message)` the user is shown the message."""

DEFAULT_DEADLINE = _ACTION_DEADLINE
CONTENT_TYPE = "application/json"

logger = logging.getLogger("hookseal")


class Decider:
    """Turns what a handler decides about an action into the signed answer.

    If the handler raises, returns no verdict, or takes longer than `deadline` seconds, the answer is
    `on_error`; without one it is None, and the adapter answers 500, after which WorkOS denies.
    """

    def __init__(
        self,
        verifier: ActionVerifierOrFactory,
        *,
        deadline: float | None,
        on_error: Verdict | None,
        limit: int,
        on_refusal: OnRefusal | None,
        now: Clock | None,
        diagnose: bool,
    ) -> None:
        if deadline is not None and (isinstance(deadline, bool) or not isinstance(deadline, int | float)):
            raise TypeError(f"deadline must be seconds or None, not {type(deadline).__name__}")
        if deadline is not None and not 0 < deadline < threading.TIMEOUT_MAX:
            raise ValueError("deadline must be a positive number of seconds, or None")
        if on_error is not None:
            _check_verdict(*_parts(on_error))
        self._lazy = Lazy(ActionVerifier, verifier)
        self._deadline = deadline
        self._on_error = on_error
        self._now = now
        self.receiver: Receiver[TypedAction] = Receiver(
            self._lazy, limit=limit, on_refusal=on_refusal, now=now, diagnose=diagnose
        )

    def decide(self, action: Action, handler: Callable[[], Any]) -> bytes | None:
        """Call a plain handler, in a thread of its own if there is a deadline: it cannot be interrupted."""
        try:
            if self._deadline is None:
                return self._sign(action, handler())
            return self._sign(action, _within(self._deadline, handler))
        except Exception as error:
            return self._failed(action, error)

    async def decide_async(self, action: Action, handler: Callable[[], Any]) -> bytes | None:
        """Call a handler that may be async, and cancel it at the deadline."""
        try:
            async with time_limit(self._deadline):
                answer = handler()
                verdict = await answer if inspect.isawaitable(answer) else answer
            return self._sign(action, verdict)
        except Exception as error:
            return self._failed(action, error)

    def _failed(self, action: Action, error: Exception) -> bytes | None:
        what = f"no verdict within {self._deadline} s" if isinstance(error, TimeoutError) else "an error"
        logger.error("%s from the handler of an action", what, exc_info=error)
        return None if self._on_error is None else self._sign(action, self._on_error)

    def _sign(self, action: Action, verdict: Any) -> bytes:
        said, message = _parts(verdict)
        now = self._now() if self._now else None
        return self._lazy.get().sign_response(action, said, message, now=now)


def _parts(verdict: Any) -> tuple[Any, str | None]:
    """A verdict and its message. Whether they are allowed is for the core to say."""
    match verdict:
        case str():
            return verdict, None
        case (str() as said, str() as message):
            return said, message
    raise TypeError(
        f'a verdict is "Allow", "Deny" or ("Deny", message), not {type(verdict).__name__}: return one'
    )


def _within(seconds: float, handler: Callable[[], Any]) -> Any:
    """Returns what the handler returns, or raises what it raises, or TimeoutError."""
    outcome: list[Any] = []
    failure: list[BaseException] = []

    def call() -> None:
        try:
            outcome.append(handler())
        except BaseException as error:
            failure.append(error)

    context = contextvars.copy_context()  # Flask keeps the request in it
    thread = threading.Thread(target=context.run, args=(call,), daemon=True, name="hookseal-action")
    thread.start()
    thread.join(seconds)
    if failure:
        raise failure[0]
    if not outcome:
        raise TimeoutError
    return outcome[0]
