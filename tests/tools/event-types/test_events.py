"""Checks that every language, and the catalogue of event bodies, has the same list of names."""

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
# WorkOS no longer lists it, but endpoints may still receive it. It shows how unknown names are handled.
RETIRED = {"dsync.deactivated"}


def bodies(family: Path) -> dict[str, Any]:
    catalogue: dict[str, Any] = json.loads(family.read_text("utf-8"))
    return catalogue


def test_the_generated_files_are_up_to_date() -> None:
    stored = {path: path.read_text("utf-8") for path in generate.files()}
    assert stored == generate.files(), "run python tests/tools/event-types/generate.py"


def test_the_list_is_sorted_and_the_installed_package_has_it() -> None:
    assert sorted(set(NAMES)) == NAMES
    assert list(get_args(hookseal.EventType)) == NAMES


def test_the_catalogue_has_a_body_for_every_name_and_no_others() -> None:
    listed = [name for family in FAMILIES for name in bodies(family)]
    assert sorted(listed) == sorted([*NAMES, *RETIRED])


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.stem)
def test_every_body_in_the_catalogue_is_a_valid_event(family: Path) -> None:
    for name, data in bodies(family).items():
        assert name.split(".")[0] == family.stem
        event = construct({"id": "event_01", "event": name, "data": data})
        assert (event.event, event.data) == (name, data)
    addresses = re.findall(r"(?:@|://)([\w.-]+)", family.read_text("utf-8"))
    assert all(address.endswith("example.com") for address in addresses)


def test_an_event_of_an_unknown_name_passes() -> None:
    name = "connection.teleported"
    assert name not in NAMES
    assert construct({"id": "event_01", "event": name}).event == name


def construct(envelope: dict[str, Any]) -> hookseal.Event:
    payload = json.dumps(envelope, ensure_ascii=False)
    return hookseal.Verifier("whsec_test").construct_event(payload, hookseal.sign("whsec_test", payload))
