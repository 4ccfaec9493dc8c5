"""Who may note what happens to the sheets of paper, and when."""

from certificates import queries
from certificates.enums import CertificateStatus, CopyStatus
from certificates.models import CURRENT, Certificate, Handover, PhysicalCopy
from certificates.workflow import COPY
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.verdict import ALLOWED, Verdict, not_now, refused
from programs.models import Program


def _keeps_papers(user: User, certificate: Certificate) -> Verdict:
    if user.has(Permission.HAND_OVER, within=certificate.program.agency_id) or user.has(
        Permission.ISSUE, within=certificate.body_id
    ):
        return ALLOWED
    return refused("Hanya admin LSP atau petugas dinas program ini yang boleh mencatat kertas.")


def may_print_copy(user: User, certificate: Certificate) -> Verdict:
    """One sheet at a time; after a loss two people have agreed to a duplicate."""
    verdict = _keeps_papers(user, certificate)
    if not verdict:
        return verdict
    if certificate.status != CertificateStatus.ISSUED:
        label = certificate.get_status_display()
        return not_now(f"Tidak dicetak, karena keadaannya sekarang “{label}”.")
    last = queries.last_sheet(certificate)
    if last is not None and last.status in CURRENT:
        return not_now(f"{last} masih ada: {last.get_status_display().lower()}.")
    is_lost = last is not None and last.status == CopyStatus.LOST
    if is_lost and queries.agreed_duplicate(certificate) is None:
        return not_now(f"{last} hilang. LSP mengusulkan dan menyetujui duplikat lebih dulu.")
    return ALLOWED


def may_move_copy(user: User, sheet: PhysicalCopy, move: str) -> Verdict:
    """Note that a sheet came back, got lost or was spoiled."""
    verdict = _keeps_papers(user, sheet.certificate)
    if verdict and not COPY.allows(move, source=sheet.status):
        return not_now(f"{sheet} sekarang “{sheet.get_status_display().lower()}”.")
    return verdict


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


def can_leave(sheet: PhysicalCopy | None) -> Verdict:
    """The sheet that is handed over is in the office; without any record it is taken as printed."""
    if sheet is None or COPY.allows("hand_over", source=sheet.status):
        return ALLOWED
    if sheet.status == CopyStatus.HANDED_OVER:
        return not_now("Sudah diserahkan. Muat ulang halaman, lalu pilih lagi.")
    label = sheet.get_status_display().lower()
    return not_now(f"{sheet} {label}. Catat dulu lembar yang baru, lalu serahkan.")


def may_cancel_handover(user: User, handover: Handover) -> Verdict:
    """A slip of the pen is canceled with a reason."""
    verdict = may_hand_over(user, handover.certificate.program)
    if verdict and handover.canceled_at is not None:
        return not_now("Catatan ini sudah dibatalkan.")
    if verdict and handover.ended_at is not None:
        return not_now("Kertasnya sudah kembali atau hilang, jadi catatan ini tetap.")
    return verdict
