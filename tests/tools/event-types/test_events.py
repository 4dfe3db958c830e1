"""The events' names in each language, and the catalogue of their bodies, are one list."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import generate
import pytest

import hookseal

NAMES = generate.names()
CATALOGUE = generate.ROOT / "tests/sender/catalogue"
FAMILIES = sorted(CATALOGUE.glob("*.json"))
# WorkOS lists it no longer, and endpoints may still get it: an event of a name that is not known.
RETIRED = {"dsync.deactivated"}


def bodies(family: Path) -> dict[str, Any]:
    catalogue: dict[str, Any] = json.loads(family.read_text("utf-8"))
    return catalogue


def test_the_generated_files_are_up_to_date() -> None:
    stored = {path: path.read_text("utf-8") for path in generate.files()}
    assert stored == generate.files(), "run python tests/tools/event-types/generate.py"


def test_the_list_is_sorted_and_python_has_it_as_installed() -> None:
    assert sorted(set(NAMES)) == NAMES
    assert list(get_args(hookseal.EventType)) == NAMES


def test_the_catalogue_has_a_body_for_every_name_and_for_no_other() -> None:
    listed = [name for family in FAMILIES for name in bodies(family)]
    assert sorted(listed) == sorted([*NAMES, *RETIRED])


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.stem)
def test_a_family_of_the_catalogue_is_made_up_of_events(family: Path) -> None:
    for name, data in bodies(family).items():
        assert name.split(".")[0] == family.stem
        event = construct({"id": "event_01", "event": name, "data": data})
        assert (event.event, event.data) == (name, data)
    addresses = re.findall(r"(?:@|://)([\w.-]+)", family.read_text("utf-8"))
    assert all(address.endswith("example.com") for address in addresses)


def test_an_event_of_any_other_name_passes() -> None:
    name = "connection.teleported"
    assert name not in NAMES
    assert construct({"id": "event_01", "event": name}).event == name


def construct(envelope: dict[str, Any]) -> hookseal.Event:
    payload = json.dumps(envelope, ensure_ascii=False)
    return hookseal.Verifier("whsec_test").construct_event(payload, hookseal.sign("whsec_test", payload))
