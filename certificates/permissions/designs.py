"""Who may change, lock, use and retire designs of certificates, and when."""

from certificates.enums import DesignStatus
from certificates.models import TemplateVersion
from certificates.workflow import DESIGN
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.verdict import ALLOWED, Verdict, not_now, refused
from programs.models import CertificationBody

DESIGNERS = "Hanya admin LSP atau manajer sertifikasi yang boleh merancang sertifikat."


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
