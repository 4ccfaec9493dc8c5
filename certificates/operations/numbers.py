"""BNSP's two numbers: recorded as they came, unique, never made by us (decisions 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from assessments.models import Assessment
from certificates import permissions, queries, rules
from certificates.models import OfficialNumber
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import ConflictError, InvalidInputError, NotNowError


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """The two numbers for one result, as typed or imported."""

    assessment: int
    certificate_number: str
    registration_number: str


class RowProblemsError(InvalidInputError):
    """Some rows cannot be saved; none was. ``problems`` maps an assessment to its sentence."""

    def __init__(self, problems: dict[int, str]) -> None:
        """Keep the sentence of each row."""
        super().__init__("Belum ada yang disimpan. Perbaiki dulu baris yang ditandai.")
        self.problems = problems


def record_numbers(*, entries: Sequence[NumberEntry], by: User, at: datetime) -> int:
    """Record the numbers of several results together, all or none; give how many changed.

    Raises:
        NotAllowedError: ``by`` may not record numbers at this body.
        RowProblemsError: a number is missing, doubled, or belongs to an issued certificate.
        ConflictError: somebody else recorded one of the numbers at this very moment.
    """
    try:
        return _record(entries, by=by, at=at)
    except IntegrityError as error:
        raise ConflictError(
            "Salah satu nomor baru saja dicatat oleh orang lain, jadi belum ada yang disimpan. "
            "Muat ulang halaman, lalu periksa lagi."
        ) from error


@transaction.atomic
def _record(entries: Sequence[NumberEntry], *, by: User, at: datetime) -> int:
    keys = sorted(entry.assessment for entry in entries)
    locked = {
        row.pk: row
        for row in Assessment.objects.select_for_update(of=("self",))
        .select_related("body__organization", "decision")
        .filter(pk__in=keys)
        .order_by("pk")
    }
    for assessment in locked.values():
        permissions.may_record_number(by, assessment).require()
    present = {row.assessment_id: row for row in OfficialNumber.objects.filter(assessment__in=keys)}
    problems = number_problems(entries)
    problems |= _issued_problems(entries, present)
    if problems:
        raise RowProblemsError(problems)
    changed = 0
    for entry in entries:
        assessment, row = locked[entry.assessment], present.get(entry.assessment)
        if row is not None and _same(entry, row):
            continue
        _write(entry, row, assessment=assessment, by=by, at=at)
        changed += 1
    return changed


def _same(entry: NumberEntry, row: OfficialNumber) -> bool:
    return (entry.certificate_number, entry.registration_number) == (
        row.certificate_number,
        row.registration_number,
    )


def _write(
    entry: NumberEntry,
    row: OfficialNumber | None,
    *,
    assessment: Assessment,
    by: User,
    at: datetime,
) -> OfficialNumber:
    written = row or OfficialNumber(assessment=assessment)
    written.certificate_number = entry.certificate_number
    written.certificate_key = rules.number_key(entry.certificate_number)
    written.registration_number = entry.registration_number
    written.registration_key = rules.number_key(entry.registration_number)
    written.recorded_by, written.recorded_at = by, at
    written.save()
    trail.record(
        name="certificates.number_recorded" if row is None else "certificates.number_changed",
        summary="mencatat nomor BNSP" if row is None else "mengubah nomor BNSP",
        subject=assessment,
        by=by,
        at=at,
        within=assessment.body.organization,
        data={
            "certificate_number": entry.certificate_number,
            "registration_number": entry.registration_number,
        },
    )
    return written


def number_problems(entries: Sequence[NumberEntry]) -> dict[int, str]:
    """Say what is wrong with each row: one number missing, or one that somebody else has."""
    problems: dict[int, str] = {}
    seen: dict[tuple[str, str], int] = {}
    taken = queries.number_owners(
        certificate_keys=[rules.number_key(e.certificate_number) for e in entries],
        registration_keys=[rules.number_key(e.registration_number) for e in entries],
    )
    for entry in entries:
        pair = (
            ("sertifikat", rules.number_key(entry.certificate_number)),
            ("registrasi", rules.number_key(entry.registration_number)),
        )
        for kind, key in pair:
            owner = seen.setdefault((kind, key), entry.assessment)
            sentence = ""
            if not key:
                sentence = f"Nomor {kind} masih kosong. Isi kedua nomor, atau kosongkan keduanya."
            elif owner != entry.assessment:
                sentence = f"Nomor {kind} ini tertulis dua kali. Periksa lagi pada kertas BNSP."
            elif taken.get((kind, key), entry.assessment) != entry.assessment:
                sentence = f"Nomor {kind} ini sudah dipakai orang lain. Periksa pada kertas BNSP."
            if sentence:
                problems.setdefault(entry.assessment, sentence)
    return problems


def _issued_problems(
    entries: Sequence[NumberEntry], present: dict[int, OfficialNumber]
) -> dict[int, str]:
    living = queries.living_among([entry.assessment for entry in entries])
    return {
        entry.assessment: (
            "Sertifikatnya sudah terbit, jadi nomor tidak bisa diubah di sini. "
            "Pakai “Ganti sertifikat” bila nomornya salah."
        )
        for entry in entries
        if entry.assessment in living
        and not (entry.assessment in present and _same(entry, present[entry.assessment]))
    }


def retype_number(
    *,
    assessment: Assessment,
    certificate_number: str,
    registration_number: str,
    by: User,
    at: datetime,
) -> None:
    """Change the numbers of a result whose certificate is being replaced, in that transaction.

    Raises:
        NotNowError: somebody else has one of the numbers, or one is missing.
    """
    entry = NumberEntry(assessment.pk, certificate_number, registration_number)
    row = OfficialNumber.objects.filter(assessment=assessment).first()
    if row is not None and _same(entry, row):
        return
    problems = number_problems([entry])
    if problems:
        raise NotNowError(problems[assessment.pk])
    _write(entry, row, assessment=assessment, by=by, at=at)
