"""Verdicts of people and applications where the operation alone does not show them."""

from certify.lib.errors import NotAllowedError, NotNowError
from participants import operations, permissions
from tests.factories import participants


def test_who_left_sends_nothing_again(stage, now):
    application = participants.application_at("withdrawn", stage)
    row = operations.withdraw_enrollment(
        enrollment=application.enrollment, by=stage.cast.dewi, at=now
    )
    application.enrollment = row

    verdict = permissions.may_resubmit_application(stage.cast.dewi, application)

    assert (verdict.refusal, verdict.reason) == (NotNowError, "Orang ini sudah mengundurkan diri.")


def test_others_are_told_who_sends(stage):
    row = participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi)

    verdict = permissions.may_send_application(stage.cast.head, row)

    assert (verdict.refusal, verdict.reason) == (
        NotAllowedError,
        "Hanya petugas dinas ini yang mengirim permohonan.",
    )


def test_ties_are_declared_by_assessors_for_themselves_and_managers_for_all(stage):
    application = participants.application_at("submitted", stage)
    cast = stage.cast

    may = {
        who: bool(permissions.may_declare_some_tie(getattr(cast, who), application))
        for who in ("sari", "tuti", "budi", "wulan", "bagas")
    }

    assert may == {"sari": True, "tuti": True, "budi": True, "wulan": False, "bagas": False}
