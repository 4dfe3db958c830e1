"""Checks the functions that an adapter is given, so that a wrong one fails at once, not at a delivery."""

import inspect
from typing import Any

_COUNTS = ["no arguments", "1 argument", "2 arguments"]


def is_async(function: Any) -> bool:
    """Whether a call returns a coroutine, also for an object with an async `__call__`."""
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(type(function).__call__)


def check_handler(handler: Any, *, plain: bool) -> None:
    """Reject a handler that cannot take the event and the body. A `plain` one must not be async."""
    hint = f"pass a function, such as {'' if plain else 'async '}def received(event, body): ..."
    check_function("handler", handler, 2, hint, plain=plain)


def check_callable(name: str, function: Any, hint: str) -> None:
    if not callable(function) or isinstance(function, type):
        actual = function.__name__ if isinstance(function, type) else type(function).__name__
        raise TypeError(f"{name} must not be {actual}: {hint}")


def check_function(name: str, function: Any, arguments: int, hint: str, *, plain: bool = True) -> None:
    check_callable(name, function, hint)
    if plain and is_async(function):
        raise TypeError(f"{name} is called and not awaited, so it must not be async: {hint}")
    try:
        signature = inspect.signature(function)
    except ValueError:  # some functions written in C have none
        return
    try:
        signature.bind(*[None] * arguments)
    except TypeError as error:
        raise TypeError(f"{name} must accept a call with {_COUNTS[arguments]}: {hint}") from error
