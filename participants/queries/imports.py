"""Lists of names on their way into the register."""

from datetime import datetime

from django.db.models import QuerySet

from certify.accounts.models import User
from certify.accounts.roles import Permission
from participants.enums import ImportStatus
from participants.models import Application, ImportDraft
from programs.models import Program


def programs_with_register(user: User) -> QuerySet[Program]:
    """Programs whose agency the person belongs to: into these a list may be imported."""
    return (
        Program.objects.filter(agency__in=user.organizations_with(Permission.VIEW_PROGRAMS))
        .select_related("agency__organization")
        .order_by("-year", "name", "pk")
    )


def imports_visible_to(user: User) -> QuerySet[ImportDraft]:
    """Imports of the agencies whose register the person keeps."""
    return (
        ImportDraft.objects.filter(
            program__agency__in=user.organizations_with(Permission.MANAGE_PARTICIPANTS)
        )
        .select_related("program__agency__organization", "created_by")
        .order_by("-created_at", "pk")
    )


def imports_of(program: Program) -> QuerySet[ImportDraft]:
    """Imports of a program for its list, newest first, without what was read."""
    return (
        ImportDraft.objects.filter(program=program)
        .exclude(status__in=(ImportStatus.DISCARDED, ImportStatus.REFUSED))
        .select_related("created_by")
        .defer("book", "state", "changes")
        .order_by("-created_at", "pk")
    )


def earlier_import(draft: ImportDraft) -> ImportDraft | None:
    """The newest committed import of the very same file into the same program."""
    return (
        ImportDraft.objects.filter(
            program=draft.program_id,
            file_sha256=draft.file_sha256,
            status=ImportStatus.COMMITTED,
        )
        .exclude(pk=draft.pk)
        .defer("book", "changes")
        .order_by("-created_at", "-pk")
        .first()
    )


def expired_imports(*, at: datetime) -> QuerySet[ImportDraft]:
    """Drafts that nobody finished in their time."""
    return ImportDraft.objects.filter(
        status__in=(ImportStatus.READING, ImportStatus.DRAFT), expires_at__lte=at
    ).order_by("expires_at", "pk")


def has_assessments(draft: ImportDraft) -> bool:
    """Tell whether somebody this import brought has an assessment, so that evidence hangs on it."""
    return Application.objects.filter(
        enrollment__imported_by=draft, assessment__isnull=False
    ).exists()
