"""Pages of programs, quotas, waves and places."""

import datetime as dt

import pytest
from django.urls import reverse

from programs import operations
from programs.models import Program, Quota, Venue, Wave
from tests.factories import participants, programs
from tests.visiting import Visitor, text_of

FACTS = {"name": "Batik Tulis Diwek", "year": 2026, "funding_source": "apbd"}


@pytest.fixture
def dewi(cast):
    return Visitor(cast.dewi)


def test_program_is_made_and_opened_step_by_step(cast, dewi):
    own_body = programs.body(cast.body)
    scheme = programs.scheme(own_body, by=cast.tuti)

    made = dewi.post("programs:create_program", **FACTS)
    program = Program.objects.get()
    assert (made.status_code, made.url) == (302, reverse("programs:program", args=[program.pk]))
    assert "Yang berikutnya: tetapkan skema" in text_of(dewi.get("programs:program", program.pk))

    dewi.post("programs:set_quota", program.pk, scheme=scheme.pk, places=40)
    assert "Yang berikutnya: tambah angkatan" in text_of(dewi.get("programs:program", program.pk))

    dewi.post("programs:add_venue", name="Balai Desa", kind="temporary", address="Jatipelem")
    dewi.post(
        "programs:add_wave",
        program.pk,
        name="Angkatan I",
        starts_on="2026-10-12",
        ends_on="2026-10-14",
        venue=Venue.objects.get().pk,
    )
    assert "Yang berikutnya: masukkan peserta" in text_of(dewi.get("programs:program", program.pk))

    participants.enrollment(program, scheme, by=cast.dewi)
    assert "Yang berikutnya: buka program" in text_of(dewi.get("programs:program", program.pk))

    opened = dewi.post("programs:open_program", program.pk)
    assert dewi.said(opened)[-1] == "Program berjalan. Permohonan sekarang bisa dikirim ke LSP."
    page = text_of(dewi.get("programs:program", program.pk))
    assert "1 peserta belum dikirim permohonannya ke LSP. Kirim 1 permohonan" in page


def test_faulty_form_is_shown_again(cast, dewi):
    shown = dewi.post("programs:create_program", name="", year=1900, funding_source="apbd")

    assert shown.status_code == 422
    assert "Ada yang perlu diperbaiki" in text_of(shown)
    assert not Program.objects.exists()


def test_taken_name_is_told_beside_the_form(dewi):
    dewi.post("programs:create_program", **FACTS)

    shown = dewi.post("programs:create_program", **FACTS)

    assert shown.status_code == 422
    assert "Beri nama lain supaya tidak tertukar" in text_of(shown)


def test_program_is_edited_closed_and_reopened(stage):
    dewi, pk = Visitor(stage.cast.dewi), stage.program.pk

    dewi.post("programs:save_program", pk, **FACTS)
    dewi.post("programs:close_program", pk)
    closed = text_of(dewi.get("programs:program", pk))
    dewi.post("programs:reopen_program", pk)

    stage.program.refresh_from_db()
    assert (stage.program.name, stage.program.status) == ("Batik Tulis Diwek", "open")
    assert "Program ini sudah selesai" in closed
    assert "Tambah kuota" not in closed


def test_quota_that_is_too_small_is_told_beside_its_field(stage):
    dewi = Visitor(stage.cast.dewi)
    for _ in range(2):
        participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi)

    shown = dewi.post("programs:set_quota", stage.program.pk, scheme=stage.scheme.pk, places=1)

    assert shown.status_code == 422
    assert "sudah ada 2 peserta" in text_of(shown)
    page = text_of(dewi.get("programs:edit_quota", Quota.objects.get().pk))
    assert "2 peserta memilih skema ini, jadi kuotanya tidak bisa dihapus" in page


def test_quota_and_wave_nobody_uses_are_removed(stage):
    dewi = Visitor(stage.cast.dewi)

    dewi.post("programs:remove_wave", stage.wave.pk)
    dewi.post("programs:remove_quota", Quota.objects.get().pk)

    assert (Wave.objects.count(), Quota.objects.count()) == (0, 0)


def test_wave_is_edited_and_its_days_are_checked(stage):
    dewi, pk = Visitor(stage.cast.dewi), stage.wave.pk
    fields = {"name": "Angkatan I", "venue": stage.wave.venue_id}

    wrong = dewi.post(
        "programs:save_wave", pk, **fields, starts_on="2026-10-14", ends_on="2026-10-12"
    )
    dewi.post("programs:save_wave", pk, **fields, starts_on="2026-10-12", ends_on="2026-10-14")

    assert wrong.status_code == 422
    assert "Hari terakhir lebih awal dari hari pertama" in text_of(wrong)
    stage.wave.refresh_from_db()
    assert (stage.wave.starts_on, stage.wave.ends_on) == (
        dt.date(2026, 10, 12),
        dt.date(2026, 10, 14),
    )


def test_place_added_on_the_way_leads_back_to_the_wave(stage):
    dewi, back = Visitor(stage.cast.dewi), reverse("programs:new_wave", args=[stage.program.pk])
    fields = {"name": "Sanggar", "kind": "workplace", "address": "Diwek"}

    here = dewi.post("programs:add_venue", **fields, kembali=back)
    away = dewi.post(
        "programs:add_venue", **fields | {"name": "Sanggar B"}, kembali="https://contoh.id/"
    )

    assert (here.url, away.url) == (back, reverse("programs:venues"))


def test_body_sees_limited_facts_of_a_program_with_its_quota(stage):
    participants.application_at("submitted", stage)
    participants.enrollment(
        stage.program, stage.scheme, by=stage.cast.dewi, full_name="Rahasia Dinas"
    )

    page = text_of(Visitor(stage.cast.sari).get("programs:program", stage.program.pk))

    assert "Periksa permohonan" in page
    assert "Rahasia Dinas" not in page
    assert "Terisi" not in page
    assert "Riwayat" not in page


def test_body_without_a_quota_finds_no_program(stage, strangers):
    visitor = Visitor(strangers.sari)

    assert visitor.get("programs:program", stage.program.pk).status_code == 404
    assert stage.program.name not in text_of(visitor.get("programs:programs"))


def test_empty_lists_say_what_to_do(cast):
    dewi, sari = Visitor(cast.dewi), Visitor(cast.sari)

    assert "Belum ada program. Buat program dulu" in text_of(dewi.get("programs:programs"))
    assert "begitu dinas memberi kuota" in text_of(sari.get("programs:programs"))
    assert "Belum ada tempat." in text_of(dewi.get("programs:venues"))
    assert "Belum ada skema. Impor standarnya dulu" in text_of(sari.get("programs:schemes"))
    assert "Belum ada standar." in text_of(sari.get("programs:standards"))
    assert "Belum ada asesor." in text_of(sari.get("programs:assessors"))


def test_closed_program_refuses_its_forms(stage, now):
    operations.close_program(program=stage.program, by=stage.cast.dewi, at=now)
    dewi = Visitor(stage.cast.dewi)

    shown = dewi.get("programs:new_quota", stage.program.pk)

    assert shown.status_code == 409
    assert "Program ini sudah selesai" in text_of(shown)
