"""Which functions are jobs, and which of them the calendar asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

RunFunction = Callable[..., None]


@dataclass(frozen=True, slots=True)
class JobType:
    """A function that runs as a job, with how often it is tried."""

    name: str
    run: RunFunction
    attempts: int
    backoff: timedelta
    title: str = ""
    every: timedelta | None = None


JOB_TYPES: dict[str, JobType] = {}


def _register(job_type: JobType) -> JobType:
    if job_type.name in JOB_TYPES:
        msg = f"two jobs are called {job_type.name}"
        raise ValueError(msg)
    JOB_TYPES[job_type.name] = job_type
    return job_type


def _name(function: RunFunction) -> str:
    room = function.__module__.removesuffix(".tasks")
    return f"{room}.{function.__qualname__}"


def job(
    *, attempts: int = 3, backoff: timedelta = timedelta(seconds=5)
) -> Callable[[RunFunction], JobType]:
    """Make ``function(job, **arguments)`` a job.

    The function is idempotent: it may be stopped between any two statements and run again. It
    calls ``queue.progress`` after each item, which is also where it is stopped in order. An
    unforeseen error is tried again after ``backoff``, twice as long each time; a DomainError is
    not, because waiting does not change a refusal.
    """

    def decorate(function: RunFunction) -> JobType:
        return _register(JobType(_name(function), function, attempts, backoff))

    return decorate


def scheduled(
    *, every: timedelta, title: str, attempts: int = 3, backoff: timedelta = timedelta(minutes=1)
) -> Callable[[RunFunction], JobType]:
    """Make ``function(job)`` a job that the calendar asks for once in each ``every``.

    Slots are counted from midnight in UTC of 1 January 1970, so every process agrees on them.
    """

    def decorate(function: RunFunction) -> JobType:
        return _register(JobType(_name(function), function, attempts, backoff, title, every))

    return decorate


def known(name: str) -> JobType:
    """Give the job type called ``name``.

    Raises:
        LookupError: no room has such a job (any longer).
    """
    try:
        return JOB_TYPES[name]
    except KeyError as error:
        msg = f"no job is called {name}"
        raise LookupError(msg) from error


def schedules() -> list[JobType]:
    """Give the job types that the calendar asks for, in a stable order."""
    return sorted((t for t in JOB_TYPES.values() if t.every), key=lambda t: t.name)
