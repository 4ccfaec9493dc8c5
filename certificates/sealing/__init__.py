"""Seals files and says what a file's seal is worth: plain Python, no Django, no database.

`PdfSeal` seals, `examine` judges. Keys come from a PKCS#12 file or stay on a PKCS#11 token.
"""

from certificates.sealing.chains import Chain, public_key
from certificates.sealing.errors import SealError
from certificates.sealing.examination import Examination, Signature
from certificates.sealing.keys import SigningKey, TokenKey, file_key
from certificates.sealing.pkcs12 import KeyPair
from certificates.sealing.seal import PdfSeal
from certificates.sealing.stamping import TimeStampAuthority

__all__ = [
    "Chain",
    "Examination",
    "KeyPair",
    "PdfSeal",
    "SealError",
    "Signature",
    "SigningKey",
    "TimeStampAuthority",
    "TokenKey",
    "examine",
    "file_key",
    "public_key",
]


def examine(pdf: bytes) -> Examination:
    """Examine the signatures of a file of whatever origin; an unreadable one is said to be so."""
    from certificates.sealing import examining  # noqa: PLC0415 -- pyHanko: 25 MB and half a second

    return examining.examine(pdf)
