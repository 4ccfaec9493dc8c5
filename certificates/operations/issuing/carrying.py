"""A whole run: numbers in order of the benches, then files, shared out when there are many."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from certificates import queries
from certificates.enums import RunStatus
from certificates.models import IssueRun
from certificates.operations.issuing.finishing import NoRoomError, finish_or_explain
from certificates.operations.issuing.reserving import reserve_or_explain
from certificates.operations.making import Maker
from certificates.workflow import RUN
from certify.audit import trail

# One transaction reserves so many, and one finishes so many.
CHUNK = 50
# A job that finishes so many takes seconds; a run of no more than that is one job.
PART = 200


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a run's certificates, by key, that one worker finishes."""

    first: int
    last: int


Clock = Callable[[], datetime]
Report = Callable[[int, int, str], None]
Share = Callable[[Part], None]


def _silent(done: int, total: int, message: str) -> None:
    """Report to nobody."""


def carry_out(
    *, run: IssueRun, clock: Clock, report: Report = _silent, share: Share | None = None
) -> IssueRun:
    """Issue everything a run asks for; may be stopped anywhere and called again.

    Every step is a transaction of its own and reads ``clock`` for its moment. With ``share``, the
    parts of a large run are handed to it as soon as they have their numbers, for others to finish.

    Raises:
        NoRoomError: the disk is full; what is issued stays, and the run can be continued.
    """
    run = _start(run=run)
    if share is None or run.total_count <= PART:
        _reserve(run, clock, report)
        return finish_part(run=run, clock=clock, report=report)
    for keys in _chunks(queries.unfinished(run=run), PART):
        share(Part(keys[0], keys[-1]))
    _reserve(run, clock, report, share)
    return _settle(run=run, at=clock())


def _reserve(run: IssueRun, clock: Clock, report: Report, share: Share | None = None) -> None:
    masters = queries.Masters(run.issued_on, version=run.template_version)
    waiting = queries.waiting(run=run)
    done = run.total_count - len(waiting)
    reserved: list[int] = []
    for chunk in _chunks(waiting, CHUNK):
        made = reserve_or_explain(run=run, assessments=chunk, masters=masters, at=clock())
        reserved += [certificate.pk for certificate in made]
        done += len(chunk)
        if share and reserved and (len(reserved) >= PART or done == run.total_count):
            share(Part(min(reserved), max(reserved)))
            reserved.clear()
        report(done, run.total_count, "Mengambil nomor")


def finish_part(
    *, run: IssueRun, clock: Clock, report: Report = _silent, part: Part | None = None
) -> IssueRun:
    """Make the files of a run, or of one part of it; whoever finishes last closes the run.

    Raises:
        NoRoomError: the disk is full; what is issued stays, and the run can be continued.
    """
    bounds = (part.first, part.last) if part else None
    keys = queries.unfinished(run=run, between=bounds)
    try:
        _finish(keys, clock, report)
    except NoRoomError:
        _interrupt(run=run, at=clock())
        raise
    return _settle(run=run, at=clock())


def finish_left_over(
    *, certificates: Sequence[int], clock: Clock, report: Report = _silent
) -> None:
    """Give certificates that nobody works on any longer their files, and close their runs.

    Raises:
        NoRoomError: the disk is full.
    """
    _finish(certificates, clock, report)
    for run in IssueRun.objects.filter(certificates__in=certificates).distinct().order_by("pk"):
        _settle(run=run, at=clock())


def _finish(keys: Sequence[int], clock: Clock, report: Report) -> None:
    maker, done = Maker(), 0
    for chunk in _chunks(keys, CHUNK):
        rows = queries.to_finish(chunk)
        if rows:
            finish_or_explain(certificates=rows, maker=maker, at=clock())
        done += len(chunk)
        report(done, len(keys), "Menulis berkas")


def _chunks(keys: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


@transaction.atomic
def _start(*, run: IssueRun) -> IssueRun:
    locked = _lock(run)
    if locked.status in (RunStatus.QUEUED, RunStatus.PARTIAL):
        locked.status = RUN.target("start", source=locked.status)
        locked.finished_at = None
        locked.save(update_fields=["status", "finished_at"])
        locked.items.exclude(problem="").update(problem="")
    return locked


def _lock(run: IssueRun) -> IssueRun:
    rows = IssueRun.objects.select_for_update(of=("self",))
    return rows.select_related("body__organization", "program", "requested_by").get(pk=run.pk)


@transaction.atomic
def _settle(*, run: IssueRun, at: datetime) -> IssueRun:
    """Close a run in which nobody waits any longer; another part still at work closes it later."""
    locked = _lock(run)
    if locked.status != RunStatus.RUNNING or queries.is_under_way(run=locked):
        return locked
    is_whole = not locked.items.exclude(problem="").exists()
    _close(locked, is_whole=is_whole, at=at)
    return locked


@transaction.atomic
def _interrupt(*, run: IssueRun, at: datetime) -> None:
    locked = _lock(run)
    if locked.status == RunStatus.RUNNING:
        _close(locked, is_whole=False, at=at)


def _close(run: IssueRun, *, is_whole: bool, at: datetime) -> None:
    move = "finish" if is_whole else "finish_with_problems"
    run.status = RUN.target(move, source=run.status)
    run.finished_at = at
    run.save(update_fields=["status", "finished_at"])
    trail.record(
        name="certificates.issue_finished" if is_whole else "certificates.issue_interrupted",
        summary="penerbitan selesai" if is_whole else "penerbitan berhenti, ada yang perlu dilihat",
        subject=run,
        related=[run.program],
        by=None,
        at=at,
        within=run.body.organization,
        data={"issued": queries.issued_count(run=run)},
    )
