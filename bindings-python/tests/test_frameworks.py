"""Imports the adapters, and runs their examples. `tests/adapters` tests the rest."""

import doctest
import importlib
import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from endpoints import (
    BODY,
    SECRET,
    Answer,
    call_asgi,
    call_azure,
    call_django,
    call_flask,
    call_lambda,
    signed,
)
from test_readme import README

from hookseal import Event, Verifier
from hookseal.asgi import webhook

FRAMEWORKS = {
    "fastapi": "fastapi",
    "flask": "flask",
    "django": "django",
    "azure_functions": "azure.functions",
}
Example = dict[str, Any]


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return done.stdout + done.stderr


def test_importing_hookseal_imports_no_framework() -> None:
    output = python("import sys, hookseal.asgi, hookseal.aws_lambda; print(*sys.modules)").split()
    assert "hookseal.asgi" in output
    assert not {*FRAMEWORKS.values(), "starlette", "werkzeug"} & set(output)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_framework_that_is_not_installed(framework: str) -> None:
    missing = f"import sys; sys.modules['{FRAMEWORKS[framework]}'] = None"
    output = python(f"{missing}; import hookseal.{framework}")
    assert f"pip install 'hookseal[{framework}]'" in output.splitlines()[-1]
    extra = framework.replace("_", "-")  # pip treats both as the same
    assert extra in importlib.metadata.metadata("hookseal").get_all("Provides-Extra", [])


def test_wrong_arguments_fail_at_once() -> None:
    async def handler(event: Event, body: bytes) -> None: ...

    secret: Any = "whsec_example"
    limit: Any = "1 MiB"
    with pytest.raises(TypeError, match="made once"):
        webhook(secret, handler)
    with pytest.raises(TypeError, match="bytes"):
        webhook(Verifier(secret), handler, limit=limit)
    with pytest.raises(ValueError, match="at least 1"):
        webhook(Verifier(secret), handler, limit=0)


def docstring(module: str) -> Example:
    """Runs the example in a module's docstring, and returns what it defines."""
    namespace: Example = {"__name__": "example"}
    text = importlib.import_module(module).__doc__
    assert text
    for step in doctest.DocTestParser().get_examples(text):
        exec(step.source, namespace)
    return namespace


def blocks() -> list[str]:
    """The examples in the section Frameworks of the README."""
    (section,) = re.findall(r"^## Frameworks\n(.*?)^## ", README.read_text("utf-8"), re.M | re.S)
    return re.findall(r"^```python\n(.*?)^```", section, re.M | re.S)


def block(number: int) -> Example:
    """Runs one of them, and returns what it defines."""
    namespace: Example = {"__name__": f"example_{number}"}
    exec(compile(blocks()[number], str(README), "exec"), namespace)
    return namespace


def azure(example: Example) -> Any:
    (function,) = example["app"].get_functions()
    return function.get_user_function()


EXAMPLES: list[tuple[str, Callable[[], Example], Callable[[Example], Any], Callable[..., Answer]]] = [
    ("FastAPI", lambda: block(0), lambda example: example["app"], call_asgi),
    ("class-based", lambda: block(1), lambda example: example["Received"].as_view(), call_django),
    ("mount", lambda: block(2), lambda example: example["app"], call_asgi),
    ("Lambda", lambda: block(3), lambda example: example["lambda_handler"], call_lambda),
    ("Azure", lambda: block(4), azure, call_azure),
    ("refusals", lambda: block(5), lambda example: example["app"], call_flask),
    ("asgi", lambda: docstring("hookseal.asgi"), lambda example: example["app"], call_asgi),
    ("fastapi", lambda: docstring("hookseal.fastapi"), lambda example: example["app"], call_asgi),
    ("flask", lambda: docstring("hookseal.flask"), lambda example: example["app"], call_flask),
    ("django", lambda: docstring("hookseal.django"), lambda example: example["received"], call_django),
    ("aws_lambda", lambda: docstring("hookseal.aws_lambda"), lambda example: example["handler"], call_lambda),
    ("azure_functions", lambda: docstring("hookseal.azure_functions"), azure, call_azure),
]


@pytest.mark.parametrize(("name", "make", "find", "call"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_the_examples(
    name: str,
    make: Callable[[], Example],
    find: Callable[[Example], Any],
    call: Callable[..., Answer],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    importlib.import_module("django_project")  # it configures Django
    example = make()
    monkeypatch.setenv("WORKOS_WEBHOOK_SECRET", SECRET)
    endpoint = find(example)
    assert call(endpoint, "POST", BODY, signed().items()).status == 200
    assert "connection.activated event_01" in capsys.readouterr().out
    answer = call(endpoint, "POST", BODY, [])
    assert (answer.status, answer.json) == (400, {"error": "missing_header"})
    assert capsys.readouterr().out == ""
    if "refusals" in example:
        assert example["refusals"] == {"missing_header": 1}


def test_the_recipe_for_pytest(tmp_path: Path) -> None:
    file = tmp_path / "test_webhooks.py"
    file.write_text(blocks()[6], "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert "3 passed" in done.stdout, done.stdout
    assert len(blocks()) == 7  # every example is run
