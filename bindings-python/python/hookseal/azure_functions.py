"""A webhook endpoint as an Azure function.

>>> import azure.functions as func
>>> from hookseal import Event, Verifier
>>> from hookseal.azure_functions import webhook
>>>
>>> def received(event: Event, body: bytes) -> None:
...     print(event.event, event.id)  # queue it here: answer first, work later
>>>
>>> app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
>>> webhooks = app.route("webhooks", methods=["POST"])(webhook(Verifier("whsec_example"), received))
"""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from ._arguments import check_handler, is_async
from ._events import TypedEvent, VerifierOrFactory, event_receiver
from ._receive import (
    DEFAULT_LIMIT,
    Clock,
    OnRefusal,
    Refused,
    RefusedDelivery,
)

try:
    from azure.functions import HttpRequest, HttpResponse
except ImportError as _error:
    raise ImportError(
        "hookseal.azure_functions needs azure-functions: pip install 'hookseal[azure_functions]'"
    ) from _error

__all__ = ["RefusedDelivery", "webhook"]

Handler = Callable[[TypedEvent, bytes], HttpResponse | Awaitable[HttpResponse | None] | None]


def webhook(
    verifier: VerifierOrFactory,
    handler: Handler,
    *,
    limit: int = DEFAULT_LIMIT,
    on_refusal: OnRefusal | None = None,
    now: Clock | None = None,
    diagnose: bool = False,
) -> Callable[[HttpRequest], Any]:
    """Return a function for an HTTP trigger that calls the handler with the event and the raw body.

    The handler, sync or async, gets genuine deliveries only. It returns None, which answers 200, or its own
    HttpResponse. A refusal is answered with `{"error": code}`. A body over `limit` bytes is refused.
    """
    check_handler(handler, plain=False)
    receiver = event_receiver(verifier, limit=limit, on_refusal=on_refusal, now=now, diagnose=diagnose)

    def answer(req: HttpRequest) -> Any:
        try:
            receiver.admit(req.method, req.headers.get)
            body = req.get_body() or b""
            event = receiver.read(body, req.headers.get)
        except Refused as refused:
            return HttpResponse(
                refused.body,
                status_code=refused.status,
                headers=refused.headers,
            )
        return handler(event, body)

    # Azure's worker looks at the name of the function and of its parameter, and at whether it is async.
    def webhooks(req: HttpRequest) -> HttpResponse:
        return answer(req) or HttpResponse()

    async def webhooks_async(req: HttpRequest) -> HttpResponse:
        response = answer(req)
        return (await response if inspect.isawaitable(response) else response) or HttpResponse()

    function = webhooks_async if is_async(handler) else webhooks
    function.__name__ = getattr(handler, "__name__", "webhooks")
    return function
