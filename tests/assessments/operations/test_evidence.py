"""Photographs of the work."""

import hashlib
import io

import pytest
from PIL import Image

from assessments import operations, queries
from assessments.models import Assessment, EvidencePhoto
from assessments.rules import MOST_PHOTOS
from certify.audit import trail
from certify.audit.models import AuditEvent
from certify.lib.errors import NotAllowedError, NotNowError
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage


@pytest.fixture
def row(stage: Stage) -> Assessment:
    return make.assessment_at("consented", stage)


def jpeg(shade: int = 0) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (shade, 0, 0)).save(out, "JPEG")
    return out.getvalue()


def add(row: Assessment, raw: bytes, **by: object) -> EvidencePhoto:
    unit = queries.sheet(row)[0].unit
    values = {"by": row.assessor.user, "at": AT} | by
    return operations.add_photo(assessment=row, unit=unit, jpeg=raw, **values)


def test_a_photo_is_kept_with_its_unit_and_a_name_that_says_nothing(row: Assessment, media):
    photo = add(row, jpeg())

    assert (media / photo.picture.name).read_bytes() == jpeg()
    assert photo.picture.name.startswith("bukti/")
    assert len(photo.picture.name) == len("bukti/") + 32 + len(".jpg")
    assert (photo.unit, photo.taken_by, photo.sha256) == (
        queries.sheet(row)[0].unit,
        row.assessor.user,
        hashlib.sha256(jpeg()).hexdigest(),
    )
    event = AuditEvent.objects.latest("sequence")
    assert (event.name, event.summary) == ("assessments.photo_added", "menambah foto bukti")
    assert event.data == {"photo": photo.pk, "sha256": photo.sha256}


def test_the_same_picture_again_changes_nothing(row: Assessment):
    events = AuditEvent.objects.count()

    assert add(row, jpeg()) == add(row, jpeg())
    assert AuditEvent.objects.count() == events + 1


def test_there_are_enough_photos(row: Assessment):
    for shade in range(MOST_PHOTOS):
        add(row, jpeg(shade * 20))

    with pytest.raises(NotNowError, match="Sudah ada 12 foto"):
        add(row, jpeg(255))
    assert row.photos.count() == MOST_PHOTOS


def test_a_photo_is_taken_out_with_its_file(
    row: Assessment, media, django_capture_on_commit_callbacks
):
    photo = add(row, jpeg())
    name = photo.picture.name

    with django_capture_on_commit_callbacks(execute=True):
        operations.remove_photo(photo=photo, by=row.assessor.user, at=AT)

    assert (row.photos.count(), (media / name).exists()) == (0, False)
    assert AuditEvent.objects.latest("sequence").name == "assessments.photo_removed"
    assert trail.first_fault() is None


def test_only_the_assessor_and_only_until_the_recommendation(row: Assessment, stage: Stage):
    photo = add(row, jpeg())
    for stranger in (stage.cast.rahma, stage.cast.tuti, stage.cast.dewi):
        with pytest.raises(NotAllowedError):
            add(row, jpeg(9), by=stranger)
        with pytest.raises(NotAllowedError):
            operations.remove_photo(photo=photo, by=stranger, at=AT)
    make.recommended(make.marked(row))

    with pytest.raises(NotNowError):
        add(row, jpeg(9))
    with pytest.raises(NotNowError):
        operations.remove_photo(photo=photo, by=row.assessor.user, at=AT)
    assert row.photos.count() == 1
