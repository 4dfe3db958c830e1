"""The deliveries as they were signed, before an accident."""

import json
from collections.abc import Callable
from typing import Any

from reference import compact, sign, verify

from ..topic import NOW, SECRET, Topic

EVENT: dict[str, Any] = {
    "object": "event",
    "id": "event_01JFXN8K2V6CBA5ZQ4R7",
    "event": "dsync.user.updated",
    "data": {
        "object": "directory_user",
        "id": "directory_user_01KEDPZGBQCD80Y7CT51DHPFX0",
        "idp_id": "00u7zoéFAKE",
        "emails": [{"primary": True, "type": "work", "value": "zoe@example.com"}],
        "job_titles": ["R&D <Lead>", "Chef d'équipe"],
        "raw_attributes": {"profile": "https://id.example.com/u/7", "floor": 3, "quota": 2500},
        "state": "active",
    },
    "created_at": "2024-12-24T00:26:40.000Z",
}
SENT = compact(EVENT)
"""What WorkOS sends and signs: JSON as `JSON.stringify` writes it."""


def dumped(**options: Any) -> bytes:
    """The event, parsed by a framework and written again with `json.dumps`."""
    return json.dumps(json.loads(SENT), **options).encode()


class Accidents:
    """Adds vectors: a genuine delivery, and what arrived in its place."""

    def __init__(self, topic: Topic, flag: str) -> None:
        self._topic = topic
        self._flag = flag

    def __call__(
        self,
        comment: str,
        *findings: str,
        expect: str = "signature_mismatch",
        sent: bytes = SENT,
        signed_with: bytes = SECRET,
        signed_at: int = NOW,
        payload: bytes | Callable[[bytes], bytes] | None = None,
        secrets: list[bytes] | None = None,
        header: str | bytes | Callable[[str], str] | None = "",
        now: int = NOW,
        ruled_out: bool | None = None,
    ) -> None:
        """`sent` was signed. What arrived differs in what is given; functions are applied to the original."""
        genuine = sign(signed_with, sent, signed_at)
        verify([signed_with], None, genuine.encode(), now, sent)
        received = payload(sent) if callable(payload) else sent if payload is None else payload
        value = header(genuine) if callable(header) else genuine if header == "" else header
        given = [signed_with] if secrets is None else secrets
        assert (received, value, given, now - signed_at) != (
            sent,
            genuine,
            [signed_with],
            0,
        ) or expect == "ok"
        if ruled_out is None:
            ruled_out = expect == "signature_mismatch" and not findings
        self._topic.group("diagnose", secrets=given)(
            comment,
            self._flag,
            expect,
            payload=received,
            header=value,
            now=now,
            findings=list(findings),
            ruled_out=ruled_out,
        )
