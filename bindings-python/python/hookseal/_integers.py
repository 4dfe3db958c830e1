"""Integers of any length: JSON sets no bound, and `int()` refuses those of more than 4300 digits."""

CHUNK = 512  # digits, fewer than any limit that `sys.set_int_max_str_digits()` takes


def parse_int(text: str) -> int:
    """What int() makes of a JSON integer, in the time that a few multiplications of its size take."""
    if text[0] == "-":
        return -parse_int(text[1:])
    starts = range(len(text) % CHUNK, len(text), CHUNK)
    parts = [int(text[: starts.start] or "0"), *(int(text[at : at + CHUNK]) for at in starts)]
    power = 10**CHUNK
    # Each round joins pairs of neighbours, so that large numbers are multiplied by large ones only.
    while len(parts) > 1:
        if len(parts) % 2:
            parts.insert(0, 0)
        parts = [high * power + low for high, low in zip(parts[::2], parts[1::2], strict=True)]
        if len(parts) > 1:
            power *= power
    return parts[0]
