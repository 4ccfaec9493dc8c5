"""Which designs a body has, and which one prints what."""

from django.db.models import Prefetch, QuerySet

from certificates.enums import DesignStatus
from certificates.models import CertificateTemplate, TemplateVersion
from certificates.rendering import STANDARD, Design
from certificates.rendering import design as designs
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.errors import NotNowError
from programs.models import CertificationBody, Scheme


def templates_visible_to(user: User) -> QuerySet[CertificateTemplate]:
    """Give the templates of the bodies whose certification the person may see, with versions."""
    versions = TemplateVersion.objects.defer("design").order_by("-number")
    return (
        CertificateTemplate.objects.filter(
            body__in=user.organizations_with(Permission.VIEW_CERTIFICATION)
        )
        .select_related("body__organization", "scheme")
        .prefetch_related(Prefetch("versions", versions))
    )


def designs_visible_to(user: User) -> QuerySet[TemplateVersion]:
    """Give the versions of the bodies whose certification the person may see."""
    return TemplateVersion.objects.filter(
        template__body__in=user.organizations_with(Permission.VIEW_CERTIFICATION)
    ).select_related("template__body__organization", "template__scheme", "edited_by", "frozen_by")


def active_designs(body: CertificationBody) -> list[TemplateVersion]:
    """Give the versions that print a body's new certificates, the latest activated first."""
    rows = TemplateVersion.objects.filter(template__body=body, status=DesignStatus.ACTIVE)
    return list(rows.select_related("template").order_by("-activated_at", "-pk"))


def chosen_for(scheme: Scheme, active: list[TemplateVersion]) -> TemplateVersion | None:
    """Give the version that prints a scheme's certificates: its own before one for all schemes.

    ``active`` are ``active_designs``; of several alike the latest activated is meant. None is the
    standard design.
    """
    for meant in (scheme.pk, None):
        for version in active:
            if version.template.scheme_id == meant:
                return version
    return None


def design_named(version: str) -> Design:
    """Give the design that a certificate's content names.

    Names of the time before designs existed all mean the standard one.

    Raises:
        NotNowError: there is no such design; nothing is printed in another one's place.
    """
    parts = designs.named(version)
    if parts is None:
        return STANDARD
    base, digits = parts
    row = TemplateVersion.objects.filter(
        design_sha256__startswith=digits, frozen_at__isnull=False
    ).first()
    if row is None or row.chosen.base != base:
        raise NotNowError(f"Rancangan sertifikat {version} tidak ditemukan. Jangan diteruskan.")
    return row.chosen
