"""What sealing a certificate asks of a signer. `certificates.sealing` keeps this promise."""

import datetime as dt
from typing import Protocol


class Seal(Protocol):
    """The seal of a certification body: a certification signature that allows no change.

    The same bytes sealed for the same moment give the same bytes again, in any process: a
    certificate that is made again is the certificate that was issued.
    """

    @property
    def room(self) -> int:
        """How many bytes the signature may take, as CMS in DER."""

    def sign(self, digest: bytes, *, at: dt.datetime) -> bytes:
        """Return the CMS (PAdES B-B) over the SHA-256 of a file's signed byte ranges."""

    def seal_file(self, pdf: bytes, *, at: dt.datetime) -> bytes:
        """Return a finished file with a certification signature added to it."""
