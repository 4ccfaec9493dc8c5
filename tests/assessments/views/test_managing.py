"""The certification manager's pages."""

import re

from assessments.models import Assessment
from tests.factories import assessments as make
from tests.factories import participants
from tests.factories.programs import LONG_AGO as AT
from tests.factories.programs import Stage


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_ten_are_given_to_rahma_at_once(stage: Stage, visit):
    applications = participants.accepted_many(stage, 11)
    tuti = visit(stage.cast.tuti)
    day = str(AT.date())
    fields = {"assessor": stage.rahma.pk, "scheduled_on": day}
    page = text(tuti.get("assign", stage.program.pk, tanggal=day))
    assert "Rahma · masih 10 dari 10 orang" in page

    many = tuti.post(
        "assign_people", stage.program.pk, people=[a.pk for a in applications], **fields
    )
    assert many.status_code == 422
    assert "Masih bisa ditambah 10 orang." in text(many)
    assert text(many).count(" checked") == 11
    done = tuti.post(
        "assign_people", stage.program.pk, people=[a.pk for a in applications[:10]], **fields
    )

    assert done.url == f"/asesmen/penugasan/{stage.program.pk}/"
    assert Assessment.objects.filter(assessor=stage.rahma).count() == 10
    assert "10 orang ditugaskan kepada Rahma pada 6 Januari 2025." in text(
        tuti.get("assign", stage.program.pk)
    )


def test_what_is_missing_is_said(stage: Stage, visit):
    participants.accepted(stage)

    page = visit(stage.cast.tuti).post("assign_people", stage.program.pk, scheduled_on="")

    assert page.status_code == 422
    for sentence in ("Pilih asesor.", "Isi tanggal.", "Pilih paling sedikit satu orang."):
        assert sentence in text(page)


def test_a_tie_is_explained_beside_the_form(stage: Stage, visit):
    application = participants.accepted(stage, full_name="Ngatemi")
    person = application.enrollment.person
    participants.training(person, by=stage.cast.dewi, trainer=stage.cast.budi)

    page = visit(stage.cast.tuti).post(
        "assign_people",
        stage.program.pk,
        people=[application.pk],
        assessor=stage.budi.pk,
        scheduled_on=str(AT.date()),
    )

    assert "Budi melatih Ngatemi, jadi tidak boleh menilainya." in text(page)


def test_reassigning(stage: Stage, visit):
    row = make.assessment_at("ready", stage)
    tuti = visit(stage.cast.tuti)
    assert "Ganti penugasan" in text(tuti.get("reassignment", row.pk))
    assert tuti.post("reassign", row.pk, scheduled_on=str(AT.date())).status_code == 422

    done = tuti.post("reassign", row.pk, assessor=stage.rahma.pk, scheduled_on=str(AT.date()))

    row.refresh_from_db()
    assert (done.url, row.assessor, row.status) == (
        f"/asesmen/{row.pk}/",
        stage.rahma,
        "assigned",
    )


def test_leaving_asks_why(stage: Stage, visit):
    row = make.assessment_at("assigned", stage)
    tuti = visit(stage.cast.tuti)
    assert "Tidak hadir bukan belum kompeten." in text(tuti.get("absence", row.pk))
    assert tuti.post("record_absence", row.pk, reason="").status_code == 422
    tuti.post("record_absence", row.pk, reason="Banjir")
    page = text(tuti.get("assessment", row.pk))
    assert "Banjir" in page
    assert "Batalkan catatan tidak hadir" in page
    tuti.post("undo_absence", row.pk)
    tuti.post("withdraw", row.pk, reason="Pindah")
    row.refresh_from_db()
    assert (row.status, row.status_reason) == ("withdrawn", "Pindah")
    assert tuti.get("withdrawal", row.pk).status_code == 409


def test_a_returned_recommendation_tells_the_assessor_why(stage: Stage, visit):
    row = make.assessment_at("recommended", stage)
    visit(stage.cast.tuti).post("return_to_assessor", row.pk, reason="Alasan kurang jelas")

    page = text(visit(stage.cast.budi).get("unit", row.pk, 1))

    assert "Dikembalikan kepada Anda:</strong> Alasan kurang jelas" in page
