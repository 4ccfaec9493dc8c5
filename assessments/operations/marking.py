"""Marks per criterion: saved one by one, with a history, and never silently overwritten."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments import permissions, queries
from assessments.enums import MarkValue
from assessments.models import Assessment, Mark, MarkChange, Note
from assessments.operations.locking import locked, record
from certify.accounts.models import User
from certify.lib.errors import ConflictError, InvalidInputError, NotNowError
from programs.models import Criterion, Element


def words_of(value: str, reason: str) -> str:
    """Say a mark as a page says it: «Ya, sesuai», «Belum (putus)», «belum dinilai»."""
    if not value:
        return "belum dinilai"
    label = MarkValue(value).label
    return f"{label} ({reason})" if reason else label


@transaction.atomic
def mark(
    *,
    assessment: Assessment,
    criterion: Criterion,
    value: str,
    reason: str = "",
    version: int,
    by: User,
    at: datetime,
) -> Mark:
    """Set one mark; ``version`` is the one the form was printed with, 0 for an open criterion.

    The same value again changes nothing. Raises InvalidInputError for "belum" without a reason;
    ConflictError naming who, what and when if the mark changed meanwhile (reliability.md G1);
    NotAllowedError and NotNowError as ``permissions.may_mark``.
    """
    row = locked(assessment)
    permissions.may_mark(by, row).require()
    criteria = queries.criteria_of(row)
    if criterion.pk not in criteria:
        sentence = "Kriteria ini tidak termasuk skema peserta ini."
        raise NotNowError(sentence)
    words = reason.strip() if value == MarkValue.NOT_YET else ""
    present = _present(row, criterion)
    if present and (present.value, present.reason) == (value, words):
        return present
    # Before asking for a reason: the page that asks would show, and so accept, the newer version.
    _require_version(present, version, yours=words_of(value, words))
    if value == MarkValue.NOT_YET and not words:
        sentence = "Pilih atau ketik alasan belum, supaya asesi tahu apa yang perlu diperbaiki."
        raise InvalidInputError(sentence)
    saved = _set(row, criterion, present, value=value, reason=words, whole=False, by=by, at=at)
    record(
        "marked",
        f"menilai KUK {criteria[criterion.pk].number}",
        assessment=row,
        by=by,
        at=at,
        data={"criterion": criterion.pk, "value": str(value), "version": saved.version},
    )
    return saved


def _present(assessment: Assessment, criterion: Criterion) -> Mark | None:
    return (
        Mark.objects.select_for_update(of=("self",))
        .select_related("marked_by")
        .filter(assessment=assessment, criterion=criterion)
        .first()
    )


def _require_version(present: Mark | None, version: int, *, yours: str) -> None:
    if present is None or present.version == version:
        return
    theirs = words_of(present.value, present.reason)
    sentence = (
        f"{present.marked_by.full_name} sudah mencatat “{theirs}” pukul "
        f"{timezone.localtime(present.marked_at):%H.%M} WIB. Catatan itu masih berlaku. "
        "Pilih yang benar."
    )
    raise ConflictError(sentence, theirs=theirs, yours=yours)


def _set(
    assessment: Assessment,
    criterion: Criterion,
    present: Mark | None,
    *,
    value: str,
    reason: str,
    whole: bool,
    by: User,
    at: datetime,
) -> Mark:
    saved = present or Mark(assessment=assessment, criterion=criterion, version=0)
    saved.value, saved.reason, saved.for_whole_element = value, reason, whole
    saved.version += 1
    saved.marked_by, saved.marked_at = by, at
    saved.save()
    MarkChange.objects.create(
        assessment=assessment,
        criterion=criterion,
        value=value,
        reason=reason,
        for_whole_element=whole,
        version=saved.version,
        marked_by=by,
        marked_at=at,
    )
    return saved


def _marks_of(assessment: Assessment, element: Element) -> dict[int, Mark]:
    rows = Mark.objects.select_for_update(of=("self",)).filter(
        assessment=assessment, criterion__element=element
    )
    return {row.criterion_id: row for row in rows}


@transaction.atomic
def mark_element(*, assessment: Assessment, element: Element, by: User, at: datetime) -> list[Mark]:
    """Set "ya" for every open criterion of one element: an explicit act, recorded as such.

    A mark already set stays as it is. Raises NotNowError when nothing is open, and as ``mark``.
    """
    row = locked(assessment)
    permissions.may_mark(by, row).require()
    marks = _marks_of(row, element)
    criteria = [c for c in queries.criteria_of(row).values() if c.element_id == element.pk]
    still_open = [c for c in criteria if c.pk not in marks or not marks[c.pk].value]
    if not still_open:
        sentence = "Semua kriteria di elemen ini sudah dinilai."
        raise NotNowError(sentence)
    saved = [
        _set(row, c, marks.get(c.pk), value=MarkValue.MET, reason="", whole=True, by=by, at=at)
        for c in still_open
    ]
    record(
        "element_marked",
        f"menandai “ya semua” untuk {len(saved)} KUK di elemen {element.number}",
        assessment=row,
        by=by,
        at=at,
        data={"element": element.pk, "criteria": [c.pk for c in still_open]},
    )
    return saved


@transaction.atomic
def unmark_element(
    *, assessment: Assessment, element: Element, by: User, at: datetime
) -> list[Mark]:
    """Take back what "ya semua" set in an element and nobody changed since.

    Raises NotNowError when nothing of it is left, and as ``mark``.
    """
    row = locked(assessment)
    permissions.may_mark(by, row).require()
    marks = [m for m in _marks_of(row, element).values() if m.for_whole_element and m.value]
    if not marks:
        sentence = "Tidak ada tanda “ya semua” yang bisa dibatalkan di elemen ini."
        raise NotNowError(sentence)
    cleared = [
        _set(row, m.criterion, m, value="", reason="", whole=False, by=by, at=at) for m in marks
    ]
    record(
        "element_unmarked",
        f"membatalkan “ya semua” untuk {len(cleared)} KUK di elemen {element.number}",
        assessment=row,
        by=by,
        at=at,
        data={"element": element.pk, "criteria": [m.criterion_id for m in cleared]},
    )
    return cleared


@transaction.atomic
def add_note(*, assessment: Assessment, text: str, by: User, at: datetime) -> Note:
    """Keep what the assessor saw, in their own words; the panel reads it.

    Raises InvalidInputError for an empty note, and as ``mark``.
    """
    row = locked(assessment)
    permissions.may_mark(by, row).require()
    words = text.strip()
    if not words:
        sentence = "Tulis dulu catatannya."
        raise InvalidInputError(sentence)
    note = Note.objects.create(assessment=row, text=words, written_by=by, written_at=at)
    record("note_added", "menambah catatan penilaian", assessment=row, by=by, at=at)
    return note
