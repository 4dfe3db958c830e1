"""sign()."""

from datetime import UTC, datetime
from typing import Any

import pytest

from hookseal import ConfigurationError, Verifier, sign


def test_the_header_is_the_one_workos_sends() -> None:
    # Computed with: printf '1700000000000.{}' | openssl dgst -sha256 -hmac whsec_example
    digest = "9b743965420b2f96ae0310ec183c6638cd44bc926cd06bbf99a3668500fd2404"
    header = sign("whsec_example", b"{}", timestamp=1_700_000_000_000)
    assert header == f"t=1700000000000, v1={digest}"
    assert header == sign(b"whsec_example", "{}", timestamp=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC))


def test_now_is_the_default() -> None:
    Verifier("whsec_example").verify("{}", sign("whsec_example", "{}"))


def test_what_cannot_be_signed() -> None:
    with pytest.raises(ConfigurationError, match="ends with white space") as caught:
        sign("whsec_example\n", b"{}")
    assert caught.value.code == "invalid_secret"
    for timestamp in (-1, 10**15):
        with pytest.raises(ValueError, match="milliseconds since the Unix epoch"):
            sign("whsec_example", b"{}", timestamp=timestamp)
    parsed: Any = {"id": "event_01"}
    with pytest.raises(TypeError, match="raw request body"):
        sign("whsec_example", parsed)
    several: Any = ["whsec_example"]
    with pytest.raises(TypeError, match="secret must be"):
        sign(several, b"{}")
