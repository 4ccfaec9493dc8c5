"""A small world in which every page has something to show: each status once, by the real moves."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from assessments.enums import AssessmentStatus, Outcome
from certificates.enums import CertificateStatus
from certificates.models import AccessLink, Certificate
from participants.enums import ApplicationStatus
from tests.conftest import Cast
from tests.factories import assessments, certificates, participants, programs
from tests.factories.programs import Stage

NAMES = (
    "Siti Romlah",
    "Hj. Lilik Maslikah, S.Pd.",
    "Moch. Khoirul Ma'ruf",
    "Dwi Anggraini Puspitasari Kusumaningtyas",
    "Ngatemi",
    "Sugeng Prasetyo",
)
BEFORE_PANEL = (
    AssessmentStatus.ASSIGNED,
    AssessmentStatus.READY,
    AssessmentStatus.NOT_READY,
    AssessmentStatus.CONSENTED,
    AssessmentStatus.ABSENT,
    AssessmentStatus.WITHDRAWN,
    AssessmentStatus.RECOMMENDED,
)


@dataclass(frozen=True)
class World:
    """What a test may want to open directly."""

    stage: Stage
    certificate: Certificate
    revoked: Certificate
    replaced: Certificate
    link: AccessLink


def furnish(cast: Cast) -> World:
    """Fill a program with people at every step, and leave an empty one beside it."""
    cast.body.name_en = "Example Certification Body"
    cast.body.save(update_fields=["name_en"])
    stage = programs.stage(cast)
    programs.program(cast.agency, by=cast.dewi, name="Warna Alam Wonosalam")
    now = timezone.now()
    for name in NAMES[:2]:
        participants.enrollment(
            stage.program, stage.scheme, by=cast.dewi, wave=stage.wave, full_name=name
        )
    for status in ApplicationStatus.values:
        participants.application_at(status, stage, full_name=f"{NAMES[2]} {status}")
    # The panel of these two closes before anybody else waits, so that it postpones nobody.
    for outcome in Outcome.values:
        assessments.assessment_at(
            AssessmentStatus.IN_FORCE, stage, outcome=outcome, on=_day(stage, 0)
        )
    assessments.assessment_at(AssessmentStatus.DECIDED, stage, on=_day(stage, 0))
    for status in BEFORE_PANEL:
        assessments.assessment_at(
            status, stage, on=_day(stage, 1), application=participants.accepted(stage)
        )
    assessments.panel(stage, at=now)
    assessments.assessment_at(AssessmentStatus.RECOMMENDED, stage, on=_day(stage, 1))
    certificates.numbered(stage)
    certificate = certificates.issued(stage, full_name=NAMES[3])[0]
    revoked = certificates.certificate_at(CertificateStatus.REVOKED, stage)
    replaced = certificates.certificate_at(CertificateStatus.REPLACED, stage)
    return World(stage, certificate, revoked, replaced, certificates.link(stage, certificate))


def _day(stage: Stage, number: int) -> dt.date:
    return stage.wave.starts_on + dt.timedelta(days=number)
