"""Parses integers of any length. JSON has no limit, but `int()` refuses more than 4300 digits."""

CHUNK = 512  # digits, fewer than the lowest limit that sys.set_int_max_str_digits() accepts


def parse_int(text: str) -> int:
    """Like int(), in the time of a few multiplications of numbers of that size."""
    if text[0] == "-":
        return -parse_int(text[1:])
    starts = range(len(text) % CHUNK, len(text), CHUNK)
    parts = [int(text[: starts.start] or "0"), *(int(text[at : at + CHUNK]) for at in starts)]
    power = 10**CHUNK
    # Each round joins neighbours in pairs, so that both factors are equally long: that multiplies fastest.
    while len(parts) > 1:
        if len(parts) % 2:
            parts.insert(0, 0)
        parts = [high * power + low for high, low in zip(parts[::2], parts[1::2], strict=True)]
        if len(parts) > 1:
            power *= power
    return parts[0]
