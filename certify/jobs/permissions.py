"""Who may touch a job."""

from certify.accounts.models import User
from certify.jobs import queries
from certify.jobs.models import Job
from certify.lib.verdict import ALLOWED, Verdict, not_now, refused


def may_retry(user: User, job: Job) -> Verdict:
    """Whoever sees a job may start it again after it failed: it does only what was asked for."""
    if not queries.visible_to(user).filter(pk=job.pk).exists():
        return refused("Pekerjaan ini milik organisasi lain.")
    if not job.is_failed:
        return not_now("Pekerjaan ini tidak terhenti, jadi tidak perlu diulang.")
    return ALLOWED
