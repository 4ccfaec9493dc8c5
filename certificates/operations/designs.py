"""Designing a body's certificate: drafts change, frozen versions never, active ones print."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from certificates import permissions
from certificates.content import CertificateContent
from certificates.enums import DesignStatus
from certificates.models import CertificateTemplate, TemplateVersion
from certificates.rendering import STANDARD, Design, check_printable
from certificates.rendering.faults import faults
from certificates.workflow import DESIGN
from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import InvalidInputError, NotNowError
from programs.models import CertificationBody, Scheme

SAME_NAME = "Sudah ada rancangan dengan nama ini. Pilih nama lain."


@transaction.atomic
def create_template(
    *, body: CertificationBody, name: str, scheme: Scheme | None, by: User, at: datetime
) -> TemplateVersion:
    """Begin a template with a draft that is the standard design.

    Raises:
        NotAllowedError: ``by`` may not design for this body.
        InvalidInputError: the name is taken, or the scheme is another body's.
    """
    permissions.may_design(by, body).require()
    if scheme is not None and scheme.body_id != body.pk:
        raise InvalidInputError("Pilih skema milik LSP ini.")
    try:
        with transaction.atomic():
            template = CertificateTemplate.objects.create(
                body=body, name=name, scheme=scheme, created_by=by, created_at=at
            )
    except IntegrityError as error:
        raise InvalidInputError(SAME_NAME) from error
    return _draft(template, STANDARD, number=1, by=by, at=at)


def _draft(
    template: CertificateTemplate, design: Design, *, number: int, by: User, at: datetime
) -> TemplateVersion:
    version = TemplateVersion.objects.create(
        template=template,
        number=number,
        design=design.to_json(),
        design_sha256=design.sha256(),
        edited_by=by,
        edited_at=at,
    )
    _record(version, "design_drafted", "memulai rancangan sertifikat", by=by, at=at)
    return version


def _record(
    version: TemplateVersion, name: str, summary: str, *, by: User | None, at: datetime, **data: Any
) -> None:
    trail.record(
        name=f"certificates.{name}",
        summary=f"{summary} {version}",
        subject=version,
        related=[version.template],
        by=by,
        at=at,
        within=version.template.body.organization,
        data={"design_sha256": version.design_sha256, **data},
    )


def _locked(version: TemplateVersion) -> TemplateVersion:
    """Lock a version behind its template, so that two versions of one take turns."""
    CertificateTemplate.objects.select_for_update().get(pk=version.template_id)
    rows = TemplateVersion.objects.select_for_update(of=("self",))
    return rows.select_related("template__body__organization").get(pk=version.pk)


@transaction.atomic
def save_design(
    *, version: TemplateVersion, design: Design, by: User, at: datetime
) -> TemplateVersion:
    """Keep what a draft looks like now. A draft may be unfinished; freezing asks for all of it.

    Raises:
        NotAllowedError: ``by`` may not design for this body.
        NotNowError: the version is frozen.
    """
    locked = _locked(version)
    permissions.may_edit_design(by, locked).require()
    locked.design, locked.design_sha256 = design.to_json(), design.sha256()
    locked.edited_by, locked.edited_at = by, at
    locked.save(update_fields=["design", "design_sha256", "edited_by", "edited_at"])
    _record(locked, "design_edited", "mengubah rancangan sertifikat", by=by, at=at)
    return locked


@transaction.atomic
def freeze_design(
    *, version: TemplateVersion, sample: CertificateContent, by: User, at: datetime
) -> TemplateVersion:
    """Freeze a version: from now on neither we nor the database let it change.

    ``sample`` is the content of an invented holder, which the design has to be able to print.

    Raises:
        NotAllowedError: ``by`` may not design for this body.
        NotNowError: it is frozen already, or something of it cannot be printed.
    """
    locked = _locked(version)
    permissions.may_freeze_design(by, locked).require()
    found = faults(locked.chosen)
    if found:
        raise NotNowError(found[0].sentence)
    check_printable(sample, design=locked.chosen)
    locked.status = DESIGN.target("freeze", source=locked.status)
    locked.frozen_by, locked.frozen_at = by, at
    locked.save(update_fields=["status", "frozen_by", "frozen_at"])
    _record(locked, "design_frozen", "mengunci rancangan sertifikat", by=by, at=at)
    return locked


@transaction.atomic
def ask_for_activation(*, version: TemplateVersion, by: User, at: datetime) -> TemplateVersion:
    """Ask that a frozen version be checked and then used; the job does both.

    Raises:
        NotAllowedError: ``by`` may not design for this body.
        NotNowError: it is no frozen version.
    """
    locked = _locked(version)
    permissions.may_activate_design(by, locked).require()
    locked.check_attempt += 1
    locked.check_samples, locked.check_problem, locked.checked_at = 0, "", None
    locked.save(update_fields=["check_attempt", "check_samples", "check_problem", "checked_at"])
    summary = "meminta pemeriksaan rancangan sertifikat"
    _record(locked, "design_check_asked", summary, by=by, at=at, attempt=locked.check_attempt)
    return locked


@transaction.atomic
def refuse_activation(
    *, version: TemplateVersion, samples: int, renderer: str, problem: str, at: datetime
) -> TemplateVersion:
    """Keep why the check refused a version; it stays frozen, and what prints now goes on."""
    locked = _locked(version)
    locked.check_samples, locked.check_renderer = samples, renderer
    locked.check_problem, locked.checked_at = problem, at
    locked.save(update_fields=["check_samples", "check_renderer", "check_problem", "checked_at"])
    _record(locked, "design_refused", "pemeriksaan menolak rancangan", by=None, at=at)
    return locked


@transaction.atomic
def activate_design(
    *, version: TemplateVersion, samples: int, renderer: str, by: User, at: datetime
) -> TemplateVersion:
    """Print new certificates with a version that passed its check; its forerunner retires.

    Raises:
        NotAllowedError: ``by`` may no longer design for this body.
        NotNowError: it is no frozen version.
    """
    locked = _locked(version)
    permissions.may_activate_design(by, locked).require()
    former = TemplateVersion.objects.filter(
        template=locked.template_id, status=DesignStatus.ACTIVE
    ).first()
    if former is not None:
        _retire(former, by=by, at=at)
    locked.status = DESIGN.target("activate", source=locked.status)
    locked.activated_by, locked.activated_at = by, at
    locked.check_samples, locked.check_renderer = samples, renderer
    locked.check_problem, locked.checked_at = "", at
    locked.save(
        update_fields=[
            "status",
            "activated_by",
            "activated_at",
            "check_samples",
            "check_renderer",
            "check_problem",
            "checked_at",
        ]
    )
    _record(locked, "design_activated", "memakai rancangan", by=by, at=at, samples=samples)
    return locked


def _retire(version: TemplateVersion, *, by: User, at: datetime) -> None:
    version.status = DESIGN.target("retire", source=version.status)
    version.save(update_fields=["status"])
    _record(version, "design_retired", "menghentikan rancangan", by=by, at=at)


@transaction.atomic
def retire_design(*, version: TemplateVersion, by: User, at: datetime) -> TemplateVersion:
    """Print nothing new with a version. What it printed stays, and is printed again with it.

    Raises:
        NotAllowedError: ``by`` may not design for this body.
        NotNowError: it is a draft, or retired already.
    """
    locked = _locked(version)
    permissions.may_retire_design(by, locked).require()
    _retire(locked, by=by, at=at)
    return locked


@transaction.atomic
def copy_design(*, version: TemplateVersion, by: User, at: datetime) -> TemplateVersion:
    """Begin a new draft of the same template that looks like ``version``.

    Raises:
        NotAllowedError: ``by`` may not design for this body.
        NotNowError: the template has a draft already.
    """
    locked = _locked(version)
    permissions.may_copy_design(by, locked).require()
    numbers = locked.template.versions.values_list("number", flat=True)
    return _draft(locked.template, locked.chosen, number=max(numbers) + 1, by=by, at=at)
