"""A decorator for Flask views that take the event of a genuine delivery.

>>> from flask import Flask
>>> from hookseal import Event, Verifier
>>> from hookseal.flask import webhook
>>>
>>> app = Flask(__name__)
>>>
>>> @app.post("/webhooks")
... @webhook(Verifier("whsec_example"))
... def received(event: Event) -> None:
...     print(event.event, event.id)
"""

import functools
import inspect
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, overload

from . import Action
from ._actions import CONTENT_TYPE, DEFAULT_DEADLINE, ActionVerifierOrFactory, Decider, TypedAction, Verdict
from ._events import TypedEvent, VerifierOrFactory, event_receiver
from ._receive import (
    DEFAULT_LIMIT,
    Clock,
    OnRefusal,
    Receiver,
    Refused,
    RefusedDelivery,
)

try:
    from flask import Response, current_app, request
    from flask.typing import ResponseReturnValue
    from flask.views import View
    from werkzeug.exceptions import ClientDisconnected
except ImportError as _error:
    raise ImportError("hookseal.flask needs Flask: pip install 'hookseal[flask]'") from _error

__all__ = ["RefusedDelivery", "Verdict", "action", "webhook"]

P = ParamSpec("P")
T = TypeVar("T")
Self = TypeVar("Self", bound=View)
REREAD_HINT = (
    "there, use `request.get_data()` or `request.get_json()`, which keep it, instead of `request.stream`"
)


class Decorator(Protocol):
    @overload
    def __call__(
        self, view: Callable[Concatenate[TypedEvent, P], Any], /
    ) -> Callable[P, ResponseReturnValue]: ...
    @overload
    def __call__(
        self, view: Callable[Concatenate[Self, TypedEvent, P], Any], /
    ) -> Callable[Concatenate[Self, P], ResponseReturnValue]: ...


class ActionDecorator(Protocol):
    @overload
    def __call__(
        self, view: Callable[Concatenate[TypedAction, P], Any], /
    ) -> Callable[P, ResponseReturnValue]: ...
    @overload
    def __call__(
        self, view: Callable[Concatenate[Self, TypedAction, P], Any], /
    ) -> Callable[Concatenate[Self, P], ResponseReturnValue]: ...


def webhook(
    verifier: VerifierOrFactory,
    *,
    limit: int = DEFAULT_LIMIT,
    on_refusal: OnRefusal | None = None,
    now: Clock | None = None,
    diagnose: bool = False,
) -> Decorator:
    """Call the view, sync or async, with the event as its first argument, before those of the route.

    It decorates functions and methods of class-based views, or a whole class in its `decorators`. In a
    method the event comes after `self`. A view that returns None answers 200. A refusal is answered with
    `{"error": code}`. A body over `limit` bytes is refused, and MAX_CONTENT_LENGTH does not apply.
    """
    return _decorator(
        event_receiver(verifier, limit=limit, on_refusal=on_refusal, now=now, diagnose=diagnose)
    )


def action(
    verifier: ActionVerifierOrFactory,
    *,
    deadline: float | None = DEFAULT_DEADLINE,
    on_error: Verdict | None = None,
    limit: int = DEFAULT_LIMIT,
    on_refusal: OnRefusal | None = None,
    now: Clock | None = None,
    diagnose: bool = False,
) -> ActionDecorator:
    """Call the view, sync or async, with a verified action, and answer with the verdict that it returns.

    The view returns "Allow", "Deny" or ("Deny", message). If it raises an error, or takes longer than
    `deadline` seconds, the answer is the verdict `on_error`, or without one 500, after which WorkOS denies.
    With a deadline the view runs in a thread of its own. All else is as for `webhook`.
    """
    decider = Decider(
        verifier,
        deadline=deadline,
        on_error=on_error,
        limit=limit,
        on_refusal=on_refusal,
        now=now,
        diagnose=diagnose,
    )
    receive = _decorator(decider.receiver)

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(view)
        def decided(*args: Any, **kwargs: Any) -> Response:
            asked = next(a for a in (*args, *kwargs.values()) if isinstance(a, Action))
            call = current_app.ensure_sync(view)
            body = decider.decide(asked, lambda: call(*args, **kwargs))
            return Response(status=500) if body is None else Response(body, content_type=CONTENT_TYPE)

        return receive(decided)

    return decorate


def _decorator(receiver: Receiver[Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        by_keyword = not _takes_positional(view)

        @functools.wraps(view)
        def received(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            try:
                event = _read(receiver)
            except Refused as refused:
                return Response(refused.body, refused.status, refused.headers)
            call = current_app.ensure_sync(view)
            if by_keyword:
                answer = call(*args, **{_event_parameter(): event}, **kwargs)
            else:
                position = 1 if args and isinstance(args[0], View) else 0  # after `self`
                answer = call(*args[:position], event, *args[position:], **kwargs)
            return Response() if answer is None else answer

        return received

    return decorate


def _takes_positional(view: Callable[..., Any]) -> bool:
    """Whether the view takes positional arguments. View.as_view() makes functions that take only keywords."""
    kinds = {parameter.kind for parameter in inspect.signature(view).parameters.values()}
    return bool(kinds - {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD})


def _event_parameter() -> str:
    """The name of the first parameter after `self`, in the class-based view that answers this request."""
    assert request.endpoint
    view: Any = current_app.view_functions[request.endpoint]
    method = getattr(view.view_class, request.method.lower(), view.view_class.dispatch_request)
    names = list(inspect.signature(method).parameters)
    if len(names) < 2:
        raise TypeError(f"{method.__qualname__} must take the event: write def post(self, event): ...")
    return names[1]


def _read(receiver: Receiver[T]) -> T:
    length = receiver.admit(request.method, request.headers.get)
    # Werkzeug keeps a used stream here. A short body is no proof: a client that disconnects leaves one too.
    consumed = "stream" in request.__dict__ and getattr(request, "_cached_data", None) is None
    # Werkzeug silently cuts a chunked body off at this length. One byte more shows that it was longer.
    request.max_content_length = receiver.limit + 1
    try:
        body = request.get_data()
    except ClientDisconnected as error:
        raise receiver.refuse("client_disconnected") from error
    hint = REREAD_HINT if consumed else None
    return receiver.read(body, request.headers.get, length=length, reread_hint=hint, consumed=consumed)
