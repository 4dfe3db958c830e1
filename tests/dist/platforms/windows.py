"""Runs a program of Windows under wine: windows.py ROOT PROGRAM ARGUMENTS...

ROOT is a folder with Debian's wine. The program runs inside it, on its libraries.
"""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
# Its own namespaces, so that no mount and no process of wine outlives the program.
START = """
mount -t proc proc "$1/proc"
mount --rbind /sys "$1/sys"
mount --rbind /dev "$1/dev"
mount --bind /tmp "$1/tmp"
mkdir -p "$1$2"
mount --bind "$2" "$1$2"
root=$1
shift 2
exec chroot "$root" "$@"
"""
HOME = "/root"  # in that folder, not this machine's
ENVIRONMENT = {
    "HOME": HOME,
    "PATH": "/usr/bin:/usr/sbin:/bin",
    "WINEDEBUG": "-all",
    "WINEPREFIX": f"{HOME}/wine",
    "WINEPATH": r"Z:\usr\x86_64-w64-mingw32\lib",  # zlib, which wine's own libraries need
}


def inside(root: Path, *command: str | Path) -> list[str | Path]:
    """The command that runs another in the folder."""
    namespaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    return [*namespaces, "sh", "-euc", START, "sh", root, PROJECT, *command]


def main(root: Path, program: str, *arguments: str) -> int:
    # Node cannot write to wine's pipes, so output goes to a file, which is copied as it grows. It cannot
    # read from them either: windows-stdin.cjs reads from a socket.
    with (
        tempfile.NamedTemporaryFile(dir="/tmp") as output,
        open(output.name, "rb") as copy,
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        threading.Thread(target=serve_stdin, args=(server,), daemon=True).start()
        wine = f'cd "$0" && exec /usr/lib/wine/wine64 "$@" >{output.name}'
        command = inside(root, "/bin/sh", "-c", wine, os.getcwd(), os.path.abspath(program), *arguments)
        passed_on = {name: value for name, value in os.environ.items() if name.startswith("HOOKSEAL_")}
        env = ENVIRONMENT | passed_on | {"STDIN_PORT": str(server.getsockname()[1])}
        process = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
        while True:
            ended = process.poll() is not None
            written = copy.read()
            sys.stdout.buffer.write(written.replace(b"\r\n", b"\n"))
            sys.stdout.buffer.flush()
            if ended:
                return process.returncode
            if not written:
                time.sleep(0.001)


def serve_stdin(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        while received := os.read(0, 1 << 16):
            connection.sendall(received)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
