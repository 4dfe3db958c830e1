"""Streams the given number of MiB through a verification."""

import sys

from hookseal import SignatureMismatchError, Verifier, sign

verification = Verifier("whsec_benchmark").begin(sign("whsec_benchmark", b""))
chunk = bytes(1 << 20)
for _ in range(int(sys.argv[1])):
    verification.update(chunk)
try:
    verification.finish()
except SignatureMismatchError as error:
    print(error.code, flush=True)
sys.stdin.read()  # waits while run.py reads the peak
