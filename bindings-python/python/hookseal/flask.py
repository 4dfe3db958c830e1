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
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from . import Event, Verifier
from ._receive import DEFAULT_LIMIT, Receiver, Refused

try:
    from flask import Response, current_app, request
    from flask.typing import ResponseReturnValue
except ImportError as _error:
    raise ImportError("hookseal.flask needs Flask: pip install 'hookseal[flask]'") from _error

__all__ = ["webhook"]

P = ParamSpec("P")
FIX = "have it take `request.get_data()` or `request.get_json()`, which keep it"


def webhook(
    verifier: Verifier, *, limit: int = DEFAULT_LIMIT
) -> Callable[[Callable[Concatenate[Event, P], Any]], Callable[P, ResponseReturnValue]]:
    """Call the view with the event as its first argument, before those of the route.

    A view that returns None is answered with 200; it may be async. What is refused is answered with
    its code, as `{"error": ...}`; a body is taken up to `limit` bytes, whatever MAX_CONTENT_LENGTH is.
    """
    receiver = Receiver(verifier, limit)

    def decorate(view: Callable[Concatenate[Event, P], Any]) -> Callable[P, ResponseReturnValue]:
        @functools.wraps(view)
        def received(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            try:
                event = _event(receiver)
            except Refused as refused:
                return Response(refused.body, refused.status, content_type="application/json")
            answer: ResponseReturnValue | None = current_app.ensure_sync(view)(event, *args, **kwargs)
            return Response() if answer is None else answer

        return received

    return decorate


def _event(receiver: Receiver) -> Event:
    receiver.admit(request.headers.get)
    # Where Werkzeug keeps the stream once asked for: a client that broke off leaves nothing to read either.
    gone = "stream" in request.__dict__
    # Of a chunked body Werkzeug reads up to this and cuts off the rest: one more byte tells.
    request.max_content_length = receiver.limit + 1
    body = request.get_data()
    return receiver.event(body, request.headers.get, fix=FIX if gone else None)
