"""What minutes and decree keep: whole, and read back as it was written."""

import hashlib
import json

import pytest

from assessments import queries
from assessments.content import DecreeContent, MinutesContent
from assessments.enums import PaperKind
from assessments.models import Assessment, Decree, KeptPaper
from certify.accounts.models import Signatory
from certify.audit.models import AuditEvent
from tests.factories import assessments as make
from tests.factories.programs import LONG_AGO, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(stage: Stage) -> list[Assessment]:
    return [make.assessment_at("recommended", stage) for _ in range(3)]


@pytest.fixture
def decree(stage: Stage, rows: list[Assessment]) -> Decree:
    competent, not_yet, _ = rows
    return make.decree(stage, make.decided(stage, {competent.pk: make.K, not_yet.pk: make.BK}))


def line(row: Assessment, outcome: str, reason: str = "", follow_up: str = "") -> dict:
    return {
        "number": row.application.enrollment.number,
        "full_name": row.application.full_name,
        "scheme": row.scheme.name,
        "assessor": row.assessor.user.full_name,
        "met_number": row.assessor.met_number,
        "outcome": outcome,
        "reason": reason,
        "follow_up": follow_up,
    }


def shared(stage: Stage, rows: list[Assessment]) -> dict:
    body = stage.cast.body
    return {
        "wording": 1,
        "letterhead": {
            "lines": [body.name],
            "address": f"{body.address}, {body.city}",
            "contact": "",
            "logo": None,
        },
        "program": stage.program.name,
        "held_on": str(LONG_AGO.date()),
        "place": "Kantor LSP",
        "decisions": [
            line(rows[0], "competent"),
            line(rows[1], "not_yet_competent", "Goresan belum rata", "Ulangi unit pertama"),
        ],
        "is_example": True,
    }


def test_minutes_keep_everything_they_print(stage: Stage, rows, decree: Decree):
    kept = KeptPaper.objects.get(panel=decree.panel, kind=PaperKind.MINUTES)
    chair, *others = stage.cast.panel

    assert json.loads(kept.content) == shared(stage, rows) | {
        "body_name": stage.cast.body.name,
        "members": [
            {"name": chair.full_name, "is_chair": True},
            *(
                {"name": name, "is_chair": False}
                for name in sorted(user.full_name for user in others)
            ),
        ],
        "postponed": [
            {
                "number": rows[2].application.enrollment.number,
                "full_name": rows[2].application.full_name,
                "reason": "",
            }
        ],
    }
    assert MinutesContent.from_json(kept.content) == queries.minutes_content(decree.panel)
    assert MinutesContent.from_json(kept.content).to_json() == kept.content


def test_a_decree_keeps_everything_it_prints(stage: Stage, rows, decree: Decree):
    kept = KeptPaper.objects.get(panel=decree.panel, kind=PaperKind.DECREE)
    signatory = Signatory.objects.get(organization=stage.cast.body)

    assert json.loads(kept.content) == shared(stage, rows) | {
        "number": decree.number,
        "decided_on": str(LONG_AGO.date()),
        "signature": {
            "position": signatory.position,
            "name": signatory.name,
            "city": stage.cast.body.city,
            "signed_on": str(LONG_AGO.date()),
            "opening": "",
            "body": "",
            "rank": signatory.rank,
            "nip": signatory.employee_number,
        },
        "in_force_by": stage.cast.bagas.full_name,
        "in_force_at": LONG_AGO.isoformat().replace("+00:00", "Z"),
    }
    assert DecreeContent.from_json(kept.content) == queries.decree_content(decree)
    assert DecreeContent.from_json(kept.content).to_json() == kept.content


def test_a_draft_reads_back_as_well(stage: Stage, rows):
    draft = make.drafted(stage, make.decided(stage, {rows[0].pk: make.K}))
    content = queries.decree_content(draft)

    assert content.is_draft
    assert DecreeContent.from_json(content.to_json()) == content


def test_the_trail_holds_the_hash_of_what_was_kept(decree: Decree):
    kept = {row.kind: row for row in KeptPaper.objects.filter(panel=decree.panel)}
    events = {
        PaperKind.MINUTES: AuditEvent.objects.get(name="assessments.panel_closed"),
        PaperKind.DECREE: AuditEvent.objects.get(name="assessments.decree_signed"),
    }

    for kind, event in events.items():
        digest = hashlib.sha256(kept[kind].content.encode()).hexdigest()
        assert (event.data["content_sha256"], kept[kind].content_sha256) == (digest, digest)
