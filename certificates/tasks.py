"""Entry points of queued work: issuing, and finishing what a kill left half done."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from certificates import operations, queries
from certificates.models import IssueRun, TemplateVersion
from certify.accounts.models import Organization, User
from certify.jobs import queries as job_queries
from certify.jobs import queue
from certify.jobs.models import Job
from programs.models import Program

LEFT_AFTER = timedelta(minutes=2)
PRINTS_KEPT = timedelta(days=7)


@queue.job()
def issue(job: Job, *, run: int) -> None:
    """Carry out a run; stopped anywhere, it goes on where it was.

    The files of a large run become jobs of their own, so that every worker takes its share.
    """
    row = queries.run(run)
    operations.carry_out(
        run=row,
        clock=timezone.now,
        report=_report(job),
        share=lambda part: _share(row, part),
    )


@queue.job()
def finish_part(job: Job, *, run: int, first: int, last: int) -> None:
    """Make the files of one part of a large run."""
    operations.finish_part(
        run=queries.run(run),
        part=operations.Part(first, last),
        clock=timezone.now,
        report=_report(job),
    )


def _report(job: Job) -> Callable[[int, int, str], None]:
    return lambda done, total, message: queue.progress(job, done=done, total=total, message=message)


def _share(run: IssueRun, part: operations.Part) -> None:
    queue.enqueue(
        finish_part,
        key=f"{key_of(run)}/{part.first}-{part.last}",
        by=run.requested_by,
        organization=run.body.organization,
        title=f"Menulis berkas sertifikat, bagian dari {run.total_count}",
        run=run.pk,
        first=part.first,
        last=part.last,
    )


def key_of(run: IssueRun) -> str:
    """Name the job of a run's present attempt; its parts are named below it."""
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


def job_of(run: IssueRun) -> Job | None:
    """Give the job of a run's present attempt."""
    return job_queries.with_key(key_of(run))


@queue.scheduled(every=timedelta(minutes=10), title="Menyelesaikan sertifikat yang tertunda")
def finish_left_over(job: Job) -> None:
    """Give every certificate that was left without a file its file."""
    before = timezone.now() - LEFT_AFTER
    busy = [
        run.pk
        for run in queries.runs_with_left_over(reserved_before=before)
        if any(other.is_active for other in job_queries.under(key_of(run)))
    ]
    operations.finish_left_over(
        certificates=queries.left_over(reserved_before=before, except_runs=busy),
        clock=timezone.now,
        report=_report(job),
    )


@queue.scheduled(every=timedelta(hours=1), title="Menerbitkan ulang daftar status kredensial")
def publish_status_lists(job: Job) -> None:
    """Keep every status list signed, true and far from its end."""
    count = operations.publish_all(at=timezone.now())
    queue.progress(job, done=count, total=count)


@queue.job()
def check_design(job: Job, *, version: int, by_user: int) -> None:
    """Try a frozen design on the awkward samples and put it to use when it bears them."""
    rows = TemplateVersion.objects.select_related("template__body__organization")
    operations.check_and_activate(
        version=rows.get(pk=version),
        by=User.objects.get(pk=by_user),
        clock=timezone.now,
        report=lambda done, total, message: queue.progress(
            job, done=done, total=total, message=message
        ),
    )


def key_of_check(version: TemplateVersion) -> str:
    """Name the job of a version's present check."""
    return f"design-check/{version.pk}/{version.check_attempt}"


def start_check(version: TemplateVersion, *, by: User) -> Job:
    """Ask for the check of a version, in the caller's transaction; once per attempt."""
    return queue.enqueue(
        check_design,
        key=key_of_check(version),
        by=by,
        organization=version.template.body.organization,
        title=f"Memeriksa rancangan {version}",
        version=version.pk,
        by_user=by.pk,
    )


@queue.job()
def print_file(job: Job, *, program: int) -> None:
    """Put a program's certificates into one file for the printer."""
    if job.requested_by is None:
        return
    shown = Program.objects.get(pk=program)
    wanted = queries.print_run(job.requested_by, shown)
    if wanted.certificates and not wanted.is_made:
        operations.make_print_file(
            certificates=wanted.certificates,
            name=wanted.name,
            title=f"Sertifikat {shown.name}",
            report=_report(job),
        )


def print_key(wanted: queries.PrintRun, *, day: date) -> str:
    """Name the job of a print file; on another day it may be asked for again."""
    return f"print/{wanted.name}/{day.isoformat()}"


def start_print(
    wanted: queries.PrintRun, program: Program, *, within: Organization, by: User, day: date
) -> Job:
    """Ask for a print file."""
    return queue.enqueue(
        print_file,
        key=print_key(wanted, day=day),
        by=by,
        organization=within,
        title=f"Menyusun berkas cetak {len(wanted.certificates)} sertifikat",
        program=program.pk,
    )


@queue.scheduled(every=timedelta(days=1), title="Merapikan berkas cetak")
def forget_prints(job: Job) -> None:
    """Delete print files that are a week old: they can be made again at any time."""
    del job
    operations.forget_print_files(older_than=timezone.now() - PRINTS_KEPT)
