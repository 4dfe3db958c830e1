"""Prints the reference of the command as a page, from what the program says about itself.

python docs/tools/command_reference.py target/release/hookseal
"""

import re
import subprocess
import sys


def said(program: str, *arguments: str) -> str:
    done = subprocess.run([program, *arguments, "--help"], check=True, capture_output=True, text=True)
    return done.stdout.rstrip()


def page(program: str, *path: str) -> str:
    text = said(program, *path)
    title = " ".join(["hookseal", *path])
    _, _, commands = text.partition("\nCommands:\n")
    names = re.findall(r"^  (\w[\w-]*)", commands.partition("\n\n")[0], re.M)
    below = [page(program, *path, name) for name in names if name != "help"]
    return "\n\n".join([f"## `{title}`\n\n```text\n{text}\n```", *below])


def main() -> None:
    print(page(sys.argv[1]))


if __name__ == "__main__":
    main()
