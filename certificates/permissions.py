"""Who may do what with numbers, certificates, hand-over and personal links, and when."""

from assessments.enums import AssessmentStatus, Outcome, Part
from assessments.models import Assessment
from certificates import queries
from certificates.enums import (
    CertificateStatus,
    CopyStatus,
    DesignStatus,
    ProposalKind,
    ProposalStatus,
    RunStatus,
)
from certificates.models import (
    CURRENT,
    LIVING,
    AccessLink,
    Certificate,
    Handover,
    IssueRun,
    NameReport,
    PhysicalCopy,
    Proposal,
    SealKey,
    TemplateVersion,
)
from certificates.workflow import CERTIFICATE, COPY, DESIGN, SEAL
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.verdict import ALLOWED, Verdict, not_now, refused
from participants.models import Enrollment
from programs.models import CertificationBody, Program

DESIGNERS = "Hanya admin LSP atau manajer sertifikasi yang boleh merancang sertifikat."
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


def may_correct_name(user: User, assessment: Assessment) -> Verdict:
    """A name is corrected until a number is taken; afterwards the certificate is replaced."""
    if not user.has(Permission.ISSUE, within=assessment.body_id):
        return refused("Hanya petugas penerbitan di LSP ini yang boleh memperbaiki nama.")
    if assessment.certificates.filter(status__in=LIVING).exists():
        return not_now("Sertifikatnya sudah dibuat. Nama diperbaiki dengan mengganti sertifikat.")
    return _is_competent(assessment)


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


VERBS = {
    ProposalKind.REVOKE: "mencabut",
    ProposalKind.SUSPEND: "membekukan",
    ProposalKind.LIFT: "memulihkan",
    ProposalKind.REPLACE: "mengganti",
    ProposalKind.DUPLICATE: "mencetak duplikat",
}


def may_propose(user: User, certificate: Certificate, kind: ProposalKind) -> Verdict:
    """The body's office, manager or director ask for a change; another person answers."""
    if not user.has(Permission.PROPOSE_CHANGE, within=certificate.body_id):
        return refused(
            "Hanya admin, manajer sertifikasi, atau direktur LSP ini yang boleh mengusulkannya."
        )
    if queries.open_proposal(certificate):
        return not_now(
            "Masih ada usulan untuk sertifikat ini yang menunggu keputusan. "
            "Selesaikan dulu usulan itu."
        )
    return can_change(certificate, kind)


def can_change(certificate: Certificate, kind: ProposalKind) -> Verdict:
    """A change must be possible when it is proposed, and again when it is approved."""
    if kind == ProposalKind.DUPLICATE:
        return _can_be_duplicated(certificate)
    if not CERTIFICATE.allows(kind, source=certificate.status):
        label = certificate.get_status_display()
        return not_now(f"Tidak bisa {VERBS[kind]}, karena keadaannya sekarang “{label}”.")
    return ALLOWED


def _can_be_duplicated(certificate: Certificate) -> Verdict:
    if certificate.status != CertificateStatus.ISSUED:
        label = certificate.get_status_display()
        return not_now(f"Tidak bisa mencetak duplikat, karena keadaannya sekarang “{label}”.")
    last = queries.last_sheet(certificate)
    if last is None or last.status != CopyStatus.LOST:
        return not_now("Duplikat hanya untuk kertas yang hilang. Catat dulu kehilangannya.")
    if queries.agreed_duplicate(certificate):
        return not_now("Duplikat sudah disetujui. Cetak, lalu catat lembar barunya.")
    return ALLOWED


def may_see_proposals(user: User) -> Verdict:
    """The list of proposals is for people of a certification body."""
    if user.organizations_with(Permission.VIEW_CERTIFICATION):
        return ALLOWED
    return refused("Usulan perubahan sertifikat adalah urusan LSP.")


def _may_answer(user: User, proposal: Proposal) -> Verdict:
    if not user.has(Permission.APPROVE_CHANGE, within=proposal.certificate.body_id):
        return refused("Hanya manajer sertifikasi atau direktur LSP ini yang boleh memutuskannya.")
    if proposal.proposed_by_id == user.pk:
        return refused("Anda yang mengusulkan, jadi orang lain yang harus memutuskan.")
    return _is_open(proposal)


def _is_open(proposal: Proposal) -> Verdict:
    if proposal.status != ProposalStatus.OPEN:
        label = proposal.get_status_display()
        by = f" oleh {proposal.decided_by.full_name}" if proposal.decided_by else ""
        return not_now(f"Usulan ini sudah selesai{by}: {label.lower()}.")
    return ALLOWED


def may_approve(user: User, proposal: Proposal) -> Verdict:
    """Another person than the proposer; who issues a correction took no other part (9.4)."""
    verdict = _may_answer(user, proposal)
    if verdict and proposal.kind == ProposalKind.REPLACE:
        verdict = _took_no_other_part(user, proposal.certificate.assessment)
    return verdict and can_change(proposal.certificate, ProposalKind(proposal.kind))


def may_decline(user: User, proposal: Proposal) -> Verdict:
    """Another person than the proposer says no, with a reason."""
    return _may_answer(user, proposal)


def may_withdraw(user: User, proposal: Proposal) -> Verdict:
    """Whoever proposed may take it back while nobody has answered."""
    if proposal.proposed_by_id != user.pk:
        return refused("Hanya pengusul yang boleh menarik usulannya.")
    return _is_open(proposal)


# Sheets of paper -----------------------------------------------------------------------------


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
        return refused(DESIGNERS)
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


def may_manage_seal(user: User, body: CertificationBody) -> Verdict:
    """The director holds the body's seal, not those who issue with it."""
    if not user.has(Permission.MANAGE_SEAL, within=body.pk):
        return refused("Hanya direktur LSP ini yang boleh mengatur segel digital.")
    return ALLOWED


def may_make_credential_key(user: User, body: CertificationBody) -> Verdict:
    """The director answers for the body's name, so also for the key that signs under it."""
    if not user.has(Permission.MANAGE_SEAL, within=body.pk):
        return refused("Hanya direktur LSP ini yang boleh membuat kunci kredensial.")
    return ALLOWED


def _may_move_seal(user: User, key: SealKey, move: str) -> Verdict:
    verdict = may_manage_seal(user, key.body)
    if verdict and not SEAL.allows(move, source=key.status):
        return not_now(f"Keadaan kunci ini sekarang “{key.get_status_display()}”.")
    return verdict


def may_retire_seal(user: User, key: SealKey) -> Verdict:
    """Stop sealing with a key."""
    return _may_move_seal(user, key, "retire")


def may_declare_seal_compromised(user: User, key: SealKey) -> Verdict:
    """Say that others may have a key, also one that has retired."""
    return _may_move_seal(user, key, "compromise")


def may_attach_signed_file(user: User, certificate: Certificate) -> Verdict:
    """Whoever issues takes back the file that the director signed outside."""
    if not user.has(Permission.ISSUE, within=certificate.body_id):
        return refused("Hanya petugas penerbitan di LSP ini yang boleh mengunggahnya.")
    if certificate.status != CertificateStatus.ISSUED:
        return not_now(
            f"Tidak bisa diunggah, karena keadaannya “{certificate.get_status_display()}”."
        )
    if certificate.seal_fingerprint:
        return not_now(
            "Berkas ini sudah bersegel LSP, dan segel itu melarang perubahan sesudahnya, termasuk "
            "tanda tangan. Untuk sertifikat berikutnya, atur “ditandatangani di luar”."
        )
    return ALLOWED
