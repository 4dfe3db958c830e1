"""The header that signing makes."""

from .topic import EVENT, NOW, SECRET, Topic


def signing() -> Topic:
    topic = Topic("sign", "The header that signing makes.")
    for secret in (SECRET, b"\xff\x00\x7f", b"k" * 131):
        add = topic.group("sign", secrets=[secret])
        for payload in (b"", EVENT, b"\xff\xfe", "é".encode()):
            for timestamp in (0, NOW, 10**15 - 1):
                add(
                    f"{len(payload)} bytes signed at {timestamp}",
                    "Signing",
                    payload=payload,
                    timestamp=timestamp,
                )
    return topic
