"""Runs the examples of the project's README and of the C page exactly as they are written.

The Rust example is a doctest of this crate. The pages of Python and Node are tested in their bindings.
"""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STAGE = ROOT / "target" / "stage"
STRICT = ["-Wall", "-Wextra", "-Werror", "-pedantic"]


def example(page: str, language: str) -> str:
    (block,) = re.findall(rf"^```{language}\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.M | re.S)
    return str(block)


def run(*command: str | Path, cwd: Path | None = None) -> str:
    secret = {"WORKOS_WEBHOOK_SECRET": "whsec_example"}
    done = subprocess.run(command, cwd=cwd, env=os.environ | secret, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def compile_and_run(folder: Path, page: str, language: str, compiler: str, standard: str) -> str:
    source, program = folder / f"example.{language}", folder / "example"
    source.write_text(example(page, language), "utf-8")
    prefix = STAGE / "c"
    library = [f"-L{prefix / 'lib'}", "-lhookseal", f"-Wl,-rpath,{prefix / 'lib'}"]
    run(compiler, f"-std={standard}", *STRICT, f"-I{prefix / 'include'}", source, "-o", program, *library)
    return run(program)


def test_cpp_without_exceptions(tmp_path: Path) -> None:
    """The fragment on the C page, in a program around it."""
    (block,) = re.findall(
        r"^```c\+\+\n(.*?)^```", (ROOT / "bindings-c/README.md").read_text("utf-8"), re.M | re.S
    )
    source, program = tmp_path / "example.cpp", tmp_path / "example"
    source.write_text(
        f"""
        #include <hookseal.hpp>
        #include <cstdio>
        #include <cstdlib>
        static int fail(const std::string &) {{ return 1; }}
        static int respond(int status, std::string_view code) {{
            return std::printf("%d %.*s\\n", status, static_cast<int>(code.size()), code.data()) < 0;
        }}
        static void handle(std::string_view, std::string_view) {{}}
        static int answer(const char *body, const char *header) {{
            {block}
            return 0;
        }}
        int main() {{ return answer("{{}}", std::getenv("ABSENT")); }}
        """,
        "utf-8",
    )
    library = [f"-L{STAGE / 'c/lib'}", "-lhookseal", f"-Wl,-rpath,{STAGE / 'c/lib'}"]
    include = f"-I{STAGE / 'c/include'}"
    run(
        "c++", "-std=c++17", *STRICT, "-fno-exceptions", "-fno-rtti", include, source, "-o", program, *library
    )
    assert run(program) == "400 missing_header\n"


def test_cpp_actions(tmp_path: Path) -> None:
    """The fragment on the C page, in a program around it."""
    (block,) = re.findall(
        r"^```cxx\n(.*?)^```", (ROOT / "bindings-c/README.md").read_text("utf-8"), re.M | re.S
    )
    source, program = tmp_path / "example.cpp", tmp_path / "example"
    source.write_text(
        f"""
        #include <hookseal.hpp>
        #include <ctime>
        #include <iostream>
        static std::string answer(const std::string &secret, const std::string &body,
                                  const std::string &header) {{
            {block}
        }}
        int main() {{
            for (const char *address : {{"192.0.2.1", "192.0.2.2"}}) {{
                const std::string body =
                    R"({{"id":"1","object":"authentication_action_context","ip_address":")" +
                    std::string(address) + "\\"}}";
                const std::int64_t now = std::int64_t{{std::time(nullptr)}} * 1000;
                std::cout << answer("secret", body, hookseal::sign("secret", body, now)) << '\\n';
            }}
        }}
        """,
        "utf-8",
    )
    library = [f"-L{STAGE / 'c/lib'}", "-lhookseal", f"-Wl,-rpath,{STAGE / 'c/lib'}"]
    run("c++", "-std=c++17", *STRICT, f"-I{STAGE / 'c/include'}", source, "-o", program, *library)
    allowed, denied = run(program).splitlines()
    assert '"verdict":"Allow"}' in allowed
    assert '"error_message":"Sign in from the office."}' in denied


def test_c_diagnose(tmp_path: Path) -> None:
    """The fragment on the C page, in a program around it."""
    block = example("bindings-c/README.md", "C")
    source, program = tmp_path / "example.c", tmp_path / "example"
    source.write_text(
        f"""
        #include <hookseal.h>
        #include <stdio.h>
        #include <string.h>
        int main(void) {{
            const uint8_t *body = (const uint8_t *)"{{}}\\n";
            const size_t body_len = 3;
            const hookseal_bytes secret = {{(const uint8_t *)"whsec_example", 13}};
            const int64_t now_ms = INT64_C(1735000000000);
            char header[HOOKSEAL_HEADER_SIZE];
            size_t header_len;
            if (hookseal_sign(secret.data, secret.len, body, 2, now_ms, header, sizeof header)) return 1;
            header_len = strlen(header);
            {{ {block} }}
            return 0;
        }}
        """,
        "utf-8",
    )
    library = [f"-L{STAGE / 'c/lib'}", "-lhookseal", f"-Wl,-rpath,{STAGE / 'c/lib'}"]
    run("cc", "-std=c99", *STRICT, f"-I{STAGE / 'c/include'}", source, "-o", program, *library)
    done = subprocess.run([program], capture_output=True, text=True, check=True)
    assert "payload_newline_added" in done.stderr


def test_the_readme_names_the_machine_of_the_benchmarks() -> None:
    report = (ROOT / "tests/bench/report.md").read_text("utf-8")
    machine = re.search(r"^- (.*)$", report, re.M)
    assert machine
    assert machine[1] in " ".join((ROOT / "README.md").read_text("utf-8").split())


def test_chart_of_the_benchmarks(tmp_path: Path) -> None:
    bench = ROOT / "tests/bench"
    run(sys.executable, bench / "chart.py", tmp_path)
    report = (bench / "report.md").read_text("utf-8")
    slowest = re.search(r"^\| @workos-inc/node \|[^|]*\| ([\d.]+) µs", report, re.M)  # at 1 KiB
    assert slowest
    for theme in ("light", "dark"):
        chart = (bench / f"chart-{theme}.svg").read_text("utf-8")
        assert chart == (tmp_path / f"chart-{theme}.svg").read_text("utf-8"), "run tests/bench/chart.py"
        told = [text.text or "" for text in ET.fromstring(chart).iter("{http://www.w3.org/2000/svg}text")]
        assert any("hashing alone" in text for text in told)
        assert told[told.index("@workos-inc/node") + 1] == f"{float(slowest[1]):.0f} µs"


def test_python(tmp_path: Path) -> None:
    file = tmp_path / "example.py"
    file.write_text(example("README.md", "python"), "utf-8")
    assert run(STAGE / "venv/bin/python", file) == "accepted connection.activated event_01\n"


def test_node() -> None:
    file = STAGE / "node" / "readme-example.mjs"
    file.write_text(example("README.md", "js"), "utf-8")
    assert run("node", file, cwd=STAGE / "node") == "accepted connection.activated event_01\n"


@pytest.mark.parametrize(
    ("page", "language", "output"),
    [
        ("README.md", "c", "accepted: ok\n"),
        ("README.md", "cpp", "accepted, issued at "),
        ("bindings-c/README.md", "c", "malformed_header\n"),
        ("bindings-c/README.md", "cpp", "timestamp_too_old: "),
    ],
)
def test_c_and_cpp(tmp_path: Path, page: str, language: str, output: str) -> None:
    compiler, standard = {"c": ("cc", "c99"), "cpp": ("c++", "c++17")}[language]
    assert compile_and_run(tmp_path, page, language, compiler, standard).startswith(output)
