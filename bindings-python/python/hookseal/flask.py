"""A decorator for views of Flask that take the event of a genuine delivery.

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

from . import Event
from ._receive import (
    DEFAULT_LIMIT,
    AnyVerifier,
    Now,
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

__all__ = ["RefusedDelivery", "webhook"]

P = ParamSpec("P")
Self = TypeVar("Self", bound=View)
CURE = "have it take `request.get_data()` or `request.get_json()`, which keep it"


class Decorator(Protocol):
    @overload
    def __call__(self, view: Callable[Concatenate[Event, P], Any], /) -> Callable[P, ResponseReturnValue]: ...
    @overload
    def __call__(
        self, view: Callable[Concatenate[Self, Event, P], Any], /
    ) -> Callable[Concatenate[Self, P], ResponseReturnValue]: ...


def webhook(
    verifier: AnyVerifier,
    *,
    limit: int = DEFAULT_LIMIT,
    on_refusal: OnRefusal | None = None,
    now: Now | None = None,
) -> Decorator:
    """Call the view with the event as its first argument, before those of the route.

    It decorates functions, methods of class-based views, and whole ones in their `decorators`: the
    event comes after `self`. A view that returns None is answered with 200; it may be async. What is
    refused is answered with its code, as `{"error": ...}`; a body is taken up to `limit` bytes,
    whatever MAX_CONTENT_LENGTH is.
    """
    receiver = Receiver(verifier, limit=limit, on_refusal=on_refusal, now=now)

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        by_name = not _takes_positional(view)

        @functools.wraps(view)
        def received(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            try:
                event = _event(receiver)
            except Refused as refused:
                headers = {"Content-Type": "application/json", **refused.headers}
                return Response(refused.body, refused.status, headers)
            call = current_app.ensure_sync(view)
            if by_name:
                answer = call(*args, **{_event_parameter(): event}, **kwargs)
            else:
                own = 1 if args and isinstance(args[0], View) else 0
                answer = call(*args[:own], event, *args[own:], **kwargs)
            return Response() if answer is None else answer

        return received

    return decorate


def _takes_positional(view: Callable[..., Any]) -> bool:
    """Whether the event can go by its place. View.as_view() makes functions that take keywords alone."""
    kinds = {parameter.kind for parameter in inspect.signature(view).parameters.values()}
    return bool(kinds - {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD})


def _event_parameter() -> str:
    """What the class-based view that answers this request calls its first argument after `self`."""
    assert request.endpoint
    view: Any = current_app.view_functions[request.endpoint]
    method = getattr(view.view_class, request.method.lower(), view.view_class.dispatch_request)
    names = list(inspect.signature(method).parameters)
    if len(names) < 2:
        raise TypeError(f"{method.__qualname__} must take the event: def post(self, event): ...")
    return names[1]


def _event(receiver: Receiver) -> Event:
    length = receiver.admit(request.method, request.headers.get)
    # Where Werkzeug keeps the stream once asked for: a client that broke off leaves nothing to read either.
    gone = "stream" in request.__dict__
    # Of a chunked body Werkzeug reads up to this and cuts off the rest: one more byte tells.
    request.max_content_length = receiver.limit + 1
    try:
        body = request.get_data()
    except ClientDisconnected as error:
        raise receiver.refuse("client_disconnected") from error
    return receiver.event(body, request.headers.get, length=length, cure=CURE if gone else None)
