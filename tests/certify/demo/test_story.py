"""The demo is a true story: four programs, every event in time order, every role signed in."""

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from certificates.models import Certificate, Handover, PhysicalCopy, Proposal
from certify.accounts.models import User
from certify.accounts.roles import ROLES, Role
from certify.audit import trail
from certify.audit.models import AuditEvent
from certify.demo import cast, story
from programs.models import Program

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory, kept_forms):
    """The story, told once for this module in a transaction of its own."""
    folder = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder, KEY_FOLDER=folder / "keys", FORMS_FOLDER=kept_forms),
    ):
        atomic = transaction.atomic()
        atomic.__enter__()
        yield story.tell(TODAY)
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


def test_programs_stand_where_the_readme_says(told):
    programs = {program.status: program for program in Program.objects.order_by("pk")}
    counts = Counter(Program.objects.values_list("status", flat=True))

    assert counts == {"closed": 2, "open": 1, "planning": 1}
    assert programs["planning"].enrollments.count() == 0
    assert programs["planning"].quotas.count() == 3


def test_certificates_of_2022_have_expired_and_of_this_year_hold(told):
    first, second = Program.objects.filter(status="closed").order_by("year", "pk")

    old = Certificate.objects.filter(program=first)
    new = Certificate.objects.filter(program=second)

    assert (old.count(), new.count()) == (38, 37 + 1)
    handed_on = Handover.objects.filter(certificate__in=old).values_list("handed_on", flat=True)
    assert list(handed_on) == [dt.date(2023, 1, 26)] * 38
    assert max(row.valid_until for row in old) < TODAY < min(row.valid_until for row in new)


def test_something_happened_to_the_certificates_of_this_year(told):
    """What a visitor can look at: replaced, suspended, expired, renewed, lost, waiting."""
    rows = Certificate.objects.filter(program__status="closed")

    assert Counter(rows.values_list("status", flat=True)) == {
        "issued": 38 + 37 - 1,
        "replaced": 1,
        "suspended": 1,
    }
    replaced = rows.get(status="replaced")
    assert replaced.successors.get().holder_name == f"Hj. {replaced.holder_name}"
    assert rows.filter(renews__isnull=False).get().renews.program.year == 2022
    assert Counter(Proposal.objects.values_list("status", flat=True)) == {
        "approved": 3,
        "open": 1,
    }
    sheets = PhysicalCopy.objects.exclude(status="handed_over")
    assert sorted(sheets.values_list("status", "copy_number")) == [
        ("lost", 1),
        ("printed", 2),
        ("returned", 1),
    ]


def test_trail_is_whole_and_in_time_order(told):
    moments = list(AuditEvent.objects.order_by("sequence").values_list("at", flat=True))

    assert trail.first_fault() is None
    assert [pair for pair in pairwise(moments) if pair[0] > pair[1]] == []


def test_every_role_has_a_person_with_the_factor_it_demands(told):
    assert {player.role for player in cast.PLAYERS} == set(Role)
    for player in cast.PLAYERS:
        user = User.objects.get(username=player.username)
        enrolled = Authenticator.objects.filter(user=user).exists()
        assert (user.is_demo, enrolled) == (True, ROLES[player.role].second_factor_required)


def test_filled_database_is_left_alone(told, capsys):
    before = AuditEvent.objects.count()

    call_command("demo")

    said = capsys.readouterr().out
    assert "data contoh tidak ditambahkan" in said
    assert cast.PASSWORD in said
    assert AuditEvent.objects.count() == before
