from hookseal import Verifier, sign

verifier = Verifier(["whsec_new", "whsec_old"])

body = b'{"id": "event_01", "event": "connection.activated", "data": {}}'
for secret in ("whsec_new", "whsec_old"):
    verified = verifier.verify(body, sign(secret, body))
    print(f"accepted by secret {verified.secret_index}")
