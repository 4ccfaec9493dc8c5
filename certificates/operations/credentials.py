"""The issuer's credential keys, and the credentials that somebody asked for."""

import hashlib
import logging
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import transaction

from certificates import credentials, numbering, permissions, queries
from certificates.enums import CredentialKind
from certificates.models import Certificate, CredentialKey, KeptCredential
from certificates.rendering.badge import badge_svg
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import NotNowError
from certify.lib.keyfolder import KeyFolderError
from certify.privacy import keyfiles
from programs.models import CertificationBody

logger = logging.getLogger(__name__)


@transaction.atomic
def make_credential_key(*, body: CertificationBody, by: User, at: datetime) -> CredentialKey:
    """Make the body's next credential key; from this moment it signs instead of the former one.

    The former key stays published for ever, because what it signed stays. The private half is
    written first: a row without its key could sign nothing, a key without a row does no harm.

    Raises:
        NotAllowedError: ``by`` is not the body's director.
        KeyFolderError: the key folder cannot be written.
    """
    permissions.may_make_credential_key(by, body).require()
    locked = CertificationBody.objects.select_for_update(no_key=True).get(pk=body.pk)
    private = Ed25519PrivateKey.generate()
    raw = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    name = f"kredensial-{body.pk}-{hashlib.sha256(raw).hexdigest()[:16]}"
    try:
        keyfiles.folder().store(name, private)
    except OSError as problem:
        msg = f"the key folder cannot be written: {problem.strerror}"
        raise KeyFolderError(msg) from problem
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


def credential_in(*, certificate: Certificate, kind: CredentialKind, at: datetime) -> str | None:
    """Give one form of a certificate's credential: made on first request, then kept.

    None when the body had no key when the number was taken.

    Raises:
        NotNowError: the key that signed in those days does not open.
    """
    kept = KeptCredential.objects.filter(certificate=certificate, kind=kind).first()
    if kept is not None:
        return str(kept.text)
    try:
        text = _make(certificate, kind)
    except KeyFolderError as problem:
        logger.exception("credential of certificate %s was not made", certificate.pk)
        sentence = "Kredensial digital belum bisa dibuat sekarang. Sertifikatnya sendiri aman."
        raise NotNowError(sentence) from problem
    if text is None:
        return None
    row, _ = KeptCredential.objects.get_or_create(
        certificate=certificate, kind=kind, defaults={"text": text, "made_at": at}
    )
    return str(row.text)


def _make(certificate: Certificate, kind: CredentialKind) -> str | None:
    issuers, content = queries.Issuers(), certificate.frozen
    if kind == CredentialKind.JSON:
        return issuers.json_of(certificate, content)
    token = issuers.jwt_of(certificate, content)
    if token is None or kind == CredentialKind.JWT:
        return token
    return credentials.baked(badge_svg(content), token)
