"""People of a program and their applications, from both sides."""

import pytest
from django.urls import reverse

from participants.enums import ApplicationStatus
from participants.models import Application, Enrollment, KinTie
from tests.factories import participants, programs
from tests.visiting import Visitor, text_of


@pytest.fixture
def dewi(stage):
    return Visitor(stage.cast.dewi)


@pytest.fixture
def sari(stage):
    return Visitor(stage.cast.sari)


def enroll(stage, **fields):
    return participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi, **fields)


def test_all_are_sent_at_once(stage, dewi):
    rows = [enroll(stage) for _ in range(3)]
    page = dewi.get("participants:send_applications", stage.program.pk).content.decode()

    answer = dewi.post(
        "participants:submit_applications", stage.program.pk, pilih=[row.pk for row in rows]
    )

    assert page.count("checked") == 3
    assert dewi.said(answer) == ["3 permohonan dikirim."]
    assert Application.objects.filter(status="submitted").count() == 3
    assert "Semua permohonan sudah dikirim" in text_of(
        dewi.get("participants:send_applications", stage.program.pk)
    )


def test_nothing_chosen_is_told(stage, dewi, sari):
    enroll(stage)

    answer = dewi.post("participants:submit_applications", stage.program.pk)
    waves = dewi.post("participants:assign_wave", stage.program.pk)
    accepted = sari.post("participants:accept_applications", stage.program.pk)

    nothing = "Belum ada yang dipilih. Centang dulu namanya."
    assert dewi.said(answer) == [nothing]
    assert dewi.said(waves)[-1] == nothing
    assert sari.said(accepted) == [nothing]
    assert not Application.objects.exists()


def test_foreign_rows_cannot_be_chosen(stage, other_stage, dewi):
    foreign = participants.enrollment(
        other_stage.program, other_stage.scheme, by=other_stage.cast.dewi
    )

    dewi.post("participants:submit_applications", stage.program.pk, pilih=[foreign.pk])

    assert not Application.objects.exists()


def test_wave_is_given_in_bulk_and_the_rest_is_named(stage, dewi, now):
    first, second = enroll(stage, full_name="Ana"), enroll(stage, full_name="Beti")
    dewi.post("participants:withdraw_enrollment", second.pk)

    answer = dewi.post(
        "participants:assign_wave",
        stage.program.pk,
        pilih=[first.pk, second.pk],
        wave=stage.wave.pk,
    )

    assert dewi.said(answer)[-1] == (
        "1 peserta dipindahkan. 1 tidak diikutkan. Beti: sudah mengundurkan diri"
    )
    first.refresh_from_db()
    assert first.wave == stage.wave


def test_person_leaves_and_comes_back(stage, dewi):
    row = enroll(stage)

    asked = dewi.get("participants:confirm_withdraw", row.pk)
    dewi.post("participants:withdraw_enrollment", row.pk)
    left = Enrollment.objects.get().status
    page = text_of(dewi.get("participants:enrollment", row.pk))
    dewi.post("participants:rejoin_enrollment", row.pk)

    assert "mengundurkan diri?" in text_of(asked)
    assert left == "withdrawn"
    assert "Daftarkan kembali" in page
    assert Enrollment.objects.get().status == "registered"


def test_scheme_is_changed_from_the_page(stage, dewi):
    row = enroll(stage)
    other = programs.scheme(stage.body, by=stage.cast.tuti, name="Tukang Cap")
    programs.quota(stage.program, other, by=stage.cast.dewi)

    answer = dewi.post("participants:change_scheme", row.pk, scheme=other.pk)

    row.refresh_from_db()
    assert row.scheme == other
    assert dewi.said(answer) == [f"Skema {row.person}: Tukang Cap."]


def test_returned_application_is_completed_and_sent_again(stage, dewi, sari):
    application = participants.application_at("submitted", stage)
    row = application.enrollment_id

    asked = sari.get("participants:ask_return", application.pk)
    empty = sari.post("participants:return_application", application.pk, note="")
    sari.post("participants:return_application", application.pk, note="Foto belum ada")
    page = text_of(dewi.get("participants:enrollment", row))
    dewi.post("participants:resubmit_application", row)

    assert "Apa yang perlu dilengkapi?" in text_of(asked)
    assert empty.status_code == 422
    assert "LSP minta dilengkapi: Foto belum ada" in page
    application.refresh_from_db()
    assert application.status == "submitted"


def test_application_is_declined_with_a_reason_the_agency_reads(stage, dewi, sari):
    application = participants.application_at("submitted", stage)

    asked = sari.get("participants:ask_reject", application.pk)
    empty = sari.post("participants:reject_application", application.pk, note="")
    sari.post("participants:reject_application", application.pk, note="Di luar ruang lingkup")

    assert "Mengapa permohonan ini tidak diterima?" in text_of(asked)
    assert empty.status_code == 422
    page = text_of(dewi.get("participants:enrollment", application.enrollment_id))
    assert "Permohonan tidak diterima: Di luar ruang lingkup" in page


def test_application_is_taken_back_and_sent_again(stage, dewi):
    row = participants.application_at("submitted", stage).enrollment

    dewi.post("participants:withdraw_application", row.pk)
    page = text_of(dewi.get("participants:enrollment", row.pk))
    dewi.post("participants:resubmit_application", row.pk)

    assert "Permohonan ini ditarik." in page
    assert Application.objects.get().status == "submitted"


def test_accepting_goes_on_to_the_next_that_waits(stage, sari):
    first, second = (participants.application_at("submitted", stage) for _ in range(2))

    on = sari.post("participants:accept_application", first.pk)
    done = sari.post("participants:accept_application", second.pk)

    assert (on.url, done.url) == (
        reverse("participants:application", args=[second.pk]),
        reverse("participants:applications", args=[stage.program.pk]),
    )
    assert set(Application.objects.values_list("status", flat=True)) == {"accepted"}


def test_many_are_accepted_and_the_rest_is_named(stage, sari):
    waiting = participants.application_at("submitted", stage)
    returned = participants.application_at("returned", stage, full_name="Beti")

    answer = sari.post(
        "participants:accept_applications", stage.program.pk, pilih=[waiting.pk, returned.pk]
    )

    (sentence,) = sari.said(answer)
    assert sentence == (
        "1 permohonan diterima. 1 tidak diikutkan. "
        "Beti: Permohonan ini tidak sedang menunggu jawaban: Perlu dilengkapi."
    )


def test_list_of_applications_is_filtered_and_counted(stage, sari):
    for status in ApplicationStatus.values:
        participants.application_at(status, stage, full_name=f"Orang {status}")

    page = text_of(sari.get("participants:applications", stage.program.pk))
    returned = text_of(sari.get("participants:applications", stage.program.pk, saring="returned"))

    assert "Semua 5 Menunggu LSP 1 Perlu dilengkapi 1 Diterima 1 Tidak diterima 1 Ditarik 1" in page
    assert "Orang returned" in returned
    assert "Orang accepted" not in returned


def test_application_shows_doubts_and_ties_and_masks_the_nik(stage, sari):
    application = participants.application_at("submitted", stage, nik="9901015605800077")
    person = application.enrollment.person
    participants.training(person, by=stage.cast.dewi, trainer=stage.cast.budi)
    participants.tie(stage.rahma, person.nik, by=stage.cast.rahma)

    response = sari.get("participants:application", application.pk)

    page = text_of(response)
    assert "berbeda dari tanggal lahir" in page
    assert "Pas foto belum ada." in page
    assert "Dilatih Budi, 4 Maret 2024" in page
    assert "Rahma: adik kandung" in page
    assert application.nik not in response.content.decode()


def test_copy_is_shown_whole_once_to_the_clerk(stage, sari):
    application = participants.application_at("submitted", stage)

    sari.post("participants:reveal_application", application.pk, reason="cocokkan KTP")
    first, second = (sari.get("participants:revealed_application", application.pk) for _ in "12")

    grouped = " ".join(application.nik[start : start + 4] for start in range(0, 16, 4))
    assert (grouped in text_of(first), grouped in text_of(second)) == (True, False)


def test_tie_is_declared_from_the_application_and_from_the_assessor(stage):
    tuti, budi = Visitor(stage.cast.tuti), Visitor(stage.cast.budi)
    application = participants.application_at("submitted", stage)

    tuti.post(
        "participants:declare_tie_here", application.pk, assessor=stage.rahma.pk, tie="sepupu"
    )
    budi.post("participants:declare_tie", stage.budi.pk, nik=application.nik, tie="adik")
    again = budi.post("participants:declare_tie", stage.budi.pk, nik=application.nik, tie="adik")

    ties = KinTie.objects.order_by("tie").values_list("assessor", "nik_hash", "tie")
    assert list(ties) == [
        (stage.budi.pk, application.nik_hash, "adik"),
        (stage.rahma.pk, application.nik_hash, "sepupu"),
    ]
    assert again.status_code == 422
    assert "sudah dicatat" in text_of(again)
    tuti.post("participants:remove_tie", KinTie.objects.get(tie="adik").pk)
    assert KinTie.objects.get().tie == "sepupu"


def test_empty_list_says_what_to_do(stage, dewi):
    page = text_of(dewi.get("participants:enrollments", stage.program.pk))

    assert "Belum ada peserta. Impor daftar dari spreadsheet dinas" in page


def test_facilitated_before_stands_beside_the_name(stage, dewi):
    row = enroll(stage)
    earlier = programs.program(stage.cast.agency, by=stage.cast.dewi, year=2022)
    programs.quota(earlier, stage.scheme, by=stage.cast.dewi)
    participants.enrollment(earlier, stage.scheme, by=stage.cast.dewi, of=row.person)

    for name in ("enrollments", "send_applications"):
        page = text_of(dewi.get(f"participants:{name}", stage.program.pk))
        assert "pernah difasilitasi 2022" in page
