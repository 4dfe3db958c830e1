"""Accidents of the payload, applied as the world applies them."""

import base64
import gzip
import json
import urllib.parse
from typing import Any

from reference import compact

from ..topic import Topic
from .delivery import EVENT, SENT, Accidents, dumped

# gzip.compress(SENT, mtime=0); written out, since versions of zlib compress differently.
GZIPPED = (
    "1f8b08000000000002035590ef4ec23014c55f85dc0ffa656c658e3f698c1136d088314088418c59ca5a4271a3a36bc1"
    "4178209e8317b3c510f5537b6f7fe79ce6ec41cc962c5180816dd84a81039c5e8618d59e7a939756df7f6d849d767d3a"
    "0c464d43fc90186851ae1257174cba3aa744316a1ecd4900ef7f7d2997e62264195bf212f07f6b92fadd68307de80cc3"
    "a885de9ae1b85e8b1e07bd093a0bf2f82c42483777e274ecb5fb5dfb8f8cf0b400fcbe875cf28cc812b0929a39a0ca9c"
    "197e2be4a7e13624d576dc0976cfbe4896a7cc4d4406870f079662162bae52667d607415556e9f19a17746162ed8bc42"
    "af4fc7b5e6c6cec0926c63a294e433adacc0e68a394fadf942a9bcc09ec7a9fb27c3d39e6d6c9e0a2101df38b0d6c2f6"
    "e3d7113a385028d39a119344f10d03b34924b3459a18b3f6911f546b7ed50fc60861bf8103e42284a670f806fc0ffa77"
    "b8010000"
)


def php(value: Any, *, unicode: bool) -> bytes:
    """PHP's json_encode, which escapes slashes, and all that is not ASCII unless it is told not to."""
    text = json.dumps(value, ensure_ascii=not unicode, separators=(",", ":"))
    return text.replace("/", "\\/").encode()


def go(value: Any) -> bytes:
    """Go's json.Marshal of a struct, which escapes what HTML could mistake for markup."""
    text = compact(value).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode()


def payload(topic: Topic) -> None:
    ends_and_encodings(topic)
    serialised_again(topic)
    wrapped(topic)


def ends_and_encodings(topic: Topic) -> None:
    add = Accidents(topic, "PayloadBytes")
    add("a newline added at the end", "payload_newline_added", payload=SENT + b"\n")
    add("CRLF added at the end", "payload_newline_added", payload=SENT + b"\r\n")
    add("a newline stripped from the end", "payload_newline_removed", sent=SENT + b"\n", payload=SENT)
    pretty = dumped(indent=2, ensure_ascii=False)
    crlf = pretty.replace(b"\n", b"\r\n")
    add("CRLF turned into LF", "payload_crlf_to_lf", sent=crlf, payload=pretty)
    add("LF turned into CRLF", "payload_lf_to_crlf", sent=pretty, payload=crlf)
    bom = "\ufeff".encode()
    add("a byte-order mark added", "payload_bom_added", payload=bom + SENT)
    add("a byte-order mark removed", "payload_bom_removed", sent=bom + SENT, payload=SENT)
    text = SENT.decode()
    for encoding in ("utf-16-le", "utf-16-be", "utf-16"):
        mark = b"\xff\xfe" if encoding == "utf-16" else b""
        name = "utf-16-le" if mark else encoding
        comment = f"as {name}{' with a byte-order mark' if mark else ''}"
        add(comment, "payload_utf16", payload=mark + text.encode(name))
    add("UTF-8 read as Latin-1", "payload_mojibake", payload=SENT.decode("latin-1").encode())
    add("written as Latin-1", "payload_latin1", payload=text.encode("latin-1"))
    add(
        "read as ASCII, with replacement characters",
        "payload_replacement_characters",
        payload=SENT.decode("ascii", "replace").encode(),
    )
    add("read by something else before", "payload_empty", payload=b"")


def serialised_again(topic: Topic) -> None:
    add = Accidents(topic, "PayloadReserialised")
    blanks = dumped(ensure_ascii=False)
    add("blanks removed by JSON.stringify", "payload_json_compacted", sent=blanks, payload=SENT)
    for indent in (2, 4):
        pretty = dumped(indent=indent, ensure_ascii=False)
        add(f"indented by {indent}", "payload_json_indented", payload=pretty)
        add(f"indentation of {indent} removed", "payload_json_compacted", sent=pretty, payload=SENT)
    add("blanks added by json.dumps", "payload_json_spaced", payload=blanks)
    escaped = dumped(separators=(",", ":"))
    add("non-ASCII escaped", "payload_non_ascii_escaped", payload=escaped)
    add("non-ASCII unescaped", "payload_non_ascii_unescaped", sent=escaped, payload=SENT)
    add(
        "beyond the first 65 536, escaped",
        "payload_non_ascii_escaped",
        sent=compact({**EVENT, "data": {"name": "\U0001f600"}}),
        payload=json.dumps({**EVENT, "data": {"name": "\U0001f600"}}, separators=(",", ":")).encode(),
    )
    add("slashes escaped by PHP", "payload_slashes_escaped", payload=php(EVENT, unicode=True))
    add("markup escaped by Go", "payload_html_escaped", payload=go(EVENT))
    add("keys sorted", "payload_keys_sorted", payload=compact(dict(sorted(EVENT.items()))))
    fractions = SENT.replace(b":3,", b":3.0,").replace(b":2500}", b":2500.0}")
    add("1 written as 1.0", "payload_number_rewritten", payload=fractions)
    add("1.0 written as 1", "payload_number_rewritten", sent=fractions, payload=SENT)
    add(
        "json.dumps as it is",
        "payload_json_spaced",
        "payload_non_ascii_escaped",
        payload=dumped(),
    )
    add(
        "json_encode as it is",
        "payload_non_ascii_escaped",
        "payload_slashes_escaped",
        payload=php(EVENT, unicode=False),
    )


def wrapped(topic: Topic) -> None:
    assert gzip.decompress(bytes.fromhex(GZIPPED)) == SENT
    add = Accidents(topic, "PayloadWrapped")
    encoded = base64.b64encode(SENT)
    add("base64 of a gateway", "payload_base64", payload=encoded)
    add("base64 in lines", "payload_base64", payload=base64.encodebytes(SENT))
    add("base64url without padding", "payload_base64", payload=base64.urlsafe_b64encode(SENT).rstrip(b"="))
    add("compressed with gzip", "payload_gzip", payload=bytes.fromhex(GZIPPED))
    add("percent-encoded", "payload_percent_encoded", payload=urllib.parse.quote(SENT).encode())
    add("in a form", "payload_form_encoded", payload=urllib.parse.urlencode({"payload": SENT}).encode())
    add("taken for a form", "payload_form_encoded", payload=urllib.parse.urlencode({SENT: ""}).encode())
    request = {"httpMethod": "POST", "path": "/webhooks", "headers": {"Host": "example.com"}}
    text = SENT.decode()
    add("the body in an object", "payload_wrapped", payload=compact({"body": text}))
    add(
        "the whole request of a Lambda function",
        "payload_wrapped",
        payload=dumped_request({**request, "body": text, "isBase64Encoded": False}),
    )
    add(
        "the whole request of a Lambda function, in base64",
        "payload_wrapped",
        "payload_base64",
        payload=dumped_request({**request, "body": encoded.decode(), "isBase64Encoded": True}),
    )
    add("Python's str() of bytes", "payload_python_repr", payload=str(SENT).encode())
    add("JavaScript's text of an object", "payload_object_object", payload=b"[object Object]")
    add("JSON in a JSON string", "payload_json_string", payload=compact(text))


def dumped_request(request: dict[str, Any]) -> bytes:
    return json.dumps(request).encode()
