"""Usulan perubahan status and the sheets of paper, from the pages."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates import operations
from certificates.enums import CertificateStatus as C
from certificates.enums import CopyStatus, ProposalKind, ProposalStatus
from certificates.models import IssueRun, PhysicalCopy, Proposal
from tests.factories import accounts, certificates

pytestmark = pytest.mark.django_db
ENDS = [
    ("cabut", C.ISSUED, C.REVOKED),
    ("bekukan", C.ISSUED, C.SUSPENDED),
    ("pulihkan", C.SUSPENDED, C.ISSUED),
]


def _as(client, person):
    return accounts.sign_in(client, person)


def _get(client, name: str, *args, **query) -> str:
    response = client.get(reverse(f"certificates:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def _post(client, name: str, *args, **data):
    data |= {"_kunci": str(uuid.uuid4())}
    return client.post(reverse(f"certificates:{name}", args=args), data)


@pytest.mark.parametrize(("slug", "source", "target"), ENDS)
def test_one_proposes_and_another_approves(stage, client, slug, source, target):
    row = certificates.certificate_at(source, stage)
    _as(client, stage.cast.tuti)
    asked = _get(client, "proposing", row.pk, slug)
    empty = _post(client, "propose", row.pk, slug, reason="")
    sent = _post(
        client, "propose", row.pk, slug, reason="dipakai di luar bidangnya", document="BA 3/2026"
    )
    mine = client.get(sent["Location"]).content.decode()
    own = _post(client, "approve", Proposal.objects.latest("pk").pk)

    _as(client, stage.cast.bagas)
    waiting = _get(client, "proposals")
    proposal = Proposal.objects.latest("pk")
    asked_again = _get(client, "approval", proposal.pk)
    done = _post(client, "approve", proposal.pk)

    row.refresh_from_db()
    page = client.get(row.get_absolute_url()).content.decode()
    assert row.holder_name in asked
    assert (empty.status_code, own.status_code) == (422, 403)
    assert "Tarik usulan" in mine
    assert "orang lain yang memutuskan" in mine
    assert row.holder_name in waiting
    assert "dipakai di luar bidangnya" in asked_again
    assert done["Location"] == row.get_absolute_url()
    assert row.status == target
    for words in ("Tuti", "Bagas", "dipakai di luar bidangnya"):
        assert words in page


def test_a_correction_shows_both_names_and_goes_to_its_run(stage, client):
    row = certificates.issued(stage, full_name="Siti Romla")[0]
    data = {
        "full_name": "Siti Romlah",
        "certificate_number": row.certificate_number,
        "registration_number": row.registration_number,
        "reason": "salah tulis",
    }
    _as(client, stage.cast.sari)
    unprintable = _post(client, "propose", row.pk, "ganti", **data | {"full_name": "佐藤"})
    sent = _post(client, "propose", row.pk, "ganti", **data)
    _as(client, stage.cast.tuti)
    page = client.get(sent["Location"]).content.decode()
    answer = _post(client, "approve", Proposal.objects.get().pk)

    run = IssueRun.objects.latest("pk")
    assert unprintable.status_code == 422
    assert "huruf yang tidak dapat dicetak" in unprintable.content.decode()
    assert "Siti Romla<" in page
    assert "<strong>Siti Romlah</strong>" in page
    assert page.count("tetap<") == 2
    assert answer["Location"] == reverse("certificates:run", args=[run.pk])
    assert run.certificates.get().holder_name == "Siti Romlah"


def test_a_correction_begins_from_the_holders_report(stage, client):
    row = certificates.issued(stage)[0]
    report = operations.report_name(
        enrollment=row.assessment.application.enrollment,
        proposed_name="Siti Romlah Ningsih",
        message="Kurang satu kata",
        at=timezone.now(),
    )
    _as(client, stage.cast.sari)
    reports = _get(client, "name_reports", stage.program.pk)
    address = f"/sertifikat/{row.pk}/usulkan/ganti/?laporan={report.pk}"
    page = client.get(address).content.decode()
    sent = _post(
        client,
        "propose",
        row.pk,
        "ganti",
        laporan=report.pk,
        full_name="Siti Romlah Ningsih",
        certificate_number=row.certificate_number,
        registration_number=row.registration_number,
        reason="Pemegang melaporkan namanya salah tulis.",
    )

    waiting = _get(client, "name_reports", stage.program.pk)
    assert address.replace("&", "&amp;") in reports
    assert 'value="Siti Romlah Ningsih"' in page
    assert "Kurang satu kata" in page
    assert Proposal.objects.get().name_report == report
    assert sent["Location"] in waiting


def test_the_agency_sees_reports_without_the_bodys_act(stage, client):
    row = certificates.issued(stage)[0]
    operations.report_name(
        enrollment=row.assessment.application.enrollment,
        proposed_name="Siti R",
        message="",
        at=timezone.now(),
    )
    certificates.proposed(stage, row)
    _as(client, stage.cast.dewi)

    assert "usulkan/ganti" not in _get(client, "name_reports", stage.program.pk)
    assert "Usulkan" not in client.get(row.get_absolute_url()).content.decode()
    assert "menunggu keputusan" not in client.get(row.get_absolute_url()).content.decode()
    assert client.get(reverse("certificates:proposals")).status_code == 403


def test_decline_with_a_reason_and_withdraw(stage, client):
    first = certificates.proposed(stage, certificates.issued(stage)[0])
    second = certificates.proposed(stage, certificates.issued(stage)[0])
    _as(client, stage.cast.bagas)
    bare = _post(client, "decline", first.pk, reason="")
    _post(client, "decline", first.pk, reason="Buktinya belum cukup.")
    foreign = _post(client, "withdraw", second.pk)
    _as(client, stage.cast.tuti)
    _get(client, "withdrawal", second.pk)
    _post(client, "withdraw", second.pk)

    first.refresh_from_db()
    second.refresh_from_db()
    shown = client.get(first.get_absolute_url()).content.decode()
    assert (bare.status_code, foreign.status_code) == (422, 403)
    assert (first.status, second.status) == (ProposalStatus.DECLINED, ProposalStatus.WITHDRAWN)
    assert "Buktinya belum cukup." in shown
    everything = _get(client, "proposals", keadaan="semua")
    assert everything.count("table-stack") == 1
    assert "Tidak disetujui" in everything
    assert "Ditarik pengusul" in everything
    assert "Tidak ada usulan yang menunggu" in _get(client, "proposals")


def test_office_that_may_not_answer_is_told_why(stage, client):
    row = certificates.proposed(stage, certificates.issued(stage)[0])
    _as(client, stage.cast.sari)

    page = client.get(row.get_absolute_url()).content.decode()

    assert page.count("Hanya manajer sertifikasi atau direktur LSP ini") == 2
    assert _post(client, "approve", row.pk).status_code == 403


def test_approving_asks_for_the_second_factor_again(stage, client):
    row = certificates.proposed(stage, certificates.issued(stage)[0])
    accounts.sign_in(client, stage.cast.bagas, verified_seconds_ago=3600)

    for name in ("approval", "approve"):
        answer = (
            _post(client, name, row.pk)
            if name == "approve"
            else client.get(reverse(f"certificates:{name}", args=[row.pk]))
        )
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    row.refresh_from_db()
    assert row.status == ProposalStatus.OPEN


def test_unknown_kinds_and_moves_are_not_found(stage, client):
    sheet = certificates.printed(stage, certificates.issued(stage)[0])
    _as(client, stage.cast.tuti)

    kind = reverse("certificates:proposing", args=[sheet.certificate_id, "hapus"])
    move = reverse("certificates:copy_move", args=[sheet.pk, "hapus"])
    assert [client.get(url).status_code for url in (kind, move)] == [404, 404]


def test_a_lost_paper_is_printed_again_under_its_number(stage, client):
    row = certificates.issued(stage)[0]
    code, number = row.code, row.register_number
    _as(client, stage.cast.sari)
    _get(client, "copy_printing", row.pk)
    unknown = _post(client, "print_copy", row.pk, kind="stone")
    _post(client, "print_copy", row.pk, kind="overprint")
    certificates.handed_over(stage, row)
    sheet = PhysicalCopy.objects.get()
    refused = _post(client, "print_copy", row.pk, kind="overprint")
    bare = _post(client, "move_copy", sheet.pk, "hilang", reason="")
    _post(client, "move_copy", sheet.pk, "hilang", reason="Terbawa banjir.")
    too_early = _post(client, "print_copy", row.pk, kind="overprint")
    sent = _post(client, "propose", row.pk, "duplikat", reason="Hilang terbawa banjir.")
    assert sent.status_code == 302, sent.content.decode()
    _as(client, stage.cast.bagas)
    _post(client, "approve", Proposal.objects.get().pk)
    _as(client, stage.cast.sari)
    _post(client, "print_copy", row.pk, kind="overprint")

    first, second = PhysicalCopy.objects.order_by("copy_number")
    row.refresh_from_db()
    page = client.get(row.get_absolute_url()).content.decode()
    assert (unknown.status_code, refused.status_code, bare.status_code) == (422, 409, 422)
    assert too_early.status_code == 409
    assert (first.status, second.status) == (CopyStatus.LOST, CopyStatus.PRINTED)
    assert (second.copy_number, second.reason) == (2, "Hilang terbawa banjir.")
    assert second.proposal == Proposal.objects.get()
    assert (row.code, row.register_number, row.status) == (code, number, C.ISSUED)
    assert "Lembar 2" in page
    assert "Terbawa banjir." in page


def test_lists_take_the_same_queries_for_one_and_many(stage, client, django_assert_max_num_queries):
    _as(client, stage.cast.bagas)
    url = reverse("certificates:proposals")
    client.get(url)  # the first answer also writes the session down
    counts = []
    for size in (1, 99):
        for row in certificates.issued_many(stage, size):
            certificates.proposed(stage, row, ProposalKind.SUSPEND)
        with django_assert_max_num_queries(60) as asked:
            page = client.get(url).content.decode()
        counts.append(len(asked.captured_queries))
    assert page.count('data-label="Sertifikat"') == 50
    assert counts[0] == counts[1]


def test_a_certificates_page_takes_the_same_queries_however_long_its_life(
    stage, client, django_assert_max_num_queries
):
    row = certificates.issued(stage)[0]
    _as(client, stage.cast.tuti)
    counts = []
    for _ in range(2):
        certificates.changed(stage, row, ProposalKind.SUSPEND)
        certificates.changed(stage, row, ProposalKind.LIFT)
        certificates.sheet_moved(stage, certificates.printed(stage, row), "spoil")
        client.get(row.get_absolute_url())
        with django_assert_max_num_queries(60) as asked:
            client.get(row.get_absolute_url())
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]


def test_a_name_changed_in_the_register_offers_a_correction_and_changes_nothing(stage, client):
    row = certificates.issued(stage, full_name="Siti Romla")[0]
    person = row.assessment.application.enrollment.person
    _as(client, stage.cast.dewi)
    before = client.get(row.get_absolute_url()).content.decode()
    type(person).objects.filter(pk=person.pk).update(full_name="Siti Romlah")

    after = client.get(row.get_absolute_url()).content.decode()
    _as(client, stage.cast.sari)
    for_the_body = client.get(row.get_absolute_url()).content.decode()

    assert "minta LSP menggantinya" not in before
    assert "Di data peserta namanya sekarang Siti Romlah." in after
    assert "Siti Romla</h1>" in after
    assert "Siti Romlah" not in for_the_body
