"""Issue runs: how far each is, and what is left to do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, When

from certificates.enums import CertificateStatus
from certificates.models import LIVING, Certificate, IssueItem, IssueRun
from certify.accounts.models import User
from certify.accounts.roles import Permission

NO_FILE = (CertificateStatus.RESERVED.value, CertificateStatus.VOID.value)


def runs(user: User) -> QuerySet[IssueRun]:
    """Give the issue runs of the bodies whose certification the person may see."""
    bodies = user.organizations_with(Permission.VIEW_CERTIFICATION)
    return IssueRun.objects.filter(body__in=bodies).select_related(
        "body__organization", "program", "requested_by"
    )


def run(key: int) -> IssueRun:
    """Give a run with what carrying it out reads."""
    rows = IssueRun.objects.select_related("body__organization", "program", "requested_by")
    return rows.get(pk=key)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, in people."""

    total: int
    numbered: int
    issued: int
    problems: int

    @property
    def words(self) -> str:
        """What is being done now."""
        return "Mengambil nomor" if self.numbered < self.total else "Menulis berkas"


def _has_certificate(*, but: Sequence[str]) -> Exists:
    rows = Certificate.objects.filter(assessment=OuterRef("assessment"))
    return Exists(rows.exclude(status__in=but))


def progress(run: IssueRun) -> Progress:
    """Count a run's people by how far they are."""
    void = (CertificateStatus.VOID.value,)
    counted = run.items.annotate(
        is_numbered=_has_certificate(but=void), is_issued=_has_certificate(but=NO_FILE)
    ).aggregate(
        total=Count("pk"),
        numbered=Count("pk", filter=Q(is_numbered=True)),
        issued=Count("pk", filter=Q(is_issued=True)),
        problems=Count("pk", filter=~Q(problem="")),
    )
    return Progress(**{name: int(count) for name, count in counted.items()})


def run_items(run: IssueRun) -> QuerySet[IssueItem]:
    """Give a run's people, who has a problem first, each with the newest certificate, if any."""
    newest = Certificate.objects.exclude(status=CertificateStatus.VOID).order_by("-pk")
    return (
        run.items.select_related("assessment__application__enrollment")
        .defer("assessment__application__nik")
        .prefetch_related(
            Prefetch(
                "assessment__certificates",
                newest.select_related("body").defer("content", "public_facts"),
            )
        )
        .order_by(
            Case(When(problem="", then=1), default=0),
            "assessment__application__enrollment__number",
            "pk",
        )
    )


def waiting(*, run: IssueRun) -> list[int]:
    """Give the assessments of a run that have no living certificate, in order of the benches."""
    has_one = Certificate.objects.filter(assessment=OuterRef("assessment"), status__in=LIVING)
    return list(run.items.filter(~Exists(has_one)).values_list("assessment_id", flat=True))


def unfinished(*, run: IssueRun, between: tuple[int, int] | None = None) -> list[int]:
    """Give the certificates of a run, or of a stretch of keys, with a number and no file yet."""
    rows = Certificate.objects.filter(run=run, status=CertificateStatus.RESERVED)
    if between:
        rows = rows.filter(pk__range=between)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def to_finish(certificates: Sequence[int]) -> list[Certificate]:
    """Read those of the certificates that still have no file, with what making it needs."""
    rows = Certificate.objects.filter(pk__in=certificates, status=CertificateStatus.RESERVED)
    related = ("assessment", "body__organization", "program", "issued_by")
    return list(rows.select_related(*related).order_by("pk"))


def is_under_way(*, run: IssueRun) -> bool:
    """Tell whether somebody of a run waits for number or file and nothing is known against it."""
    certificates = Certificate.objects.filter(assessment=OuterRef("assessment"))
    is_numbered = Exists(certificates.filter(status__in=LIVING))
    is_unfinished = Exists(certificates.filter(run=run, status=CertificateStatus.RESERVED))
    return run.items.filter(~is_numbered | is_unfinished, problem="").exists()


def issued_count(*, run: IssueRun) -> int:
    """Count the certificates of a run that have their file."""
    return Certificate.objects.filter(run=run).exclude(status__in=NO_FILE).count()


def runs_with_left_over(*, reserved_before: datetime) -> list[IssueRun]:
    """Give the runs of certificates whose file is long due."""
    due = Certificate.objects.filter(
        status=CertificateStatus.RESERVED, reserved_at__lt=reserved_before
    )
    return list(IssueRun.objects.filter(pk__in=due.values("run")).order_by("pk"))


def left_over(*, reserved_before: datetime, except_runs: Collection[int] = ()) -> list[int]:
    """Give the certificates whose file is long due: a worker was killed and nobody asked again."""
    due = Certificate.objects.filter(
        status=CertificateStatus.RESERVED, reserved_at__lt=reserved_before
    )
    return list(due.exclude(run__in=except_runs).order_by("pk").values_list("pk", flat=True))
