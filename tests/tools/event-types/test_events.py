"""Checks that every language has the same names and types, and that the bodies in cli/catalogue fit them."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import generate
import pytest
import schemas
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from schemas import ACTIONS, CONTEXT, DATA, ROOT, List, Shape, Type, Union

import hookseal

SCHEMAS = schemas.read()
NAMES = SCHEMAS.names
CATALOGUE = ROOT / "cli/catalogue"
FAMILIES = sorted(CATALOGUE.glob("*.json"))
VALIDATORS = {
    name: Draft202012Validator(entry["data"])
    for entry in json.loads(DATA.read_text("utf-8"))
    for name in entry["events"]
}
# The actions refer to the data of events.
EVENT_DATA: Registry[Any] = Registry().with_resources(
    (name, DRAFT202012.create_resource(validator.schema)) for name, validator in VALIDATORS.items()
)
ACTION_SCHEMAS = {entry["object"]: entry["data"] for entry in json.loads(ACTIONS.read_text("utf-8"))}
ACTION_VALIDATORS = {
    kind: Draft202012Validator(schema, registry=EVENT_DATA) for kind, schema in ACTION_SCHEMAS.items()
}
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


def described() -> Iterator[tuple[str, Any]]:
    """The bodies whose shape is known, with the names of their events."""
    everything = {name: data for family in FAMILIES for name, data in bodies(family).items()}
    return ((name, everything[name]) for name in VALIDATORS)


def actions() -> Iterator[tuple[str, Any]]:
    """What `hookseal send --action` asks, in full and with the required members alone."""
    for path in sorted(ROOT.glob("cli/actions/*.json")):
        name = f"{path.stem}_action_context"
        body = {"id": "action_01", "object": name, **bodies(path)}
        yield name, body
        yield name, {member: body[member] for member in ACTION_SCHEMAS[name]["required"]}


def test_every_body_fits_the_schema_of_its_event_or_action() -> None:
    validators = {**VALIDATORS, **ACTION_VALIDATORS}
    for schema in (*(validator.schema for validator in validators.values()), json.loads(CONTEXT.read_text())):
        Draft202012Validator.check_schema(schema)
    faults = [
        f"{name}: {fault.json_path}: {fault.message}"
        for name, data in (*described(), *actions())
        for fault in validators[name].iter_errors(data)
    ]
    assert faults == []
    assert ACTION_VALIDATORS.keys() == dict(actions()).keys() == SCHEMAS.actions.keys()


def typed_bodies() -> Iterator[tuple[str, str | None, Any]]:
    """The name of each event or action, that of its type, and the body without what the type lacks."""
    for name, data in described():
        yield name, SCHEMAS.data_name(name), known_members(SCHEMAS.data[name], data)
    for name, data in actions():
        yield name, SCHEMAS.action_names()[name], known_members(SCHEMAS.actions[name], data)


def test_every_body_fits_the_type_of_python(tmp_path: Path) -> None:
    """Mypy refuses a literal that lacks a required member, has another one or has a value of another type."""
    lines = [
        f"_{number}: hookseal.types.{shape} = {body!r}"
        for number, (_, shape, body) in enumerate(typed_bodies())
    ]
    source = tmp_path / "bodies.py"
    source.write_text("\n".join(["import hookseal.types", *lines]), "utf-8")
    check(sys.executable, "-m", "mypy", "--strict", source)


def test_every_body_fits_the_type_of_typescript(tmp_path: Path) -> None:
    types = ROOT / "bindings-node/event-types.js"
    lines = [
        f"export const _{number}: (WebhookEventData & ActionData)['{name}'] = {json.dumps(body)}"
        for number, (name, _, body) in enumerate(typed_bodies())
    ]
    source = tmp_path / "bodies.ts"
    source.write_text(
        "\n".join([f"import type {{ ActionData, WebhookEventData }} from '{types}'", *lines]), "utf-8"
    )
    tsc = ROOT / "bindings-node/node_modules/typescript/bin/tsc"
    check("node", tsc, "--noEmit", "--strict", "--exactOptionalPropertyTypes", "--types", "", source)


def known_members(of: Type, body: Any) -> Any:
    """The body without the members that its type lacks, which the checkers refuse in a literal."""
    match of:
        case List(item):
            return [known_members(item, each) for each in body]
        case Shape(members) if isinstance(body, dict):
            types = {member.name: member.type for member in members}
            return {name: known_members(types[name], value) for name, value in body.items() if name in types}
        case Union(options) if isinstance(body, dict):
            return max((known_members(option, body) for option in options), key=len)
    return body


def check(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_event_of_an_unknown_name_passes() -> None:
    name = "connection.teleported"
    assert name not in NAMES
    assert construct({"id": "event_01", "event": name}).event == name


@pytest.mark.parametrize(
    "data",
    [{"state": "asleep"}, {"emails": 5, "later": [{}]}, [], None],
    ids=["a new value and absent members", "another type and a new member", "a list", "null"],
)
def test_data_of_another_shape_passes(data: Any) -> None:
    assert construct({"id": "event_01", "event": "dsync.user.created", "data": data}).data == data


def construct(envelope: dict[str, Any]) -> hookseal.Event:
    payload = json.dumps(envelope, ensure_ascii=False)
    return hookseal.Verifier("whsec_test").construct_event(payload, hookseal.sign("whsec_test", payload))
