"""Four processes issue the same people at once and are killed with -9 at random moments.

Reduced here to 80 certificates and 20 kills; the full 5,000 and 500 run in the drill. The controls
show that the test bites: without the counter's lock numbers double, from a sequence they have gaps,
and with the check before the lock people get two certificates (reliability.md A1, A6 and 4).
"""

import hashlib
import json
import subprocess
import sys
from collections import Counter

import pytest
from django.db import connection, connections
from sequences import get_last_value

from assessments.enums import Part
from assessments.models import Participation
from certificates import numbering, tasks
from certificates.enums import CertificateStatus, RunStatus
from certificates.models import Certificate, IssueRun
from certify.audit import trail
from tests.conftest import Cast
from tests.factories import certificates, programs
from tests.processes import ROOT

PROCESSES = 4
MOST = 5000
RECOVERY_SECONDS = 60


@pytest.fixture
def crowd(committed_cast: Cast):
    """Give a stage in a database in which commits are real."""
    body = committed_cast.body
    body.name_en = "Example Professional Certification Body"
    body.save()
    return programs.stage(committed_cast, places=MOST)


def _runs(stage, count: int, *, processes: int = PROCESSES) -> list[int]:
    rows = certificates.numbered(stage, count)
    return [certificates.run_of(stage, rows).pk for _ in range(processes)]


def _told_by(program: str, real_commits, asked: dict[str, object]) -> dict[str, float]:
    connections.close_all()
    module = f"tests.certificates.{program}"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", module, json.dumps(asked)],
        cwd=ROOT,
        env=real_commits.environment
        | {"DJANGO_SETTINGS_MODULE": "certify.settings", "LOG_LEVEL": "CRITICAL"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _doubles(field: str) -> list[object]:
    values = Certificate.objects.values_list(field, flat=True)
    return [value for value, count in Counter(values).items() if count > 1]


def _assert_whole(stage, media, count: int) -> None:
    made = list(Certificate.objects.order_by("register_number"))
    year = made[0].register_year
    assert [c.register_number for c in made] == list(range(1, count + 1))
    assert _doubles("assessment") == []
    assert _doubles("code") == []
    assert get_last_value(numbering.series(stage.body, year)) == count
    assert {c.status for c in made} == {CertificateStatus.ISSUED.value}
    for certificate in made:
        pdf = certificates.stored(certificate, media)
        assert hashlib.sha256(pdf).hexdigest() == certificate.pdf_sha256
    assert Participation.objects.filter(part=Part.ISSUER).count() == count
    assert set(IssueRun.objects.values_list("status", flat=True)) == {RunStatus.DONE.value}
    assert trail.first_fault() is None


@pytest.mark.parametrize(
    ("count", "processes", "kills", "chunk"),
    [
        pytest.param(80, 4, 20, 5, id="80 certificates, 20 kills"),
        pytest.param(1000, 4, 500, 50, id="1000 certificates, 500 kills", marks=pytest.mark.drill),
        pytest.param(
            *(MOST, 8, 500, 50),
            id="5000 certificates, 8 processes, 500 kills",
            marks=pytest.mark.drill,
        ),
    ],
)
def test_issue_survives_kills(
    real_commits, crowd, media, record_property, count, processes, kills, chunk
):
    runs = _runs(crowd, count, processes=processes)

    told = _told_by("fire", real_commits, {"runs": runs, "kills": kills, "chunk": chunk})

    record_property("figures", f"{told['killed']:.0f} kills")
    assert told["killed"] >= kills
    _assert_whole(crowd, media, count)


def _without_constraints(*names: str) -> None:
    """Take away the database's second line of defense, so that a control can go wrong."""
    kept = Certificate._meta.constraints
    gone = [c for c in kept if c.name in names]
    try:
        if connection.vendor == "sqlite":
            Certificate._meta.constraints = [c for c in kept if c.name not in names]
            with connection.schema_editor() as editor:
                editor._remake_table(Certificate)
        else:
            with connection.schema_editor() as editor:
                for constraint in gone:
                    editor.remove_constraint(Certificate, constraint)
    finally:
        Certificate._meta.constraints = kept


@pytest.mark.parametrize(
    ("variant", "constraint", "field"),
    [
        ("maximum", "register_number_is_unique_in_body_and_year", "register_number"),
        ("early check", "one_living_certificate_per_assessment", "assessment"),
    ],
)
def test_controls_go_wrong(real_commits, crowd, variant, constraint, field):
    runs = _runs(crowd, PROCESSES * 5)
    _without_constraints(constraint)

    told = _told_by("unguarded", real_commits, {"runs": runs, "variant": variant, "chunk": 5})

    assert told == {"refused": 0}
    assert len(_doubles(field)) == 5


def test_control_a_sequence_leaves_a_gap(real_commits, crowd):
    """What a failed transaction took from a sequence, nobody ever gets."""
    runs = _runs(crowd, PROCESSES * 5)

    told = _told_by("unguarded", real_commits, {"runs": runs, "variant": "sequence", "chunk": 5})

    numbers = Certificate.objects.order_by("register_number")
    assert told == {"refused": 1}
    assert list(numbers.values_list("register_number", flat=True)) == list(range(6, 21))


@pytest.mark.parametrize(
    ("batches", "size", "kills"),
    [
        pytest.param(3, 20, 6, id="3 batches of 20, up to 6 kills"),
        pytest.param(
            100, 40, 300, id="100 batches of 40, up to 300 kills", marks=pytest.mark.drill
        ),
    ],
)
def test_killed_batches_finish_by_themselves(
    real_commits, crowd, media, record_property, batches, size, kills
):
    """A6: workers die at random and at each crash point; the next worker goes on, nobody helps."""
    runs = [certificates.run_of(crowd, certificates.numbered(crowd, size)) for _ in range(batches)]
    for run in runs:
        tasks.start(run)

    told = _told_by("dying_workers", real_commits, {"kills": kills, "chunk": 2, "part": size // 2})

    record_property(
        "figures", f"{told['killed']:.0f} kills, last recovery {told['recovery']:.1f} s"
    )
    assert told["killed"] >= batches
    assert told["recovery"] <= RECOVERY_SECONDS
    _assert_whole(crowd, media, batches * size)
    assert [run.certificates.count() for run in runs] == [size] * batches
