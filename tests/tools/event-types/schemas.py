"""Reads the JSON Schemas of the events' `data` and of the actions, as types that the writers share."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

ROOT = Path(__file__).resolve().parents[3]
NAMES = ROOT / "core/event-types.txt"
DATA = ROOT / "core/event-data.schema.json"
CONTEXT = ROOT / "core/event-context.schema.json"
ACTIONS = ROOT / "core/action-context.schema.json"
SHAPES = Path(__file__).with_name("shapes.toml")


@dataclass(frozen=True)
class Basic:
    """`string`, `integer`, `boolean` or `null`, as JSON Schema names them."""

    name: str


@dataclass(frozen=True)
class Const:
    """One string. It tells shapes apart, so it stays closed."""

    value: str


@dataclass(frozen=True)
class Enum:
    """Some known strings. WorkOS may add others, so it is open."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Map:
    """An object whose members have any names: strings, or anything."""

    value: Basic | None


@dataclass(frozen=True)
class List:
    item: "Type"


@dataclass(frozen=True)
class Union:
    options: tuple["Type", ...]


@dataclass(frozen=True)
class Member:
    name: str
    type: "Type"
    required: bool


@dataclass(frozen=True)
class Shape:
    members: tuple[Member, ...]


Type: TypeAlias = Basic | Const | Enum | Map | List | Union | Shape


@dataclass(frozen=True)
class Named:
    """A shape or an enumeration with a name of its own."""

    name: str
    doc: str
    type: Shape | Enum
    base: str | None
    """The name of a shape that has all its members but the `own` ones."""
    own: tuple[Member, ...]


@dataclass(frozen=True)
class Schemas:
    names: list[str]
    """The name of every event."""
    data: dict[str, Type]
    """The type of the `data` of each event that WorkOS describes."""
    actions: dict[str, Type]
    """The type of each action, by its `object`."""
    named: list[Named]
    """Each after those that it is made of."""
    member_docs: dict[str, str]

    def name_of(self, of: Type) -> str | None:
        return next((named.name for named in self.named if named.type == of), None)

    def data_name(self, event: str) -> str | None:
        """The name of the shape of an event's data."""
        return self.name_of(self.data[event]) if event in self.data else None

    def action_names(self) -> dict[str, str | None]:
        """The name of the shape of each action, by its `object`."""
        return {kind: self.name_of(of) for kind, of in self.actions.items()}


def read() -> Schemas:
    names = NAMES.read_text("utf-8").split()
    described = json.loads(DATA.read_text("utf-8"))
    data = {name: parse(entry["data"]) for entry in described for name in entry["events"]}
    if unknown := data.keys() - set(names):
        raise ValueError(f"schemas of events that do not exist: {unknown}")
    # An action refers to the data of events by their names.
    actions = {
        entry["object"]: parse(entry["data"], data) for entry in json.loads(ACTIONS.read_text("utf-8"))
    }
    roots = {**data, "context": parse(json.loads(CONTEXT.read_text("utf-8"))), **actions}
    table = tomllib.loads(SHAPES.read_text("utf-8"))
    named = sorted_by_use(named_types(table["shapes"], roots), roots)
    members = {m.name for n in named for m in n.own}
    if unknown := table["members"].keys() - members:
        raise ValueError(f"descriptions of members that do not exist: {unknown}")
    return Schemas(names, data, actions, named, table["members"])


def named_types(table: dict[str, dict[str, str]], roots: dict[str, Type]) -> dict[Type, Named]:
    found: dict[Type, Named] = {}
    for name, entry in table.items():
        of = find(entry["at"], roots)
        assert isinstance(of, Shape | Enum), name
        assert of not in found, f"{name} has another name too: {found[of].name}"
        found[of] = Named(name, entry["doc"], of, entry.get("base"), ())
    for event, of in roots.items():
        if isinstance(of, Shape) and of not in found:
            name = "".join(word.capitalize() for word in event.replace("_", ".").split("."))
            found[of] = Named(name, f"The data of `{event}`.", of, None, ())
    shapes = {named.name: named.type for named in found.values()}
    return {of: replace(named, own=own_members(named, shapes)) for of, named in found.items()}


def own_members(named: Named, shapes: dict[str, Shape | Enum]) -> tuple[Member, ...]:
    if isinstance(named.type, Enum):
        return ()
    if named.base is None:
        return named.type.members
    base = shapes[named.base]
    assert isinstance(base, Shape)
    if missing := set(base.members) - set(named.type.members):
        raise ValueError(f"{named.name} is no {named.base}: {missing}")
    return tuple(member for member in named.type.members if member not in base.members)


def find(at: str, roots: dict[str, Type]) -> Type:
    root, *steps = at.split("/")
    found = roots[root]
    for step in steps:
        match found:
            case List(item):
                found = item
            case Union(options):
                found = options[int(step)]
            case Shape(members):
                found = next(member.type for member in members if member.name == step)
    return found


def sorted_by_use(named: dict[Type, Named], roots: dict[str, Type]) -> list[Named]:
    """Each type after its parts and its base. Fails for a shape that has no name."""
    by_name = {entry.name: entry for entry in named.values()}
    ordered: dict[str, Named] = {}

    def add(entry: Named) -> None:
        if entry.base:
            add(by_name[entry.base])
        for part in parts(entry.type):
            if isinstance(part, Shape) and part not in named:
                raise ValueError(f"name this shape in {SHAPES.name}, it is in {entry.name}: {part}")
            if part in named and part != entry.type:
                add(named[part])
        ordered.setdefault(entry.name, entry)

    for root in roots.values():
        add(named[root])
    return list(ordered.values())


def parse(schema: dict[str, Any], known: Mapping[str, Type] = MappingProxyType({})) -> Type:
    if "$ref" in schema:
        return known[schema["$ref"]]
    if "oneOf" in schema:
        return union([parse(option, known) for option in schema["oneOf"]])
    if "const" in schema:
        return Const(schema["const"])
    if "enum" in schema:
        return Enum(tuple(schema["enum"]))
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return union([parse_kind(kind, schema, known) for kind in kinds])


def parse_kind(kind: str, schema: dict[str, Any], known: Mapping[str, Type]) -> Type:
    if kind == "array":
        return List(parse(schema["items"], known))
    if kind != "object":
        return Basic(kind)
    if "additionalProperties" in schema:
        value = schema["additionalProperties"]
        return Map(Basic(value["type"]) if value else None)
    required = schema.get("required", [])
    members = schema["properties"].items()
    return Shape(tuple(Member(name, parse(value, known), name in required) for name, value in members))


def union(options: list[Type]) -> Type:
    flat: dict[Type, None] = {}
    for option in options:
        flat.update(dict.fromkeys(option.options if isinstance(option, Union) else [option]))
    if Basic("string") in flat:  # contains every constant
        flat = {option: None for option in flat if not isinstance(option, Const)}
    return Union(tuple(flat)) if len(flat) > 1 else next(iter(flat))


def parts(of: Type) -> Iterator[Type]:
    """The type, after the types that it is made of."""
    match of:
        case List(item):
            yield from parts(item)
        case Union(options):
            for option in options:
                yield from parts(option)
        case Shape(members):
            for member in members:
                yield from parts(member.type)
    yield of
