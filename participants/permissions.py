"""Who may do what with people, enrollments and applications, and when."""

from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.verdict import ALLOWED, Verdict, not_now, refused
from participants import queries
from participants.enums import ApplicationStatus, EnrollmentStatus, ImportStatus
from participants.models import Application, Enrollment, ImportDraft, Person
from participants.workflow import APPLICATION, ENROLLMENT, IMPORT
from programs.enums import ProgramStatus
from programs.models import Agency, Assessor, Program

NOT_STAFF = "Hanya petugas dinas ini yang mengelola peserta."
NOT_BODY = "Hanya admin LSP ini yang memeriksa permohonan."
RETURNED = ApplicationStatus.RETURNED
OPEN_AT_BODY = frozenset({ApplicationStatus.SUBMITTED, RETURNED, ApplicationStatus.ACCEPTED})
CLOSED = "Program ini sudah selesai. Buka kembali dulu kalau ada yang perlu diubah."


def may_register_person(user: User, agency: Agency) -> Verdict:
    """People are entered by their agency's staff."""
    if user.has(Permission.MANAGE_PARTICIPANTS, within=agency.pk):
        return ALLOWED
    return refused(NOT_STAFF)


def may_edit_person(user: User, person: Person) -> Verdict:
    """As registering. An application is a copy, so the register may change at any time."""
    if user.has(Permission.MANAGE_PARTICIPANTS, within=person.agency_id):
        return ALLOWED
    return refused(NOT_STAFF)


def may_reveal_person(user: User, person: Person) -> Verdict:
    """A whole NIK is seen by few, one at a time, with a reason."""
    if user.has(Permission.REVEAL_NIK, within=person.agency_id):
        return ALLOWED
    return refused("Hanya petugas dinas ini yang boleh melihat NIK lengkap.")


def may_reveal_application(user: User, application: Application) -> Verdict:
    """The body's copy is the body's to see."""
    if user.has(Permission.REVEAL_NIK, within=application.body_id):
        return ALLOWED
    return refused("Hanya admin LSP ini yang boleh melihat NIK lengkap.")


def may_enroll(user: User, program: Program) -> Verdict:
    """People are enrolled while the program is planned or runs."""
    if not user.has(Permission.MANAGE_PARTICIPANTS, within=program.agency_id):
        return refused(NOT_STAFF)
    if program.status == ProgramStatus.CLOSED:
        return not_now(CLOSED)
    return ALLOWED


def may_arrange(user: User, enrollment: Enrollment) -> Verdict:
    """Wave and scheme of a registered person."""
    verdict = may_enroll(user, enrollment.program)
    if verdict and enrollment.status != EnrollmentStatus.REGISTERED:
        return not_now("Orang ini sudah mengundurkan diri.")
    return verdict


def may_change_scheme(user: User, enrollment: Enrollment) -> Verdict:
    """The scheme is fixed once the application was sent."""
    verdict = may_arrange(user, enrollment)
    application = application_of(enrollment)
    if verdict and application and application.status in OPEN_AT_BODY - {RETURNED}:
        return not_now("Permohonannya sudah dikirim ke LSP. Tarik dulu kalau skemanya salah.")
    return verdict


def may_withdraw_enrollment(user: User, enrollment: Enrollment) -> Verdict:
    """A person leaves before an application lies with the body."""
    verdict = may_enroll(user, enrollment.program)
    if not verdict:
        return verdict
    if not ENROLLMENT.allows("withdraw", source=enrollment.status):
        return not_now("Orang ini sudah mengundurkan diri.")
    application = application_of(enrollment)
    if application and application.status in OPEN_AT_BODY:
        return not_now("Permohonannya masih ada di LSP. Tarik permohonan itu dulu.")
    return ALLOWED


def may_rejoin(user: User, enrollment: Enrollment) -> Verdict:
    """Who left may come back."""
    verdict = may_enroll(user, enrollment.program)
    if verdict and not ENROLLMENT.allows("rejoin", source=enrollment.status):
        return not_now("Orang ini masih terdaftar.")
    return verdict


def application_of(enrollment: Enrollment) -> Application | None:
    """The application of an enrollment, if it was sent."""
    return getattr(enrollment, "application", None)


def _may_act_for_agency(user: User, program: Program) -> Verdict:
    if not user.has(Permission.MANAGE_PARTICIPANTS, within=program.agency_id):
        return refused("Hanya petugas dinas ini yang mengirim permohonan.")
    if program.status == ProgramStatus.PLANNING:
        return not_now("Program masih dalam perencanaan. Buka program dulu.")
    if program.status == ProgramStatus.CLOSED:
        return not_now(CLOSED)
    return ALLOWED


def may_send_applications(user: User, program: Program) -> Verdict:
    """Applications leave the agency while the program runs."""
    return _may_act_for_agency(user, program)


def may_send_application(user: User, enrollment: Enrollment) -> Verdict:
    """One application per enrollment; the answer to an earlier one decides what comes next."""
    verdict = _may_act_for_agency(user, enrollment.program)
    if not verdict:
        return verdict
    if enrollment.status != EnrollmentStatus.REGISTERED:
        return not_now("Sudah mengundurkan diri.")
    application = application_of(enrollment)
    if application is None:
        return ALLOWED
    return not_now(f"Permohonan sudah dikirim: {application.get_status_display()}.")


def may_resubmit_application(user: User, application: Application) -> Verdict:
    """A returned or withdrawn application goes again with the present facts of the person."""
    verdict = _may_act_for_agency(user, application.enrollment.program)
    if verdict and application.enrollment.status != EnrollmentStatus.REGISTERED:
        return not_now("Orang ini sudah mengundurkan diri.")
    if verdict and not APPLICATION.allows("resubmit", source=application.status):
        return not_now("LSP tidak sedang meminta kelengkapan.")
    return verdict


def may_withdraw_application(user: User, application: Application) -> Verdict:
    """The agency takes an application back until it is rejected or an assessor has it."""
    verdict = _may_act_for_agency(user, application.enrollment.program)
    if verdict and queries.has_assessment(application):
        return not_now(
            "Asesor sudah ditugaskan. Pengunduran diri dicatat LSP pada asesmennya; hubungi LSP."
        )
    if verdict and not APPLICATION.allows("withdraw", source=application.status):
        return not_now("Permohonan ini sudah selesai, jadi tidak bisa ditarik.")
    return verdict


def may_answer_applications(user: User, body: int) -> Verdict:
    """Applications are answered by the body's clerks."""
    if user.has(Permission.ACCEPT_APPLICATIONS, within=body):
        return ALLOWED
    return refused(NOT_BODY)


def _may_answer(user: User, application: Application, move: str) -> Verdict:
    verdict = may_answer_applications(user, application.body_id)
    if verdict and not APPLICATION.allows(move, source=application.status):
        label = application.get_status_display()
        return not_now(f"Permohonan ini tidak sedang menunggu jawaban: {label}.")
    return verdict


def may_accept_application(user: User, application: Application) -> Verdict:
    """Accepted: the person may be assigned an assessor (FR.APL.01, "diterima")."""
    return _may_answer(user, application, "accept")


def may_return_application(user: User, application: Application) -> Verdict:
    """Returned: the agency completes it and sends it again."""
    return _may_answer(user, application, "return")


def may_reject_application(user: User, application: Application) -> Verdict:
    """Rejected: the end of this application (FR.APL.01, "tidak diterima")."""
    return _may_answer(user, application, "reject")


def may_declare_tie(user: User, assessor: Assessor) -> Verdict:
    """An assessor declares for himself; the body's managers for all."""
    if user.pk == assessor.user_id or user.has(
        Permission.MANAGE_ASSESSORS, within=assessor.body_id
    ):
        return ALLOWED
    return refused("Hubungan dinyatakan oleh asesornya sendiri atau manajer LSP.")


def may_declare_some_tie(user: User, application: Application) -> Verdict:
    """Asked before it is known for which assessor."""
    if queries.assessors_to_tie(user, application).exists():
        return ALLOWED
    return refused("Hubungan dinyatakan oleh asesornya sendiri atau manajer LSP.")


def may_remove_tie(user: User, assessor: Assessor) -> Verdict:
    """A declared tie is taken back by the body, not by the one it binds."""
    if user.pk != assessor.user_id and user.has(
        Permission.MANAGE_ASSESSORS, within=assessor.body_id
    ):
        return ALLOWED
    return refused("Hubungan yang sudah dinyatakan hanya dihapus oleh manajer LSP.")


def may_import(user: User, program: Program) -> Verdict:
    """Lists are imported by whoever enrolls people, once the program has places to give."""
    verdict = may_enroll(user, program)
    if verdict and not program.quotas.exists():
        return not_now("Program ini belum punya kuota skema. Tetapkan kuotanya dulu.")
    return verdict


def may_change_import(user: User, draft: ImportDraft) -> Verdict:
    """A draft is repaired and saved until it is saved or thrown away."""
    verdict = may_enroll(user, draft.program)
    if verdict and draft.status != ImportStatus.DRAFT:
        label = draft.get_status_display().lower()
        return not_now(f"Impor ini tidak bisa diubah lagi ({label}).")
    return verdict


def may_discard_import(user: User, draft: ImportDraft) -> Verdict:
    """A draft that is not wanted is thrown away with everything that was read."""
    verdict = may_enroll(user, draft.program)
    if verdict and not IMPORT.allows("discard", source=draft.status):
        label = draft.get_status_display().lower()
        return not_now(f"Impor ini tidak bisa dibuang ({label}).")
    return verdict


def may_undo_import(user: User, draft: ImportDraft) -> Verdict:
    """A whole import is taken back until the first assessment of somebody it brought."""
    verdict = may_enroll(user, draft.program)
    if verdict and not IMPORT.allows("undo", source=draft.status):
        return not_now("Impor ini belum disimpan atau sudah dibatalkan.")
    if verdict and queries.has_assessments(draft):
        return not_now(
            "Asesmen orang dari daftar ini sudah ditugaskan, jadi impor tidak bisa dibatalkan "
            "sekaligus. Catat pengunduran diri orang per orang."
        )
    return verdict


def may_open_import_file(user: User, draft: ImportDraft) -> Verdict:
    """The file as it came shows whole identity numbers."""
    if not user.has(Permission.REVEAL_NIK, within=draft.program.agency_id):
        return refused("Hanya petugas dinas ini yang boleh membuka daftar aslinya.")
    if not draft.file:
        return not_now("Berkas aslinya sudah dihapus bersama rancangannya.")
    return ALLOWED
