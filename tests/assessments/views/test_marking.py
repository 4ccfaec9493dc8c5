"""The sheet: one tap, one POST, with and without htmx."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from assessments import queries
from assessments.models import Assessment, Mark, MarkChange
from certify.audit.models import AuditEvent
from certify.lib.dates import long_date
from tests.factories import assessments as make
from tests.factories.programs import Stage


@pytest.fixture
def row(stage: Stage) -> Assessment:
    return make.assessment_at("consented", stage)


@pytest.fixture
def budi(stage: Stage, visit):
    return visit(stage.cast.budi)


def lines(row: Assessment) -> list:
    return [line.criterion for unit in queries.sheet(row) for line in unit.lines]


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def pressed(response, criterion) -> dict[str, str]:
    html = text(response)
    return {
        word: re.search(rf'id="kuk-{criterion.pk}-{word}" aria-pressed="(\w+)"', html).group(1)
        for word in ("ya", "belum")
    }


def test_nothing_is_pressed_beforehand(row: Assessment, budi):
    response = budi.get("unit", row.pk, 1)

    assert 'aria-pressed="true"' not in text(response)
    assert "Unit 1 dari 3: Menyiapkan Alat dan Bahan Membatik Tulis · 0/6" in text(response)


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, False), (7, True)])
def test_marking_before_the_day_is_told_and_not_refused(stage: Stage, budi, days, is_told):
    day = timezone.localdate() + dt.timedelta(days=days)
    row = make.assessment_at("consented", stage, on=day)
    first = lines(row)[0]
    told = (
        f"Asesmen ini dijadwalkan {long_date(day)}; "
        "nilai yang Anda simpan sekarang tercatat hari ini."
    )

    pages = [
        text(budi.get("unit", row.pk, 1)),
        text(budi.get("table_step", day.isoformat(), stage.scheme.pk, first.pk)),
    ]

    assert [told in page for page in pages] == [is_told, is_told]
    assert budi.post("mark", row.pk, first.pk, htmx=True, value="met", version=0).status_code == 200
    assert timezone.localdate(Mark.objects.get().marked_at) == timezone.localdate()


def test_a_tap_with_htmx_answers_with_the_line_the_counts_and_a_new_key(row: Assessment, budi):
    first = lines(row)[0]

    response = budi.post("mark", row.pk, first.pk, htmx=True, value="met", version=0)

    html = text(response)
    assert (response.status_code, pressed(response, first)) == (
        200,
        {"ya": "true", "belum": "false"},
    )
    assert "<html" not in html
    assert re.search(r'id="tersimpan".*Tersimpan \d\d\.\d\d WIB · 1 dari 17 kriteria', html)
    assert "Menyiapkan Alat dan Bahan Membatik Tulis · 1/6" in html
    assert "5 masih terbuka di unit ini" in html
    assert re.search(r'name="_kunci" value="[0-9a-f-]{36}"', html)
    assert 'name="version" value="1"' in html


def test_a_tap_without_javascript_comes_back_to_its_place(row: Assessment, budi):
    last = lines(row)[-1]

    response = budi.post("mark", row.pk, last.pk, value="met", version=0)

    assert (response.status_code, response.url) == (
        302,
        f"/asesmen/{row.pk}/nilai/3/#kuk-{last.pk}",
    )
    assert pressed(budi.get("unit", row.pk, 3), last) == {"ya": "true", "belum": "false"}


@pytest.mark.parametrize("htmx", [True, False])
def test_belum_asks_for_a_reason_and_is_not_saved_before(row: Assessment, budi, htmx: bool):
    first = lines(row)[0]

    response = budi.post("mark", row.pk, first.pk, htmx=htmx, value="not_yet", version=0)

    html = text(response)
    assert (response.status_code, Mark.objects.count()) == (422, 0)
    assert "Pilih atau ketik alasan belum" in html
    assert 'name="chip" value="Belum rapi"' in html
    assert ("<html" in html) is not htmx


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"chip": "Belum rapi"}, "Belum rapi"),
        ({"value": "not_yet", "typed": " malam bocor "}, "malam bocor"),
    ],
)
def test_a_reason_is_tapped_or_typed(row: Assessment, budi, fields: dict, reason: str):
    first = lines(row)[0]

    response = budi.post("mark", row.pk, first.pk, htmx=True, version=0, **fields)

    assert pressed(response, first) == {"ya": "false", "belum": "true"}
    assert [(m.value, m.reason) for m in Mark.objects.all()] == [("not_yet", reason)]


@pytest.mark.parametrize("htmx", [True, False])
def test_a_conflict_shows_both_values_and_changes_nothing(row: Assessment, budi, htmx: bool):
    first = lines(row)[0]
    budi.post("mark", row.pk, first.pk, version=0, chip="Belum rapi")

    response = budi.post("mark", row.pk, first.pk, htmx=htmx, value="met", version=0)

    html = text(response)
    assert response.status_code == 409
    assert "Budi sudah mencatat “Belum (Belum rapi)” pukul" in html
    assert "Tetap: Belum (Belum rapi)" in html
    assert "Ganti: Ya, sesuai" in html
    assert ("<html" in html) is not htmx
    assert [(m.value, m.version) for m in Mark.objects.all()] == [("not_yet", 1)]


def test_the_choice_after_a_conflict(row: Assessment, budi):
    first = lines(row)[0]
    budi.post("mark", row.pk, first.pk, version=0, chip="Belum rapi")

    kept = budi.client.get(f"/asesmen/{row.pk}/kuk/{first.pk}/", headers={"HX-Request": "true"})
    assert pressed(kept, first) == {"ya": "false", "belum": "true"}
    changed = budi.post("mark", row.pk, first.pk, htmx=True, value="met", typed="", version=1)
    assert pressed(changed, first) == {"ya": "true", "belum": "false"}
    assert MarkChange.objects.count() == 2


def test_the_same_key_again_gives_the_same_answer_once(row: Assessment, budi):
    first = lines(row)[0]
    path = f"/asesmen/{row.pk}/kuk/{first.pk}/nilai/"
    body = {"_kunci": "4ad3c2a8-4f0a-4a5e-8a37-7f5f0ac8c001", "value": "met", "version": 0}

    answers = [budi.client.post(path, body).url for _ in range(3)]

    assert len(set(answers)) == 1
    assert MarkChange.objects.count() == 1
    assert budi.client.post(path, body | {"value": "not_yet"}).status_code == 409


def test_garbage_is_answered_on_the_line(row: Assessment, budi):
    first = lines(row)[0]

    response = budi.post("mark", row.pk, first.pk, htmx=True, value="lulus", version="x")

    assert (response.status_code, Mark.objects.count()) == (422, 0)
    assert "Pilih Ya atau Belum." in text(response)


def test_a_state_that_moved_on_is_told_on_the_line(row: Assessment, budi, stage: Stage):
    make.recommended(make.marked(row))
    first = lines(row)[0]

    response = budi.post("mark", row.pk, first.pk, htmx=True, value="met", version=0)
    assert response.status_code == 409
    assert "keadaannya sekarang “Direkomendasikan”" in text(response)
    assert budi.post("mark", row.pk, first.pk, value="met", version=0).status_code == 409


def test_ya_semua_is_its_own_act_and_can_be_taken_back(row: Assessment, budi):
    element = lines(row)[0].element

    response = budi.post("mark_element", row.pk, element.pk)
    assert response.url == f"/asesmen/{row.pk}/nilai/1/#elemen-{element.pk}"
    page = text(budi.get("unit", row.pk, 1))
    assert "3 kriteria ditandai “Ya, sesuai”. Bisa dibatalkan." in page
    assert "Lewat “ya semua”" in page
    assert AuditEvent.objects.latest("sequence").name == "assessments.element_marked"
    budi.post("unmark_element", row.pk, element.pk)
    assert [m.value for m in Mark.objects.all()] == ["", "", ""]
    assert AuditEvent.objects.latest("sequence").name == "assessments.element_unmarked"


def test_the_sheet_opens_where_something_is_open(row: Assessment, budi):
    for element in {line.element for line in lines(row)[:6]}:
        budi.post("mark_element", row.pk, element.pk)

    assert budi.get("sheet", row.pk).url == f"/asesmen/{row.pk}/nilai/2/"
    assert budi.get("unit", row.pk, 9).status_code == 404


def test_the_summary_lists_what_is_open_and_the_form_waits(row: Assessment, budi):
    first = lines(row)[0]
    budi.post("mark", row.pk, first.pk, version=0, chip="Belum rapi")

    page = text(budi.get("summary", row.pk))

    assert "Masih 16 kriteria terbuka" in page
    assert f"/asesmen/{row.pk}/nilai/1/#kuk-{lines(row)[1].pk}" in page
    assert "Masih ada 16 kriteria yang belum dinilai." in page
    assert "checked" not in page


def test_a_recommendation_is_sent_whole(row: Assessment, budi, stage: Stage):
    make.marked(row)
    units = {f"unit_{unit.unit.pk}": "competent" for unit in queries.sheet(row)}
    wrong = budi.post(
        "recommend", row.pk, outcome="not_yet_competent", candidate_answer="agrees", **units
    )
    assert wrong.status_code == 422
    assert "Tunjukkan unit mana yang belum kompeten." in text(wrong)

    right = budi.post("recommend", row.pk, outcome="competent", candidate_answer="agrees", **units)

    assert right.url == f"/asesmen/saya/{stage.program.pk}/"
    assert make.last_recommendation(row).outcome == "competent"


def test_people_are_found_by_number(row: Assessment, budi, stage: Stage):
    make.assessment_at("assigned", stage)

    found = budi.get("own", nomor="1")
    assert found.url == f"/asesmen/{row.pk}/nilai/"
    missing = budi.get("own", nomor="77")
    assert "Tidak ada nomor 77 pada daftar Anda." in text(missing)


def test_readiness_and_consent_lead_to_the_sheet(stage: Stage, visit):
    row = make.assessment_at("assigned", stage)
    budi = visit(stage.cast.budi)
    assert budi.post("decline_ready", row.pk, note="").status_code == 422
    assert budi.post("confirm_ready", row.pk, note="Siap").url == f"/asesmen/{row.pk}/persetujuan/"
    page = text(budi.get("consent", row.pk))
    assert "Saya bersedia dinilai hari ini" in page
    assert "Asesi boleh mengajukan banding" in page
    half = budi.post("record_consent", row.pk, candidate_agrees="on", means="tick")
    assert half.status_code == 422
    assert half.content.decode().count("Ada yang perlu diperbaiki") == 1
    whole = budi.post(
        "record_consent",
        row.pk,
        candidate_agrees="on",
        assessor_agrees="on",
        appeal_explained="on",
        means="tick",
    )
    assert whole.url == f"/asesmen/{row.pk}/nilai/"
    assert budi.post("add_note", row.pk, 1, text="").status_code == 422
    assert budi.post("add_note", row.pk, 1, text="Rapi").url == f"/asesmen/{row.pk}/nilai/1/"
