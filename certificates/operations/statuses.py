"""The status lists as the public reads them: signed, never older than their certificates' states.

Whoever asks for a list is given the kept publication when it still says what the certificates say
and is young enough; otherwise the list is published anew at that moment. So a revocation shows at
once, whatever brought it about, and revoking never waits for a key. A daily job publishes what
nobody asked for, so that the database and its backups hold a list that is still valid.
"""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from certificates import credentials, queries
from certificates.enums import CertificateStatus, StatusPurpose
from certificates.models import Certificate, StatusList, StatusPublication

VALIDITY = timedelta(days=7)
RENEWED_AFTER = timedelta(days=1)
# A replaced certificate and a spoiled number hold no more than a revoked one.
STATES = {
    StatusPurpose.REVOCATION: (
        CertificateStatus.REVOKED,
        CertificateStatus.REPLACED,
        CertificateStatus.VOID,
    ),
    StatusPurpose.SUSPENSION: (CertificateStatus.SUSPENDED,),
}


def published_status(
    *, status_list: StatusList, purpose: StatusPurpose, at: datetime
) -> StatusPublication | None:
    """Give what the public reads of a list at this moment; None when the body has no key.

    Raises:
        KeyFolderError: the list must be signed anew and the body's key does not open.
    """
    kept = StatusPublication.objects.filter(status_list=status_list, purpose=purpose).first()
    if kept is not None and _holds(kept, _set_bits(status_list, purpose), at=at):
        return kept
    return _publish(status_list=status_list, purpose=purpose, at=at)


def publish_all(*, at: datetime) -> int:
    """Publish every list that changed or is a day old; give how many there are.

    Raises:
        KeyFolderError: a body's key does not open.
    """
    lists = StatusList.objects.order_by("body", "number")
    for status_list in lists:
        for purpose in StatusPurpose:
            published_status(status_list=status_list, purpose=purpose, at=at)
    return len(lists)


def _set_bits(status_list: StatusList, purpose: StatusPurpose) -> list[int]:
    rows = Certificate.objects.filter(status_list=status_list, status__in=STATES[purpose])
    bits = rows.order_by("status_index").values_list("status_index", flat=True)
    return [bit for bit in bits if bit is not None]


def _fingerprint(bits: list[int]) -> str:
    return hashlib.sha256(",".join(map(str, bits)).encode()).hexdigest()


def _holds(kept: StatusPublication, bits: list[int], *, at: datetime) -> bool:
    is_young = kept.valid_from <= at < kept.valid_from + RENEWED_AFTER
    return is_young and kept.fingerprint == _fingerprint(bits)


@transaction.atomic
def _publish(
    *, status_list: StatusList, purpose: StatusPurpose, at: datetime
) -> StatusPublication | None:
    """Sign the list as it is now; under its lock, so that two askers publish once."""
    locked = StatusList.objects.select_for_update().get(pk=status_list.pk)
    bits = _set_bits(locked, purpose)
    kept = StatusPublication.objects.filter(status_list=locked, purpose=purpose).first()
    if kept is not None and _holds(kept, bits, at=at):
        return kept
    key = queries.Issuers().key_at(locked.body_id, at)
    if key is None:
        return None
    signer = queries.signer_of(key)
    encoded = credentials.encoded_list(bits, size=locked.size)
    documents = {
        form: credentials.list_credential(
            credentials.list_url(locked.address, credentials.Purpose(purpose), form),
            did=signer.did,
            purpose=credentials.Purpose(purpose),
            encoded=encoded,
            valid_from=at,
            valid_until=at + VALIDITY,
        )
        for form in credentials.Form
    }
    values = {
        "token": credentials.signed_jwt(documents[credentials.Form.JWT], signer=signer),
        "document": credentials.secured(
            documents[credentials.Form.JSON], signer=signer, created=at
        ),
        "fingerprint": _fingerprint(bits),
        "valid_from": at,
        "valid_until": at + VALIDITY,
    }
    row, _ = StatusPublication.objects.update_or_create(
        status_list=locked, purpose=purpose, defaults=values
    )
    return row
