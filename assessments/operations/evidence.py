"""Photographs of the work as evidence beside the marks."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.crypto import get_random_string

from assessments import permissions
from assessments.models import Assessment, EvidencePhoto
from assessments.operations.locking import locked, record
from assessments.rules import MOST_PHOTOS
from certify.accounts.models import User
from certify.lib.errors import NotNowError
from programs.models import Unit


@transaction.atomic
def add_photo(
    *, assessment: Assessment, unit: Unit, jpeg: bytes, by: User, at: datetime
) -> EvidencePhoto:
    """Keep a photograph that was already re-encoded (certify.lib.pictures).

    The same picture again changes nothing. Raises NotNowError when there are enough of them, and
    NotAllowedError and NotNowError as ``permissions.may_mark``.
    """
    row = locked(assessment)
    permissions.may_mark(by, row).require()
    sha256 = hashlib.sha256(jpeg).hexdigest()
    kept = row.photos.filter(sha256=sha256).first()
    if kept is not None:
        return kept
    if row.photos.count() >= MOST_PHOTOS:
        sentence = f"Sudah ada {MOST_PHOTOS} foto. Hapus dulu yang tidak diperlukan."
        raise NotNowError(sentence)
    photo = EvidencePhoto(assessment=row, unit=unit, sha256=sha256, taken_by=by, taken_at=at)
    photo.picture.save(f"{get_random_string(32)}.jpg", ContentFile(jpeg), save=False)
    photo.save()
    record(
        "photo_added",
        "menambah foto bukti",
        assessment=row,
        by=by,
        at=at,
        data={"photo": photo.pk, "sha256": sha256},
    )
    return photo


@transaction.atomic
def remove_photo(*, photo: EvidencePhoto, by: User, at: datetime) -> None:
    """Take a photograph out again, until the recommendation; the trail keeps that it was there.

    Raises NotAllowedError and NotNowError as ``permissions.may_mark``.
    """
    row = locked(photo.assessment)
    permissions.may_mark(by, row).require()
    storage, name, key = photo.picture.storage, photo.picture.name, photo.pk
    photo.delete()
    transaction.on_commit(lambda: storage.delete(str(name)))
    record(
        "photo_removed", "menghapus foto bukti", assessment=row, by=by, at=at, data={"photo": key}
    )
