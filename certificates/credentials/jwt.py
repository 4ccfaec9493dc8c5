"""Signing a credential as VC-JWT (Open Badges 3.0 8.2, VC-JOSE-COSE): EdDSA over Ed25519.

Written here, not taken from openbadgeslib, because this runs once for each certificate of a batch
and its signer cannot name the key as ``kid``, by which a stranger finds the right one among the
published keys; openbadgeslib judges what this writes (docs/adr/).
"""

import datetime as dt
import json
from typing import Any

from certificates.content import CertificateContent
from certificates.credentials.badge import open_badge
from certificates.credentials.keys import Signer, base64url
from certificates.credentials.status import Form, StatusPlace


def signed_jwt(document: dict[str, Any], *, signer: Signer) -> str:
    """Sign a credential of the signer; the same bytes for the same credential and key."""
    issuer = document["issuer"]
    claims = document | {
        "iss": issuer["id"] if isinstance(issuer, dict) else issuer,
        "jti": document["id"],
        "nbf": _seconds(document["validFrom"]),
        "exp": _seconds(document["validUntil"]),
    }
    header = {"alg": "EdDSA", "typ": "JWT", "kid": signer.jwk_id}
    signed = f"{_part(header)}.{_part(claims)}"
    return f"{signed}.{base64url(signer.private.sign(signed.encode()))}"


def credential_jwt(content: CertificateContent, *, place: StatusPlace, signer: Signer) -> str:
    """Give the VC-JWT of a certificate, which its PDF carries as ``credential.jwt``."""
    document = open_badge(content, did=signer.did, place=place, form=Form.JWT)
    return signed_jwt(document, signer=signer)


def _part(value: dict[str, Any]) -> str:
    return base64url(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _seconds(moment: str) -> int:
    return int(dt.datetime.fromisoformat(moment).timestamp())
