"""A body's seal: put in place, followed by the next, ended."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from django.conf import settings
from django.db import transaction

from certificates import permissions, queries, sealing
from certificates.enums import SealKind, SealPlace, SealStatus
from certificates.models import SealKey, SealPolicy
from certificates.sealing import Chain, KeyPair, SealError, development, pkcs12
from certificates.workflow import SEAL
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError, NotNowError
from certify.lib.keyfolder import KeyFolderError, PrivateKey
from certify.privacy import keyfiles
from programs.models import CertificationBody

FOLLOWED = "Diganti kunci baru."
PROBE = hashlib.sha256(b"Canting asks a token for its first signature.").digest()


@transaction.atomic
def add_seal_from_file(
    *, body: CertificationBody, data: bytes, password: str, by: User, at: datetime
) -> SealKey:
    """Put the key of a PKCS#12 file in place; the former key retires and stays published.

    Raises:
        NotAllowedError: ``by`` may not manage this body's seal.
        InvalidInputError: the file does not open, or its key may not seal.
        NotNowError: the key folder cannot be written.
    """
    permissions.may_manage_seal(by, body).require()
    try:
        pair = pkcs12.read(data, password, at=at)
    except SealError as error:
        raise InvalidInputError(str(error)) from error
    return _add_file_key(body, pair, standing=_standing(pair.chain), by=by, at=at)


@transaction.atomic
def make_development_seal(*, body: CertificationBody, by: User, at: datetime) -> SealKey:
    """Make a seal of a throw-away authority, marked so everywhere; for trying out only.

    Raises:
        NotNowError: this is production.
    """
    if settings.PRODUCTION:
        raise NotNowError("Segel pengembangan tidak dibuat di server yang dipakai sungguhan.")
    pair = development.make_key_pair(body.organization.short_name or str(body), at=at)
    return _add_file_key(body, pair, standing=SealKind.DEVELOPMENT, by=by, at=at)


def _standing(chain: Chain) -> SealKind:
    """Tell whether an accepted authority vouches for a chain, or only the body itself."""
    return SealKind.CERTIFIED if queries.is_accepted(chain) else SealKind.BODY


def _add_file_key(
    body: CertificationBody, pair: KeyPair, *, standing: SealKind, by: User, at: datetime
) -> SealKey:
    locked = CertificationBody.objects.select_for_update().get(pk=body.pk)
    _refuse_known(pair.chain)
    name = f"segel-{body.pk}-{pair.chain.fingerprint[:16]}"
    # The file first: a row without its key could seal nothing, a key without a row does no harm.
    _store(name, pair.key)
    return _follow(
        locked,
        pair.chain,
        where={"place": SealPlace.FILE, "name": name},
        standing=standing,
        by=by,
        at=at,
    )


def _store(name: str, key: PrivateKey) -> None:
    folder = keyfiles.folder()
    try:
        if not folder.has(name):
            folder.store(name, key)
        folder.load(name)
    except (KeyFolderError, OSError) as error:
        raise NotNowError(
            "Kunci tidak bisa disimpan di server, jadi tidak ada yang berubah. Minta pengelola "
            "sistem memeriksa folder kunci (KEY_FOLDER)."
        ) from error


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """Where a key lies on a token, and the certificate that goes with it."""

    token: str
    label: str
    certificates_pem: str


@transaction.atomic
def add_seal_on_token(
    *, body: CertificationBody, facts: TokenFacts, by: User, at: datetime
) -> SealKey:
    """Put a key on a PKCS#11 token in place, after it has signed and the signature held.

    Raises:
        NotAllowedError: ``by`` may not manage this body's seal.
        InvalidInputError: no such certificate, token or key, or the two do not belong together.
        NotNowError: no token is set up on this server.
    """
    permissions.may_manage_seal(by, body).require()
    if not settings.PKCS11_MODULE:
        raise NotNowError(
            "Server ini belum diatur untuk token. Minta pengelola sistem mengaturnya."
        )
    locked = CertificationBody.objects.select_for_update().get(pk=body.pk)
    try:
        first, *others = x509.load_pem_x509_certificates(facts.certificates_pem.encode())
    except ValueError as error:
        raise InvalidInputError(
            "Sertifikat tidak terbaca. Tempel teks yang diawali “-----BEGIN CERTIFICATE-----”."
        ) from error
    chain = Chain.of(first, others)
    place = queries.TokenPlace(
        module=Path(settings.PKCS11_MODULE),
        pin=settings.PKCS11_PIN,
        token=facts.token,
        label=facts.label,
    )
    try:
        chain.check(at=at)
        _check_signature(chain, queries.token_key(place, chain).sign(PROBE))
    except SealError as error:
        raise InvalidInputError(str(error)) from error
    _refuse_known(chain)
    return _follow(
        locked,
        chain,
        where={"place": SealPlace.TOKEN, "token": facts.token, "token_key": facts.label},
        standing=_standing(chain),
        by=by,
        at=at,
    )


def _check_signature(chain: Chain, signature: bytes) -> None:
    key = sealing.public_key(chain.leaf)
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, PROBE, ec.ECDSA(hashes.SHA256()))
        else:
            key.verify(signature, PROBE, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as error:
        raise SealError("Kunci di token dan sertifikat ini bukan pasangannya.") from error


def _refuse_known(chain: Chain) -> None:
    if SealKey.objects.filter(fingerprint=chain.fingerprint).exists():
        raise InvalidInputError(
            "Sertifikat segel ini sudah pernah dipasang. Minta sertifikat baru untuk kunci baru."
        )


def _follow(
    body: CertificationBody,
    chain: Chain,
    *,
    where: dict[str, Any],
    standing: SealKind,
    by: User,
    at: datetime,
) -> SealKey:
    """Let the new key follow the one that sealed so far, in the caller's transaction."""
    former = queries.active_seal_key(body)
    if former is not None:
        _end(former, "retire", reason=FOLLOWED, by=by, at=at)
    key = SealKey.objects.create(
        body=body,
        chain=chain.to_pem(),
        fingerprint=chain.fingerprint,
        subject=chain.subject,
        issuer=chain.issuer,
        algorithm=chain.algorithm,
        valid_from=chain.valid_from,
        valid_until=chain.valid_until,
        standing=standing,
        added_by=by,
        added_at=at,
        **where,
    )
    trail.record(
        name="certificates.seal_added",
        summary="memasang segel digital",
        subject=key,
        related=[body],
        by=by,
        at=at,
        within=body.organization,
        data={"fingerprint": key.fingerprint, "standing": standing.value},
    )
    return key


@transaction.atomic
def retire_seal(*, key: SealKey, reason: str, by: User, at: datetime) -> SealKey:
    """Stop sealing with a key; what it sealed stays good.

    Raises:
        NotAllowedError: ``by`` may not manage this body's seal.
        NotNowError: the key is not in use.
        InvalidInputError: there is no reason.
    """
    locked = _lock(key)
    permissions.may_retire_seal(by, locked).require()
    return _end(locked, "retire", reason=reason, by=by, at=at)


@transaction.atomic
def declare_seal_compromised(*, key: SealKey, reason: str, by: User, at: datetime) -> SealKey:
    """Say that others may have the key: the public page then tells whom to trust instead.

    Certificates stay good by the register, which knows each file's hash.

    Raises:
        NotAllowedError: ``by`` may not manage this body's seal.
        NotNowError: that was said before.
        InvalidInputError: there is no reason.
    """
    locked = _lock(key)
    permissions.may_declare_seal_compromised(by, locked).require()
    return _end(locked, "compromise", reason=reason, by=by, at=at)


def _lock(key: SealKey) -> SealKey:
    return SealKey.objects.select_for_update().select_related("body").get(pk=key.pk)


def _end(key: SealKey, move: str, *, reason: str, by: User, at: datetime) -> SealKey:
    if not reason.strip():
        raise InvalidInputError("Tulis alasannya.")
    key.status = SEAL.target(move, source=key.status)
    key.ended_by, key.ended_at, key.end_reason = by, at, reason.strip()
    key.save(update_fields=["status", "ended_by", "ended_at", "end_reason"])
    is_leak = key.status == SealStatus.COMPROMISED
    trail.record(
        name="certificates.seal_compromised" if is_leak else "certificates.seal_retired",
        summary="menyatakan kunci segel bocor" if is_leak else "memensiunkan kunci segel",
        subject=key,
        related=[key.body],
        by=by,
        at=at,
        within=key.body.organization,
        data={"fingerprint": key.fingerprint},
    )
    return key


@transaction.atomic
def choose_signing(
    *, body: CertificationBody, signs_elsewhere: bool, by: User, at: datetime
) -> SealPolicy:
    """Say whether a body's new files carry its seal, or go unsealed to be signed elsewhere.

    Raises:
        NotAllowedError: ``by`` may not manage this body's seal.
    """
    permissions.may_manage_seal(by, body).require()
    locked = CertificationBody.objects.select_for_update().get(pk=body.pk)
    policy, _ = SealPolicy.objects.update_or_create(
        body=locked,
        defaults={"signs_elsewhere": signs_elsewhere, "changed_by": by, "changed_at": at},
    )
    trail.record(
        name="certificates.signing_chosen",
        summary=f"memilih cara menandatangani sertifikat digital: {policy}",
        subject=locked,
        by=by,
        at=at,
        within=locked.organization,
        data={"elsewhere": signs_elsewhere},
    )
    return policy
