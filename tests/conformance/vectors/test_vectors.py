"""Checks that the vector files match the generator and the schema, and explain their flags."""

import hashlib
import json
from pathlib import Path

import generate
import jsonschema
import pytest
import reference
from topics.sha256 import extend

FOLDER = Path(__file__).parent
FILES = sorted(path.name for path in FOLDER.glob("*.json") if path.name != "schema.json")


def test_the_files_are_up_to_date() -> None:
    stored = {name: (FOLDER / name).read_text("utf-8") for name in FILES}
    assert stored == generate.files(), "run python tests/conformance/vectors/generate.py"


@pytest.mark.parametrize("name", FILES)
def test_a_file_matches_the_schema_and_explains_its_flags(name: str) -> None:
    vectors = json.loads((FOLDER / name).read_text("utf-8"))
    jsonschema.validate(vectors, json.loads((FOLDER / "schema.json").read_text("utf-8")))
    tests = [test for group in vectors["testGroups"] for test in group["tests"]]
    assert len(tests) == vectors["numberOfTests"]
    assert {flag for test in tests for flag in test["flags"]} == set(vectors["notes"])


def test_ids_are_unique_and_the_readme_states_their_number() -> None:
    ids = [
        test["tcId"]
        for name in FILES
        for group in json.loads((FOLDER / name).read_text("utf-8"))["testGroups"]
        for test in group["tests"]
    ]
    assert sorted(ids) == list(range(1, len(ids) + 1))
    assert len(ids) >= 150
    readme = (FOLDER.parents[2] / "README.md").read_text("utf-8")
    assert f"one suite of {len(ids)} vectors" in readme.replace("\n", " ")


def test_a_plain_hash_can_be_extended() -> None:
    """Shows that the vectors of length extension really extend a hash."""
    message = b"secret and message"
    glue, forged = extend(hashlib.sha256(message).digest(), len(message), b"more")
    assert forged == hashlib.sha256(message + glue + b"more").digest()


def test_the_reference_is_hmac_sha256() -> None:
    # RFC 4231, case 2.
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert reference.mac(b"Jefe", b"what do ya want for nothing?").hex() == expected
