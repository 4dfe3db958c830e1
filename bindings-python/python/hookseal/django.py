"""A decorator for Django views that take the event of a genuine delivery.

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
import io
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
    from asgiref.sync import iscoroutinefunction
    from django.db import connections
    from django.http import HttpRequest, HttpResponse, HttpResponseBase
    from django.views import View

    from ._django_checks import DECORATED, DIAGNOSING
except ImportError as _error:
    raise ImportError("hookseal.django needs Django: pip install 'hookseal[django]'") from _error

__all__ = ["RefusedDelivery", "Verdict", "action", "webhook"]

P = ParamSpec("P")
T = TypeVar("T")
Request = TypeVar("Request")  # Django's, or the one that Django REST framework wraps around it
Self = TypeVar("Self", bound=View)
REREAD_HINT = "there, use `request.body`, which keeps it, instead of reading the stream"


class Decorator(Protocol):
    @overload
    def __call__(
        self, view: Callable[Concatenate[Request, TypedEvent, P], Any], /
    ) -> Callable[Concatenate[Request, P], Any]: ...
    @overload
    def __call__(
        self, view: Callable[Concatenate[Self, Request, TypedEvent, P], Any], /
    ) -> Callable[Concatenate[Self, Request, P], Any]: ...


class ActionDecorator(Protocol):
    @overload
    def __call__(
        self, view: Callable[Concatenate[Request, TypedAction, P], Any], /
    ) -> Callable[Concatenate[Request, P], Any]: ...
    @overload
    def __call__(
        self, view: Callable[Concatenate[Self, Request, TypedAction, P], Any], /
    ) -> Callable[Concatenate[Self, Request, P], Any]: ...


def webhook(
    verifier: VerifierOrFactory,
    *,
    limit: int = DEFAULT_LIMIT,
    on_refusal: OnRefusal | None = None,
    now: Clock | None = None,
    diagnose: bool = False,
) -> Decorator:
    """Call the view, sync or async, with the event after the request, and exempt it from CSRF checks.

    It decorates functions, what `as_view()` returns, and methods of class-based views, with or without
    `method_decorator`. `dispatch` passes the event on to `post`. If it decorates `post` itself, CSRF
    checks still apply, since Django looks for the exemption only on `dispatch`; a system check reports
    that. It also goes below Django REST framework's `@api_view` and Django Ninja's `@api.post`.

    A view that returns None answers 200. A refusal is answered with `{"error": code}`. A body over `limit`
    bytes is refused, and DATA_UPLOAD_MAX_MEMORY_SIZE does not apply. Under ASGI, Django has already stored
    the whole body in a file by then, so limit the size in the server too.
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

    The action comes after the request. The view returns "Allow", "Deny" or ("Deny", message). If it raises
    an error, or takes longer than `deadline` seconds, the answer is the verdict `on_error`, or without one
    500, after which WorkOS denies. With a deadline a sync view runs in a thread of its own, with database
    connections of its own. All else is as for `webhook`.
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

    def decorate(view: Callable[..., Any]) -> Any:
        @functools.wraps(view)
        def decided(*args: Any, **kwargs: Any) -> Any:
            def call() -> Any:
                try:
                    return view(*args, **kwargs)
                finally:
                    connections.close_all()

            body = decider.decide(_asked(args), call if deadline else lambda: view(*args, **kwargs))
            return _answer(body)

        @functools.wraps(view)
        async def decided_async(*args: Any, **kwargs: Any) -> Any:
            return _answer(await decider.decide_async(_asked(args), lambda: view(*args, **kwargs)))

        return receive(decided_async if iscoroutinefunction(view) else decided)

    return decorate


def _asked(args: tuple[Any, ...]) -> Action:
    return next(argument for argument in args if isinstance(argument, Action))


def _answer(body: bytes | None) -> HttpResponse:
    return HttpResponse(status=500) if body is None else HttpResponse(body, content_type=CONTENT_TYPE)


def _decorator(receiver: Receiver[Any]) -> Callable[[Callable[..., Any]], Any]:
    def decorate(view: Callable[..., Any]) -> Any:
        if hasattr(view, "_ninja_operation"):
            raise TypeError(
                "Django Ninja would call this view without hookseal, since @webhook(...) stands above "
                "@api.post(...): put @webhook(...) below @api.post(...)"
            )

        def call(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
            position = _request_position(args)
            if getattr(view, "__name__", "") == "dispatch":
                _allow_none_response(type(_owner(view, args)))
            try:
                event = _read(receiver, args[position])
            except Refused as refused:
                return HttpResponse(refused.body, status=refused.status, headers=refused.headers)
            return view(*args[: position + 1], event, *args[position + 1 :], **kwargs)

        @functools.wraps(view)
        def received(*args: Any, **kwargs: Any) -> Any:
            answer = call(args, kwargs)
            is_async = inspect.isawaitable(answer) or _is_async_class(view, args)
            return _await_response(answer) if is_async else _response(answer)

        @functools.wraps(view)
        async def received_async(*args: Any, **kwargs: Any) -> Any:
            return await _await_response(call(args, kwargs))

        _allow_none_response(getattr(view, "cls", None))  # the class, in Django REST framework
        decorated: Any = received_async if iscoroutinefunction(view) else received
        decorated.csrf_exempt = True
        if receiver.diagnoses:
            DIAGNOSING.append(f"{view.__module__}.{getattr(view, '__qualname__', view)}")
        setattr(decorated, DECORATED, True)
        if inspect.isfunction(view):
            decorated.__signature__ = _signature_without_event(view)
        return decorated

    return decorate


def _request_position(args: tuple[Any, ...]) -> int:
    """0, or 1 in a method, where `self` comes first."""
    for position, argument in enumerate(args[:2]):
        if isinstance(_django_request(argument), HttpRequest):
            return position
    raise TypeError(
        "hookseal.django decorates views, but this was called without a request: put @webhook(...) right "
        "above the view, or @method_decorator(webhook(...), name='dispatch') above a class"
    )


def _django_request(request: Any) -> Any:
    """Django's own request, which Django REST framework wraps. A body must be kept there."""
    return getattr(request, "_request", request)


def _owner(view: Any, args: tuple[Any, ...]) -> Any:
    """The instance of a class-based view, if this is one of its methods."""
    bound = view.func if isinstance(view, functools.partial) else view  # method_decorator makes partials
    return getattr(bound, "__self__", args[0])


def _is_async_class(view: Any, args: tuple[Any, ...]) -> bool:
    """Whether the class is async: Django awaits its dispatch(), which is not a coroutine function."""
    owner = _owner(view, args)
    return isinstance(owner, View) and owner.view_is_async


def _allow_none_response(view_class: Any) -> None:
    """Let a view of Django REST framework return None, which its dispatch() would reject."""
    finalize = getattr(view_class, "finalize_response", None)
    if finalize is None or hasattr(finalize, "_hookseal"):
        return

    @functools.wraps(finalize)
    def finalize_response(self: Any, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        return finalize(self, request, _response(response), *args, **kwargs)

    finalize_response._hookseal = True  # type: ignore[attr-defined]
    view_class.finalize_response = finalize_response


def _signature_without_event(view: Callable[..., Any]) -> inspect.Signature:
    """Without it, since Django Ninja would read every parameter of the signature from the request."""
    try:
        signature = inspect.signature(view, eval_str=True)
    except Exception:  # annotations may name things that exist only for the type checker
        signature = inspect.signature(view)
    parameters = list(signature.parameters.values())
    position = 2 if parameters and parameters[0].name == "self" else 1
    if parameters[position:] and parameters[position].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD:
        del parameters[position]
    return signature.replace(parameters=parameters)


def _read(receiver: Receiver[T], view_request: Any) -> T:
    request: HttpRequest = _django_request(view_request)
    length = receiver.admit(request.method or "", request.headers.get)
    # A short body is no proof of that, since a client that disconnects leaves one too.
    consumed = getattr(request, "_read_started", False) and not hasattr(request, "_body")
    try:
        # Not `request.body`, which has a limit of its own. If that was read before, this reads it again.
        body: bytes = _stream(request).read(receiver.limit + 1)
    except OSError as error:
        raise receiver.refuse("client_disconnected") from error
    hint = REREAD_HINT if consumed else None
    event = receiver.read(body, request.headers.get, length=length, reread_hint=hint, consumed=consumed)
    # Where Django keeps it, so that the view can read `request.body`, or the stream once more.
    request._body = body
    request._stream = io.BytesIO(body)
    return event


def _stream(request: HttpRequest) -> Any:
    """The stream to read. Of a chunked body under WSGI, Django's own stream yields nothing."""
    if getattr(request, "_body", None):  # it is empty if Django has asked its own stream
        return request
    if request.META.get("wsgi.input_terminated") and not request.META.get("CONTENT_LENGTH"):
        return request.META["wsgi.input"]
    return request


async def _await_response(answer: Any) -> Any:
    return _response(await answer if inspect.isawaitable(answer) else answer)


def _response(answer: HttpResponseBase | None) -> Any:
    return HttpResponse() if answer is None else answer
