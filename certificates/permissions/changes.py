"""Who may propose, approve and decline a change of a certificate, and when."""

from certificates import queries
from certificates.enums import CertificateStatus, CopyStatus, ProposalKind, ProposalStatus
from certificates.models import Certificate, Proposal
from certificates.permissions.issuing import took_no_other_part
from certificates.workflow import CERTIFICATE
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.verdict import ALLOWED, Verdict, not_now, refused

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
        verdict = took_no_other_part(user, proposal.certificate.assessment)
    return verdict and can_change(proposal.certificate, ProposalKind(proposal.kind))


def may_decline(user: User, proposal: Proposal) -> Verdict:
    """Another person than the proposer says no, with a reason."""
    return _may_answer(user, proposal)


def may_withdraw(user: User, proposal: Proposal) -> Verdict:
    """Whoever proposed may take it back while nobody has answered."""
    if proposal.proposed_by_id != user.pk:
        return refused("Hanya pengusul yang boleh menarik usulannya.")
    return _is_open(proposal)
