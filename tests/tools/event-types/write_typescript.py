"""Writes the types of TypeScript, and the list of names that Node has at run time."""

from schemas import Basic, Const, Enum, List, Map, Member, Named, Schemas, Shape, Type, Union

TYPES = """\
/**
 * The `data` of every event that WorkOS listed when this version was made, by the event's name. It is
 * `unknown` where WorkOS does not describe it. No type is checked at run time: WorkOS may add members and
 * values, and hookseal accepts them.
 */
export interface WebhookEventData {{
{data}}}

/** The name of an event that WorkOS listed when this version was made. WorkOS adds new ones over time. */
export type WebhookEventType = keyof WebhookEventData

/** Every action that WorkOS had when this version was made, by its `object`. None of it is checked. */
export interface ActionData {{
{actions}}}

/** What the `object` of an action is. WorkOS may add others. */
export type ActionType = keyof ActionData

{named}"""

NAMES = """\
/** The names of the events that WorkOS listed when this version was made. */
export const EVENT_NAMES = new Set([
{names}])
"""


def types(schemas: Schemas) -> str:
    data = "".join(f"  '{name}': {schemas.data_name(name) or 'unknown'}\n" for name in schemas.names)
    actions = "".join(f"  {kind}: {shape}\n" for kind, shape in schemas.action_names().items())
    named = "\n".join(declaration(named, schemas) for named in schemas.named)
    return TYPES.format(data=data, actions=actions, named=named)


def names(schemas: Schemas) -> str:
    return NAMES.format(names="".join(f"  '{name}',\n" for name in schemas.names))


def declaration(named: Named, schemas: Schemas) -> str:
    head = f"/** {named.doc} */\nexport"
    if isinstance(named.type, Enum):
        options = "".join(f"\n  | {option}" for option in enumeration(named.type))
        return f"{head} type {named.name} ={options}\n"
    base = f" extends {named.base}" if named.base else ""
    own = "".join(member(each, schemas) for each in named.own)
    return f"{head} interface {named.name}{base} {{\n{own}}}\n"


def member(of: Member, schemas: Schemas) -> str:
    doc = schemas.member_docs.get(of.name)
    comment = f"  /** {doc} */\n" if doc else ""
    return f"{comment}  {of.name}{'' if of.required else '?'}: {expression(of.type, schemas)}\n"


def expression(of: Type, schemas: Schemas) -> str:
    if name := schemas.name_of(of):
        return name
    match of:
        case Basic(name):
            return "number" if name == "integer" else name
        case Const(value):
            return f"'{value}'"
        case Map(value):
            return f"Record<string, {expression(value, schemas) if value else 'unknown'}>"
        case List(item):
            return f"Array<{expression(item, schemas)}>"
        case Union(options):
            return " | ".join(expression(option, schemas) for option in options)
        case Enum():
            return " | ".join(enumeration(of))
        case Shape():
            raise AssertionError("every shape has a name")


def enumeration(of: Enum) -> list[str]:
    return [*(f"'{value}'" for value in of.values), "(string & {})"]
