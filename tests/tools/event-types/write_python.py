"""Writes the types of Python."""

import subprocess
import sys

from schemas import Basic, Const, Enum, List, Map, Member, Named, Schemas, Shape, Type, Union

NAMES = '''\
"""The names of WorkOS's events."""

from typing import Literal, TypeAlias

EventType: TypeAlias = Literal[
{names}]
"""The name of an event that WorkOS listed when this version was made. `typing.get_args` lists them.

WorkOS adds new ones over time, and hookseal accepts an event of any name.
"""
'''

TYPES = '''\
"""Types for annotations: `TypedEvent`, and the shapes of the events' data and context.

No type is checked at run time. WorkOS may add members and values, and hookseal accepts them. Importing
hookseal does not import this module.
"""

from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypeAlias, TypedDict

from . import Event

{named}

OtherName: TypeAlias = Literal["(any other name)"]
"""Stands for every name that this version does not know."""

if TYPE_CHECKING:
    TypedEvent: TypeAlias = (
        {events}
    )
    """An event whose `data` has the type that belongs to its name.

    `if event.event == "dsync.user.created":` and `match event.event:` narrow `event.data`. In the `else`
    or `case _:` is any event whose name this version does not know, with any data.
    """
else:
    TypedEvent = Event
'''


def names(schemas: Schemas) -> str:
    return NAMES.format(names="".join(f'    "{name}",\n' for name in schemas.names))


def types(schemas: Schemas) -> str:
    named = "\n\n".join(declaration(named, schemas) for named in schemas.named)
    return formatted(TYPES.format(named=named, events="\n| ".join(events(schemas))))


def events(schemas: Schemas) -> list[str]:
    """The members of the union: events of the same shape are one."""
    by_shape: dict[str, list[str]] = {}
    for name in schemas.names:
        by_shape.setdefault(schemas.data_name(name) or "Any", []).append(f'"{name}"')
    literals = {shape: f"Literal[{', '.join(names)}]" for shape, names in by_shape.items()}
    literals["Any"] += " | OtherName"
    return [f"Event[{literal}, {shape}]" for shape, literal in literals.items()]


def declaration(named: Named, schemas: Schemas) -> str:
    if isinstance(named.type, Enum):
        return f'{named.name}: TypeAlias = {expression(named.type, None)}\n"""{named.doc}"""\n'
    own = "".join(member(each, schemas) for each in named.own)
    return f'class {named.name}({named.base or "TypedDict"}):\n    """{named.doc}"""\n\n{own}'


def member(of: Member, schemas: Schemas) -> str:
    written = expression(of.type, schemas)
    doc = schemas.member_docs.get(of.name)
    docstring = f'    """{doc}"""\n' if doc else ""
    return f"    {of.name}: {written if of.required else f'NotRequired[{written}]'}\n{docstring}"


def expression(of: Type, schemas: Schemas | None) -> str:
    """The type as an expression. Without the schemas, a named type is written out."""
    if schemas and (name := schemas.name_of(of)):
        return name
    match of:
        case Basic(name):
            return {"string": "str", "integer": "int", "boolean": "bool", "null": "None"}[name]
        case Const(value):
            return f'Literal["{value}"]'
        case Enum(values):
            return f"Literal[{', '.join(f'{value!r}' for value in values)}] | str"
        case Map(value):
            return f"dict[str, {expression(value, schemas) if value else 'Any'}]"
        case List(item):
            return f"list[{expression(item, schemas)}]"
        case Union(options):
            return " | ".join(expression(option, schemas) for option in options)
        case Shape():
            raise AssertionError("every shape has a name")


def formatted(source: str) -> str:
    """The source as `make format` leaves it."""
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename=types.py", "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, check=True).stdout
