"""Work of participants that takes longer than a page, or that the calendar asks for."""

from datetime import timedelta

from django.utils import timezone

from certify.accounts.models import User
from certify.jobs import queue
from certify.jobs.models import Job
from certify.lib.errors import DomainError
from participants import operations, queries
from participants.enums import ImportStatus
from participants.models import ImportDraft


@queue.job(attempts=3)
def read_import(job: Job, *, draft_id: int) -> None:
    """Read a large list."""
    draft = ImportDraft.objects.select_related("program__agency__organization").get(pk=draft_id)
    queue.progress(job, done=0, total=1, message="Membaca daftar")
    if draft.status == ImportStatus.READING:
        operations.read_import(draft=draft, at=timezone.now())
    queue.progress(job, done=1, total=1, message="Daftar sudah dibaca")


@queue.job(attempts=3)
def save_import(job: Job, *, draft_id: int, user_id: int) -> None:
    """Save a large list; what is refused goes back to the person as a draft."""
    draft = ImportDraft.objects.select_related("program__agency__organization").get(pk=draft_id)
    queue.progress(job, done=0, total=1, message="Menyimpan peserta")
    if draft.status == ImportStatus.SAVING:
        try:
            operations.commit_import(
                draft=draft, by=User.objects.get(pk=user_id), at=timezone.now()
            )
        except DomainError:
            operations.give_back_import(draft=draft)
            raise
    queue.progress(job, done=1, total=1, message="Peserta sudah tersimpan")


@queue.scheduled(every=timedelta(days=1), title="Membuang rancangan impor yang lewat 7 hari")
def discard_expired_imports(job: Job) -> None:
    """Throw away drafts that nobody finished, with the identity numbers in them."""
    drafts = list(queries.expired_imports(at=timezone.now()))
    for done, draft in enumerate(drafts, start=1):
        operations.discard_import(draft=draft, by=None, at=timezone.now())
        queue.progress(job, done=done, total=len(drafts))
