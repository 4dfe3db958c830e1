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
"""Types for annotations: `TypedEvent`, `TypedAction`, and the shapes of what events and actions contain.

No type is checked at run time. WorkOS may add members and values, and hookseal accepts them. Importing
hookseal does not import this module.
"""

from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypeAlias, TypedDict

from . import Action, Event

{named}

OtherName: TypeAlias = Literal["(any other name)"]
"""Stands for every name of an event, or `object` of an action, that this version does not know."""

if TYPE_CHECKING:
    TypedEvent: TypeAlias = (
        {events}
    )
    """An event whose `data` has the type that belongs to its name.

    `if event.event == "dsync.user.created":` and `match event.event:` narrow `event.data`. In the `else`
    or `case _:` is any event whose name this version does not know, with any data.
    """

    TypedAction: TypeAlias = (
        {actions}
        | Action[OtherName, dict[str, Any]]
    )
    """An action whose `data` has the type that belongs to its `object`, by which it is narrowed."""
else:
    TypedEvent = Event
    TypedAction = Action
'''

ROUTER = '''\
"""What `Router.on` takes, and what the handlers of each name must accept."""

from collections.abc import Callable
from typing import Any, Concatenate, Literal, Protocol, TypeAlias, TypeVar, overload

from . import Event
from ._event_types import EventType
from .types import (
    {types},
)

Wildcard: TypeAlias = Literal[
    {wildcards},
]

{handlers}
MixedHandler = TypeVar("MixedHandler", bound=Callable[Concatenate[TypedEvent, ...], Any])


class On(Protocol):
    {overloads}

    # Names of several shapes. A wildcard may also select a name that this version does not know.
    @overload
    def __call__(
        self, *patterns: EventType | OtherName | Wildcard
    ) -> Callable[[MixedHandler], MixedHandler]: ...
'''


def names(schemas: Schemas) -> str:
    return NAMES.format(names="".join(f'    "{name}",\n' for name in schemas.names))


def types(schemas: Schemas) -> str:
    named = "\n\n".join(declaration(named, schemas) for named in schemas.named)
    actions = [f'Action[Literal["{kind}"], {shape}]' for kind, shape in schemas.action_names().items()]
    return formatted(
        TYPES.format(named=named, events="\n| ".join(events(schemas)), actions="\n| ".join(actions))
    )


def router(schemas: Schemas) -> str:
    literals = by_shape(schemas)
    handlers = [
        f"{shape}Name: TypeAlias = {literal}\n"
        f'{shape}Handler = TypeVar("{shape}Handler", '
        f"bound=Callable[Concatenate[Event[{shape}Name, {shape}], ...], Any])"
        for shape, literal in literals.items()
    ]
    overloads = [
        "@overload\n"
        f"    def __call__(self, *patterns: {shape}Name) -> Callable[[{shape}Handler], {shape}Handler]: ..."
        for shape in literals
    ]
    return formatted(
        ROUTER.format(
            types=",\n    ".join(sorted({"OtherName", "TypedEvent", *literals} - {"Any"})),
            wildcards=",\n    ".join(f'"{wildcard}"' for wildcard in wildcards(schemas.names)),
            handlers="\n".join(handlers),
            overloads="\n    ".join(overloads),
        )
    )


def wildcards(names: list[str]) -> list[str]:
    """The beginnings of the names, as patterns: `dsync.*` and `dsync.user.*` of `dsync.user.created`."""
    split = [name.split(".") for name in names]
    return sorted({".".join([*words[:at], "*"]) for words in split for at in range(1, len(words))})


def events(schemas: Schemas) -> list[str]:
    """The members of the union: events of the same shape are one."""
    return [f"Event[{literal}, {shape}]" for shape, literal in by_shape(schemas).items()]


def by_shape(schemas: Schemas) -> dict[str, str]:
    """The type of the names whose data has a shape, by the shape."""
    names: dict[str, list[str]] = {}
    for name in schemas.names:
        names.setdefault(schemas.data_name(name) or "Any", []).append(f'"{name}"')
    literals = {shape: f"Literal[{', '.join(of_shape)}]" for shape, of_shape in names.items()}
    literals["Any"] += " | OtherName"
    return literals


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
