"""Writes the vector files: python tests/conformance/vectors/generate.py

Every vector states what it expects, and the reference implementation must agree.
"""

import json
from pathlib import Path
from typing import Any

import reference
import topics

FOLDER = Path(__file__).parent


def binary(value: bytes) -> dict[str, str]:
    """Text is written as text, which is easier to read; other bytes are written as hex."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return {"hex": value.hex()}
    return {"text": text} if text.isprintable() or text.isspace() else {"hex": value.hex()}


def outcome(kind: str, group: dict[str, Any], test: dict[str, Any]) -> dict[str, Any]:
    if kind == "diagnose":
        code = outcome("verify", group, test).get("code", "ok")
        return {"code": code, "findings": test["findings"], "ruledOut": test["ruled_out"]}
    default = reference.ACTION_TOLERANCE if kind in ("action", "respond") else reference.DEFAULT_TOLERANCE
    secrets, tolerance = group["secrets"], group.get("tolerance", default)
    tolerance = float(tolerance) if isinstance(tolerance, str) else tolerance
    if kind == "sign":
        return {"header": reference.sign(secrets[0], test["payload"], test["timestamp"])}
    try:
        timestamp, index = reference.verify(secrets, tolerance, test["header"], test["now"], test["payload"])
        if kind == "event":
            event_id, event = reference.read_event(test["payload"])
            return {"id": event_id, "event": event}
        if kind in ("action", "respond"):
            action_id, action_object = reference.read_action(test["payload"])
            if kind == "action":
                return {"id": action_id, "object": action_object}
            said = (test["verdict"], test["message"], test["now"])
            return {"body": reference.respond(secrets[index], action_object, *said).decode()}
        return {"timestamp": timestamp, "secretIndex": index}
    except reference.Refused as refused:
        time = {} if refused.timestamp is None else {"timestamp": refused.timestamp}
        return {"code": refused.code, **time}
    except reference.BadArgument:
        return {"badArgument": True}


def render(topic: topics.Topic, first_id: int) -> dict[str, Any]:
    groups, number = [], first_id
    for kind, group, tests in topic.groups:
        rendered = []
        for test in tests:
            expected = outcome(kind, group, test)
            code = "argument" if "badArgument" in expected else expected.get("code", "ok")
            if code != test["expect"]:
                raise AssertionError(f"{test['comment']}: expected {test['expect']}, got {code}")
            repeat = test.get("repeat")
            rendered.append(
                {
                    "tcId": number,
                    "comment": test["comment"],
                    "flags": test["flags"],
                    "payload": {"repeat": repeat} if repeat else binary(test["payload"]),
                }
                | (
                    {"timestamp": test["timestamp"]}
                    if kind == "sign"
                    else {
                        "header": None if test["header"] is None else binary(test["header"]),
                        "nowMs": test["now"],
                    }
                )
                | (
                    {
                        "verdict": test["verdict"],
                        "message": None if test["message"] is None else binary(test["message"]),
                    }
                    if kind == "respond"
                    else {}
                )
                | {"expected": expected}
            )
            number += 1
        head: dict[str, Any] = {"type": kind, "secrets": [binary(s) for s in group["secrets"]]}
        if "tolerance" in group:
            head["toleranceSeconds"] = group["tolerance"]
        groups.append(head | {"tests": rendered})
    used = {flag for _, _, tests in topic.groups for test in tests for flag in test["flags"]}
    return {
        "description": topic.description,
        "numberOfTests": number - first_id,
        "notes": {flag: topics.NOTES[flag] for flag in sorted(used)},
        "testGroups": groups,
    }


def files() -> dict[str, str]:
    """The text of each file."""
    result, number = {}, 1
    for topic in topics.all_topics():
        rendered = render(topic, number)
        number += rendered["numberOfTests"]
        result[f"{topic.name}.json"] = json.dumps(rendered, indent=1) + "\n"
    return result


if __name__ == "__main__":
    for name, text in files().items():
        (FOLDER / name).write_text(text, "utf-8")
