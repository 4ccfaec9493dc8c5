"""Schemes: edited as a draft, published once, followed by a new version, retired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError
from programs import permissions
from programs.enums import SchemeStatus
from programs.models import CertificationBody, Scheme, SchemeUnit, Standard, Unit
from programs.workflow import SCHEME


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeFacts:
    """What a scheme says about itself, in both languages where the certificate prints it."""

    code: str
    name: str
    kind: str
    field: str
    field_en: str
    qualification: str
    qualification_en: str
    level: int | None = None
    validity_months: int = 36


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """A work group (kelompok pekerjaan) and its units, in order; the name may be empty."""

    name: str
    units: tuple[Unit, ...]


_COLUMNS = (
    "code",
    "name",
    "kind",
    "field",
    "field_en",
    "qualification",
    "qualification_en",
    "level",
    "validity_months",
)


@transaction.atomic
def create_scheme(
    *,
    body: CertificationBody,
    standard: Standard,
    facts: SchemeFacts,
    groups: Sequence[WorkGroup],
    by: User,
    at: datetime,
) -> Scheme:
    """Begin a scheme as a draft.

    Raises:
        NotAllowedError: ``by`` does not keep this body's schemes.
        InvalidInputError: the code is taken, or a unit is not of the standard or stands twice.
    """
    locked = CertificationBody.objects.select_for_update().get(pk=body.pk)
    permissions.may_create_scheme(by, locked).require()
    if Scheme.objects.filter(body=locked, code=facts.code).exists():
        sentence = (
            f"Nomor skema {facts.code} sudah dipakai. Pakai nomor lain, "
            "atau buat versi baru dari skema itu."
        )
        raise InvalidInputError(sentence)
    scheme = Scheme(body=locked, standard=standard, status=SCHEME.initial)
    _set_facts(scheme, facts)
    scheme.save()
    _set_units(scheme, groups)
    trail.record(
        name="scheme.created",
        summary=f"membuat skema {scheme.name}",
        subject=scheme,
        by=by,
        at=at,
        within=locked.organization,
    )
    return scheme


@transaction.atomic
def edit_scheme(
    *,
    scheme: Scheme,
    facts: SchemeFacts,
    groups: Sequence[WorkGroup],
    by: User,
    at: datetime,
) -> Scheme:
    """Change a draft.

    Raises:
        NotAllowedError: ``by`` does not keep this body's schemes.
        NotNowError: it was published, and a published version never changes.
        InvalidInputError: a unit is not of the standard or stands twice.
    """
    locked = Scheme.objects.select_for_update().get(pk=scheme.pk)
    permissions.may_edit_scheme(by, locked).require()
    _set_facts(locked, facts)
    locked.save(update_fields=_COLUMNS)
    _set_units(locked, groups)
    trail.record(
        name="scheme.edited",
        summary=f"mengubah skema {locked.name}",
        subject=locked,
        by=by,
        at=at,
        within=locked.body.organization,
    )
    return locked


def _set_facts(scheme: Scheme, facts: SchemeFacts) -> None:
    for column in _COLUMNS:
        setattr(scheme, column, getattr(facts, column))


def _set_units(scheme: Scheme, groups: Sequence[WorkGroup]) -> None:
    wanted = [(group.name, unit) for group in groups for unit in group.units]
    if any(unit.standard_id != scheme.standard_id for _, unit in wanted):
        sentence = "Ada unit dari standar lain. Pilih unit dari standar skema ini saja."
        raise InvalidInputError(sentence)
    if len({unit.pk for _, unit in wanted}) != len(wanted):
        sentence = "Ada unit yang dipilih dua kali. Satu unit cukup sekali dalam skema."
        raise InvalidInputError(sentence)
    scheme.scheme_units.all().delete()
    SchemeUnit.objects.bulk_create(
        SchemeUnit(scheme=scheme, unit=unit, work_group=name, position=position)
        for position, (name, unit) in enumerate(wanted, start=1)
    )


@transaction.atomic
def publish_scheme(*, scheme: Scheme, by: User, at: datetime) -> Scheme:
    """Put a scheme in force and lock the standard it stands on.

    Raises:
        NotAllowedError: ``by`` does not keep this body's schemes.
        NotNowError: it is no draft, has no units, or a unit cannot be assessed.
    """
    locked = Scheme.objects.select_for_update().get(pk=scheme.pk)
    permissions.may_publish_scheme(by, locked).require()
    locked.status = SCHEME.target("publish", source=locked.status)
    locked.save(update_fields=["status"])
    standard = Standard.objects.select_for_update().get(pk=locked.standard_id)
    if standard.locked_at is None:
        standard.locked_at = at
        standard.save(update_fields=["locked_at"])
    trail.record(
        name="scheme.published",
        summary=f"memberlakukan skema {locked.name} versi {locked.version}",
        subject=locked,
        by=by,
        at=at,
        related=[standard],
        within=locked.body.organization,
    )
    return locked


@transaction.atomic
def new_scheme_version(
    *, scheme: Scheme, standard: Standard | None = None, by: User, at: datetime
) -> Scheme:
    """Begin the next version as a draft with the same units, found again by code.

    ``standard`` names another version of the standard; without it the same one is kept. Units
    that the other version no longer has are left out of the draft.

    Raises:
        NotAllowedError: ``by`` does not keep this body's schemes.
        NotNowError: it is a draft itself, or a draft of a next version already exists.
    """
    body = CertificationBody.objects.select_for_update().get(pk=scheme.body_id)
    locked = Scheme.objects.select_for_update().get(pk=scheme.pk)
    permissions.may_renew_scheme(by, locked).require()
    newest = Scheme.objects.filter(body=body, code=locked.code).aggregate(top=Max("version"))
    draft = Scheme(
        body=body,
        standard=standard or locked.standard,
        version=newest["top"] + 1,
        status=SchemeStatus.DRAFT,
    )
    for column in _COLUMNS:
        setattr(draft, column, getattr(locked, column))
    draft.save()
    by_code = {unit.code or unit.title: unit for unit in draft.standard.units.all()}
    rows = locked.scheme_units.select_related("unit").order_by("position")
    kept = [(row, by_code.get(row.unit.code or row.unit.title)) for row in rows]
    SchemeUnit.objects.bulk_create(
        SchemeUnit(scheme=draft, unit=unit, work_group=row.work_group, position=row.position)
        for row, unit in kept
        if unit is not None
    )
    trail.record(
        name="scheme.version_begun",
        summary=f"memulai versi {draft.version} skema {draft.name}",
        subject=draft,
        by=by,
        at=at,
        related=[locked],
        within=body.organization,
    )
    return draft


@transaction.atomic
def retire_scheme(*, scheme: Scheme, by: User, at: datetime) -> Scheme:
    """End a published scheme: nobody new can be enrolled in it, running work goes on.

    Raises:
        NotAllowedError: ``by`` does not keep this body's schemes.
        NotNowError: it is not in force.
    """
    locked = Scheme.objects.select_for_update().get(pk=scheme.pk)
    permissions.may_retire_scheme(by, locked).require()
    locked.status = SCHEME.target("retire", source=locked.status)
    locked.save(update_fields=["status"])
    trail.record(
        name="scheme.retired",
        summary=f"mengakhiri skema {locked.name} versi {locked.version}",
        subject=locked,
        by=by,
        at=at,
        within=locked.body.organization,
    )
    return locked
