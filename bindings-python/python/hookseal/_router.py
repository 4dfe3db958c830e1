"""Calls the handlers that are registered for an event. Which event a handler is for, the core decides."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from . import Event
from ._arguments import check_callable
from ._hookseal import _check_pattern, _event_matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._router_types import On

H = TypeVar("H", bound=Callable[..., Any])
HINT = "pass a function, such as def created(event): ..."


class Router:
    """Calls the handlers that are registered for an event.

    >>> router = Router()
    >>>
    >>> @router.on("dsync.user.created", "dsync.user.updated")
    ... def changed(event: TypedEvent) -> None: ...
    >>>
    >>> @router.on("dsync.*")
    ... def audit(event: TypedEvent) -> None: ...

    Pass `router.handle` or `router.handle_async` to an adapter as the handler, or call it in yours. Handlers
    get what that was called with: the event, and whatever the adapter passes after it.
    """

    def __init__(self) -> None:
        self._routes: list[tuple[tuple[str, ...], Callable[..., Any]]] = []

    @property
    def on(self) -> "On":
        """A decorator: `@router.on("dsync.user.created")` registers a handler for events by their names.

        `"dsync.*"` stands for all names that begin with `dsync.`, also for those that are newer than this
        version. Raises ValueError for a `*` in another place.
        """
        return self._on

    def _on(self, *patterns: str) -> Callable[[H], H]:
        if not patterns:
            raise TypeError("router.on takes at least one name of an event")
        for pattern in patterns:
            if not isinstance(pattern, str):
                raise TypeError(f"router.on takes names of events, not {type(pattern).__name__}")
            _check_pattern(pattern)
        return self._decorator(patterns)

    def on_any(self, handler: H, /) -> H:
        """Register a handler for every event, as a decorator: `@router.on_any`."""
        return self._decorator(("*",))(handler)

    def _decorator(self, patterns: tuple[str, ...]) -> Callable[[H], H]:
        def register(handler: H) -> H:
            check_callable("handler", handler, HINT)
            self._routes.append((patterns, handler))
            return handler

        return register

    def handle(self, event: Event, /, *rest: Any) -> None:
        """Call every handler that is registered for the event, in the order in which they were registered.

        If some raise an error, the others are called all the same, and then this raises: the one error, or
        an ExceptionGroup of all. Every adapter answers that with 500, and WorkOS sends the event again.
        """
        failures = _Failures()
        for handler in self._handlers(event):
            with failures:
                answer = handler(event, *rest)
                if inspect.isawaitable(answer):
                    if inspect.iscoroutine(answer):
                        answer.close()  # or Python would warn that nobody has awaited it
                    raise TypeError(
                        f"{_name(handler)} is async: call router.handle_async(event), and await it"
                    )
        failures.throw()

    async def handle_async(self, event: Event, /, *rest: Any) -> None:
        """As handle(), and awaits the handlers that are async, one after the other."""
        failures = _Failures()
        for handler in self._handlers(event):
            with failures:
                answer = handler(event, *rest)
                if inspect.isawaitable(answer):
                    await answer
        failures.throw()

    def _handlers(self, event: Event) -> Iterator[Callable[..., Any]]:
        for patterns, handler in tuple(self._routes):
            if any(_event_matches(pattern, event.event) for pattern in patterns):
                yield handler


class _Failures:
    """Collects the errors of `with` blocks."""

    def __init__(self) -> None:
        self._errors: list[Exception] = []

    def __enter__(self) -> None: ...

    def __exit__(self, _type: object, error: BaseException | None, _traceback: object) -> bool:
        if not isinstance(error, Exception):  # such as a KeyboardInterrupt, or that the task is cancelled
            return False
        self._errors.append(error)
        return True

    def throw(self) -> None:
        match self._errors:
            case []:
                return
            case [error]:
                raise error
            case errors:
                raise ExceptionGroup(f"{len(errors)} handlers of this event failed", errors)


def _name(handler: Callable[..., Any]) -> str:
    return getattr(handler, "__name__", repr(handler))
