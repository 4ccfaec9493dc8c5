"""What makes an organization an agency or a certification body here, and its particulars."""

from datetime import date, datetime

from django.db import transaction

from certify.accounts.models import Organization, User
from certify.accounts.roles import OrganizationKind
from certify.audit import trail
from certify.lib.errors import NotNowError
from programs import permissions
from programs.models import Agency, CertificationBody


def agency_for(organization: Organization) -> Agency:
    """Give the agency of an organization, begun on first use.

    Accounts make organizations and know nothing of agencies, so the row is made here.

    Raises:
        NotNowError: the organization is not a dinas.
    """
    if organization.kind != OrganizationKind.AGENCY:
        sentence = f"{organization.name} bukan dinas. Pilih dinas yang menjalankan program."
        raise NotNowError(sentence)
    return Agency.objects.get_or_create(pk=organization.pk)[0]


def body_for(organization: Organization) -> CertificationBody:
    """Give the certification body of an organization, begun on first use.

    Raises:
        NotNowError: the organization is not an LSP.
    """
    if organization.kind != OrganizationKind.BODY:
        sentence = f"{organization.name} bukan LSP. Pilih lembaga sertifikasi."
        raise NotNowError(sentence)
    return CertificationBody.objects.get_or_create(pk=organization.pk)[0]


@transaction.atomic
def update_body(
    *,
    body: CertificationBody,
    licence_number: str,
    licence_until: date | None,
    issues_for_bnsp: bool,
    digital_line: str,
    register_prefix: str,
    by: User,
    at: datetime,
) -> CertificationBody:
    """Set the particulars that certificates and papers print.

    Raises:
        NotAllowedError: ``by`` does not keep this body's particulars.
        NotNowError: the prefix stands in the numbers of certificates already.
    """
    locked = CertificationBody.objects.select_for_update().get(pk=body.pk)
    permissions.may_edit_body(by, locked).require()
    if register_prefix != locked.register_prefix and locked.certificates.exists():
        raise NotNowError(
            f"Awalan {locked.register_prefix} sudah dipakai pada nomor sertifikat, "
            "jadi tidak bisa diubah lagi."
        )
    locked.licence_number = licence_number
    locked.licence_until = licence_until
    locked.issues_for_bnsp = issues_for_bnsp
    locked.digital_line = digital_line
    locked.register_prefix = register_prefix
    locked.save(
        update_fields=[
            "licence_number",
            "licence_until",
            "issues_for_bnsp",
            "digital_line",
            "register_prefix",
        ]
    )
    trail.record(
        name="body.updated",
        summary="mengubah data LSP",
        subject=locked,
        by=by,
        at=at,
        within=locked.organization,
        data={"licence_number": licence_number, "issues_for_bnsp": issues_for_bnsp},
    )
    return locked
