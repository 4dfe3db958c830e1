"""Events in pydantic models, and in the responses of FastAPI."""

import json
import subprocess
import sys
from typing import Annotated, Any

import pytest
from fastapi import Body, FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError

from hookseal import Event, read_event

TEXT = '{"event":"e","id":"event_01","data":{"name":"Zoë"},"object":"event"}'
EVENT = read_event(TEXT)


class Job(BaseModel):
    event: Event
    after: Event | None = None


class Stored(BaseModel):
    event: Annotated[Event, BeforeValidator(read_event)]


def test_a_model_with_an_event_serialises_its_json() -> None:
    job = Job(event=EVENT)
    assert job.event is EVENT
    assert job.model_dump_json() == f'{{"event":{TEXT},"after":null}}'
    assert job.model_dump() == {"event": json.loads(TEXT), "after": None}
    assert TypeAdapter(Event).dump_json(EVENT).decode() == TEXT
    assert Stored(event=TEXT).event == EVENT  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_schema_names_what_every_event_has(mode: Any) -> None:
    schema = TypeAdapter(Event).json_schema(mode=mode)
    assert (schema["type"], schema["required"]) == ("object", ["id", "event"])
    assert "event" in Job.model_json_schema(mode=mode)["properties"]


def test_no_event_is_built_from_unverified_json() -> None:
    with pytest.raises(ValidationError, match=r"construct_event\(\)"):
        TypeAdapter(Event).validate_python(json.loads(TEXT))
    with pytest.raises(ValidationError, match=r"construct_event\(\)"):
        Job.model_validate_json(f'{{"event":{TEXT}}}')


def test_a_fastapi_view_may_return_an_event_but_not_take_one_from_a_body() -> None:
    app = FastAPI()

    @app.get("/annotated")
    def annotated() -> Event:
        return EVENT

    @app.get("/plain")
    def plain():  # type: ignore[no-untyped-def]
        return EVENT

    @app.post("/unverified")
    def unverified(event: Annotated[Event, Body()]) -> Event:
        return event

    client = TestClient(app)
    for path in ("/annotated", "/plain"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()) == (200, json.loads(TEXT))
    assert client.get("/openapi.json").status_code == 200
    assert client.post("/unverified", json=json.loads(TEXT)).status_code == 422


def test_reading_an_event_does_not_import_pydantic() -> None:
    code = (
        "import sys, hookseal; hookseal.read_event(sys.argv[1]).to_dict(); "
        "print('pydantic_core' in sys.modules)"
    )
    output = subprocess.run([sys.executable, "-c", code, TEXT], capture_output=True, text=True, check=True)
    assert output.stdout.strip() == "False"
