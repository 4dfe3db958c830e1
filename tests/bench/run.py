"""Measures hookseal and its peers in every language, in several rounds, and writes the report and chart.

`make bench` builds what this runs. Each round goes through every language. Its figures are ratios
between measurements made one after the other in one process, so that a disturbance of the machine
affects both.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import chart
import machine
import report

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILT = ROOT / "target" / "bench"
STAGE = ROOT / "target" / "stage"
RUST = BUILT / "rust" / "release"

Sample = dict[str, object]


def environment(round_number: int) -> dict[str, str]:
    return os.environ | {
        "ROUND": str(round_number),
        "YARDSTICK": str(RUST / "libyardstick.so"),
        "HOOKSEAL": str(STAGE / "node" / "package.json"),
        "CRITERION_HOME": str(BUILT / "criterion"),
        "NODE_ENV": "production",
    }


def rust(round_number: int) -> list[Sample]:
    """Reads the files that criterion writes."""
    samples: list[Sample] = []
    for bench in ("verify", "costs"):
        output([RUST / bench, "--bench"], round_number)
    for folder in (BUILT / "criterion").glob("*/*/*/new"):
        identity = json.loads((folder / "benchmark.json").read_text())
        estimates = json.loads((folder / "estimates.json").read_text())
        samples.append(
            {
                "group": identity["group_id"],
                "name": identity["function_id"],
                "parameter": int(identity["value_str"]),
                "ns": estimates["median"]["point_estimate"],
            }
        )
    return samples


LINES = {
    "C": [BUILT / "c" / "bench"],
    "Python": [sys.executable, HERE / "python" / "bench.py"],
    "Node": ["node", HERE / "node" / "bench.mjs"],
}

STREAMS = {
    "Rust": [RUST / "stream"],
    "C": [BUILT / "c" / "stream"],
    "Python": [sys.executable, HERE / "python" / "stream.py"],
    "Node": ["node", HERE / "node" / "stream.mjs"],
}


def output(command: list[str | Path], round_number: int) -> str:
    done = subprocess.run(command, env=environment(round_number), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{done.stderr}")
    return done.stdout


def lines(command: list[str | Path], round_number: int) -> list[Sample]:
    """Reads the JSON lines that the other harnesses print, among text for people."""
    printed = output(command, round_number).splitlines()
    return [json.loads(line) for line in printed if line.startswith("{")]


def peak_mib(command: list[str | Path], mib: int) -> float:
    """The peak resident memory of a program that streams this much, read before it ends."""
    with subprocess.Popen(
        [*command, str(mib)],
        env=environment(0),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        if process.stdout.readline().strip() != "signature_mismatch":
            sys.exit(f"{command[-1]} did not stream")
        peak = machine.peak_mib(process.pid)
        process.stdin.close()
    return peak


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    samples: list[Sample] = []
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr, flush=True)
        for language, measured in [
            ("Rust", rust(number)),
            *((language, lines(command, number)) for language, command in LINES.items()),
        ]:
            samples += [{"language": language, "round": number} | sample for sample in measured]
    for language, command in STREAMS.items():
        for mib in (1, 1024):
            peak = peak_mib(command, mib)
            samples.append({"language": language, "group": "peak", "parameter": mib, "mib": peak})
    (BUILT / "samples.json").write_text(json.dumps(samples, indent=0))

    results = report.Results(samples)
    text = report.markdown(results, machine.describe(), rounds)
    (HERE / "report.md").write_text(text)
    chart.write(text, HERE)
    print(text)


if __name__ == "__main__":
    main()
