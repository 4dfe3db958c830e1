"""A decorator for views of Django that take the event of a genuine delivery.

>>> from django.http import HttpRequest
>>> from hookseal import Event, Verifier
>>> from hookseal.django import webhook
>>>
>>> @webhook(Verifier("whsec_example"))
... def received(request: HttpRequest, event: Event) -> None:
...     print(event.event, event.id)
"""

import functools
import inspect
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from . import Event, Verifier
from ._receive import DEFAULT_LIMIT, Receiver, Refused, broken_off

try:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase
    from django.views.decorators.csrf import csrf_exempt
except ImportError as _error:
    raise ImportError("hookseal.django needs Django: pip install 'hookseal[django]'") from _error

__all__ = ["webhook"]

P = ParamSpec("P")
FIX = "have it take `request.body`, which is kept"


def webhook(
    verifier: Verifier, *, limit: int = DEFAULT_LIMIT
) -> Callable[
    [Callable[Concatenate[HttpRequest, Event, P], Any]], Callable[Concatenate[HttpRequest, P], Any]
]:
    """Call the view, sync or async, with the event as its second argument; CSRF does not apply to it.

    A view that returns None is answered with 200. What is refused is answered with its code, as
    `{"error": ...}`; a body is taken up to `limit` bytes, whatever DATA_UPLOAD_MAX_MEMORY_SIZE is.
    Under ASGI Django has taken in the whole body by then, into a file: have the server limit it too.
    """
    receiver = Receiver(verifier, limit)

    def decorate(
        view: Callable[Concatenate[HttpRequest, Event, P], Any],
    ) -> Callable[Concatenate[HttpRequest, P], Any]:
        def received(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            try:
                event = _event(receiver, request)
            except Refused as refused:
                return _refusal(refused)
            return _answer(view(request, event, *args, **kwargs))

        async def received_async(
            request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            try:
                event = _event(receiver, request)  # Django has the body by now: nothing waits
            except Refused as refused:
                return _refusal(refused)
            return _answer(await view(request, event, *args, **kwargs))

        chosen = received_async if inspect.iscoroutinefunction(view) else received
        return csrf_exempt(functools.wraps(view)(chosen))

    return decorate


def _event(receiver: Receiver, request: HttpRequest) -> Event:
    receiver.admit(request.headers.get)
    # As Django knows it: a client that broke off leaves nothing to read either.
    gone = getattr(request, "_read_started", False) and not hasattr(request, "_body")
    try:
        # Not `request.body`, which goes by a limit of its own. Where that was read, this gives it again.
        body: bytes = _stream(request).read(receiver.limit + 1)
    except OSError as error:
        raise broken_off() from error
    event = receiver.event(body, request.headers.get, fix=FIX if gone else None)
    request._body = body  # where Django keeps it: `request.body` gives it after us
    return event


def _stream(request: HttpRequest) -> Any:
    """Where to read: Django's own stream has nothing of a chunked body that WSGI hands over."""
    if request.META.get("wsgi.input_terminated") and not request.META.get("CONTENT_LENGTH"):
        return request.META["wsgi.input"]
    return request


def _refusal(refused: Refused) -> HttpResponse:
    return HttpResponse(refused.body, status=refused.status, content_type="application/json")


def _answer(answer: HttpResponseBase | None) -> HttpResponseBase:
    return HttpResponse() if answer is None else answer
