"""Quotas, waves and venues: how many, when and where."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from certify.accounts.models import Organization, User
from certify.audit import trail
from certify.lib.errors import InvalidInputError, NotNowError
from programs import permissions, queries
from programs.enums import SchemeStatus
from programs.models import Program, Quota, Scheme, Venue, Wave
from programs.operations import profiles


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveFacts:
    """Name, days and place of a wave."""

    name: str
    starts_on: date
    ends_on: date
    venue: Venue


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueFacts:
    """A place of assessment (TUK)."""

    name: str
    kind: str
    address: str


@transaction.atomic
def set_quota(*, program: Program, scheme: Scheme, places: int, by: User, at: datetime) -> Quota:
    """Set how many people the program certifies in a scheme.

    The program's row is the lock that enrolling takes too, so places and people agree.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the program is closed, the scheme not in force, or more people are enrolled.
    """
    locked = Program.objects.select_for_update().get(pk=program.pk)
    permissions.may_edit_program(by, locked).require()
    quota = Quota.objects.filter(program=locked, scheme=scheme).first()
    if quota is None and scheme.status != SchemeStatus.PUBLISHED:
        sentence = f"Skema {scheme.name} belum atau tidak lagi berlaku. Pilih skema lain."
        raise NotNowError(sentence)
    taken = queries.places_taken(locked, scheme)
    if places < taken:
        sentence = (
            f"Kuota {scheme.name} tidak bisa {places}: sudah ada {taken} peserta. "
            "Isi angka yang lebih besar, atau keluarkan peserta dulu."
        )
        raise NotNowError(sentence)
    before = quota.places if quota else 0
    quota = quota or Quota(program=locked, scheme=scheme)
    quota.places = places
    quota.save()
    trail.record(
        name="quota.set",
        summary=f"menetapkan kuota {scheme.name}: {places} orang",
        subject=locked,
        by=by,
        at=at,
        within=locked.agency.organization,
        data={"scheme": scheme.pk, "before": before, "places": places},
    )
    return quota


@transaction.atomic
def remove_quota(*, quota: Quota, by: User, at: datetime) -> None:
    """Take a scheme out of a program as long as nobody is enrolled in it.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the program is closed, or people are enrolled in the scheme.
    """
    locked = Program.objects.select_for_update().get(pk=quota.program_id)
    permissions.may_edit_program(by, locked).require()
    taken = queries.places_taken(locked, quota.scheme)
    if taken:
        sentence = (
            f"{quota.scheme.name} tidak bisa dihapus: {taken} peserta memilihnya. "
            "Pindahkan atau keluarkan mereka dulu."
        )
        raise NotNowError(sentence)
    trail.record(
        name="quota.removed",
        summary=f"menghapus kuota {quota.scheme.name}",
        subject=locked,
        by=by,
        at=at,
        within=locked.agency.organization,
    )
    quota.delete()


@transaction.atomic
def add_wave(*, program: Program, facts: WaveFacts, by: User, at: datetime) -> Wave:
    """Add a wave to a program.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the program is closed.
        InvalidInputError: the name is taken, or the place belongs to another agency.
    """
    locked = Program.objects.select_for_update().get(pk=program.pk)
    permissions.may_edit_program(by, locked).require()
    wave = Wave(program=locked)
    _set_wave(wave, facts)
    _record_wave(wave, "wave.added", f"menambah angkatan {wave.name}", by=by, at=at)
    return wave


@transaction.atomic
def edit_wave(*, wave: Wave, facts: WaveFacts, by: User, at: datetime) -> Wave:
    """Change days or place of a wave.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the program is closed.
        InvalidInputError: the name is taken, or the place belongs to another agency.
    """
    locked = Program.objects.select_for_update().get(pk=wave.program_id)
    permissions.may_edit_program(by, locked).require()
    kept = Wave.objects.select_for_update().get(pk=wave.pk)
    _set_wave(kept, facts)
    _record_wave(kept, "wave.edited", f"mengubah angkatan {kept.name}", by=by, at=at)
    return kept


@transaction.atomic
def remove_wave(*, wave: Wave, by: User, at: datetime) -> None:
    """Remove a wave that nobody was put into.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        NotNowError: the program is closed, or people are in the wave.
    """
    locked = Program.objects.select_for_update().get(pk=wave.program_id)
    permissions.may_edit_program(by, locked).require()
    members = queries.people_in_wave(wave)
    if members:
        sentence = (
            f"Angkatan {wave.name} tidak bisa dihapus: {members} peserta ada di dalamnya. "
            "Pindahkan mereka dulu."
        )
        raise NotNowError(sentence)
    _record_wave(wave, "wave.removed", f"menghapus angkatan {wave.name}", by=by, at=at)
    wave.delete()


def _set_wave(wave: Wave, facts: WaveFacts) -> None:
    if facts.venue.agency_id != wave.program.agency_id:
        sentence = "Tempat ini milik dinas lain. Pilih tempat dari daftar dinas Anda."
        raise InvalidInputError(sentence)
    wave.name, wave.venue = facts.name, facts.venue
    wave.starts_on, wave.ends_on = facts.starts_on, facts.ends_on
    if Wave.objects.filter(program=wave.program, name=facts.name).exclude(pk=wave.pk).exists():
        sentence = f"Angkatan “{facts.name}” sudah ada di program ini. Beri nama lain."
        raise InvalidInputError(sentence)
    wave.save()


def _record_wave(wave: Wave, name: str, summary: str, *, by: User, at: datetime) -> None:
    trail.record(
        name=name,
        summary=summary,
        subject=wave.program,
        related=[wave],
        by=by,
        at=at,
        within=wave.program.agency.organization,
    )


@transaction.atomic
def add_venue(*, organization: Organization, facts: VenueFacts, by: User, at: datetime) -> Venue:
    """Enter a place of assessment of the agency.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        InvalidInputError: the agency has a place of that name.
    """
    permissions.may_create_program(by, organization).require()
    venue = Venue(agency=profiles.agency_for(organization))
    _set_venue(venue, facts)
    trail.record(
        name="venue.added",
        summary=f"menambah tempat {venue.name}",
        subject=venue,
        by=by,
        at=at,
        within=organization,
    )
    return venue


@transaction.atomic
def edit_venue(*, venue: Venue, facts: VenueFacts, by: User, at: datetime) -> Venue:
    """Correct a place of assessment.

    Raises:
        NotAllowedError: ``by`` does not run this agency's programs.
        InvalidInputError: the agency has another place of that name.
    """
    locked = Venue.objects.select_for_update().get(pk=venue.pk)
    organization = locked.agency.organization
    permissions.may_create_program(by, organization).require()
    _set_venue(locked, facts)
    trail.record(
        name="venue.edited",
        summary=f"mengubah tempat {locked.name}",
        subject=locked,
        by=by,
        at=at,
        within=organization,
    )
    return locked


def _set_venue(venue: Venue, facts: VenueFacts) -> None:
    venue.name, venue.kind, venue.address = facts.name, facts.kind, facts.address
    try:
        with transaction.atomic():
            venue.save()
    except IntegrityError as error:
        sentence = f"Tempat “{facts.name}” sudah ada dalam daftar. Beri nama lain."
        raise InvalidInputError(sentence) from error
