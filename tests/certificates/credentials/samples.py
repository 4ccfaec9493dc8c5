"""An issuer and a place of its own, for tests that need no database."""

import dataclasses
import datetime as dt

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.credentials import Signer, StatusPlace, did_web
from tests.certificates.samples import SAMPLE

ADDRESS = "https://batik.jombangkab.go.id/lsp/3"
SIGNER = Signer(
    did=did_web(ADDRESS), private=Ed25519PrivateKey.from_private_bytes(b"batik" * 6 + b"ok")
)
PLACE = StatusPlace(address=f"{ADDRESS}/status/1", index=77)
VALID = dataclasses.replace(SAMPLE, valid_until=dt.date(2099, 1, 26))


def stranger(did: str) -> Signer:
    """Somebody who signs under a name that is not theirs."""
    return Signer(did=did, private=Ed25519PrivateKey.from_private_bytes(b"stranger" * 4))
