"""Who may do what with numbers, certificates, hand-over and personal links, and when."""

from assessments.enums import AssessmentStatus, Outcome, Part
from assessments.models import Assessment
from certificates.enums import CertificateStatus, DesignStatus, RunStatus
from certificates.models import (
    AccessLink,
    Certificate,
    Handover,
    IssueRun,
    NameReport,
    TemplateVersion,
)
from certificates.workflow import CERTIFICATE, DESIGN
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.verdict import ALLOWED, Verdict, not_now, refused
from participants.models import Enrollment
from programs.models import CertificationBody, Program

ELSEWHERE = "Hanya petugas yang berwenang di LSP ini yang boleh melakukannya."


def may_record_number(user: User, assessment: Assessment) -> Verdict:
    """BNSP's numbers are recorded for a competent result in force, until its certificate."""
    if not user.has(Permission.RECORD_NUMBERS, within=assessment.body_id):
        return refused(ELSEWHERE)
    return _is_competent(assessment)


def _is_competent(assessment: Assessment) -> Verdict:
    decision = getattr(assessment, "decision", None)
    if assessment.status != AssessmentStatus.IN_FORCE or decision is None:
        return not_now("Hasil asesmen ini belum ditetapkan dengan SK.")
    if decision.outcome != Outcome.COMPETENT:
        return not_now("Peserta ini belum kompeten, jadi tidak ada sertifikat.")
    return ALLOWED


def may_record_numbers(user: User, body: CertificationBody) -> Verdict:
    """Open the page of BNSP numbers for typing."""
    if not user.has(Permission.RECORD_NUMBERS, within=body.pk):
        return refused(ELSEWHERE)
    if not body.issues_for_bnsp:
        return not_now("LSP ini menerbitkan tanpa BNSP, jadi tidak perlu nomor BNSP.")
    return ALLOWED


def may_ask_for_issue(user: User, body: CertificationBody) -> Verdict:
    """Press the issue button at all."""
    if not user.has(Permission.ISSUE, within=body.pk):
        return refused("Hanya petugas penerbitan di LSP ini yang boleh menerbitkan sertifikat.")
    return ALLOWED


def may_issue(user: User, assessment: Assessment) -> Verdict:
    """Whoever issues neither assessed nor decided (ISO/IEC 17024 9.4, decisions 4)."""
    if not user.has(Permission.ISSUE, within=assessment.body_id):
        return refused("Hanya petugas penerbitan di LSP ini yang boleh menerbitkan sertifikat.")
    return _took_no_other_part(user, assessment) and _is_competent(assessment)


def _took_no_other_part(user: User, assessment: Assessment) -> Verdict:
    for row in assessment.participations.all():
        if row.user_id == user.pk and row.part != Part.ISSUER:
            act = "menilai" if row.part == Part.ASSESSOR else "ikut memutuskan"
            return refused(
                f"Anda {act} peserta ini, jadi sertifikatnya harus diterbitkan orang lain."
            )
    return ALLOWED


def may_continue_run(user: User, run: IssueRun) -> Verdict:
    """Ask again for what a run could not finish."""
    verdict = may_ask_for_issue(user, run.body)
    if verdict and run.status == RunStatus.DONE:
        return not_now("Semua sertifikat dari penerbitan ini sudah selesai.")
    return verdict


def _may_move(user: User, certificate: Certificate, move: str, words: str) -> Verdict:
    if not user.has(Permission.REVOKE, within=certificate.body_id):
        return refused(
            f"Hanya manajer sertifikasi atau direktur LSP ini yang boleh {words} sertifikat."
        )
    if not CERTIFICATE.allows(move, source=certificate.status):
        label = certificate.get_status_display()
        return not_now(f"Tidak bisa {words}, karena keadaannya sekarang “{label}”.")
    return ALLOWED


def may_revoke(user: User, certificate: Certificate) -> Verdict:
    """Revoking is final; it is recorded with a reason."""
    return _may_move(user, certificate, "revoke", "mencabut")


def may_suspend(user: User, certificate: Certificate) -> Verdict:
    """Suspending stops the use of a certificate for a time."""
    return _may_move(user, certificate, "suspend", "membekukan")


def may_lift(user: User, certificate: Certificate) -> Verdict:
    """Lifting gives a suspended certificate back."""
    return _may_move(user, certificate, "lift", "memulihkan")


def may_void(user: User, certificate: Certificate) -> Verdict:
    """A number that will never get its file is spoiled with a reason and stays as a row."""
    return _may_move(user, certificate, "void", "membatalkan nomor")


def may_replace(user: User, certificate: Certificate) -> Verdict:
    """A mistake is mended by a new certificate that replaces the old one (decisions 7)."""
    verdict = _may_move(user, certificate, "replace", "mengganti")
    return verdict and _took_no_other_part(user, certificate.assessment)


def may_hand_over(user: User, program: Program) -> Verdict:
    """The agency hands the papers over."""
    if not user.has(Permission.HAND_OVER, within=program.agency_id):
        return refused("Hanya petugas dinas penyelenggara yang boleh mencatat serah terima.")
    return ALLOWED


def may_hand_over_certificate(user: User, certificate: Certificate) -> Verdict:
    """Only a certificate in force is handed over, once."""
    verdict = may_hand_over(user, certificate.program)
    if not verdict:
        return verdict
    if certificate.status != CertificateStatus.ISSUED:
        return not_now(
            f"Belum bisa diserahkan, karena keadaannya “{certificate.get_status_display()}”."
        )
    return ALLOWED


def may_cancel_handover(user: User, handover: Handover) -> Verdict:
    """A slip of the pen is canceled with a reason."""
    verdict = may_hand_over(user, handover.certificate.program)
    if verdict and handover.canceled_at is not None:
        return not_now("Catatan ini sudah dibatalkan.")
    return verdict


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


def may_design(user: User, body: CertificationBody) -> Verdict:
    """Begin a design of the body's certificate."""
    if not user.has(Permission.DESIGN_CERTIFICATES, within=body.pk):
        return refused("Hanya admin LSP atau manajer sertifikasi yang boleh merancang sertifikat.")
    return ALLOWED


def may_edit_design(user: User, version: TemplateVersion) -> Verdict:
    """Only a draft changes; what was frozen is copied first."""
    verdict = may_design(user, version.template.body)
    if verdict and version.status != DesignStatus.DRAFT:
        return not_now("Versi ini sudah dikunci. Salin menjadi versi baru, lalu ubah salinannya.")
    return verdict


def _may_move_design(user: User, version: TemplateVersion, move: str, words: str) -> Verdict:
    verdict = may_design(user, version.template.body)
    if verdict and not DESIGN.allows(move, source=version.status):
        label = version.get_status_display().lower()
        return not_now(f"Tidak bisa {words}, karena keadaannya sekarang “{label}”.")
    return verdict


def may_freeze_design(user: User, version: TemplateVersion) -> Verdict:
    """Freezing is final: from then on nobody changes this version."""
    return _may_move_design(user, version, "freeze", "dikunci")


def may_activate_design(user: User, version: TemplateVersion) -> Verdict:
    """A frozen version is checked and then printed on new certificates."""
    return _may_move_design(user, version, "activate", "dipakai")


def may_retire_design(user: User, version: TemplateVersion) -> Verdict:
    """A retired version prints nothing new, and its certificates for ever."""
    return _may_move_design(user, version, "retire", "dihentikan")


def may_copy_design(user: User, version: TemplateVersion) -> Verdict:
    """A frozen version is changed by copying it; a template has one draft at a time."""
    verdict = may_design(user, version.template.body)
    if not verdict:
        return verdict
    drafts = (row for row in version.template.versions.all() if row.status == DesignStatus.DRAFT)
    if draft := next(drafts, None):
        return not_now(f"Selesaikan dulu versi {draft.number}, yang masih rancangan.")
    return ALLOWED
