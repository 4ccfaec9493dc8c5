"""The pages of staff: the road, the refusals, and a fixed number of queries."""

import io
import uuid

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from certificates import operations
from certificates.models import AccessLink, Certificate, Handover, IssueRun, NameReport
from certify.jobs import running
from certify.jobs.models import Job
from tests.certificates.rendering import reading
from tests.factories import accounts, certificates

pytestmark = pytest.mark.django_db


def _as(client, person):
    return accounts.sign_in(client, person)


def _post(client, name: str, *args, key: str = "", **data):
    key = key or str(uuid.uuid4())
    return client.post(reverse(f"certificates:{name}", args=args), data | {"_kunci": key})


def _text(response) -> str:
    return response.content.decode()


def test_numbers_are_saved_together(stage, client):
    first, second = certificates.competent(stage, 2)
    _as(client, stage.cast.sari)
    data = {
        f"sertifikat-{first.pk}": "13134 1",
        f"registrasi-{first.pk}": "BTK 1",
        f"sertifikat-{second.pk}": "",
        f"registrasi-{second.pk}": "",
    }

    response = _post(client, "save_numbers", stage.program.pk, **data)

    assert response["Location"] == reverse("certificates:numbers", args=[stage.program.pk])
    page = _text(client.get(response["Location"]))
    assert "1 dari 2 orang kompeten sudah punya kedua nomor." in page
    assert reverse("certificates:checks", args=[stage.program.pk]) in page
    first.refresh_from_db()
    assert first.official_number.certificate_number == "13134 1"
    assert not hasattr(second, "official_number")


def test_nothing_is_offered_to_save_once_all_certificates_are_issued(stage, client):
    certificates.issued(stage, 2)
    page_url = reverse("certificates:numbers", args=[stage.program.pk])
    _as(client, stage.cast.sari)

    all_issued = _text(client.get(page_url))
    certificates.competent(stage)
    one_waits = _text(client.get(page_url))

    assert ["Simpan nomor" in page for page in (all_issued, one_waits)] == [False, True]
    assert ["Baca berkas" in page for page in (all_issued, one_waits)] == [False, True]
    assert "Semua sertifikat ini sudah terbit, jadi nomornya tetap." in all_issued


def test_a_character_that_no_database_keeps_is_left_out(stage, client):
    row = certificates.competent(stage)[0]
    _as(client, stage.cast.sari)
    data = {f"sertifikat-{row.pk}": "13134\0 1", f"registrasi-{row.pk}": "BTK\0 1"}

    saved = _post(client, "save_numbers", stage.program.pk, **data)
    found = client.get(reverse("certificates:certificates"), {"cari": "Siti\0"})

    row.refresh_from_db()
    assert (saved.status_code, found.status_code) == (302, 200)
    assert row.official_number.certificate_number == "13134 1"


def test_wrong_numbers_come_back_with_their_sentence(stage, client):
    first, second = certificates.competent(stage, 2)
    _as(client, stage.cast.sari)
    data = {
        f"{kind}-{row.pk}": "13134 1" for row in (first, second) for kind in ("sertifikat",)
    } | {f"registrasi-{first.pk}": "BTK 1", f"registrasi-{second.pk}": "BTK 2"}

    response = _post(client, "save_numbers", stage.program.pk, **data)

    page = _text(response)
    assert response.status_code == 422
    assert "tertulis dua kali" in page
    assert "0 dari 2 orang kompeten sudah punya kedua nomor." in page
    assert page.count('value="13134 1"') == 2


def test_a_file_fills_the_boxes_and_saves_nothing(stage, client):
    row = certificates.competent(stage, full_name="Siti Romlah")[0]
    _as(client, stage.cast.sari)
    content = "Nama;Nomor sertifikat;Nomor registrasi\nSiti Romlah;13134 9;BTK 9\nX;1;2"
    upload = SimpleUploadedFile("nomor.csv", content.encode())

    page = _text(_post(client, "read_numbers", stage.program.pk, file=upload))

    assert 'value="13134 9"' in page
    assert "Belum disimpan" in page
    assert "Baris 3: X" in page
    row.refresh_from_db()
    assert not hasattr(row, "official_number")


def test_issue_from_the_page_to_the_file(stage, client):
    rows = certificates.numbered(stage, 2)
    _as(client, stage.cast.sari)
    page = _text(client.get(reverse("certificates:issue", args=[stage.program.pk])))
    today = timezone.localdate()

    answer = _post(
        client,
        "start_issue",
        stage.program.pk,
        issued_on=today.isoformat(),
        assessments=[row.pk for row in rows],
    )
    run = IssueRun.objects.get()
    job = Job.objects.get()
    running.run(job_id=job.pk)
    run_page = _text(client.get(answer["Location"]))
    made = Certificate.objects.first()
    pdf = client.get(reverse("certificates:download", args=[made.pk]))

    assert "Terbitkan 2 sertifikat" in page
    assert answer["Location"] == reverse("certificates:run", args=[run.pk])
    assert job.arguments == {"run": run.pk}
    assert "2 sertifikat sudah terbit" in run_page
    assert pdf["Content-Disposition"].startswith('attachment; filename="Sertifikat-Pembatik-')
    assert pdf["Cache-Control"] == "private, no-store"
    assert pdf.content.startswith(b"%PDF")


def test_who_may_not_issue_sees_who_is_ready_and_why_the_button_rests(stage, client):
    certificates.numbered(stage, full_name="Siti Romlah")
    _as(client, stage.cast.tuti)

    page = _text(client.get(reverse("certificates:issue", args=[stage.program.pk])))

    assert "1 siap · 0 belum bisa" in page
    assert page.count("Hanya petugas penerbitan di LSP ini") == 1


def test_a_double_press_issues_once(stage, client):
    rows = certificates.numbered(stage)
    _as(client, stage.cast.sari)
    data = {"issued_on": timezone.localdate().isoformat(), "assessments": [rows[0].pk]}

    key = str(uuid.uuid4())
    answers = [_post(client, "start_issue", stage.program.pk, key=key, **data) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert (IssueRun.objects.count(), Job.objects.count()) == (1, 1)


def test_issue_asks_for_the_second_factor_again(stage, client):
    certificates.numbered(stage)
    accounts.sign_in(client, stage.cast.sari, verified_seconds_ago=3600)

    response = client.get(reverse("certificates:issue", args=[stage.program.pk]))

    assert response.status_code == 302


def test_preview_is_watermarked_and_takes_no_number(stage, client):
    row = certificates.numbered(stage)[0]
    _as(client, stage.cast.sari)

    pdf = client.get(reverse("certificates:preview", args=[row.pk])).content
    picture = client.get(reverse("certificates:preview_picture", args=[row.pk])).content

    text = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage().get_text_bounded()
    assert "PRATINJAU" in "".join(text.split())
    assert picture.startswith(b"\xff\xd8")
    assert not Certificate.objects.exists()


def test_strangers_find_nothing(stage, strangers, client):
    row = certificates.issued(stage)[0]
    for person in (strangers.sari, strangers.dewi, stage.cast.budi):
        _as(client, person)
        for name, args in (
            ("certificate", [row.pk]),
            ("download", [row.pk]),
            ("numbers", [stage.program.pk]),
            ("issue", [stage.program.pk]),
            ("preview", [row.assessment_id]),
            ("run", [row.run_id]),
            ("handovers", [stage.program.pk]),
            ("recipients_paper", [stage.program.pk]),
            ("receipt_paper", [row.pk]),
            ("links", [stage.program.pk]),
            ("name_reports", [stage.program.pk]),
        ):
            url = reverse(f"certificates:{name}", args=args)
            assert client.get(url).status_code == 404, (person, name)


def test_hand_over_in_bulk_and_single(stage, client):
    first, second, third = certificates.issued(stage, 3)
    _as(client, stage.cast.dewi)
    today = timezone.localdate().isoformat()

    bulk = _post(
        client,
        "hand_over_all",
        stage.program.pk,
        handed_on=today,
        certificates=[first.pk, second.pk],
    )
    bare = _post(client, "hand_over", third.pk, recipient_kind="proxy", handed_on=today)
    single = _post(
        client,
        "hand_over",
        third.pk,
        recipient_kind="proxy",
        recipient_name="Budi",
        relation="anak",
        handed_on=today,
    )

    page = _text(client.get(reverse("certificates:handovers", args=[stage.program.pk])))
    assert (bulk.status_code, bare.status_code, single.status_code) == (302, 422, 302)
    assert Handover.objects.count() == 3
    assert "3 dari 3 sudah diserahkan" in page
    assert "Budi (anak)" in page


def test_papers_carry_names_and_numbers(stage, client):
    row = certificates.issued(stage, full_name="Siti Romlah")[0]
    _as(client, stage.cast.dewi)

    for name, args in (
        ("recipients_paper", [stage.program.pk]),
        ("receipt_paper", [row.pk]),
    ):
        pdf = client.get(reverse(f"certificates:{name}", args=args)).content
        text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
        assert "Siti Romlah" in text
        assert row.certificate_number in text


def test_links_as_messages_and_cards(stage, client):
    row = certificates.issued(stage, full_name="Siti Romlah", phone="081234567890")[0]
    enrollment = row.assessment.application.enrollment
    _as(client, stage.cast.dewi)

    answer = _post(
        client, "make_links", stage.program.pk, channel="whatsapp", enrollments=[enrollment.pk]
    )
    page = _text(client.get(answer["Location"]))
    cards = client.get(answer["Location"].replace("/pesan/", "/kartu/")).content

    token = operations.token_of(AccessLink.objects.get())
    assert f"/p/{token}" in page
    assert "https://wa.me/6281234567890?text=" in page
    assert "Kirim tautan" in page
    assert cards.startswith(b"%PDF")


def test_names_on_cards_stand_beside_the_picture_eight_to_a_sheet(stage, client):
    long = (
        "Dr. Hj. Raden Ajeng Kusumaningtyas Pramudyawardhani Sastrowardoyo Mangkunegara, "
        "A.Md.Kes., S.Tr.Keb., M.Kes."
    )
    one_word = "Pramudyawardhaningtyasmangkunegara"
    names = ("Suminah", long, one_word, long, "Suminah", long, one_word, long)
    people = [certificates.competent(stage, full_name=name)[0] for name in names]
    keys = [row.application.enrollment_id for row in people]
    _as(client, stage.cast.dewi)

    answer = _post(client, "make_links", stage.program.pk, channel="card", enrollments=keys)
    page = _text(client.get(answer["Location"]))
    cards = client.get(answer["Location"].replace("/pesan/", "/kartu/")).content

    short, broken = (reading.box_of(cards, text) for text in ("1. Suminah", "Pramudyawardhaning"))
    assert "Kartu untuk 8 orang siap dicetak" in page
    assert round(broken.left) == round(short.left)
    assert reading.page_count(cards) == 1


def test_a_name_report_is_answered(stage, client):
    enrollment = certificates.issued(stage)[0].assessment.application.enrollment
    report = operations.report_name(
        enrollment=enrollment, proposed_name="Siti R", message="", at=timezone.now()
    )
    _as(client, stage.cast.dewi)

    empty = _post(client, "answer_name_report", report.pk)
    done = _post(client, "answer_name_report", report.pk, **{f"{report.pk}-answer": "Sudah."})

    assert (empty.status_code, done.status_code) == (422, 302)
    assert NameReport.objects.get().answer == "Sudah."
