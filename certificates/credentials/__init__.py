"""A certificate as a credential that anyone checks without us: plain Python, no database.

`credential_jwt` makes what the PDF carries.
"""

from certificates.credentials.badge import credential_id, open_badge
from certificates.credentials.jwt import credential_jwt, signed_jwt
from certificates.credentials.keys import (
    DID_CONTEXTS,
    PublicKey,
    Signer,
    base64url,
    did_document,
    did_web,
)
from certificates.credentials.sharing import baked, credential_json, secured
from certificates.credentials.status import (
    LIST_SIZE,
    WORDS,
    Form,
    Purpose,
    StatusPlace,
    encoded_list,
    list_credential,
    list_url,
    moment,
    spread,
)

__all__ = [
    "DID_CONTEXTS",
    "LIST_SIZE",
    "WORDS",
    "Form",
    "PublicKey",
    "Purpose",
    "Signer",
    "StatusPlace",
    "baked",
    "base64url",
    "credential_id",
    "credential_json",
    "credential_jwt",
    "did_document",
    "did_web",
    "encoded_list",
    "list_credential",
    "list_url",
    "moment",
    "open_badge",
    "secured",
    "signed_jwt",
    "spread",
]
