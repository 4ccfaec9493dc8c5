"""Who may manage the body's keys and bring files signed elsewhere, and when."""

from certificates.enums import CertificateStatus
from certificates.models import Certificate, SealKey
from certificates.workflow import SEAL
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.verdict import ALLOWED, Verdict, not_now, refused
from programs.models import CertificationBody


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
