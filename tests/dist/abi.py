"""Describes the binary interface of hookseal.h: one line for each thing a compiled program relies on.

It reads names and types from the header, and gets sizes and values from the compiler.
bindings-c/tests/header.rs checks that the header matches the library.
"""

import re
from pathlib import Path

from conftest import run

FUNCTION = r"(?:const )?(?:enum |struct )?\w+ \*?(hookseal_\w+)\([^()]*\);"


def declarations(header: Path) -> str:
    """The header on one line, without comments."""
    return " ".join(re.sub(r"//[^\n]*|/\*.*?\*/", "", header.read_text(), flags=re.DOTALL).split())


def functions(header: Path) -> set[str]:
    return set(re.findall(FUNCTION, declarations(header)))


def describe(header: Path, compiler: str, folder: Path) -> str:
    text = declarations(header)
    lines = []
    # Without the version, which changes even if the interface does not.
    for name in re.findall(r'#define (HOOKSEAL_(?!VERSION)\w+) "', text):
        lines.append(f'printf("{name} \\"%s\\"\\n", {name});')
    for name in re.findall(r"#define (HOOKSEAL_\w+) \(?-?\d", text):
        lines.append(f'printf("{name} %d\\n", {name});')
    for name, body in re.findall(r"typedef enum (\w+) \{(.*?)\}", text):
        lines.append(f'printf("enum {name}, %zu bytes\\n", sizeof({name}));')
        lines += [f'printf("{value} %d\\n", {value});' for value in re.findall(r"HOOKSEAL_\w+", body)]
    for name, body in re.findall(r"typedef struct (\w+) \{(.*?)\}", text):
        lines.append(f'printf("struct {name}, %zu bytes\\n", sizeof({name}));')
        for field, member in re.findall(r"([^;]*?(\w+));", body):
            lines.append(f'printf("{name}.{member} at %zu: {field.strip()}\\n", offsetof({name}, {member}));')
    lines += [f'puts("{match[0]}");' for match in re.finditer(FUNCTION, text)]

    program = folder / "abi.c"
    body = "\n".join(lines)
    program.write_text(f"#include <stdio.h>\n#include <hookseal.h>\nint main(void) {{\n{body}\n}}\n")
    run(compiler, "-std=c99", f"-I{header.parent}", program, "-o", folder / "abi")
    return run(folder / "abi")
