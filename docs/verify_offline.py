"""Check a certificate without Canting (docs/verification.md). Needs only the library cryptography.

python verify_offline.py now-or-2031-05-01 credential.jwt did.json pencabutan.jwt pembekuan.jwt
Ends with 0: valid; 1: not valid (changed, expired, revoked, suspended); 2: cannot be told.
"""

import base64
import datetime as dt
import gzip
import json
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def plain(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def opened(path: str, keys: dict, at: dt.datetime) -> dict:  # once a published key confirmed it
    head, body, signature = Path(path).read_text().strip().split(".")
    header, claims = json.loads(plain(head)), json.loads(plain(body))
    methods = {row["id"]: row.get("publicKeyJwk") for row in keys.get("verificationMethod", [])}
    jwk = methods.get(header["kid"]) if methods else keys
    if not jwk or header["alg"] != "EdDSA" or keys.get("id", claims["iss"]) != claims["iss"]:
        raise InvalidSignature
    key = Ed25519PublicKey.from_public_bytes(plain(jwk["x"]))
    key.verify(plain(signature), f"{head}.{body}".encode())
    since, until = (dt.datetime.fromisoformat(claims[name]) for name in ("validFrom", "validUntil"))
    return claims | {"holds": since <= at <= until}


def verdict(when: str, paper: str, keys: dict, lists: list[str]) -> tuple[int, str]:
    at = (dt.datetime.now() if when == "now" else dt.datetime.fromisoformat(when)).astimezone()
    try:
        claims = opened(paper, keys, at)
    except InvalidSignature:
        return 1, "NOT VALID: changed since, or not signed with a key that is published here"
    said = f"{claims['name']}, {claims['credentialSubject']['identifier'][0]['identityHash']}"
    if not claims["holds"]:
        return 1, f"NOT VALID, only {claims['validFrom']} to {claims['validUntil']}: {said}"
    states = {row["id"]: row for row in (opened(path, keys, at) for path in lists)}
    for entry in claims["credentialStatus"]:
        found = states.get(entry["statusListCredential"], {"holds": False})
        if not found["holds"]:
            return 2, f"CANNOT BE TOLD, no list of that time: {entry['statusListCredential']}"
        bits = gzip.decompress(plain(found["credentialSubject"]["encodedList"][1:]))
        place, offset = divmod(int(entry["statusListIndex"]), 8)
        if bits[place] >> (7 - offset) & 1:
            return 1, f"NOT VALID, {entry['statusPurpose']} is recorded: {said}"
    return 0, f"VALID as of {at}, signed by {claims['iss']}: {said}"


try:
    code, words = verdict(*sys.argv[1:3], json.loads(Path(sys.argv[3]).read_text()), sys.argv[4:])
except (InvalidSignature, OSError, ValueError, LookupError, TypeError) as problem:
    code, words = 2, f"CANNOT BE TOLD, a file is not what it should be: {problem!r}"
sys.exit(print(words) or code)
