"""The table: one criterion, everybody of the day (ux.md S5)."""

import datetime as dt
import re

import pytest

from assessments import operations, queries
from assessments.models import Assessment, Mark
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO, Stage

DAY = LONG_AGO.date().isoformat()


@pytest.fixture
def rows(stage: Stage) -> list[Assessment]:
    """Three people who agreed, one who did not yet, one who did not come, one on another day."""
    agreed = [make.assessment_at("consented", stage) for _ in range(3)]
    others = [make.assessment_at(status, stage) for status in ("assigned", "absent")]
    make.assessment_at("consented", stage, on=LONG_AGO.date() + dt.timedelta(days=1))
    return agreed + others


@pytest.fixture
def budi(stage: Stage, visit):
    return visit(stage.cast.budi)


def lines(row: Assessment) -> list:
    return [line.criterion for unit in queries.sheet(row) for line in unit.lines]


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def pressed(response) -> dict[str, tuple[str, str]]:
    html = text(response)
    found = re.findall(r'id="asesi-(\d+)-(?:ya|belum)" aria-pressed="(\w+)"', html)
    return {key: tuple(v for k, v in found if k == key) for key, _ in found}


def table(stage: Stage, criterion) -> tuple[str, str, int, int]:
    return "table_step", DAY, stage.scheme.pk, criterion.pk


def test_everybody_of_the_day_stands_there_and_nothing_is_pressed(stage: Stage, rows, budi):
    page = budi.get(*table(stage, lines(rows[0])[0]))

    assert pressed(page) == {str(row.pk): ("false", "false") for row in rows[:3]}
    shown = re.findall(r'class="criterion seat open" id="asesi-(\d+)"', text(page))
    assert shown == [str(row.pk) for row in rows]
    assert "Unit 1: Menyiapkan Alat dan Bahan Membatik Tulis · 0/4 orang" in text(page)
    assert f'href="/asesmen/{rows[3].pk}/kesiapan/"' in text(page)
    assert "Tidak hadir" in text(page)


def test_a_tap_counts_in_the_list_of_all_criteria_too(stage: Stage, rows, budi):
    first = lines(rows[0])[0]
    assert '<span class="count" id="hitungan-kriteria">0/4</span>' in text(
        budi.get(*table(stage, first))
    )
    budi.post("mark_seat", rows[0].pk, first.pk, value="met", version=0)

    answer = budi.client.get(
        f"/asesmen/{rows[0].pk}/meja/{first.pk}/", headers={"HX-Request": "true"}
    )

    assert '<span id="hitungan-kriteria" class="count" hx-swap-oob="true">1/4</span>' in text(
        answer
    )


def test_the_list_leads_to_the_first_open_criterion(stage: Stage, rows, budi):
    assert f'href="/asesmen/meja/{DAY}/{stage.scheme.pk}/"' in text(budi.get("own"))
    first, second, *_ = lines(rows[0])
    for row in rows[:3]:
        make.marked(row)
    operations.confirm_ready(assessment=rows[3], by=stage.cast.budi, at=LONG_AGO)
    make.consented(rows[3])

    assert budi.get("table", DAY, stage.scheme.pk).url.endswith(f"/kuk/{first.pk}/")
    budi.post("mark_seat", rows[3].pk, first.pk, value="met", version=0)
    assert budi.get("table", DAY, stage.scheme.pk).url.endswith(f"/kuk/{second.pk}/")


def test_steps_lead_on_and_back_across_units(stage: Stage, rows, budi):
    keys = [criterion.pk for criterion in lines(rows[0])]
    address = f"/asesmen/meja/{DAY}/{stage.scheme.pk}/kuk/"

    def around(place: int) -> tuple[list[str], list[str]]:
        html = text(budi.get("table_step", DAY, stage.scheme.pk, keys[place]))
        return tuple(
            re.findall(rf'href="{address}(\d+)/" rel="{word}"', html) for word in ("prev", "next")
        )

    assert around(0) == ([], [str(keys[1])])
    assert around(6) == ([str(keys[5])], [str(keys[7])])
    assert around(-1) == ([str(keys[-2])], [])


def test_a_tap_with_htmx_answers_with_the_row_and_the_counts(stage: Stage, rows, budi):
    first = lines(rows[0])[0]

    response = budi.post("mark_seat", rows[1].pk, first.pk, htmx=True, value="met", version=0)

    html = text(response)
    assert (response.status_code, "<html" in html) == (200, False)
    assert pressed(response) == {str(rows[1].pk): ("true", "false")}
    assert "1/4 orang" in html
    assert "3 orang masih terbuka untuk kriteria ini" in html
    assert re.search(r'id="tersimpan".*Tersimpan \d\d\.\d\d WIB · 1 dari 4 orang', html)
    assert 'name="version" value="1"' in html
    assert make.last_change(rows[1]).value == "met"


def test_a_tap_without_javascript_comes_back_to_the_row(stage: Stage, rows, budi):
    first = lines(rows[0])[0]

    response = budi.post("mark_seat", rows[2].pk, first.pk, chip="Belum rapi", version=0)

    row = f"/asesmen/meja/{DAY}/{stage.scheme.pk}/kuk/{first.pk}/#asesi-{rows[2].pk}"
    assert (response.status_code, response.url) == (302, row)
    assert budi.get("seat", rows[2].pk, first.pk).url == row
    assert pressed(budi.get(*table(stage, first)))[str(rows[2].pk)] == ("false", "true")


@pytest.mark.parametrize("htmx", [True, False])
def test_belum_asks_for_a_reason(rows, budi, htmx: bool):
    first = lines(rows[0])[0]

    response = budi.post("mark_seat", rows[0].pk, first.pk, htmx=htmx, value="not_yet", version=0)

    html = text(response)
    assert (response.status_code, Mark.objects.count()) == (422, 0)
    assert html.count("Pilih atau ketik alasan belum") == 1
    assert ("<html" in html) is not htmx


@pytest.mark.parametrize("htmx", [True, False])
def test_a_mark_of_the_sheet_is_not_overwritten_from_the_table(stage, rows, budi, htmx: bool):
    first = lines(rows[0])[0]
    budi.post("mark", rows[0].pk, first.pk, version=0, chip="Belum rapi")

    response = budi.post("mark_seat", rows[0].pk, first.pk, htmx=htmx, value="met", version=0)

    html = text(response)
    assert response.status_code == 409
    assert "Budi sudah mencatat “Belum (Belum rapi)” pukul" in html
    assert "Tetap: Belum (Belum rapi)" in html
    assert "Ganti: Ya, sesuai" in html
    assert [(m.value, m.version) for m in Mark.objects.all()] == [("not_yet", 1)]
    kept = budi.client.get(
        f"/asesmen/{rows[0].pk}/meja/{first.pk}/", headers={"HX-Request": "true"}
    )
    assert pressed(kept) == {str(rows[0].pk): ("false", "true")}
    budi.post("mark_seat", rows[0].pk, first.pk, htmx=htmx, value="met", version=1)
    assert [(m.value, m.version) for m in Mark.objects.all()] == [("met", 2)]


@pytest.mark.parametrize("place", [3, 4])
def test_who_cannot_be_marked_now_says_why(rows, budi, place: int):
    first = lines(rows[0])[0]

    response = budi.post("mark_seat", rows[place].pk, first.pk, htmx=True, value="met", version=0)

    state = rows[place].get_status_display()
    assert response.status_code == 409
    assert f"keadaannya sekarang “{state}”" in text(response)


def test_garbage_and_strangers(stage: Stage, rows, budi, visit):
    first = lines(rows[0])[0]
    rahma = visit(stage.cast.rahma)

    wrong = budi.post("mark_seat", rows[0].pk, first.pk, htmx=True, value="lulus", version="x")
    assert (wrong.status_code, Mark.objects.count()) == (422, 0)
    addresses = [
        ("table", "2025-13-01", stage.scheme.pk),
        ("table", "2020-01-01", stage.scheme.pk),
        ("table_step", DAY, stage.scheme.pk, 999_999),
        ("seat", rows[0].pk, 999_999),
    ]
    assert [budi.get(*address).status_code for address in addresses[:3]] == [404, 404, 404]
    htmx = budi.client.get(f"/asesmen/{rows[0].pk}/meja/999999/", headers={"HX-Request": "true"})
    assert htmx.status_code == 404
    assert rahma.get("table", DAY, stage.scheme.pk).status_code == 404
    assert rahma.post("mark_seat", rows[0].pk, first.pk, value="met").status_code == 404
