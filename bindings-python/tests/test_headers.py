"""All headers of a request instead of one value, in the type that each framework has."""

import email.message
import http.client
import io
import wsgiref.headers
from collections.abc import Callable
from typing import Any

import httpx2
import multidict
import pytest
import starlette.datastructures
import werkzeug.datastructures
from conftest import Delivery
from django.http.request import HttpHeaders

from hookseal import HEADER_NAME, MalformedHeaderError, MissingHeaderError, Verifier

Pairs = list[tuple[str, str]]


def as_bytes(pairs: Pairs) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in pairs]


def wsgi_environ(pairs: Pairs) -> dict[str, str]:
    """WSGI joins the values of headers with the same name."""
    variables: dict[str, str] = {}
    for name, value in pairs:
        key = "HTTP_" + name.upper().replace("-", "_")
        variables[key] = f"{variables[key]},{value}" if key in variables else value
    return variables


def of_http_client(pairs: Pairs) -> http.client.HTTPMessage:
    lines = "".join(f"{name}: {value}\r\n" for name, value in pairs)
    return http.client.parse_headers(io.BytesIO(f"{lines}\r\n".encode()))


SEVERAL: list[Callable[[Pairs], Any]] = [
    lambda pairs: pairs,
    tuple,
    lambda pairs: [list(pair) for pair in as_bytes(pairs)],
    lambda pairs: starlette.datastructures.Headers(raw=as_bytes(pairs)),
    werkzeug.datastructures.Headers,
    lambda pairs: werkzeug.datastructures.EnvironHeaders(wsgi_environ(pairs)),
    lambda pairs: HttpHeaders(wsgi_environ(pairs)),
    multidict.CIMultiDict,
    lambda pairs: multidict.CIMultiDictProxy(multidict.CIMultiDict(pairs)),
    httpx2.Headers,
    of_http_client,
    wsgiref.headers.Headers,
    lambda pairs: {name: [value for other, value in pairs if other == name] for name, _ in pairs},
]


@pytest.mark.parametrize("make", SEVERAL)
@pytest.mark.parametrize("name", [HEADER_NAME, HEADER_NAME.lower(), HEADER_NAME.upper()])
def test_the_header_is_found(
    verifier: Verifier, delivery: Delivery, make: Callable[[Pairs], Any], name: str
) -> None:
    headers = make([("Host", "example.com"), (name, delivery.header), ("X-Other", "t=1")])
    verifier.verify(delivery.payload, headers, now=delivery.timestamp)
    assert verifier.construct_event(delivery.payload, headers, now=delivery.timestamp).id == "event_01"
    verification = verifier.begin(headers)
    verification.update(delivery.payload)
    verification.finish(now=delivery.timestamp)
    with pytest.raises(MissingHeaderError):
        verifier.verify(delivery.payload, make([("Host", "example.com")]))


@pytest.mark.parametrize("make", SEVERAL)
def test_several_are_joined(verifier: Verifier, delivery: Delivery, make: Callable[[Pairs], Any]) -> None:
    timestamp, signature = delivery.header.split(", ")
    parts = make([(HEADER_NAME, timestamp), (HEADER_NAME, signature)])
    verifier.verify(delivery.payload, parts, now=delivery.timestamp)
    twice = make([(HEADER_NAME, delivery.header), (HEADER_NAME, delivery.header)])
    with pytest.raises(MalformedHeaderError, match="more than one t"):
        verifier.verify(delivery.payload, twice, now=delivery.timestamp)


def test_a_mapping_with_other_keys_and_values(verifier: Verifier, delivery: Delivery) -> None:
    """Checked by mypy too."""
    plain: dict[str, str] = {"workos-signature": delivery.header}
    verifier.verify(delivery.payload, plain, now=delivery.timestamp)
    mixed: dict[Any, Any] = {7: "t=1", "x": object(), b"WORKOS-SIGNATURE": (delivery.header.encode(),)}
    verifier.verify(delivery.payload, mixed, now=delivery.timestamp)
    message = email.message.Message()
    message["Workos-Signature"] = delivery.header
    verifier.verify(delivery.payload, message, now=delivery.timestamp)
    without: list[Any] = [{"WorkOS-Signature": None}, {}, []]
    for headers in without:
        with pytest.raises(MissingHeaderError):
            verifier.verify(delivery.payload, headers)
    not_ascii = {"WorkOS-Signature": delivery.header + "é"}
    with pytest.raises(MalformedHeaderError):
        verifier.verify(delivery.payload, not_ascii)


@pytest.mark.parametrize(
    "header", [["t=1"], [("t", "1", "2")], ["ab"], 7, bytearray(b"t=1"), {"WorkOS-Signature"}]
)
def test_neither_a_header_nor_headers(verifier: Verifier, header: Any) -> None:
    with pytest.raises(TypeError, match=r"pass request\.headers, .* joined with ', '"):
        verifier.verify(b"", header)


@pytest.mark.parametrize("value", [7, [7], {"t": "1"}])
def test_a_value_of_the_wrong_type(verifier: Verifier, value: Any) -> None:
    with pytest.raises(TypeError, match="value of the WorkOS-Signature header must be str or bytes"):
        verifier.verify(b"", {"workos-signature": value})


def test_the_environ_of_wsgi(delivery: Delivery, verifier: Verifier) -> None:
    environ = wsgi_environ([("Host", "x"), (HEADER_NAME, delivery.header)])
    assert verifier.verify(delivery.payload, environ, now=delivery.timestamp).secret_index == 0
