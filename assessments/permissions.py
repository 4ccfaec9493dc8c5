"""Who may do what in an assessment, a panel or a decree, and when."""

from django.utils import timezone

from assessments import queries
from assessments.enums import PanelStatus
from assessments.models import Assessment, Decree, Panel, PanelCase, Participation
from assessments.queries import Case
from assessments.rules import PANEL_QUORUM
from assessments.workflow import ASSESSMENT, DECREE, PANEL
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.errors import NotNowError
from certify.lib.verdict import ALLOWED, Verdict, not_now, refused
from certify.lib.workflow import Workflow
from participants.enums import ApplicationStatus
from participants.models import Application
from programs.enums import ProgramStatus
from programs.models import CertificationBody

NOT_MANAGER = "Hanya manajer sertifikasi LSP ini yang boleh melakukannya."
NOT_ASSESSOR = "Hanya asesor yang ditugaskan yang boleh melakukannya."


def _in_time(workflow: Workflow, move: str, status: str) -> Verdict:
    try:
        workflow.target(move, source=status)
    except NotNowError as refusal:
        return not_now(refusal.sentence)
    return ALLOWED


def _as_manager(user: User, assessment: Assessment, move: str) -> Verdict:
    if not user.has(Permission.ASSIGN_ASSESSORS, within=assessment.body_id):
        return refused(NOT_MANAGER)
    return _in_time(ASSESSMENT, move, assessment.status)


def _is_its_assessor(user: User, assessment: Assessment) -> bool:
    return assessment.assessor.user_id == user.pk and user.has(
        Permission.ASSESS, within=assessment.body_id
    )


def _as_assessor(user: User, assessment: Assessment, move: str) -> Verdict:
    if not _is_its_assessor(user, assessment):
        return refused(NOT_ASSESSOR)
    return _in_time(ASSESSMENT, move, assessment.status)


def _as_either(user: User, assessment: Assessment, move: str) -> Verdict:
    if not _is_its_assessor(user, assessment) and not user.has(
        Permission.ASSIGN_ASSESSORS, within=assessment.body_id
    ):
        return refused("Hanya asesor yang ditugaskan atau manajer sertifikasi LSP ini.")
    return _in_time(ASSESSMENT, move, assessment.status)


def may_assign(user: User, application: Application) -> Verdict:
    """The certification manager assigns once the body accepted the application."""
    if not user.has(Permission.ASSIGN_ASSESSORS, within=application.body_id):
        return refused(NOT_MANAGER)
    if application.status != ApplicationStatus.ACCEPTED:
        return not_now(f"Permohonan {application.full_name} belum diterima.")
    if application.enrollment.program.status == ProgramStatus.CLOSED:
        return not_now("Program ini sudah selesai.")
    assessment = Assessment.objects.filter(application=application).first()
    if assessment is not None:
        return not_now(
            f"{application.full_name} sudah ditugaskan kepada {assessment.assessor.user.full_name}."
        )
    return ALLOWED


def may_reassign(user: User, assessment: Assessment) -> Verdict:
    """Another assessor or another day, until the candidate agreed to be assessed."""
    return _as_manager(user, assessment, "reassign")


def may_confirm_ready(user: User, assessment: Assessment) -> Verdict:
    """The assessor finds that the assessment can go on (FR.APL.02)."""
    return _as_assessor(user, assessment, "confirm_ready")


def may_decline_ready(user: User, assessment: Assessment) -> Verdict:
    """The assessor finds that it cannot go on."""
    return _as_assessor(user, assessment, "decline_ready")


def may_record_consent(user: User, assessment: Assessment) -> Verdict:
    """The assessor reads the consent to the candidate and records it (FR.AK.01)."""
    return _as_assessor(user, assessment, "record_consent")


def may_mark(user: User, assessment: Assessment) -> Verdict:
    """Only the assigned assessor marks, and only after both agreed."""
    return _as_assessor(user, assessment, "mark")


def may_recommend(user: User, assessment: Assessment) -> Verdict:
    """The assessor recommends once every criterion is marked."""
    verdict = _as_assessor(user, assessment, "recommend")
    if verdict:
        tally = queries.progress(assessment)
        if not tally.is_complete:
            return not_now(f"Masih ada {tally.open} kriteria yang belum dinilai.")
    return verdict


def may_return_to_assessor(user: User, assessment: Assessment) -> Verdict:
    """The certification manager gives it back before a panel takes it."""
    verdict = _as_manager(user, assessment, "return_to_assessor")
    if verdict and PanelCase.objects.filter(assessment=assessment, is_open=True).exists():
        return not_now("Asesmen ini sedang dibahas pleno. Tunggu sampai pleno selesai.")
    return verdict


def may_record_absence(user: User, assessment: Assessment) -> Verdict:
    """The assessor or the certification manager records that nobody came."""
    return _as_either(user, assessment, "record_absence")


def may_undo_absence(user: User, assessment: Assessment) -> Verdict:
    """Whoever may record an absence may take it back."""
    return _as_either(user, assessment, "undo_absence")


def may_withdraw(user: User, assessment: Assessment) -> Verdict:
    """The candidate leaves; the assessor or the certification manager records it."""
    return _as_either(user, assessment, "withdraw")


def may_convene(user: User, body: CertificationBody) -> Verdict:
    """The certification manager convenes the panel."""
    if not user.has(Permission.CONVENE_PANEL, within=body.pk):
        return refused(NOT_MANAGER)
    return ALLOWED


def may_cancel_panel(user: User, panel: Panel) -> Verdict:
    """An open panel may be called off; its cases wait for another one."""
    if not user.has(Permission.CONVENE_PANEL, within=panel.body_id):
        return refused(NOT_MANAGER)
    return _panel_in_time(panel, "cancel")


def _panel_in_time(panel: Panel, move: str) -> Verdict:
    if panel.status == PanelStatus.OPEN:
        return ALLOWED
    who = panel.closed_by.full_name if panel.closed_by else ""
    when = timezone.localtime(panel.closed_at) if panel.closed_at else None
    done = panel.get_status_display().lower()
    if when is not None:
        return not_now(f"Pleno ini sudah {done} oleh {who} pukul {when:%H.%M} WIB.")
    return _in_time(PANEL, move, panel.status)


def _short_of_members(case: Case) -> str:
    name = case.row.assessment.application.full_name
    return (
        f"Baru {len(case.eligible)} anggota yang boleh memutuskan {name}, perlu {PANEL_QUORUM}. "
        "Tunda orang ini ke pleno berikutnya."
    )


def may_postpone_case(user: User, panel: Panel, case: Case) -> Verdict:
    """A sitting member who neither assessed nor trained that person (ISO/IEC 17024 9.4)."""
    if user.pk in case.barred:
        return refused(f"{case.barred[user.pk]} – tidak ikut memutuskan.")
    if user.pk not in {member.pk for member in case.eligible}:
        return refused("Hanya anggota pleno ini yang memutuskan.")
    return _panel_in_time(panel, "mark_case")


def may_mark_case(user: User, panel: Panel, case: Case) -> Verdict:
    """K or BK needs three sitting members without a tie (domain.md 3.2, rules 2 and 3)."""
    verdict = may_postpone_case(user, panel, case)
    if verdict and not case.has_quorum:
        return not_now(_short_of_members(case))
    return verdict


def may_close(user: User, panel: Panel, cases: list[Case]) -> Verdict:
    """A sitting member with no tie to anybody decided here makes the decisions final."""
    if user.pk not in {member.pk for member in queries.sitting(panel)}:
        return refused("Hanya anggota pleno ini yang boleh menetapkan keputusan.")
    verdict = _panel_in_time(panel, "close")
    return verdict and _may_make_final(user, cases)


def _may_make_final(user: User, cases: list[Case]) -> Verdict:
    decided = [case for case in cases if case.row.outcome]
    tied = [case for case in decided if user.pk in case.barred]
    if tied:
        return refused(
            f"Anda punya hubungan dengan {len(tied)} orang di daftar ini "
            f"({tied[0].row.assessment.application.full_name}). Penetapan dilakukan anggota lain."
        )
    waiting = [case for case in cases if not case.mark and case.has_quorum]
    if waiting:
        return not_now(f"Masih ada {len(waiting)} orang yang belum diputuskan atau ditunda.")
    for case in decided:
        if not case.has_quorum:
            return not_now(_short_of_members(case))
    if not decided:
        return not_now("Belum ada keputusan yang bisa ditetapkan.")
    return ALLOWED


def may_draft_decree(user: User, panel: Panel) -> Verdict:
    """The certification manager drafts the decree of a closed panel, once."""
    if not user.has(Permission.CONVENE_PANEL, within=panel.body_id):
        return refused(NOT_MANAGER)
    if panel.status != PanelStatus.CLOSED:
        return not_now("Pleno ini belum ditetapkan, jadi SK-nya belum bisa dibuat.")
    if Decree.objects.filter(panel=panel).exists():
        return not_now("SK untuk pleno ini sudah dibuat.")
    return ALLOWED


def may_edit_decree(user: User, decree: Decree) -> Verdict:
    """Number and date may be mended until the director signs."""
    if not user.has(Permission.CONVENE_PANEL, within=decree.body_id):
        return refused(NOT_MANAGER)
    return _in_time(DECREE, "edit", decree.status)


def may_sign_decree(user: User, decree: Decree) -> Verdict:
    """The director signs, unless they assessed somebody on the list."""
    if not user.has(Permission.SIGN_DECREE, within=decree.body_id):
        return refused("Hanya direktur LSP ini yang menandatangani SK.")
    moment = _in_time(DECREE, "sign", decree.status)
    if not moment:
        return moment
    if Participation.objects.filter(
        assessment__decision__panel=decree.panel_id,
        user=user,
        part__in=["assessor", "former_assessor"],
    ).exists():
        return refused(
            "Anda ikut menilai orang di daftar ini. SK ditandatangani pejabat lain yang berwenang."
        )
    return ALLOWED


def may_set_pattern(user: User, body: CertificationBody) -> Verdict:
    """How decrees are numbered is the certification manager's to set."""
    return may_convene(user, body)
