"""Photographs on the sheet, at the panel, and to whom they are shown."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from assessments.models import Assessment, EvidencePhoto
from tests.factories import assessments as make
from tests.factories.programs import Stage


@pytest.fixture
def row(stage: Stage) -> Assessment:
    return make.assessment_at("consented", stage)


@pytest.fixture
def budi(stage: Stage, visit):
    return visit(stage.cast.budi)


def picture(*, located: bool = False) -> bytes:
    exif = Image.Exif()
    if located:
        exif[0x010F] = "Kamera"
        exif.get_ifd(0x8825)[1] = "S"
    out = io.BytesIO()
    Image.new("RGB", (2400, 1800), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_photo_is_re_encoded_and_shown_on_the_sheet(row: Assessment, budi, media):
    sent = SimpleUploadedFile("../IMG 0001 Siti.jpg", picture(located=True))

    response = budi.post("add_photo", row.pk, 2, photo=sent)

    assert response.url == f"/asesmen/{row.pk}/nilai/2/"
    photo = EvidencePhoto.objects.get()
    kept = (media / photo.picture.name).read_bytes()
    assert (Image.open(io.BytesIO(kept)).size, b"Kamera" in kept) == ((1600, 1200), False)
    page = text(budi.get("unit", row.pk, 1))
    assert f'src="/asesmen/foto/{photo.pk}/"' in page
    assert "<summary>Foto (1)</summary>" in page
    shown = budi.get("photo", photo.pk)
    assert (shown.headers["Content-Type"], b"".join(shown)) == ("image/jpeg", kept)
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"<svg/>", "tidak terbaca"), (b"%PDF-1.7", "tidak terbaca"), (b"", "kosong")],
)
def test_what_is_no_photo_is_told_beside_the_field(row: Assessment, budi, raw: bytes, said: str):
    response = budi.post("add_photo", row.pk, 1, photo=SimpleUploadedFile("foto.jpg", raw))

    assert (response.status_code, EvidencePhoto.objects.count()) == (422, 0)
    assert said in text(response)
    assert '<details class="more" id="foto" open>' in text(response)


def test_a_photo_goes_until_the_recommendation_and_is_then_evidence(
    row: Assessment, budi, stage: Stage, visit
):
    first, second = (make.photo(row, picture_of(shade)) for shade in ("red", "blue"))
    assert budi.post("remove_photo", first.pk).url == f"/asesmen/{row.pk}/nilai/"
    make.recommended(make.marked(row))

    assert budi.post("remove_photo", second.pk).status_code == 409
    assert "Hapus foto" not in text(budi.get("unit", row.pk, 1))
    meeting = make.panel(stage)
    page = text(visit(stage.cast.wulan).get("panel", meeting.pk))
    assert "catatan, dan foto (1 foto)" in page
    assert f'src="/asesmen/foto/{second.pk}/"' in page
    assert f'src="/asesmen/foto/{second.pk}/"' in text(budi.get("summary", row.pk))
    assert f'src="/asesmen/foto/{second.pk}/"' in text(budi.get("assessment", row.pk))


def test_the_agency_and_other_assessors_do_not_see_it(row: Assessment, stage: Stage, visit):
    photo = make.photo(row, picture_of("red"))

    answers = {}
    for name in ("budi", "tuti", "wulan", "rahma", "dewi", "head", "keeper"):
        answer = visit(getattr(stage.cast, name)).get("photo", photo.pk)
        answers[name] = answer.status_code
        if answer.streaming:
            b"".join(answer)  # to the end, so that the file is closed

    assert answers == {
        "budi": 200,
        "tuti": 200,
        "wulan": 200,
        "rahma": 404,
        "dewi": 404,
        "head": 404,
        "keeper": 404,
    }


def picture_of(shade: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), shade).save(out, "PNG")
    return out.getvalue()
