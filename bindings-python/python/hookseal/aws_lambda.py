"""A webhook endpoint as an AWS Lambda handler.

It works behind API Gateway (REST and HTTP APIs, with proxy integration), a function URL, and an
Application Load Balancer.

>>> from hookseal import Event, Verifier
>>> from hookseal.aws_lambda import webhook
>>>
>>> def received(event: Event, body: bytes) -> None:
...     print(event.event, event.id)  # queue it here: answer first, work later
>>>
>>> handler = webhook(Verifier("whsec_example"), received)
"""

import base64
import binascii
import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from ._actions import CONTENT_TYPE, DEFAULT_DEADLINE, ActionVerifierOrFactory, Decider, TypedAction, Verdict
from ._arguments import check_function, check_handler
from ._events import TypedEvent, VerifierOrFactory, event_receiver
from ._receive import (
    DEFAULT_LIMIT,
    Clock,
    OnRefusal,
    Receiver,
    Refused,
    RefusedDelivery,
)

__all__ = ["RefusedDelivery", "Verdict", "action", "webhook"]

T = TypeVar("T")
Request = dict[str, Any]
Answer = dict[str, Any]
HINT = (
    "hookseal.aws_lambda takes the event of an HTTP request; pass it unchanged, as API Gateway with proxy "
    "integration, a function URL or a load balancer sends it"
)


def webhook(
    verifier: VerifierOrFactory,
    handler: Callable[[TypedEvent, bytes], Answer | None],
    *,
    limit: int = DEFAULT_LIMIT,
    on_refusal: OnRefusal | None = None,
    now: Clock | None = None,
    diagnose: bool = False,
) -> Callable[[Request, Any], Answer]:
    """Return a Lambda handler that calls yours with the event and the raw body of every genuine delivery.

    Yours returns None, which answers 200, or its own response, such as `{"statusCode": 202}`. A refusal is
    answered with `{"error": code}`. A body over `limit` bytes is refused.
    """
    check_handler(handler, plain=True)
    return _endpoint(
        event_receiver(verifier, limit=limit, on_refusal=on_refusal, now=now, diagnose=diagnose), handler
    )


def action(
    verifier: ActionVerifierOrFactory,
    handler: Callable[[TypedAction], Verdict],
    *,
    deadline: float | None = DEFAULT_DEADLINE,
    on_error: Verdict | None = None,
    limit: int = DEFAULT_LIMIT,
    on_refusal: OnRefusal | None = None,
    now: Clock | None = None,
    diagnose: bool = False,
) -> Callable[[Request, Any], Answer]:
    """Return a Lambda handler that answers AuthKit Actions with the verdict that yours returns.

    Yours gets the verified action and returns "Allow", "Deny" or ("Deny", message). If it raises an error,
    or takes longer than `deadline` seconds, the answer is the verdict `on_error`, or without one 500, after
    which WorkOS denies. All else is as for `webhook`.
    """
    check_function("handler", handler, 1, 'pass a function, such as def decide(action): return "Allow"')
    decider = Decider(
        verifier,
        deadline=deadline,
        on_error=on_error,
        limit=limit,
        on_refusal=on_refusal,
        now=now,
        diagnose=diagnose,
    )

    def answer(action: TypedAction, _body: bytes) -> Answer:
        signed = decider.decide(action, lambda: handler(action))
        if signed is None:
            return {"statusCode": 500, "headers": {}, "body": ""}
        return {"statusCode": 200, "headers": {"Content-Type": CONTENT_TYPE}, "body": signed.decode()}

    return _endpoint(decider.receiver, answer)


def _endpoint(
    receiver: Receiver[T], handler: Callable[[T, bytes], Answer | None]
) -> Callable[[Request, Any], Answer]:
    def lambda_handler(request: Request, context: Any) -> Answer:
        header = functools.partial(_header, _headers(request))
        try:
            receiver.admit(_method(request), header)
            body = _body(request)
            event = receiver.read(body, header)
        except Refused as refused:
            return _answer(request, refused.status, refused.headers, refused.body.decode())
        answer = handler(event, body)
        if answer is None:
            return _answer(request, 200, {}, "")
        if not isinstance(answer, dict) or "statusCode" not in answer:
            raise TypeError(
                f"the handler must not return {type(answer).__name__}: return None, which answers 200, or a "
                'response with a "statusCode", such as {"statusCode": 202}'
            )
        return _for_sender(request, answer)

    return lambda_handler


def _method(request: Request) -> str:
    context = request.get("requestContext") or {}
    method = request.get("httpMethod") or context.get("http", {}).get("method")
    if not isinstance(method, str):
        raise TypeError(f"the Lambda event has no HTTP method: {HINT}")
    return method


def _headers(request: Request) -> list[tuple[str, str]]:
    """All headers. If `multiValueHeaders` is present, `headers` has only the last value of each."""
    if not isinstance(request, dict):
        raise TypeError(f"the Lambda event is a {type(request).__name__}: {HINT}")
    if multi := request.get("multiValueHeaders"):
        return [(name.lower(), value) for name, values in multi.items() for value in values]
    return [(name.lower(), value) for name, value in (request.get("headers") or {}).items()]


def _header(headers: list[tuple[str, str]], name: str) -> str | None:
    values = [value for key, value in headers if key == name.lower() and isinstance(value, str)]
    # JSON may contain a lone surrogate, which is not valid in UTF-8.
    return ", ".join(values).encode(errors="backslashreplace").decode() if values else None


def _body(request: Request) -> bytes:
    body = request.get("body") or ""  # null if there is none
    if not isinstance(body, str):
        raise TypeError(f"the body of the Lambda event is a {type(body).__name__}: {HINT}")
    if request.get("isBase64Encoded"):
        try:
            return base64.b64decode(body, validate=True)
        except (binascii.Error, ValueError):
            pass  # no gateway sends this; as plain text below, it is refused
    return body.encode(errors="surrogatepass")


def _answer(request: Request, status: int, headers: dict[str, str], body: str) -> Answer:
    return _for_sender(request, {"statusCode": status, "headers": headers, "body": body})


def _for_sender(request: Request, answer: Answer) -> Answer:
    """A load balancer requires more members, and headers in the form in which it sends them."""
    if "elb" not in (request.get("requestContext") or {}):
        return answer
    headers = answer.get("headers") or {}
    rest = {name: value for name, value in answer.items() if name != "headers"}
    form: Answer = {"statusDescription": _description(answer["statusCode"]), "isBase64Encoded": False}
    if request.get("multiValueHeaders"):
        form["multiValueHeaders"] = {name: [str(value)] for name, value in headers.items()}
    else:
        form["headers"] = headers
    return form | rest


def _description(status: Any) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
