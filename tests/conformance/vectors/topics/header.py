"""The signature header: rules 1 to 5."""

from reference import digest, sign

from .topic import EVENT, NOW, SECRET, Topic


def header() -> Topic:
    topic = Topic("header", "The signature header: rules 1 to 5.")
    add = topic.group()
    v1 = digest(SECRET, EVENT, NOW)
    t = str(NOW)

    add("as WorkOS sends it", "Genuine")
    for text in (None, ""):
        add(f"header is {text!r}", "MissingHeader", "missing_header", header=text)
    good = {
        "comma without a blank": f"t={t},v1={v1}",
        "v1 before t": f"v1={v1}, t={t}",
        "blanks and tabs around elements": f" \tt={t} \t ,\t v1={v1}\t ",
        "empty elements": f",, t={t},, ,v1={v1},",
        "unknown keys": f"v0={'0' * 64}, t={t}, v1={v1}, v2=later, x=",
        "keys are case-sensitive: T and V1 are unknown keys": f"T=x, V1=x, t={t}, v1={v1}",
        "an unknown key with several equals signs": f"a=b=c, t={t}, v1={v1}",
        "an empty key": f"=x, t={t}, v1={v1}",
        "a key with a blank is an unknown key": f"t =x, v1 =x, t={t}, v1={v1}",
        "upper-case hex": f"t={t}, v1={v1.upper()}",
        "mixed-case hex": f"t={t}, v1={v1[:32].upper()}{v1[32:]}",
        "every visible ASCII byte in an unknown value": "x="
        + "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) != ",")
        + f", t={t}, v1={v1}",
    }
    for comment, text in good.items():
        add(comment, "HeaderSyntax", header=text)
    bad = {
        "only blanks": " \t ",
        "only a comma": ",",
        "an element without an equals sign": f"t={t}, v1={v1}, x",
        "a semicolon instead of a comma": f"t={t}; v1={v1}",
        "no t": f"v1={v1}",
        "two t": f"t={t}, t={t}, v1={v1}",
        "two t, one bad": f"t={t}, t=, v1={v1}",
        "upper-case T only": f"T={t}, v1={v1}",
        "a quoted value": f't="{t}", v1={v1}',
    }
    for comment, text in bad.items():
        add(comment, "HeaderSyntax", "malformed_header", header=text)
    for value in (
        "",
        "abc",
        "-1",
        f"+{t}",
        f" {t}",
        f"{t[:6]} {t[6:]}",
        f"{t}.0",
        "1e12",
        "0x10",
        "1_735_000_000_000",
        f"{t}=",
        "9" * 16,
        "0" * 16,
        "9" * 400,
        "NaN",
    ):
        add(f"t={value[:20]}", "LaxTimestamp", "malformed_header", header=f"t={value}, v1={v1}")
    for text in ("\u0661\u0662\u0663", "\uff11\uff12", "\u00b2"):
        add(
            "digits that are not ASCII",
            "LaxTimestamp",
            "malformed_header",
            header=f"t={text}, v1={v1}",
        )
    for digits in ("0", "7", f"00{t}", "9" * 15, "0" * 15):
        add(
            f"t={digits} is signed as received",
            "LaxTimestamp",
            now=int(digits),
            header=sign(SECRET, EVENT, digits),
        )
    add(
        "leading zeros dropped before signing",
        "LaxTimestamp",
        "signature_mismatch",
        header=f"t=00{t}, v1={v1}",
    )
    for comment, value in {
        "63 digits": v1[:63],
        "65 digits": v1 + "0",
        "62 digits": v1[:62],
        "66 digits": v1 + "00",
        "empty": "",
        "a letter past f": v1[:63] + "g",
        "0x in front": "0x" + v1[:62],
        "a blank inside": v1[:32] + " " + v1[32:],
        "a blank in front": " " + v1,
        "an equals sign": v1[:63] + "=",
        "base64": "q" * 43 + "=",
        "a colon": v1[:63] + ":",
    }.items():
        add(
            f"v1 is not 64 hex digits: {comment}",
            "LaxHex",
            "malformed_header",
            header=f"t={t}, v1={value}",
        )
    add(
        "a bad v1 beside the good one",
        "LaxHex",
        "malformed_header",
        header=f"t={t}, v1={v1}, v1=00",
    )
    for name, byte in {
        "NUL": 0,
        "line feed": 10,
        "return": 13,
        "escape": 27,
        "delete": 127,
        "0x80": 128,
        "0xE9": 233,
        "0xFF": 255,
    }.items():
        add(
            f"a byte outside visible ASCII: {name}",
            "HeaderSyntax",
            "malformed_header",
            header=f"t={t}, v1={v1}, x=".encode() + bytes([byte]),
        )
    add(
        "UTF-8 in an unknown value",
        "HeaderSyntax",
        "malformed_header",
        header=f"t={t}, v1={v1}, x=é",
    )
    add("no v1", "HeaderSyntax", "no_signature", header=f"t={t}")
    add("only another scheme's signature", "HeaderSyntax", "no_signature", header=f"t={t}, v0={v1}")
    add("a bad t and no v1 is malformed", "Order", "malformed_header", header="t=abc")
    other = "0" * 64
    add("two v1, the good one last", "ManySignatures", header=f"t={t}, v1={other}, v1={v1}")
    add("two v1, the good one first", "ManySignatures", header=f"t={t}, v1={v1}, v1={other}")
    add("the good v1 twice", "ManySignatures", header=f"t={t}, v1={v1}, v1={v1}")
    add("t between two v1", "ManySignatures", header=f"v1={other}, t={t}, v1={v1}")
    add(
        "two v1, none good",
        "ManySignatures",
        "signature_mismatch",
        header=f"t={t}, v1={other}, v1={v1[::-1]}",
    )
    for count, expect in ((16, "ok"), (17, "malformed_header")):
        add(
            f"{count} v1",
            "HeaderLimits",
            expect,
            header=f"t={t}" + f",v1={other}" * (count - 1) + f",v1={v1}",
        )
    whole = f"t={t}, v1={v1}, x="
    for length, expect in ((4096, "ok"), (4097, "malformed_header"), (100_000, "malformed_header")):
        add(f"{length} bytes", "HeaderLimits", expect, header=whole + "x" * (length - len(whole)))
    add("4096 commas and nothing else", "HeaderLimits", "malformed_header", header="," * 4096)
    return topic
