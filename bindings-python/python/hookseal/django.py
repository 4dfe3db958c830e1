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
    from asgiref.sync import iscoroutinefunction
    from django.http import HttpRequest, HttpResponse, HttpResponseBase
    from django.views import View

    from ._django_checks import DECORATED
except ImportError as _error:
    raise ImportError("hookseal.django needs Django: pip install 'hookseal[django]'") from _error

__all__ = ["RefusedDelivery", "webhook"]

P = ParamSpec("P")
Request = TypeVar("Request")  # Django's, or the one that Django REST framework wraps around it
Self = TypeVar("Self", bound=View)
CURE = "have it take `request.body`, which is kept"


class Decorator(Protocol):
    @overload
    def __call__(
        self, view: Callable[Concatenate[Request, Event, P], Any], /
    ) -> Callable[Concatenate[Request, P], Any]: ...
    @overload
    def __call__(
        self, view: Callable[Concatenate[Self, Request, Event, P], Any], /
    ) -> Callable[Concatenate[Self, Request, P], Any]: ...


def webhook(
    verifier: AnyVerifier,
    *,
    limit: int = DEFAULT_LIMIT,
    on_refusal: OnRefusal | None = None,
    now: Now | None = None,
) -> Decorator:
    """Call the view, sync or async, with the event after the request; CSRF does not apply to it.

    It decorates functions, what `as_view()` returns, and, with or without `method_decorator`, methods
    of class-based views; `dispatch` passes the event on to the others. On another method CSRF still
    applies, since Django looks at `dispatch` alone: a system check says so. It also goes under Django
    REST framework's `@api_view` and under Django Ninja's `@api.post`.

    A view that returns None is answered with 200. What is refused is answered with its code, as
    `{"error": ...}`; a body is taken up to `limit` bytes, whatever DATA_UPLOAD_MAX_MEMORY_SIZE is.
    Under ASGI Django has taken in the whole body by then, into a file: have the server limit it too.
    """
    receiver = Receiver(verifier, limit=limit, on_refusal=on_refusal, now=now)

    def decorate(view: Callable[..., Any]) -> Any:
        if hasattr(view, "_ninja_operation"):
            raise TypeError(
                "Django Ninja has taken this view before hookseal verifies anything: put @webhook(...) "
                "below @api.post(...)"
            )

        def call(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
            before = _place_of_request(args) + 1
            if getattr(view, "__name__", "") == "dispatch":
                _let_answer_nothing(type(_owner(view, args)))
            try:
                event = _event(receiver, args[before - 1])
            except Refused as refused:
                headers = {"Content-Type": "application/json", **refused.headers}
                return HttpResponse(refused.body, status=refused.status, headers=headers)
            return view(*args[:before], event, *args[before:], **kwargs)

        @functools.wraps(view)
        def received(*args: Any, **kwargs: Any) -> Any:
            answer = call(args, kwargs)
            waited_for = inspect.isawaitable(answer) or _is_async_class(view, args)
            return _finish_later(answer) if waited_for else _finish(answer)

        @functools.wraps(view)
        async def received_async(*args: Any, **kwargs: Any) -> Any:
            return await _finish_later(call(args, kwargs))

        _let_answer_nothing(getattr(view, "cls", None))  # where Django REST framework keeps it
        chosen: Any = received_async if iscoroutinefunction(view) else received
        chosen.csrf_exempt = True
        setattr(chosen, DECORATED, True)
        if inspect.isfunction(view):
            chosen.__signature__ = _signature(view)
        return chosen

    return decorate


def _place_of_request(args: tuple[Any, ...]) -> int:
    """0, or 1 for a method, which gets `self` first."""
    for place, argument in enumerate(args[:2]):
        if isinstance(_wrapped(argument), HttpRequest):
            return place
    raise TypeError(
        "hookseal.django decorates views, and this was called without a request: put it right above "
        "the view, or use method_decorator(webhook(...), name='dispatch') for a class"
    )


def _wrapped(request: Any) -> Any:
    """Django's own request. Django REST framework wraps it, and looks for a kept body on it alone."""
    return getattr(request, "_request", request)


def _owner(view: Any, args: tuple[Any, ...]) -> Any:
    """The object of a class-based view, if this is a method of one."""
    bound = view.func if isinstance(view, functools.partial) else view  # as method_decorator makes them
    return getattr(bound, "__self__", args[0])


def _is_async_class(view: Any, args: tuple[Any, ...]) -> bool:
    """Whether Django waits for what this returns, though it is no coroutine function: an async dispatch()."""
    owner = _owner(view, args)
    return isinstance(owner, View) and owner.view_is_async


def _let_answer_nothing(view_class: Any) -> None:
    """Let views return None below Django REST framework's own dispatch(), which insists on a response."""
    finalize = getattr(view_class, "finalize_response", None)
    if finalize is None or hasattr(finalize, "_hookseal"):
        return

    @functools.wraps(finalize)
    def finalize_response(self: Any, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        return finalize(self, request, _finish(response), *args, **kwargs)

    finalize_response._hookseal = True  # type: ignore[attr-defined]
    view_class.finalize_response = finalize_response


def _signature(view: Callable[..., Any]) -> inspect.Signature:
    """The signature without the event. Django Ninja would look for that in the request."""
    try:
        signature = inspect.signature(view, eval_str=True)
    except Exception:  # annotations may name things that exist only for the type checker
        signature = inspect.signature(view)
    parameters = list(signature.parameters.values())
    place = 2 if parameters and parameters[0].name == "self" else 1
    if parameters[place:] and parameters[place].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD:
        del parameters[place]
    return signature.replace(parameters=parameters)


def _event(receiver: Receiver, given: Any) -> Event:
    request: HttpRequest = _wrapped(given)
    length = receiver.admit(request.method or "", request.headers.get)
    # As Django knows it: a client that broke off leaves nothing to read either.
    gone = getattr(request, "_read_started", False) and not hasattr(request, "_body")
    try:
        # Not `request.body`, which goes by a limit of its own. Where that was read, this gives it again.
        body: bytes = _stream(request).read(receiver.limit + 1)
    except OSError as error:
        raise receiver.refuse("client_disconnected") from error
    event = receiver.event(body, request.headers.get, length=length, cure=CURE if gone else None)
    request._body = body  # where Django keeps it: `request.body` gives it after us
    return event


def _stream(request: HttpRequest) -> Any:
    """Where to read: Django's own stream has nothing of a chunked body that WSGI hands over."""
    if request.META.get("wsgi.input_terminated") and not request.META.get("CONTENT_LENGTH"):
        return request.META["wsgi.input"]
    return request


async def _finish_later(answer: Any) -> Any:
    return _finish(await answer if inspect.isawaitable(answer) else answer)


def _finish(answer: HttpResponseBase | None) -> Any:
    return HttpResponse() if answer is None else answer
