"""No code, limit or message of the core stands in a binding: it decides nothing, as ARCHITECTURE.md says."""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORE = "".join((ROOT / "core/src" / name).read_text("utf-8") for name in ("error.rs", "request.rs"))

# The names of events, and what `npm run build` writes.
GENERATED = {"_event_types.py", "bytes.js", "version.js"}

SOURCES = sorted(
    path
    for pattern in (
        "bindings-python/src/*.rs",
        "bindings-python/python/hookseal/*.py",
        "bindings-node/src/*.rs",
        "bindings-node/wasm/src/*.rs",
        "bindings-node/lib/**/*.js",
        "bindings-node/adapters/*.js",
        "bindings-c/src/*.rs",
        "bindings-c/include/hookseal.hpp",
        "bindings-c/examples/endpoint.*",
    )
    for path in ROOT.glob(pattern)
    if path.name not in GENERATED
)

# An adapter sees what has happened to a request, and so names the fault. What that means is the core's.
CODES = set(re.findall(r'=> "([a-z]+_[a-z_]+)"', CORE))
FAULTS = {"method_not_allowed", "payload_too_large", "client_disconnected", "request_timeout"}

# The longest header, the tolerances, the deepest JSON, the slowest and the largest body.
LIMITS = r"\b(?:4_?096|180|86_?400|128|30_?000|1_?048_?576)\b|1 ?<< ?20|1024 ?\* ?1024"
# Each is compared with the core's by the compiler.
SAME_BY_ASSERTION = {"bindings-c/src/action.rs", "bindings-c/src/request.rs", "bindings-c/src/verifier.rs"}
# What `help()` and editors show for a default.
SHOWN = re.compile(r'text_signature = "[^"]*"')


def code(path: Path) -> str:
    """The source without comments and docstrings."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return re.sub(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", "", text, flags=re.DOTALL)
    docstrings = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return " ".join(t.string for t in tokens if t.type != tokenize.COMMENT and t.start[0] not in docstrings)


def messages() -> list[str]:
    """The beginning of each of the core's messages; those of a few words may be anyone's."""
    joined = re.sub(r"\\\n\s*", "", CORE)
    texts = re.findall(r'"((?:[a-z`]+ ){4}[^"]*)"', joined)
    return [text[:30] for text in texts]


def test_the_core_is_read_rightly() -> None:
    assert len(CODES) == 14
    assert FAULTS < CODES
    assert len(messages()) > 20
    assert len(SOURCES) > 40


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_binding_decides_nothing(path: Path) -> None:
    text = code(path)
    written = set(re.findall(r"[\"']([a-z_]+)[\"']", text))
    assert not written & (CODES - FAULTS), "let the core give its codes"
    if str(path.relative_to(ROOT)) not in SAME_BY_ASSERTION:
        assert not re.findall(LIMITS, SHOWN.sub("", text)), "let the core give its limits"
    flat = " ".join(text.split())
    assert not [message for message in messages() if message in flat], "let the core give its messages"
