"""Entry points of queued work: issuing, and finishing what a kill left half done."""

from datetime import timedelta

from django.utils import timezone

from certificates import operations, queries
from certificates.models import IssueRun
from certify.jobs import queue
from certify.jobs.models import Job

LEFT_AFTER = timedelta(minutes=2)


@queue.job()
def issue(job: Job, *, run: int) -> None:
    """Carry out a run; stopped anywhere, it goes on where it was."""
    operations.carry_out(
        run=IssueRun.objects.select_related("body__organization", "program", "requested_by").get(
            pk=run
        ),
        clock=timezone.now,
        report=lambda done, total, message: queue.progress(
            job, done=done, total=total, message=message
        ),
    )


def key_of(run: IssueRun) -> str:
    """Name the job of a run's present attempt."""
    return f"issue-run/{run.pk}/{run.attempt}"


def start(run: IssueRun) -> Job:
    """Ask for the job of a run, in the caller's transaction; once per attempt."""
    return queue.enqueue(
        issue,
        key=key_of(run),
        by=run.requested_by,
        organization=run.body.organization,
        title=f"Menerbitkan {run.total_count} sertifikat",
        run=run.pk,
    )


@queue.scheduled(every=timedelta(minutes=10), title="Menyelesaikan sertifikat yang tertunda")
def finish_left_over(job: Job) -> None:
    """Give every certificate that was left without a file its file."""
    left = queries.left_over(reserved_before=timezone.now() - LEFT_AFTER)
    for done, certificate in enumerate(left, start=1):
        operations.finish_or_explain(certificate=certificate, at=timezone.now())
        queue.progress(job, done=done, total=len(left))
