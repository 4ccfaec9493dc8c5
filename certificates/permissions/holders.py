"""Who may send holders their links and answer what they report, and when."""

from certificates.models import AccessLink, NameReport
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.verdict import ALLOWED, Verdict, not_now, refused
from participants.models import Enrollment
from programs.models import Program


def may_send_links(user: User, program: Program) -> Verdict:
    """The agency, or a body that certifies in the program, sends personal links."""
    if user.has(Permission.SEND_LINKS, within=program.agency_id):
        return ALLOWED
    bodies = user.organizations_with(Permission.SEND_LINKS)
    if program.assessments.filter(body__in=bodies).exists():
        return ALLOWED
    return refused("Hanya petugas dinas atau LSP program ini yang boleh membuat tautan.")


def may_make_link(user: User, enrollment: Enrollment) -> Verdict:
    """Make a link for one person: the agency's own, or one that the body certifies."""
    if user.has(Permission.SEND_LINKS, within=enrollment.program.agency_id):
        return ALLOWED
    application = getattr(enrollment, "application", None)
    if application and user.has(Permission.SEND_LINKS, within=application.body_id):
        return ALLOWED
    return refused("Hanya petugas dinas atau LSP peserta ini yang boleh membuat tautan.")


def may_revoke_link(user: User, link: AccessLink) -> Verdict:
    """End a link that went to the wrong phone."""
    verdict = may_make_link(user, link.enrollment)
    if verdict and link.revoked_at is not None:
        return not_now("Tautan ini sudah dicabut.")
    return verdict


def may_answer_name_report(user: User, report: NameReport) -> Verdict:
    """Answer a holder who says the name is wrong."""
    verdict = may_make_link(user, report.enrollment)
    if verdict and report.answered_at is not None:
        return not_now("Laporan ini sudah dijawab.")
    return verdict
