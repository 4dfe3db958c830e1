"""The cloud functions, called with the events of each gateway."""

import asyncio
import base64
import inspect
from pathlib import Path
from typing import Any

import azure.functions
import pytest
from endpoints import BODY, SECRET, signed
from functions_framework import create_app

from hookseal import HEADER_NAME, Event, Verifier, aws_lambda, azure_functions

VERIFIER = Verifier(SECRET)
Request = dict[str, Any]


def received(event: Event, body: bytes) -> None:
    assert (event.id, body) == ("event_01", BODY)


# As AWS documents them, without the parts that the adapter does not read.


def rest_api(headers: dict[str, str], body: str) -> Request:
    """API Gateway, payload format 1.0."""
    return {
        "resource": "/webhooks",
        "httpMethod": "POST",
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "requestContext": {"httpMethod": "POST", "stage": "prod"},
        "body": body,
        "isBase64Encoded": False,
    }


def http_api(headers: dict[str, str], body: str) -> Request:
    """API Gateway, payload format 2.0."""
    return {
        "version": "2.0",
        "routeKey": "POST /webhooks",
        "headers": {name.lower(): value for name, value in headers.items()},
        "requestContext": {"http": {"method": "POST", "path": "/webhooks"}},
        "body": body,
        "isBase64Encoded": False,
    }


def function_url(headers: dict[str, str], body: str) -> Request:
    return http_api(headers, base64.b64encode(body.encode()).decode()) | {
        "routeKey": "$default",
        "isBase64Encoded": True,
    }


def load_balancer(headers: dict[str, str], body: str) -> Request:
    return {
        "requestContext": {"elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:..."}},
        "httpMethod": "POST",
        "headers": {name.lower(): value for name, value in headers.items()},
        "body": body,
        "isBase64Encoded": False,
    }


def load_balancer_multi(headers: dict[str, str], body: str) -> Request:
    request = load_balancer(headers, body)
    multi = {name: [value] for name, value in request.pop("headers").items()}
    return request | {"multiValueHeaders": multi}


SHAPES = [rest_api, http_api, function_url, load_balancer, load_balancer_multi]


@pytest.mark.parametrize("shape", SHAPES)
def test_lambda(shape: Any) -> None:
    handler = aws_lambda.webhook(VERIFIER, received)
    answer = handler(shape(signed(), BODY.decode()), None)
    assert (answer["statusCode"], answer["body"]) == (200, "")
    answer = handler(shape(signed(), BODY.decode() + " "), None)
    assert (answer["statusCode"], answer["body"]) == (400, '{"error": "signature_mismatch"}')
    content_type = {"Content-Type": "application/json"}
    # A load balancer accepts headers only in the form in which it sends them.
    if shape is load_balancer_multi:
        assert "headers" not in answer
        assert answer["multiValueHeaders"] == {name: [value] for name, value in content_type.items()}
    else:
        assert answer["headers"] == content_type
    if shape in (load_balancer, load_balancer_multi):
        assert (answer["statusDescription"], answer["isBase64Encoded"]) == ("400 Bad Request", False)


def test_lambda_with_the_header_twice() -> None:
    request = rest_api(signed(), BODY.decode())
    request["multiValueHeaders"][HEADER_NAME] *= 2
    answer = aws_lambda.webhook(VERIFIER, received)(request, None)
    assert answer["body"] == '{"error": "malformed_header"}'


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("signature_mismatch", {"body": None}),
        ("signature_mismatch", {"body": "no base64!", "isBase64Encoded": True}),
        ("signature_mismatch", {"body": "ü", "isBase64Encoded": True}),
        ("signature_mismatch", {"body": "\ud800"}),
        ("missing_header", {"headers": None, "multiValueHeaders": None}),
        ("malformed_header", {"headers": {HEADER_NAME: "\ud800"}, "multiValueHeaders": None}),
    ],
)
def test_lambda_refuses_malformed_requests(code: str, changes: Request) -> None:
    answer = aws_lambda.webhook(VERIFIER, received)(rest_api(signed(), BODY.decode()) | changes, None)
    assert (answer["statusCode"], answer["body"]) == (400, f'{{"error": "{code}"}}')


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ([], "the Lambda event is a list: .* pass it unchanged"),
        ({"Records": []}, "the Lambda event has no HTTP method: .* takes the event of an HTTP request"),
        (rest_api(signed(), "") | {"body": {"id": "event_01"}}, "the body of the Lambda event is a dict"),
    ],
)
def test_a_lambda_event_that_is_not_an_http_request(request_: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        aws_lambda.webhook(VERIFIER, received)(request_, None)


def test_what_a_lambda_handler_may_return() -> None:
    def handler(answer: Any) -> Any:
        return aws_lambda.webhook(VERIFIER, lambda event, body: answer)

    request = rest_api(signed(), BODY.decode())
    assert handler({"statusCode": 202})(request, None) == {"statusCode": 202}
    for wrong in ("done", {"status": 202}):
        with pytest.raises(TypeError, match='"statusCode"'):
            handler(wrong)(request, None)

    async def asynchronous(event: Event, body: bytes) -> None: ...

    wrong_handler: Any = asynchronous
    with pytest.raises(TypeError, match="handler is called and not awaited"):
        aws_lambda.webhook(VERIFIER, wrong_handler)


def test_azure_finds_the_function_and_its_trigger() -> None:
    app = azure.functions.FunctionApp()
    app.route("webhooks", methods=["POST"])(azure_functions.webhook(VERIFIER, received))
    (function,) = app.get_functions()
    assert function.get_function_name() == "received"
    trigger = function.get_trigger()
    assert trigger
    assert trigger.name == "req"
    answer = function.get_user_function()(
        azure.functions.HttpRequest("POST", "/webhooks", headers=signed(), body=BODY)
    )
    assert answer.status_code == 200


def test_an_async_azure_function() -> None:
    async def received_later(event: Event, body: bytes) -> None:
        received(event, body)

    function = azure_functions.webhook(VERIFIER, received_later)
    assert inspect.iscoroutinefunction(function)
    for headers, status in ((signed(), 200), ({}, 400)):
        request = azure.functions.HttpRequest("POST", "/webhooks", headers=headers, body=BODY)
        assert asyncio.run(function(request)).status_code == status


def test_azure_without_a_body() -> None:
    nothing: Any = None
    request = azure.functions.HttpRequest("POST", "/webhooks", headers=signed(), body=nothing)
    answer = azure_functions.webhook(VERIFIER, received)(request)
    assert answer.get_body() == b'{"error": "signature_mismatch"}'


def test_google(tmp_path: Path) -> None:
    source = tmp_path / "main.py"
    source.write_text(
        "import flask, functions_framework\n"
        "from hookseal import Event, Verifier\n"
        "from hookseal.flask import webhook\n"
        "@functions_framework.http\n"
        f"@webhook(Verifier({SECRET!r}))\n"
        "def received(event: Event, request: flask.Request) -> None:\n"
        "    assert request.get_json()['id'] == event.id\n"
    )
    create: Any = create_app
    client = create("received", str(source)).test_client()
    headers = {"Content-Type": "application/json", **signed()}
    assert client.post("/webhooks", data=BODY, headers=headers).status_code == 200
    answer = client.post("/webhooks", data=BODY)
    assert (answer.status_code, answer.json) == (400, {"error": "missing_header"})


def test_a_handlers_own_answer_in_the_form_of_a_load_balancer() -> None:
    handler = aws_lambda.webhook(VERIFIER, lambda event, body: {"statusCode": 202, "headers": {"X-Id": 7}})
    extra = {"statusDescription": "202 Accepted", "isBase64Encoded": False, "statusCode": 202}
    answer = handler(load_balancer_multi(signed(), BODY.decode()), None)
    assert answer == {"multiValueHeaders": {"X-Id": ["7"]}, **extra}
    assert handler(load_balancer(signed(), BODY.decode()), None) == {"headers": {"X-Id": 7}, **extra}
    own = {"statusCode": 202, "headers": {"X-Id": 7}}
    assert handler(rest_api(signed(), BODY.decode()), None) == own


def test_an_object_that_is_called_asynchronously() -> None:
    class Handler:
        async def __call__(self, event: Event, body: bytes) -> None: ...

    class OnRefusal:
        async def __call__(self, refused: Any) -> None: ...

    assert inspect.iscoroutinefunction(azure_functions.webhook(VERIFIER, Handler()))
    for arguments in ({"handler": Handler()}, {"handler": received, "on_refusal": OnRefusal()}):
        with pytest.raises(TypeError, match="must not be async"):
            aws_lambda.webhook(VERIFIER, **arguments)
