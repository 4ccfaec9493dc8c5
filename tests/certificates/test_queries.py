"""What each side sees, and in how many queries."""

import pytest
from django.utils import timezone

from certificates import queries, rules
from certificates.enums import CertificateStatus as C
from certificates.enums import ProposalKind, PublicState
from certificates.models import Certificate
from certificates.queries import Filters
from tests.factories import certificates

pytestmark = pytest.mark.django_db


def test_agency_sees_only_what_was_issued_in_its_programs(stage, strangers):
    made = {state: certificates.certificate_at(state, stage) for state in C}
    successor = Certificate.objects.get(replaces=made[C.REPLACED])
    issued = {made[s] for s in (C.ISSUED, C.SUSPENDED, C.REVOKED, C.REPLACED)} | {successor}

    assert set(queries.visible_to(stage.cast.sari)) == {*made.values(), successor}
    assert set(queries.visible_to(stage.cast.dewi)) == issued
    assert set(queries.visible_to(strangers.sari)) == set()
    assert set(queries.visible_to(strangers.dewi)) == set()
    assert set(queries.visible_to(stage.cast.budi)) == set()
    assert set(queries.visible_to(stage.cast.keeper)) == set()


def test_the_list_finds_names_numbers_and_codes(stage):
    first, second = certificates.issued(stage, 2)
    today = timezone.localdate()

    def found(words: str) -> set[Certificate]:
        rows = queries.visible_to(stage.cast.sari)
        return set(queries.filtered(rows, Filters(words=words), today=today))

    assert found(first.holder_name) >= {first}
    assert found(first.certificate_number.replace(" ", ".")) == {first}
    assert found(second.registration_number.lower()) == {second}
    assert found(f"{second.code[:4]} {second.code[4:8]}-{second.code[8:]}") == {second}
    assert found(str(second)) == {second}
    assert found("tidak ada orang ini") == set()


def test_issue_rows_say_who_is_ready_and_why_not(stage):
    issued = certificates.issued(stage, full_name="Siti Romlah")[0]
    ready = certificates.numbered(stage, full_name="Sri Wahyuni")[0]
    alike = certificates.numbered(stage, full_name="Sri Wahyuna")[0]
    missing = certificates.competent(stage, full_name="Ngatemi")[0]
    long_name = " ".join(["Kusumaningtyas"] * 9)
    too_long = certificates.numbered(stage, full_name=long_name)[0]
    two_lines = certificates.numbered(
        stage,
        full_name="Raden Ayu Kusumaningtyas Widyawati Hadiningrat Sastrowidjojo, S.Pd., M.Pd.",
    )[0]

    rows = queries.issue_rows(
        body=stage.body, program=stage.program, issued_on=timezone.localdate()
    )

    by_key = {row.assessment.pk: row for row in rows}
    assert {key for key, row in by_key.items() if row.is_ready} == {
        ready.pk,
        alike.pk,
        two_lines.pk,
    }
    assert _sentences(by_key[two_lines.pk]) == [
        "Nama panjang, tercetak dalam dua baris.",
        "Gelar S.Pd., M.Pd. ikut tercetak. Cocokkan dengan ijazah.",
    ]
    assert by_key[issued.assessment_id].certificate == issued
    assert by_key[missing.pk].problem == "Nomor sertifikat dan nomor registrasi BNSP belum dicatat."
    assert _sentences(by_key[missing.pk]) == ["Nama satu kata. Cocokkan dengan KTP."]
    assert "terlalu panjang" in by_key[too_long.pk].problem
    assert [len(by_key[key].findings) for key in (ready.pk, alike.pk)] == [1, 1]


def _sentences(row):
    return [finding.sentence for finding in row.findings]


def test_competent_without_number_waits_for_bnsp(stage):
    waiting, numbered = certificates.competent(stage), certificates.numbered(stage)
    pages = [
        queries.holder_page(row.application.enrollment, today=timezone.localdate())
        for row in (*waiting, *numbered)
    ]

    assert [page.is_waiting_for_number for page in pages] == [True, False]
    assert {page.outcome for page in pages} == {"competent"}


def test_holder_sees_no_result_before_the_decree(stage):
    from assessments.enums import AssessmentStatus
    from tests.factories import assessments

    seen = {}
    for state in AssessmentStatus:
        row = assessments.assessment_at(state, stage)
        page = queries.holder_page(row.application.enrollment, today=timezone.localdate())
        seen[state] = (page.now, page.outcome)

    of = AssessmentStatus
    assert seen == {
        of.ASSIGNED: (2, ""),
        of.READY: (2, ""),
        of.NOT_READY: (2, ""),
        of.CONSENTED: (2, ""),
        of.RECOMMENDED: (3, ""),
        of.DECIDED: (3, ""),
        of.IN_FORCE: (4, "competent"),
        of.ABSENT: (2, ""),
        of.WITHDRAWN: (2, ""),
    }


def test_not_yet_competent_reads_what_can_be_trained(stage):
    row = certificates.not_yet_competent(stage)

    page = queries.holder_page(row.application.enrollment, today=timezone.localdate())

    assert page.outcome == "not_yet_competent"
    assert page.units_to_train == ["Menyiapkan Alat dan Bahan Membatik Tulis"]
    assert (page.reason, page.follow_up) == ("Goresan belum rata", "Ulangi unit pertama")


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        (C.RESERVED, PublicState.UNKNOWN),
        (C.VOID, PublicState.UNKNOWN),
        (C.ISSUED, PublicState.SAMPLE),
        (C.SUSPENDED, PublicState.SUSPENDED),
        (C.REVOKED, PublicState.REVOKED),
        (C.REPLACED, PublicState.REPLACED),
    ],
)
def test_every_state_has_its_public_answer(stage, state, answer, django_assert_num_queries):
    certificate = certificates.certificate_at(state, stage)

    # When it changed, and what took its place, is asked for those alone that were changed.
    with django_assert_num_queries({C.SUSPENDED: 2, C.REVOKED: 2, C.REPLACED: 3}.get(state, 1)):
        found = queries.answer(certificate.code.lower(), today=timezone.localdate())

    assert found.state is answer
    assert (found.certificate is None) is (answer is PublicState.UNKNOWN)


def test_the_answer_changes_with_the_act(stage):
    certificate = certificates.issued(stage)[0]
    today = timezone.localdate()

    states = []
    for kind in (ProposalKind.SUSPEND, ProposalKind.LIFT, ProposalKind.REVOKE):
        certificates.changed(stage, certificate, kind)
        states.append(queries.answer(certificate.code, today=today).state)

    assert states == [PublicState.SUSPENDED, PublicState.SAMPLE, PublicState.REVOKED]


def test_unknown_codes_take_one_query(stage, django_assert_num_queries):
    reserved = certificates.reserved(stage)[0]
    unknown = rules.new_code()

    for code in (unknown, "tidak mungkin", reserved.code):
        with django_assert_num_queries(1):
            assert queries.answer(code, today=timezone.localdate()).certificate is None
