"""The issuer's credential keys: made, and followed by the next one; never taken back."""

import hashlib
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import transaction

from certificates import credentials, numbering
from certificates.models import CredentialKey
from certify.accounts.models import User
from certify.audit import trail
from certify.privacy import keyfiles
from programs.models import CertificationBody


@transaction.atomic
def make_credential_key(*, body: CertificationBody, by: User | None, at: datetime) -> CredentialKey:
    """Make the body's next credential key; from this moment it signs instead of the former one.

    The former key stays published for ever, because what it signed stays. The private half is
    written first: a row without its key could sign nothing, a key without a row does no harm.

    Raises:
        KeyFolderError: the key folder cannot be written.
    """
    locked = CertificationBody.objects.select_for_update().get(pk=body.pk)
    private = Ed25519PrivateKey.generate()
    raw = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    name = f"kredensial-{body.pk}-{hashlib.sha256(raw).hexdigest()[:16]}"
    keyfiles.folder().store(name, private)
    CredentialKey.objects.filter(body=locked, active_until__isnull=True).update(active_until=at)
    key = CredentialKey.objects.create(
        body=locked,
        name=name,
        did=credentials.did_web(numbering.issuer_address(locked)),
        x=credentials.base64url(raw),
        is_development=not settings.PRODUCTION,
        active_from=at,
        made_by=by,
    )
    trail.record(
        name="certificates.credential_key_made",
        summary="membuat kunci kredensial digital",
        subject=locked,
        by=by,
        at=at,
        within=locked.organization,
        data={"did": key.did, "key": key.public.thumbprint},
    )
    return key
