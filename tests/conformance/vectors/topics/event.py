"""The event in a verified payload."""

from reference import sign

from .topic import EVENT, NOW, SECRET, Topic


def event() -> Topic:
    topic = Topic("event", "The event in a verified payload.")
    add = topic.group("event")

    def nested(depth: int) -> bytes:
        return b'{"id":"e","event":"x","data":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"

    for comment, payload in {
        "a WorkOS event": EVENT,
        "a connection activated": b'{"id":"event_02","event":"connection.activated","data":{"object":'
        b'"connection","state":"active"},"created_at":"2024-12-24T00:00:00Z",'
        b'"context":{"client_id":"client_01"}}',
        "an unknown event": b'{"id":"event_03","event":"later.kind.of_event","data":{}}',
        "blanks around": b' \r\n\t{ "event" : "e" , "id" : "i" } \n',
        "escapes in names and values": b'{"\\u0069d":"\\u00e9","event":"a\\"b","x":"\\ud83d\\ude00"}',
        "UTF-8": '{"id":"é","event":"漢😀"}'.encode(),
        "empty strings": b'{"id":"","event":""}',
        "other members repeated": b'{"id":"i","event":"e","data":1,"data":2}',
        "id inside data as well": b'{"id":"i","event":"e","data":{"id":1,"event":null}}',
        "a member named __proto__": b'{"id":"i","event":"e","__proto__":{"id":1}}',
        "numbers of any size": b'{"id":"i","event":"e","data":[1.0,-0,1e5,12345678901234567890]}',
        "nested 128 deep": nested(128),
        "half a surrogate pair in data": b'{"id":"i","event":"e","data":"\\ud800"}',
        "half a surrogate pair in a name inside data": b'{"id":"i","event":"e","data":{"\\ud800":1}}',
        "1e999": b'{"id":"i","event":"e","data":1e999}',
        "an integer of 5 000 digits": b'{"id":"i","event":"e","data":' + b"9" * 5_000 + b"}",
        "a fraction of 5 000 digits": b'{"id":"i","event":"e","data":0.' + b"9" * 5_000 + b"}",
        "a key repeated inside data": b'{"id":"i","event":"e","data":{"a":1,"a":2}}',
        "a NUL in id": b'{"id":"a\\u0000b","event":"e"}',
        "a NUL in event": b'{"id":"i","event":"e\\u0000"}',
        "a whole surrogate pair in id": b'{"id":"\\ud83d\\ude00","event":"e"}',
        "no data": b'{"id":"i","event":"e"}',
        "an empty name": b'{"id":"i","event":"e","":1}',
        "brackets in a string": b'{"id":"i","event":"' + b"[" * 200 + b'"}',
    }.items():
        add(comment, "Event", payload=payload)
    for comment, payload in {
        "empty": b"",
        "blank": b" ",
        "not JSON": b"id=event_01",
        "null": b"null",
        "an array": b"[]",
        "a string": b'"id"',
        "a number": b"1",
        "an empty object": b"{}",
        "no id": b'{"event":"e"}',
        "no event": b'{"id":"i"}',
        "id is a number": b'{"id":1,"event":"e"}',
        "id is null": b'{"id":null,"event":"e"}',
        "event is an object": b'{"id":"i","event":{}}',
        "event is true": b'{"id":"i","event":true}',
        "Id instead of id": b'{"Id":"i","event":"e"}',
        "id twice": b'{"id":"i","id":"i","event":"e"}',
        "event twice": b'{"id":"i","event":"e","event":1}',
        "a BOM": b'\xef\xbb\xbf{"id":"i","event":"e"}',
        "UTF-16": '{"id":"i","event":"e"}'.encode("utf-16-le"),
        "invalid UTF-8 in a value": b'{"id":"i","event":"e","data":"\xff"}',
        "invalid UTF-8 in id": b'{"id":"\xff","event":"e"}',
        "cut off": b'{"id":"i","event":"e"',
        "something after it": b'{"id":"i","event":"e"}x',
        "a trailing comma": b'{"id":"i","event":"e",}',
        "single quotes": b"{'id':'i','event':'e'}",
        "NaN": b'{"id":"i","event":"e","data":NaN}',
        "a comment": b'{"id":"i","event":"e"/**/}',
        "a control character": b'{"id":"i","event":"\n"}',
        "a NUL after it": b'{"id":"i","event":"e"}\0',
        "nested 129 deep": nested(129),
        "nested 200 deep": nested(200),
        "half a surrogate pair in id": b'{"id":"\\ud83d","event":"e"}',
        "half a surrogate pair in event": b'{"id":"i","event":"\\ude00x"}',
        "half a surrogate pair in a member's name": b'{"id":"i","event":"e","\\ud83d":1}',
    }.items():
        add(comment, "NotAnEvent", "invalid_payload", payload=payload)
    add(
        "not JSON and forged",
        "Order",
        "signature_mismatch",
        payload=b"x",
        header=sign(SECRET, b"y", NOW),
    )
    add("not JSON and stale", "Order", "timestamp_too_old", payload=b"x", now=NOW + 180_001)
    add("not JSON and no header", "Order", "missing_header", payload=b"x", header=None)
    return topic
