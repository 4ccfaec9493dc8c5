"""Before and beside the marks: readiness, consent, absence, withdrawal."""

from datetime import datetime

from django.db import transaction

from assessments import permissions
from assessments.content import CURRENT_CONSENT
from assessments.models import Assessment, Consent
from assessments.operations.locking import locked, record
from assessments.workflow import ASSESSMENT
from certify.accounts.models import User
from certify.lib.errors import InvalidInputError


def _require_words(text: str, sentence: str) -> str:
    words = text.strip()
    if not words:
        raise InvalidInputError(sentence)
    return words


@transaction.atomic
def confirm_ready(*, assessment: Assessment, note: str = "", by: User, at: datetime) -> Assessment:
    """Record *asesmen dapat dilanjutkan* (FR.APL.02).

    Raises NotAllowedError for anybody but the assigned assessor, NotNowError outside the state.
    """
    row = locked(assessment)
    permissions.may_confirm_ready(by, row).require()
    _set_readiness(row, "confirm_ready", note=note.strip(), by=by, at=at)
    record("ready", "menyatakan asesmen dapat dilanjutkan", assessment=row, by=by, at=at)
    return row


@transaction.atomic
def decline_ready(*, assessment: Assessment, note: str, by: User, at: datetime) -> Assessment:
    """Record *asesmen tidak dapat dilanjutkan*; the note says what is missing.

    Raises InvalidInputError without a note, and as ``confirm_ready``.
    """
    row = locked(assessment)
    permissions.may_decline_ready(by, row).require()
    words = _require_words(note, "Tulis apa yang kurang, supaya peserta bisa melengkapinya.")
    _set_readiness(row, "decline_ready", note=words, by=by, at=at)
    record("not_ready", "menyatakan asesmen tidak dapat dilanjutkan", assessment=row, by=by, at=at)
    return row


def _set_readiness(row: Assessment, move: str, *, note: str, by: User, at: datetime) -> None:
    row.status = ASSESSMENT.target(move, source=row.status)
    row.readiness_note, row.readiness_by, row.readiness_at = note, by, at
    row.save(update_fields=["status", "readiness_note", "readiness_by", "readiness_at"])


@transaction.atomic
def record_consent(
    *,
    assessment: Assessment,
    means: str,
    both_agree: bool,
    appeal_explained: bool,
    by: User,
    at: datetime,
) -> Consent:
    """Record that assessor and candidate agreed (FR.AK.01): no mark is set before it.

    Raises InvalidInputError unless both agree and the appeal was explained, and as
    ``confirm_ready``.
    """
    row = locked(assessment)
    permissions.may_record_consent(by, row).require()
    if not (both_agree and appeal_explained):
        sentence = "Penilaian dimulai setelah asesor dan asesi setuju dan hak banding dijelaskan."
        raise InvalidInputError(sentence)
    row.status = ASSESSMENT.target("record_consent", source=row.status)
    row.save(update_fields=["status"])
    consent = Consent.objects.create(
        assessment=row,
        text_version=CURRENT_CONSENT.version,
        means=means,
        appeal_explained=appeal_explained,
        recorded_by=by,
        recorded_at=at,
    )
    record(
        "consented",
        "mencatat persetujuan asesmen dan kerahasiaan",
        assessment=row,
        by=by,
        at=at,
        data={"text_version": consent.text_version, "means": str(means)},
    )
    return consent


@transaction.atomic
def record_absence(*, assessment: Assessment, reason: str, by: User, at: datetime) -> Assessment:
    """Record that the candidate did not come: a state of its own, never BK (domain.md 2.7).

    Raises InvalidInputError without a reason; NotAllowedError for anybody but the assessor and
    the certification manager; NotNowError once the candidate consented.
    """
    row = locked(assessment)
    permissions.may_record_absence(by, row).require()
    words = _require_words(reason, "Tulis alasan atau kabar yang diketahui.")
    return _leave(row, "record_absence", "absent", "mencatat tidak hadir", words, by=by, at=at)


@transaction.atomic
def undo_absence(*, assessment: Assessment, by: User, at: datetime) -> Assessment:
    """Take an absence back: the candidate came after all. Raises as ``record_absence``."""
    row = locked(assessment)
    permissions.may_undo_absence(by, row).require()
    return _leave(
        row, "undo_absence", "absence_undone", "membatalkan catatan tidak hadir", "", by=by, at=at
    )


@transaction.atomic
def withdraw(*, assessment: Assessment, reason: str, by: User, at: datetime) -> Assessment:
    """Record that the candidate withdrew; final, and never BK. Raises as ``record_absence``."""
    row = locked(assessment)
    permissions.may_withdraw(by, row).require()
    words = _require_words(reason, "Tulis alasan peserta mengundurkan diri.")
    return _leave(row, "withdraw", "withdrawn", "mencatat mengundurkan diri", words, by=by, at=at)


def _leave(
    row: Assessment,
    move: str,
    event: str,
    summary: str,
    reason: str,
    *,
    by: User,
    at: datetime,
) -> Assessment:
    row.status = ASSESSMENT.target(move, source=row.status)
    row.status_reason = reason
    row.save(update_fields=["status", "status_reason"])
    record(event, summary, assessment=row, by=by, at=at)
    return row
