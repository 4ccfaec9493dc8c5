"""What two people's agreement does: reasons, chains, numbers, and who may not."""

import datetime as dt

import pytest
from django.utils import timezone

from assessments.enums import Part
from certificates import operations, queries
from certificates.enums import CertificateStatus, ProposalKind, ProposalStatus, PublicState
from certificates.models import Certificate, NameReport, OfficialNumber, Proposal, StatusChange
from certify.accounts.roles import Role
from certify.audit.models import AuditEvent
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from tests.factories import accounts, certificates

pytestmark = pytest.mark.django_db
CHANGED_BY_TWO = {
    ProposalKind.REVOKE: (CertificateStatus.ISSUED, CertificateStatus.REVOKED),
    ProposalKind.SUSPEND: (CertificateStatus.ISSUED, CertificateStatus.SUSPENDED),
    ProposalKind.LIFT: (CertificateStatus.SUSPENDED, CertificateStatus.ISSUED),
    ProposalKind.REPLACE: (CertificateStatus.ISSUED, CertificateStatus.REPLACED),
}


def _names() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("name", flat=True))


@pytest.mark.parametrize("kind", CHANGED_BY_TWO)
def test_nothing_changes_until_another_person_approves(stage, kind):
    source, target = CHANGED_BY_TWO[kind]
    certificate = certificates.certificate_at(source, stage, with_file=False)
    before = len(_names())

    proposal = certificates.proposed(stage, certificate, kind)

    certificate.refresh_from_db()
    assert certificate.status == source
    assert _names()[before:] == ["certificates.change_proposed"]

    certificates.approved(stage, proposal)

    certificate.refresh_from_db()
    change = StatusChange.objects.get(certificate=certificate, proposal=proposal)
    assert (certificate.status, change.source, change.target) == (target, source, target)
    assert (change.proposal.proposed_by, change.changed_by) == (stage.cast.tuti, stage.cast.bagas)
    assert change.reason == proposal.reason == certificates.REASON


@pytest.mark.parametrize("kind", [ProposalKind.REVOKE, ProposalKind.SUSPEND, ProposalKind.REPLACE])
def test_only_the_bodys_office_manager_or_director_may_propose(stage, strangers, kind):
    certificate = certificates.issued_many(stage, 1)[0]
    outsiders = (stage.cast.dewi, stage.cast.budi, stage.cast.wulan, strangers.tuti)
    for person in outsiders:
        with pytest.raises(NotAllowedError):
            certificates.proposed(stage, certificate, kind, by=person)
    for person in (stage.cast.sari, stage.cast.tuti, stage.cast.bagas):
        proposal = certificates.proposed(stage, certificate, kind, by=person)
        operations.withdraw(proposal=proposal, by=person, at=timezone.now())

    assert Proposal.objects.count() == 3


def test_only_manager_or_director_answer_and_never_their_own(stage, strangers):
    proposal = certificates.proposed(stage, certificates.issued_many(stage, 1)[0])
    people = (stage.cast.sari, stage.cast.dewi, stage.cast.wulan, strangers.bagas, stage.cast.tuti)
    for person in people:
        with pytest.raises(NotAllowedError):
            certificates.approved(stage, proposal, by=person)
        with pytest.raises(NotAllowedError):
            operations.decline(
                proposal=proposal, reason="tidak perlu", by=person, at=timezone.now()
            )

    certificates.approved(stage, proposal, by=stage.cast.bagas)

    proposal.refresh_from_db()
    assert (proposal.status, proposal.decided_by) == (ProposalStatus.APPROVED, stage.cast.bagas)


@pytest.mark.parametrize("reason", ["", "    ", "abc"])
def test_nothing_is_proposed_or_declined_without_a_reason(stage, reason):
    certificate = certificates.issued_many(stage, 1)[0]

    with pytest.raises(InvalidInputError):
        certificates.proposed(stage, certificate, reason=reason)

    proposal = certificates.proposed(stage, certificate)
    with pytest.raises(InvalidInputError):
        operations.decline(proposal=proposal, reason=reason, by=stage.cast.bagas, at=timezone.now())
    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.OPEN


def test_a_second_proposal_waits_for_the_first(stage):
    certificate = certificates.issued_many(stage, 1)[0]
    first = certificates.proposed(stage, certificate, ProposalKind.SUSPEND)

    with pytest.raises(NotNowError, match="menunggu keputusan"):
        certificates.proposed(stage, certificate, ProposalKind.REVOKE, by=stage.cast.sari)

    operations.decline(proposal=first, reason="sudah jelas", by=stage.cast.bagas, at=timezone.now())
    second = certificates.proposed(stage, certificate, ProposalKind.REVOKE, by=stage.cast.sari)
    assert second.status == ProposalStatus.OPEN


def test_a_declined_proposal_changes_nothing_and_keeps_its_reason(stage):
    certificate = certificates.issued_many(stage, 1)[0]
    proposal = certificates.proposed(stage, certificate)

    operations.decline(
        proposal=proposal, reason="Buktinya belum cukup.", by=stage.cast.bagas, at=timezone.now()
    )

    certificate.refresh_from_db()
    proposal.refresh_from_db()
    assert certificate.status == CertificateStatus.ISSUED
    assert proposal.decline_reason == "Buktinya belum cukup."
    assert not certificate.changes.exists()
    with pytest.raises(NotNowError, match="sudah selesai oleh Bagas"):
        certificates.approved(stage, proposal, by=stage.cast.bagas)


def test_only_the_proposer_withdraws(stage):
    proposal = certificates.proposed(stage, certificates.issued_many(stage, 1)[0])

    with pytest.raises(NotAllowedError):
        operations.withdraw(proposal=proposal, by=stage.cast.bagas, at=timezone.now())
    operations.withdraw(proposal=proposal, by=stage.cast.tuti, at=timezone.now())

    with pytest.raises(NotNowError):
        certificates.approved(stage, proposal)


# Correct and replace -------------------------------------------------------------------------


def test_replacement_carries_the_new_name_and_keeps_the_rest(stage):
    old = certificates.issued_many(stage, 1)[0]

    new = certificates.replace(stage, old, full_name="  Siti   Romlah Ningsih ")

    old.refresh_from_db()
    content = new.frozen
    assert old.status == CertificateStatus.REPLACED
    assert (new.status, new.replaces) == (CertificateStatus.ISSUED, old)
    assert new.holder_name == content.holder_name == "Siti Romlah Ningsih"
    assert new.assessment.application.full_name == "Siti Romlah Ningsih"
    assert content.replaces_number == str(old)
    assert new.certificate_number == old.certificate_number
    assert new.register_number == old.register_number + 1
    assert new.valid_until == old.valid_until
    assert old.frozen.holder_name != new.holder_name


@pytest.mark.parametrize("months", [12, 60])
def test_replacement_ends_on_the_same_day_whatever_the_scheme_says_now(stage, months):
    old = certificates.issued_many(stage, 1)[0]
    type(stage.scheme).objects.filter(pk=stage.scheme.pk).update(validity_months=months)

    assert certificates.replace(stage, old).valid_until == old.valid_until


def test_both_codes_answer_after_a_replacement(stage):
    old = certificates.issued_many(stage, 1)[0]
    new = certificates.replace(stage, old)
    today = timezone.localdate()

    first, second = (queries.answer(code, today=today) for code in (old.code, new.code))

    assert first.state is PublicState.REPLACED
    assert first.certificate.successor == queries.Successor(new.code, str(new))
    assert timezone.localdate(first.certificate.changed_at) == today
    assert second.state is PublicState.SAMPLE
    assert (second.certificate.successor, second.certificate.changed_at) == (None, None)


def test_a_chain_of_corrections_is_walked_link_by_link(stage):
    first = certificates.issued_many(stage, 1)[0]
    second = certificates.replace(stage, first, full_name="Siti Romlah Kedua")
    third = certificates.replace(stage, second, full_name="Siti Romlah Ketiga")
    today = timezone.localdate()

    chain = [queries.answer(row.code, today=today) for row in (first, second, third)]

    assert [found.state for found in chain] == [
        PublicState.REPLACED,
        PublicState.REPLACED,
        PublicState.SAMPLE,
    ]
    assert [found.certificate.successor for found in chain] == [
        queries.Successor(second.code, str(second)),
        queries.Successor(third.code, str(third)),
        None,
    ]
    assert {row.valid_until for row in (first, second, third)} == {first.valid_until}


def test_replacement_may_retype_the_official_numbers(stage):
    old = certificates.issued_many(stage, 1)[0]

    new = certificates.replace(stage, old, certificate_number="13134 7318 3 7654321 2026")

    kept = OfficialNumber.objects.get(assessment=old.assessment)
    assert new.certificate_number == kept.certificate_number == "13134 7318 3 7654321 2026"
    assert old.certificate_number != new.certificate_number


def test_a_correction_that_could_not_be_printed_is_not_even_proposed(stage):
    old, other = certificates.issued_many(stage, 2)
    impossible = {
        "huruf yang tidak dapat dicetak": {"full_name": "佐藤"},
        "sudah dipakai orang lain": {"certificate_number": other.certificate_number},
        "masih kosong": {"registration_number": ""},
    }
    for sentence, fields in impossible.items():
        with pytest.raises(NotNowError, match=sentence):
            certificates.replace(stage, old, **fields)
    with pytest.raises(InvalidInputError):
        certificates.replace(stage, old, full_name="  ")

    old.refresh_from_db()
    assert old.status == CertificateStatus.ISSUED
    assert (Certificate.objects.count(), Proposal.objects.count()) == (2, 0)
    assert old.assessment.application.full_name == old.holder_name


def test_what_became_impossible_meanwhile_is_not_approved(stage):
    """The number was taken by somebody else after the proposal: the whole approval is undone."""
    old = certificates.issued_many(stage, 1)[0]
    wanted = certificates.correction(old, certificate_number="13134 7318 3 7654321 2026")
    proposal = certificates.proposed(stage, old, ProposalKind.REPLACE, correction=wanted)
    other = certificates.competent(stage)[0]
    operations.record_numbers(
        entries=[operations.NumberEntry(other.pk, wanted.certificate_number, "BTK 228 99999 2026")],
        by=stage.cast.sari,
        at=timezone.now(),
    )
    before = AuditEvent.objects.count()

    with pytest.raises(NotNowError, match="sudah dipakai orang lain"):
        certificates.approved(stage, proposal)

    old.refresh_from_db()
    proposal.refresh_from_db()
    assert (old.status, proposal.status) == (CertificateStatus.ISSUED, ProposalStatus.OPEN)
    assert AuditEvent.objects.count() == before


def test_expired_certificates_are_renewed_not_replaced(stage):
    old = certificates.issued(stage, issued_on=timezone.localdate() - dt.timedelta(days=400))[0]

    with pytest.raises(NotNowError, match="perpanjangan"):
        operations.propose(
            certificate=old,
            kind=ProposalKind.REPLACE,
            reason="salah tulis",
            correction=certificates.correction(old),
            by=stage.cast.tuti,
            at=timezone.now(),
            today=old.valid_until,
        )


@pytest.mark.parametrize("who", ["budi", "wulan"])
def test_who_assessed_or_decided_does_not_approve_a_replacement(stage, who):
    person = getattr(stage.cast, who)
    proposal = certificates.proposed(
        stage, certificates.issued_many(stage, 1)[0], ProposalKind.REPLACE
    )
    accounts.grant(person, Role.BODY_DIRECTOR, stage.cast.body)

    with pytest.raises(NotAllowedError, match="harus diterbitkan orang lain"):
        certificates.approved(stage, proposal, by=person)


def test_approving_a_replacement_makes_an_issuer(stage):
    old = certificates.issued_many(stage, 1)[0]
    certificates.replace(stage, old)

    parts = old.assessment.participations.filter(part=Part.ISSUER)
    assert {row.user for row in parts} == {stage.cast.sari, stage.cast.bagas}


def test_a_voided_successor_leaves_room_for_another(stage):
    old = certificates.issued_many(stage, 1)[0]
    proposal = certificates.proposed(stage, old, ProposalKind.REPLACE)
    run = certificates.approved(stage, proposal).run
    operations.void(
        certificate=run.certificates.get(),
        reason="kertas rusak",
        by=stage.cast.tuti,
        at=timezone.now(),
    )

    again = certificates.run_of(stage, [old.assessment])
    operations.carry_out(run=again, clock=timezone.now)

    new = again.certificates.get()
    assert (new.status, new.replaces) == (CertificateStatus.ISSUED, old)


def test_a_revoked_certificate_is_not_issued_again(stage):
    old = certificates.certificate_at(CertificateStatus.REVOKED, stage)
    run = certificates.run_of(stage, [old.assessment])

    operations.carry_out(run=run, clock=timezone.now)

    assert not run.certificates.exists()
    assert run.items.get().problem == "Sertifikatnya sudah dicabut. Pencabutan berlaku tetap."


# A holder's report ---------------------------------------------------------------------------


def _reported(certificate: Certificate) -> NameReport:
    return operations.report_name(
        enrollment=certificate.assessment.application.enrollment,
        proposed_name="Siti Romlah Ningsih",
        message="",
        at=timezone.now(),
    )


def test_the_correction_answers_the_report_it_came_from(stage):
    old = certificates.issued_many(stage, 1)[0]
    report = _reported(old)
    wanted = certificates.correction(old, full_name=report.proposed_name)
    proposal = certificates.proposed(
        stage, old, ProposalKind.REPLACE, correction=wanted, report=report, by=stage.cast.sari
    )
    report.refresh_from_db()
    assert report.answered_at is None

    certificates.approved(stage, proposal, by=stage.cast.tuti)

    report.refresh_from_db()
    assert report.answered_by == stage.cast.tuti
    assert report.answer == "Nama pada sertifikat sudah diperbaiki. Sertifikat pengganti berlaku."


def test_a_report_answered_in_words_meanwhile_keeps_its_answer(stage):
    old = certificates.issued_many(stage, 1)[0]
    report = _reported(old)
    proposal = certificates.proposed(stage, old, ProposalKind.REPLACE, report=report)
    operations.answer_name_report(
        report=report, answer="Sedang kami perbaiki.", by=stage.cast.sari, at=timezone.now()
    )

    certificates.approved(stage, proposal)

    report.refresh_from_db()
    assert (report.answer, report.answered_by) == ("Sedang kami perbaiki.", stage.cast.sari)
