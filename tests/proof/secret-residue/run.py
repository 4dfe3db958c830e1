"""Searches the memory of a process that uses a secret. While a verifier lives, its HMAC state must be
found there. Afterwards neither the secret, nor the padded key, nor that state may be found.

python tests/proof/secret-residue/run.py
"""

import hashlib
import os
import re
import secrets
import struct
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
BUILT = ROOT / "target" / "proof" / "secret-residue"
MASK = 0xA5


def primes(count: int) -> list[int]:
    found: list[int] = []
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return found


def root(number: int, degree: int) -> int:
    """The first 32 bits of the fractional part of a square or cube root."""
    scaled, low, high = number << (32 * degree), 0, 1 << 40
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= scaled else (low, middle)
    return low & 0xFFFFFFFF


START = [root(prime, 2) for prime in primes(8)]
ROUND = [root(prime, 3) for prime in primes(64)]


def rotated(word: int, by: int) -> int:
    return (word >> by | word << (32 - by)) & 0xFFFFFFFF


def compress(block: bytes) -> list[int]:
    """SHA-256's state after one block (FIPS 180-4, section 6.2.2), which `hashlib` does not expose."""
    w = list(struct.unpack(">16I", block))
    for i in range(16, 64):
        s0 = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ w[i - 15] >> 3
        s1 = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ w[i - 2] >> 10
        w.append((w[i - 16] + s0 + w[i - 7] + s1) & 0xFFFFFFFF)
    a, b, c, d, e, f, g, h = START
    for i in range(64):
        s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
        one = h + s1 + (e & f ^ ~e & 0xFFFFFFFF & g) + ROUND[i] + w[i]
        s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
        two = s0 + (a & b ^ a & c ^ b & c)
        a, b, c, d, e, f, g, h = (one + two) & 0xFFFFFFFF, a, b, c, (d + one) & 0xFFFFFFFF, e, f, g
    return [(x + y) & 0xFFFFFFFF for x, y in zip(START, [a, b, c, d, e, f, g, h], strict=True)]


def patterns(secret: bytes) -> dict[str, list[bytes]]:
    """What must not remain, in pieces of 8 bytes, because a copy may be partly overwritten."""
    padded = secret.ljust(64, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in padded) for pad in (0x36, 0x5C))
    kinds = {"the secret": secret, "the inner key": inner, "the outer key": outer}
    found = {kind: [key[i : i + 8] for i in range(len(secret) - 7)] for kind, key in kinds.items()}
    for kind in ("the inner key", "the outer key"):
        # Software hashing keeps the key as machine words.
        words = [found[kind][i][:4][::-1] + found[kind][i][4:][::-1] for i in range(0, len(secret) - 7, 4)]
        found[kind] += words
    for kind, block in [("the inner state", inner), ("the outer state", outer)]:
        state = compress(block)
        # As machine words, in both orders of a pair (the processor's SHA extensions swap them), and
        # as the bytes of a digest.
        pairs = list(zip(state[::2], state[1::2], strict=True))
        found[kind] = [struct.pack(form, *pair) for form in ("<2I", ">2I") for pair in pairs]
        found[kind] += [struct.pack("<2I", second, first) for first, second in pairs]
    return found


def search(process: int, kinds: dict[str, list[bytes]]) -> list[str]:
    """Searches all memory that the process can write to. Returns what is found, and in which mapping."""
    found: dict[str, str] = {}
    maps = Path(f"/proc/{process}/maps").read_text("ascii")
    with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
        for line in maps.splitlines():
            ((start, end, rights, name),) = re.findall(r"(\w+)-(\w+) (\S+) \S+ \S+ \S+\s*(.*)", line)
            if "w" not in rights:
                continue
            memory.seek(int(start, 16))
            content = memory.read(int(end, 16) - int(start, 16))
            for kind, pieces in kinds.items():
                for piece in pieces:
                    at = content.find(piece)
                    if at >= 0:
                        found.setdefault(f"{kind} in {name or 'a mapping'}", hex(at))
    return [f"{what} at {at}" for what, at in found.items()]


# Hashing with the processor's SHA extensions leaves different traces from hashing in software.
BUILDS = {"": "", ", hashed in software": '--cfg sha2_backend="soft"'}

passed = failed = 0


def build(flags: str) -> Path:
    target = BUILT / ("software" if flags else "usual")
    subprocess.run(
        ["cargo", "build", "--release", "--quiet", "--locked"],
        cwd=HERE,
        env=os.environ | {"CARGO_TARGET_DIR": str(target), "RUSTFLAGS": flags},
        check=True,
    )
    return target / "release" / "hookseal-secret-residue"


def check_process(program: Path, length: int, variant: str) -> None:
    global passed, failed
    secret = secrets.token_hex(length // 2).encode()
    masked = bytes(byte ^ MASK for byte in secret).hex()
    kinds = patterns(hashlib.sha256(secret).digest() if length > 64 else secret)
    kinds["the secret"] = [secret[i : i + 8] for i in range(length - 7)]
    with subprocess.Popen(
        [program, masked], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdin
        assert process.stdout
        for line in process.stdout:
            step, expected = line.strip().split(": ")
            found = search(process.pid, kinds)
            # While a verifier lives, its state must be found, but nothing else.
            only_expected = bool(found) and all(expected in what for what in found)
            good = not found if expected == "nothing" else only_expected
            passed, failed = passed + good, failed + (not good)
            print("ok    " if good else "FAILED", f"{length} bytes{variant}, {step}:", expected, flush=True)
            for what in [] if good else found:
                print("       found:", what)
            process.stdin.write("\n")
            process.stdin.flush()
    assert process.returncode == 0


def main() -> int:
    for variant, flags in BUILDS.items():
        program = build(flags)
        for length in (20, 64, 100):
            check_process(program, length, variant)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
