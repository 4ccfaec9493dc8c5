"""Who may do what with programs, standards, schemes and assessors, and when."""

from certify.accounts.models import Organization, User
from certify.accounts.roles import Permission
from certify.lib.verdict import ALLOWED, Verdict, not_now, refused
from programs import queries
from programs.enums import ProgramStatus, SchemeStatus
from programs.models import Assessor, CertificationBody, Program, Scheme, Standard

NOT_PROGRAM_STAFF = "Hanya petugas dinas ini yang mengelola program."
NOT_STANDARD_STAFF = (
    "Hanya admin atau manajer sertifikasi LSP ini yang mengelola standar dan skema."
)
NOT_ASSESSOR_STAFF = "Hanya admin atau manajer sertifikasi LSP ini yang mengelola asesor."


def may_edit_body(user: User, body: CertificationBody) -> Verdict:
    """Particulars of a body are kept by who keeps its organization or its standards."""
    if user.has(Permission.MANAGE_ORGANIZATION, within=body.pk) or user.has(
        Permission.MANAGE_STANDARDS, within=body.pk
    ):
        return ALLOWED
    return refused("Hanya pengelola LSP ini yang mengubah data lisensi dan sertifikatnya.")


def may_run_programs(user: User) -> Verdict:
    """Asked before it is known for which agency."""
    if user.organizations_with(Permission.MANAGE_PROGRAMS):
        return ALLOWED
    return refused("Hanya petugas dinas yang membuat program.")


def may_keep_standards(user: User) -> Verdict:
    """Asked before it is known for which body."""
    if user.organizations_with(Permission.MANAGE_STANDARDS):
        return ALLOWED
    return refused("Hanya admin atau manajer sertifikasi LSP yang mengelola standar dan skema.")


def may_create_program(user: User, organization: Organization) -> Verdict:
    """Programs and places belong to an agency's staff."""
    if user.has(Permission.MANAGE_PROGRAMS, within=organization):
        return ALLOWED
    return refused(NOT_PROGRAM_STAFF)


def may_edit_program(user: User, program: Program) -> Verdict:
    """Facts, quotas and waves may change until the program is closed."""
    if not user.has(Permission.MANAGE_PROGRAMS, within=program.agency_id):
        return refused(NOT_PROGRAM_STAFF)
    if program.status == ProgramStatus.CLOSED:
        return not_now("Program ini sudah selesai. Buka kembali dulu kalau ada yang perlu diubah.")
    return ALLOWED


def may_open_program(user: User, program: Program) -> Verdict:
    """A program starts once it says how many people it certifies in what."""
    if not user.has(Permission.MANAGE_PROGRAMS, within=program.agency_id):
        return refused(NOT_PROGRAM_STAFF)
    if program.status != ProgramStatus.PLANNING:
        return not_now("Program ini tidak lagi dalam perencanaan.")
    if not program.quotas.exists():
        return not_now("Belum ada kuota. Tetapkan skema dan kuotanya dulu.")
    return ALLOWED


def may_close_program(user: User, program: Program) -> Verdict:
    """Only a running program is closed."""
    if not user.has(Permission.MANAGE_PROGRAMS, within=program.agency_id):
        return refused(NOT_PROGRAM_STAFF)
    if program.status != ProgramStatus.OPEN:
        return not_now("Program ini tidak sedang berjalan.")
    return ALLOWED


def may_reopen_program(user: User, program: Program) -> Verdict:
    """Only a closed program is opened again."""
    if not user.has(Permission.MANAGE_PROGRAMS, within=program.agency_id):
        return refused(NOT_PROGRAM_STAFF)
    if program.status != ProgramStatus.CLOSED:
        return not_now("Program ini belum ditutup.")
    return ALLOWED


def may_import_standard(user: User, body: CertificationBody) -> Verdict:
    """Standards are the body's."""
    if user.has(Permission.MANAGE_STANDARDS, within=body.pk):
        return ALLOWED
    return refused(NOT_STANDARD_STAFF)


def may_remove_standard(user: User, standard: Standard) -> Verdict:
    """What a scheme stands on is kept for ever."""
    if not user.has(Permission.MANAGE_STANDARDS, within=standard.body_id):
        return refused(NOT_STANDARD_STAFF)
    if standard.locked_at is not None:
        return not_now("Standar ini terkunci karena sudah dipakai skema yang berlaku.")
    if standard.schemes.exists():
        return not_now("Standar ini dipakai sebuah rancangan skema.")
    return ALLOWED


def may_create_scheme(user: User, body: CertificationBody) -> Verdict:
    """Schemes are the body's."""
    if user.has(Permission.MANAGE_STANDARDS, within=body.pk):
        return ALLOWED
    return refused(NOT_STANDARD_STAFF)


def may_edit_scheme(user: User, scheme: Scheme) -> Verdict:
    """A published version never changes: certificates name it."""
    if not user.has(Permission.MANAGE_STANDARDS, within=scheme.body_id):
        return refused(NOT_STANDARD_STAFF)
    if scheme.status != SchemeStatus.DRAFT:
        return not_now("Skema yang sudah berlaku tidak bisa diubah. Buat versi barunya.")
    return ALLOWED


def may_publish_scheme(user: User, scheme: Scheme) -> Verdict:
    """Every unit of a scheme in force can be assessed: it has elements, each with criteria."""
    if not user.has(Permission.MANAGE_STANDARDS, within=scheme.body_id):
        return refused(NOT_STANDARD_STAFF)
    if scheme.status != SchemeStatus.DRAFT:
        return not_now("Skema ini sudah pernah diberlakukan.")
    if not scheme.scheme_units.exists():
        return not_now("Skema ini belum punya unit. Pilih unitnya dulu.")
    incomplete = queries.units_without_criteria(scheme)
    if incomplete:
        named = ", ".join(str(unit) for unit in incomplete[:3])
        rest = f" dan {len(incomplete) - 3} lagi" if len(incomplete) > 3 else ""
        return not_now(
            f"Belum bisa dinilai karena elemen dan KUK-nya belum ada: {named}{rest}. "
            "Impor standar yang lengkap, atau keluarkan unit itu."
        )
    return ALLOWED


def may_renew_scheme(user: User, scheme: Scheme) -> Verdict:
    """A next version follows a version that was in force, one draft at a time."""
    if not user.has(Permission.MANAGE_STANDARDS, within=scheme.body_id):
        return refused(NOT_STANDARD_STAFF)
    if scheme.status == SchemeStatus.DRAFT:
        return not_now("Skema ini masih rancangan. Ubah saja rancangannya.")
    if Scheme.objects.filter(
        body=scheme.body_id, code=scheme.code, status=SchemeStatus.DRAFT
    ).exists():
        return not_now("Rancangan versi baru sudah ada. Lanjutkan yang itu.")
    return ALLOWED


def may_retire_scheme(user: User, scheme: Scheme) -> Verdict:
    """Only a scheme in force is ended."""
    if not user.has(Permission.MANAGE_STANDARDS, within=scheme.body_id):
        return refused(NOT_STANDARD_STAFF)
    if scheme.status != SchemeStatus.PUBLISHED:
        return not_now("Hanya skema yang berlaku yang bisa diakhiri.")
    return ALLOWED


def may_register_assessor(user: User, body: CertificationBody) -> Verdict:
    """Assessors are entered by the body they work for."""
    if user.has(Permission.MANAGE_ASSESSORS, within=body.pk):
        return ALLOWED
    return refused(NOT_ASSESSOR_STAFF)


def may_edit_assessor(user: User, assessor: Assessor) -> Verdict:
    """As registering."""
    return may_register_assessor(user, assessor.body)
