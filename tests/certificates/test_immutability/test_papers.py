"""Minutes and decree say for ever what they said, whatever is corrected afterwards."""

import dataclasses
import io
import re
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from assessments import queries
from assessments.enums import Outcome
from assessments.models import Decree, Panel, PanelCase
from certificates import operations
from certify.accounts.models import User
from tests.certificates.test_immutability.altering import (
    change_every_master,
    delete_pictures,
    raw,
)
from tests.factories import accounts, assessments, certificates
from tests.factories.programs import Stage

pytestmark = pytest.mark.django_db
CORRECTED = "Siti Romlah Setyaningsih"


class Printed(NamedTuple):
    """Both papers of a panel, and the names under which they are saved."""

    minutes: bytes
    decree: bytes
    names: tuple[str, str]


def printed(reader: User, decree: Decree) -> Printed:
    """Download minutes and decree anew, as somebody who reprints them would."""
    browser = accounts.sign_in(Client(), reader)
    minutes = browser.get(reverse("assessments:minutes", args=[decree.panel_id]))
    paper = browser.get(reverse("assessments:decree_paper", args=[decree.pk]))
    assert [answer.content[:5] for answer in (minutes, paper)] == [b"%PDF-"] * 2
    names = (minutes["Content-Disposition"], paper["Content-Disposition"])
    return Printed(minutes.content, paper.content, names)


def words(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


@pytest.fixture
def decree(illustrated: Stage) -> Decree:
    """A decree over K and BK whose panel postponed a third person."""
    people = [assessments.assessment_at("recommended", illustrated) for _ in range(3)]
    outcomes = {people[0].pk: Outcome.COMPETENT, people[1].pk: Outcome.NOT_YET_COMPETENT}
    return assessments.decree(illustrated, assessments.decided(illustrated, outcomes))


def change_everything(media) -> None:
    """Change every column that either paper was chosen from, and take away the logos."""
    change_every_master()
    User.objects.update(full_name="Orang Lain")
    raw(Panel).update(place="Tempat lain", held_on="2025-09-09")
    raw(PanelCase).update(reason="Alasan lain")
    raw(Decree).update(number="Nomor lain", decided_on="2025-09-09")
    delete_pictures(media)


def test_signed_papers_do_not_change_with_the_register(illustrated, decree, media):
    director = illustrated.cast.bagas
    before = printed(director, decree)

    change_everything(media)

    assert printed(director, decree) == before


def unchanged(old, new) -> set[str]:
    return {
        field.name
        for field in dataclasses.fields(old)
        if getattr(old, field.name) == getattr(new, field.name)
    }


def test_control_what_is_drawn_from_the_register_does_change(decree, media):
    """The same changes against what is chosen anew: nearly every value differs."""

    def chosen():
        row = queries.decrees_visible_to(decree.signed_by).get(pk=decree.pk)
        return queries.minutes_content(row.panel), queries.decree_content(row)

    minutes, paper = chosen()
    change_everything(media)

    other_minutes, other_paper = chosen()

    assert unchanged(minutes, other_minutes) == {"wording"}
    assert unchanged(paper, other_paper) == {"wording", "in_force_at"}
    lines = zip(paper.decisions, other_paper.decisions, strict=True)
    judged = {"number", "outcome", "reason", "follow_up"}
    assert [unchanged(*two) - judged for two in lines] == [set(), set()]


def test_a_corrected_name_stands_on_the_new_certificate_and_not_on_the_decree(stage: Stage):
    old = certificates.issued(stage)[0]
    decree = old.assessment.decision.panel.decree
    director, name = stage.cast.bagas, old.holder_name
    before = printed(director, decree)
    assert CORRECTED not in (name, words(before.minutes), words(before.decree))

    new = certificates.replace(stage, old, full_name=CORRECTED)

    after = printed(director, decree)
    assert after == before
    assert [name in words(pdf) for pdf in (after.minutes, after.decree)] == [True, True]
    assert new.holder_name == new.frozen.holder_name == CORRECTED
    assert new.assessment.decision.panel.decree == decree


def test_a_name_corrected_before_the_issue_leaves_the_decree_as_it_is(stage: Stage):
    row = certificates.numbered(stage)[0]
    decree = row.decision.panel.decree
    before = printed(stage.cast.bagas, decree)

    operations.correct_name(
        assessment=row, full_name=CORRECTED, by=stage.cast.sari, at=timezone.now()
    )

    assert printed(stage.cast.bagas, decree) == before
    run = certificates.run_of(stage, [row])
    operations.carry_out(run=run, clock=timezone.now)
    assert run.certificates.get().frozen.holder_name == CORRECTED
