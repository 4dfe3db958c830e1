"""The schemas of `Event` for pydantic. Imported only when pydantic asks for them."""

from typing import Any

from pydantic_core import CoreSchema, core_schema

from . import Event


def core_schema_of(event: type[Event]) -> CoreSchema:
    """Accepts only an `Event`, and serialises it to its JSON.

    If it accepted a dict too, FastAPI and Django Ninja would build an event from the body of any request,
    without verifying it.
    """
    return core_schema.custom_error_schema(
        core_schema.is_instance_schema(event),
        "hookseal_event",
        custom_error_message="Input should be a hookseal.Event: construct_event() returns one after it has "
        "verified the signature, and read_event() reads one from a stored payload",
        serialization=core_schema.plain_serializer_function_ser_schema(event.to_dict),
    )


def json_schema() -> dict[str, Any]:
    return {
        "title": "Event",
        "description": "A WorkOS event.",
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "event": {"type": "string"},
            "data": {},
            "created_at": {},
        },
        "required": ["id", "event"],
    }
