"""Who may record numbers, issue, correct a name and void a number, and when."""

from assessments.enums import AssessmentStatus, Outcome, Part
from assessments.models import Assessment
from certificates.enums import RunStatus
from certificates.models import LIVING, Certificate, IssueRun
from certificates.workflow import CERTIFICATE
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.verdict import ALLOWED, Verdict, not_now, refused
from programs.models import CertificationBody

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
    return took_no_other_part(user, assessment) and _is_competent(assessment)


def may_correct_name(user: User, assessment: Assessment) -> Verdict:
    """A name is corrected until a number is taken; afterwards the certificate is replaced."""
    if not user.has(Permission.ISSUE, within=assessment.body_id):
        return refused("Hanya petugas penerbitan di LSP ini yang boleh memperbaiki nama.")
    if assessment.certificates.filter(status__in=LIVING).exists():
        return not_now("Sertifikatnya sudah dibuat. Nama diperbaiki dengan mengganti sertifikat.")
    return _is_competent(assessment)


def took_no_other_part(user: User, assessment: Assessment) -> Verdict:
    """Nobody issues for a person whom they assessed or decided about (ISO/IEC 17024 9.4)."""
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


def may_void(user: User, certificate: Certificate) -> Verdict:
    """A number that will never get its file is spoiled with a reason and stays as a row."""
    if not user.has(Permission.APPROVE_CHANGE, within=certificate.body_id):
        return refused(
            "Hanya manajer sertifikasi atau direktur LSP ini yang boleh membatalkan nomor."
        )
    if not CERTIFICATE.allows("void", source=certificate.status):
        label = certificate.get_status_display()
        return not_now(f"Tidak bisa membatalkan nomor, karena keadaannya sekarang “{label}”.")
    return ALLOWED
