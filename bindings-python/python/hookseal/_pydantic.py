"""What pydantic asks of `Event`. Imported only when it asks."""

from typing import Any

from pydantic_core import CoreSchema, core_schema

from . import Event


def core_schema_of(event: type[Event]) -> CoreSchema:
    """An event is taken as it is, and written as its JSON.

    It is not read from a dict: FastAPI and Django Ninja would read it from the body of any request,
    and nobody would have verified that.
    """
    return core_schema.custom_error_schema(
        core_schema.is_instance_schema(event),
        "hookseal_event",
        custom_error_message="Input should be a hookseal.Event, which construct_event() returns after it has "
        "verified the signature and read_event() reads from a stored payload",
        serialization=core_schema.plain_serializer_function_ser_schema(event.to_dict),
    )


def json_schema() -> dict[str, Any]:
    return {
        "title": "Event",
        "description": "An event of WorkOS.",
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "event": {"type": "string"},
            "data": {},
            "created_at": {},
        },
        "required": ["id", "event"],
    }
