"""The measuring command: real jobs on invented people, never beside anybody's data."""

import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from certificates import tasks
from certificates.enums import CertificateStatus
from certificates.models import Certificate, IssueRun
from certify.demo import crowd
from certify.jobs import running
from participants.models import Person
from tests.processes import ROOT


@pytest.mark.django_db
def test_a_crowd_can_be_issued_and_is_marked_as_invented(media, settings):
    ready = crowd.found()

    program, assessments = crowd.competent(ready, 3)
    run = crowd.ask(ready, program, assessments, today=crowd.DECIDED_ON)
    running.run(job_id=tasks.start(run).pk)

    made = Certificate.objects.filter(run=run)
    assert [(c.status, c.is_example) for c in made] == [(CertificateStatus.ISSUED, True)] * 3
    assert all(c.frozen.photo_jpeg for c in made)
    assert all(person.nik.startswith("99") for person in Person.objects.all())


@pytest.mark.django_db
def test_a_database_with_people_is_left_alone(cast):
    with pytest.raises(CommandError, match="sudah berisi"):
        call_command("issue_benchmark", "40")

    assert not IssueRun.objects.exists()


def test_figures_are_of_whole_runs(real_commits):
    done = subprocess.run(
        [sys.executable, "manage.py", "issue_benchmark", "4", "--workers", "2", "--json"],
        cwd=ROOT,
        env=real_commits.environment | {"LOG_LEVEL": "CRITICAL"},
        capture_output=True,
        text=True,
        check=True,
    )

    figures = json.loads(done.stdout)
    assert [figure["count"] for figure in figures] == [4]
    assert figures[0]["seconds"] > 0
    assert len(figures[0]["worker_mb"]) == 2
