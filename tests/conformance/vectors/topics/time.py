"""The timestamp against the clock: rules 7 and 8."""

from reference import DEFAULT_TOLERANCE, sign

from .topic import EVENT, NOW, SECRET, Topic


def time() -> Topic:
    topic = Topic("time", "The timestamp against the clock: rules 7 and 8.")
    for tolerance in (None, 0, 1, 0.5, 60.25, 86_400, DEFAULT_TOLERANCE, "default"):
        add = topic.group(**({} if tolerance == "default" else {"tolerance": tolerance}))
        seconds = DEFAULT_TOLERANCE if tolerance == "default" else tolerance
        if seconds is None:
            for now in (NOW, 0, -1, 2**63 - 1, -(2**63)):
                add(f"no tolerance, now={now}", "TimeBound", now=now)
            add(
                "no tolerance, forged",
                "Order",
                "signature_mismatch",
                payload=b"x",
                header=sign(SECRET, EVENT, NOW),
            )
            continue
        bound = round(seconds * 1000)
        for offset, expect in (
            (0, "ok"),
            (bound, "ok"),
            (bound + 1, "timestamp_too_old"),
            (-bound, "ok"),
            (-bound - 1, "timestamp_in_future"),
        ):
            add(f"tolerance {tolerance}, now {offset:+} ms", "TimeBound", expect, now=NOW + offset)
    add = topic.group()
    for now, expect in (
        (2**63 - 1, "timestamp_too_old"),
        (-(2**63), "timestamp_in_future"),
        (0, "timestamp_in_future"),
        (-1, "timestamp_in_future"),
    ):
        add(f"now={now}", "Clock", expect, now=now)
        add(
            f"t of 15 nines, now={now}",
            "Clock",
            expect,
            now=now,
            header=sign(SECRET, EVENT, "9" * 15),
        )
    add("t=0 just now", "Clock", now=0, header=sign(SECRET, EVENT, 0))
    add("t=0 before the epoch", "Clock", now=-180_000, header=sign(SECRET, EVENT, 0))
    add(
        "t=0 too far before the epoch",
        "Clock",
        "timestamp_in_future",
        now=-180_001,
        header=sign(SECRET, EVENT, 0),
    )
    add(
        "the timestamp in seconds",
        "SecondsForMilliseconds",
        "timestamp_too_old",
        header=sign(SECRET, EVENT, NOW // 1000),
    )
    add("the clock in seconds", "SecondsForMilliseconds", "timestamp_in_future", now=NOW // 1000)
    add(
        "forged and stale",
        "Order",
        "signature_mismatch",
        payload=b"x",
        now=NOW + 10**9,
        header=sign(SECRET, EVENT, NOW),
    )
    add("no signature and stale", "Order", "no_signature", now=NOW + 10**9, header=f"t={NOW}")
    return topic
