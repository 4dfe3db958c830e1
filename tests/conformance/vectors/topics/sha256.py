"""SHA-256 (FIPS 180-4) that can continue from a given digest, as an attacker can; hashlib cannot."""

import math
import struct

MASK = 0xFFFFFFFF


PRIMES = [n for n in range(2, 312) if all(n % d for d in range(2, math.isqrt(n) + 1))]


def _cube_root(n: int) -> int:
    low, high = 0, 1 << (n.bit_length() // 3 + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**3 <= n else (low, middle - 1)
    return low


# The first 32 bits of the fractional part of each cube root.
CONSTANTS = [_cube_root(p << 96) & MASK for p in PRIMES]


def padding(length: int) -> bytes:
    """The padding that SHA-256 appends to a message of this length."""
    return b"\x80" + b"\0" * ((55 - length) % 64) + struct.pack(">Q", 8 * length)


def extend(digest: bytes, hashed: int, suffix: bytes) -> tuple[bytes, bytes]:
    """Extends a digest of `hashed` bytes: returns the padding and the digest of all with a suffix."""
    glue = padding(hashed)
    total = hashed + len(glue) + len(suffix)
    tail = suffix + padding(total)
    state = struct.unpack(">8I", digest)
    for at in range(0, len(tail), 64):
        state = _compress(state, tail[at : at + 64])
    return glue, struct.pack(">8I", *state)


def _rotate(word: int, by: int) -> int:
    return (word >> by | word << 32 - by) & MASK


def _compress(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    words = list(struct.unpack(">16I", block))
    for i in range(16, 64):
        x, y = words[i - 15], words[i - 2]
        s0 = _rotate(x, 7) ^ _rotate(x, 18) ^ x >> 3
        s1 = _rotate(y, 17) ^ _rotate(y, 19) ^ y >> 10
        words.append((words[i - 16] + s0 + words[i - 7] + s1) & MASK)
    a, b, c, d, e, f, g, h = state
    for constant, word in zip(CONSTANTS, words, strict=True):
        s1 = _rotate(e, 6) ^ _rotate(e, 11) ^ _rotate(e, 25)
        t1 = h + s1 + (e & f ^ ~e & g) + constant + word
        s0 = _rotate(a, 2) ^ _rotate(a, 13) ^ _rotate(a, 22)
        t2 = s0 + (a & b ^ a & c ^ b & c)
        a, b, c, d, e, f, g, h = (t1 + t2) & MASK, a, b, c, (d + t1) & MASK, e, f, g
    return tuple((x + y) & MASK for x, y in zip(state, (a, b, c, d, e, f, g, h), strict=True))
