"""Issuing in three steps: whole, once, resumable."""

import datetime as dt
import hashlib
import io

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from assessments.enums import Part
from assessments.models import Participation
from certificates import operations, queries, rules
from certificates.content import CertificateContent
from certificates.enums import CertificateStatus, RunStatus
from certificates.models import Certificate, IssueItem
from certificates.operations import files, making
from certificates.operations.making import Maker
from certificates.rendering import render_pdf
from certify.accounts.roles import Role
from certify.audit.models import AuditEvent
from certify.lib.errors import InvalidInputError, NotAllowedError
from tests.factories import accounts, certificates

pytestmark = pytest.mark.django_db


def test_issue_makes_one_whole_certificate_each(stage, media):
    rows = certificates.numbered(stage, 3)
    run = certificates.run_of(stage, rows)

    done = operations.carry_out(run=run, clock=timezone.now)

    made = list(Certificate.objects.order_by("register_number"))
    assert [item.problem for item in run.items.all()] == ["", "", ""]
    assert done.status == RunStatus.DONE
    assert [c.register_number for c in made] == [1, 2, 3]
    assert [c.assessment_id for c in made] == [row.pk for row in rows]
    for certificate in made:
        pdf = certificates.stored(certificate, media)
        content = CertificateContent.from_json(certificate.content)
        assert certificate.status == CertificateStatus.ISSUED
        assert certificate.pdf_sha256 == hashlib.sha256(pdf).hexdigest()
        assert certificate.content_sha256 == content.sha256()
        assert certificate.public_facts == content.public_json()
        assert content.holder_name == certificate.assessment.application.full_name
        assert content.register_number == str(certificate)
        assert rules.is_code(certificate.code)
        assert certificate.valid_until == rules.valid_until(certificate.issued_on, 36)


def test_issue_records_the_issuer_and_an_event_for_each(stage):
    certificate = certificates.issued(stage)[0]

    parts = Participation.objects.filter(assessment=certificate.assessment, part=Part.ISSUER)
    names = AuditEvent.objects.filter(name__startswith="certificates.").order_by("sequence")
    assert [row.user for row in parts] == [stage.cast.sari]
    assert list(names.values_list("name", flat=True)) == [
        "certificates.number_recorded",
        "certificates.issue_asked",
        "certificates.reserved",
        "certificates.issued",
        "certificates.issue_finished",
    ]


def test_issue_again_changes_nothing(stage, media):
    rows = certificates.numbered(stage, 2)
    run = certificates.run_of(stage, rows)
    operations.carry_out(run=run, clock=timezone.now)
    before = list(Certificate.objects.values())

    operations.carry_out(run=run, clock=timezone.now)
    operations.carry_out(run=certificates.run_of(stage, rows), clock=timezone.now)

    assert list(Certificate.objects.values()) == before


@pytest.mark.parametrize("stop", ["after reserve", "after file"])
def test_issue_goes_on_where_it_was_stopped(stage, media, stop):
    rows = certificates.numbered(stage, 2)
    run = certificates.run_of(stage, rows)
    reserved = operations.reserve(run=run, assessments=[rows[0].pk], at=timezone.now())
    if stop == "after file":
        sha256 = hashlib.sha256(operations.make_pdf(reserved[0])).hexdigest()
        files.write_all([(making.file_name(reserved[0], sha256=sha256), b"half")])

    done = operations.carry_out(run=run, clock=timezone.now)

    assert done.status == RunStatus.DONE
    assert [c.register_number for c in run.certificates.order_by("pk")] == [1, 2]
    for certificate in run.certificates.all():
        pdf = certificates.stored(certificate, media)
        assert hashlib.sha256(pdf).hexdigest() == certificate.pdf_sha256


def test_who_cannot_be_issued_takes_no_number_and_is_explained(stage):
    first, unnumbered, unprintable = certificates.competent(stage, 3)
    entries = certificates.numbers([first, unprintable])
    operations.record_numbers(entries=entries, by=stage.cast.sari, at=timezone.now())
    unprintable.application.full_name = "佐藤"
    unprintable.application.save()
    run = certificates.run_of(stage, [first, unnumbered, unprintable])

    done = operations.carry_out(run=run, clock=timezone.now)

    items = IssueItem.objects.filter(run=run).order_by("assessment")
    assert done.status == RunStatus.PARTIAL
    assert [c.register_number for c in Certificate.objects.all()] == [1]
    assert [bool(item.problem) for item in items] == [False, True, True]
    assert items[1].problem == "Nomor sertifikat dan nomor registrasi BNSP belum dicatat."
    assert "huruf yang tidak dapat dicetak" in items[2].problem


def half_a_logo() -> bytes:
    """Give a picture whose head is whole, as a disk that ran full leaves it behind."""
    data = io.BytesIO()
    Image.effect_noise((300, 300), 80).save(data, format="PNG")
    return data.getvalue()[:20_000]


@pytest.mark.parametrize("damaged", [half_a_logo(), b"bukan gambar"], ids=["half", "words"])
@pytest.mark.parametrize("whose", ["body", "agency"])
def test_a_logo_damaged_on_the_disk_takes_no_number(stage, whose, damaged):
    organization = getattr(stage.cast, whose)
    organization.logo.save("logo.png", ContentFile(damaged))
    run = certificates.run_of(stage, certificates.numbered(stage, 1))

    done = operations.carry_out(run=run, clock=timezone.now)

    [item] = IssueItem.objects.filter(run=run)
    assert not Certificate.objects.exists()
    assert done.status == RunStatus.PARTIAL
    assert "tidak dapat dicetak. Unggah ulang sebagai JPG atau PNG." in item.problem


def test_a_failing_file_stops_nobody_else_and_is_mended_by_asking_again(stage, monkeypatch, media):
    rows = certificates.numbered(stage, 3)
    run = certificates.run_of(stage, rows)
    make, is_broken = Maker.pdf, {"second": True}

    def failing(maker, certificate):
        if is_broken["second"] and certificate.register_number == 2:
            raise RuntimeError("the second one")
        return make(maker, certificate)

    monkeypatch.setattr(Maker, "pdf", failing)

    partial = operations.carry_out(run=run, clock=timezone.now)
    states = list(Certificate.objects.order_by("pk").values_list("status", flat=True))
    is_broken["second"] = False
    operations.ask_again(run=run, by=stage.cast.sari, at=timezone.now())
    done = operations.carry_out(run=run, clock=timezone.now)

    assert partial.status == RunStatus.PARTIAL
    assert states == ["issued", "reserved", "issued"]
    assert done.status == RunStatus.DONE
    assert not IssueItem.objects.exclude(problem="").exists()
    assert Certificate.objects.filter(status=CertificateStatus.ISSUED).count() == 3


def test_assessor_and_decider_do_not_issue(stage):
    rows = certificates.numbered(stage)
    for person in (stage.cast.budi, stage.cast.wulan):
        accounts.grant(person, Role.BODY_ADMIN, stage.cast.body)
        with pytest.raises(NotAllowedError):
            operations.ask_for_issue(
                body=stage.body,
                program=stage.program,
                assessments=[rows[0].pk],
                issued_on=timezone.localdate(),
                by=person,
                at=timezone.now(),
                today=timezone.localdate(),
            )


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (1, "Tanggal terbit tidak boleh setelah hari ini."),
        (-3000, "Tanggal terbit tidak boleh sebelum tanggal SK."),
    ],
)
def test_day_of_issue_lies_between_decree_and_today(stage, days, sentence):
    rows = certificates.numbered(stage)

    with pytest.raises(InvalidInputError) as refusal:
        certificates.run_of(stage, rows, issued_on=timezone.localdate() + dt.timedelta(days=days))

    assert refusal.value.sentence == sentence


def test_not_yet_competent_is_not_issued(stage):
    row = certificates.not_yet_competent(stage)

    with pytest.raises(InvalidInputError):
        certificates.run_of(stage, [row])


def test_register_years_count_apart(stage):
    last_year = dt.date(timezone.localdate().year - 1, 12, 30)
    certificates.issued(stage, 2, issued_on=last_year)
    certificates.issued(stage, 1)

    pairs = Certificate.objects.order_by("pk").values_list("register_year", "register_number")
    assert list(pairs) == [
        (last_year.year, 1),
        (last_year.year, 2),
        (timezone.localdate().year, 1),
    ]


def test_body_without_bnsp_needs_no_numbers(stage):
    stage.body.issues_for_bnsp = False
    stage.body.save()
    rows = certificates.competent(stage)
    run = certificates.run_of(stage, rows)

    operations.carry_out(run=run, clock=timezone.now)

    content = run.certificates.get().frozen
    assert (content.certificate_number, content.on_behalf_of_bnsp) == (None, False)
    assert "BNSP" not in content.to_json()


def test_changed_content_is_not_printed(stage):
    certificate = certificates.reserved(stage)[0]
    certificate.content = certificate.content.replace("Pembatik", "Pembantik")

    issued = operations.finish(certificates=[certificate], at=timezone.now())

    certificate.refresh_from_db()
    item = IssueItem.objects.get(run=certificate.run)
    assert (issued, certificate.status, bool(certificate.pdf)) == ([], "reserved", False)
    assert item.problem.startswith("Isi sertifikat ini tidak cocok dengan sidiknya.")


def test_a_run_is_made_from_one_form(stage, settings, tmp_path):
    settings.FORMS_FOLDER = tmp_path / "forms"
    certificates.issued(stage, 2)
    assert len(list(settings.FORMS_FOLDER.iterdir())) == 1


def test_without_forms_every_certificate_is_typeset_in_full(stage, media, settings, tmp_path):
    settings.RENDERS_IN_FULL = True
    settings.FORMS_FOLDER = tmp_path / "forms"
    certificate = certificates.issued(stage)[0]
    again = operations.make_pdf(certificate)
    assert certificates.stored(certificate, media) == again == render_pdf(certificate.frozen)
    assert not settings.FORMS_FOLDER.exists()


def test_a_voided_number_stays_and_the_next_one_is_taken(stage):
    certificate = certificates.certificate_at(CertificateStatus.VOID, stage)
    run = certificates.run_of(stage, [certificate.assessment])

    operations.carry_out(run=run, clock=timezone.now)

    rows = Certificate.objects.order_by("pk").values_list("register_number", "status")
    assert list(rows) == [(1, "void"), (2, "issued")]


def test_left_over_reservations_are_found(stage):
    certificate = certificates.reserved(stage)[0]

    later = timezone.now() + dt.timedelta(minutes=1)

    assert queries.left_over(reserved_before=later) == [certificate.pk]
    assert queries.left_over(reserved_before=certificate.reserved_at) == []
