"""A small world in which every page has something to show: each status once, by the real moves."""

import datetime as dt
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from django.utils import timezone
from PIL import Image

from assessments.enums import AssessmentStatus, Outcome
from certificates import operations as certifying
from certificates.enums import CertificateStatus, DesignStatus
from certificates.models import AccessLink, Certificate
from certify.accounts.models import User
from certify.accounts.operations import links
from certify.accounts.roles import Role
from participants import operations as participating
from participants import rules
from participants.enums import ApplicationStatus
from tests.conftest import Cast
from tests.factories import (
    accounts,
    assessments,
    certificates,
    designs,
    participants,
    programs,
    seals,
)
from tests.factories.programs import Stage

LIST = Path(__file__).resolve().parent.parent / "data" / "peserta-2022-dari-dinas.xlsx"
NAMES = (
    "Siti Romlah",
    "Hj. Lilik Maslikah, S.Pd.",
    "Moch. Khoirul Ma'ruf",
    "Dwi Anggraini Puspitasari Kusumaningtyas",
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


@dataclass
class World:
    """What a test may want to open directly."""

    stage: Stage
    keeper: User
    people: list[User]
    certificate: Certificate
    revoked: Certificate
    replaced: Certificate
    link: AccessLink
    # Addresses to begin at besides the start page, so that each status of a thing is seen.
    starts: list[str] = field(default_factory=list)


def furnish(cast: Cast) -> World:
    """Fill a program with people at every step, and leave an empty one beside it."""
    cast.body.name_en = "Example Professional Certification Body"
    cast.body.save(update_fields=["name_en"])
    stage, now = programs.stage(cast), timezone.now()
    starts = [*_people(stage), *_assessments(stage, now), *_standing(cast, stage, now)]
    certificate = certificates.issued(stage, full_name=NAMES[3])[0]
    revoked = certificates.certificate_at(CertificateStatus.REVOKED, stage)
    replaced = certificates.certificate_at(CertificateStatus.REPLACED, stage)
    link = certificates.link(stage, certificate)
    certifying.report_name(
        enrollment=certificate.assessment.application.enrollment,
        proposed_name="Dwi Anggraini P. K.",
        message="",
        at=now,
    )
    starts += [f"/sertifikat/{row.pk}/" for row in (certificate, revoked, replaced)]
    starts += _other_certificates(stage, now)
    starts += [designs.design_at(status, stage).get_absolute_url() for status in DesignStatus]
    # After the certificates, so that those are unsealed and may be signed elsewhere.
    for _ in ("retired", "active"):
        seals.sealed_body(stage)
    system = accounts.member("Pengelola Sistem", Role.SYSTEM_ADMIN)
    people = [cast.dewi, cast.head, cast.sari, cast.tuti, cast.bagas, cast.budi, cast.wulan]
    return World(
        stage=stage,
        keeper=cast.keeper,
        people=[*people, cast.keeper, system],
        certificate=certificate,
        revoked=revoked,
        replaced=replaced,
        link=link,
        starts=starts,
    )


def _people(stage: Stage) -> list[str]:
    dewi = stage.cast.dewi
    for name in NAMES[:2]:
        row = participants.enrollment(
            stage.program, stage.scheme, by=dewi, wave=stage.wave, full_name=name
        )
    picture = BytesIO()
    Image.new("RGB", (300, 400), "#6B3A1E").save(picture, "JPEG")
    participating.set_photo(
        person=row.person, jpeg=rules.portrait(picture.getvalue()), by=dewi, at=timezone.now()
    )
    participants.training(row.person, by=dewi, trainer=stage.cast.rahma)
    rows = [
        participants.application_at(status, stage, full_name=f"{NAMES[2]} {number}")
        for number, status in enumerate(ApplicationStatus.values, start=1)
    ]
    return [
        f"/orang/{row.person_id}/",
        *(f"/peserta/{row.enrollment_id}/" for row in rows),
        *(f"/permohonan/{row.pk}/" for row in rows),
    ]


def _assessments(stage: Stage, now: dt.datetime) -> list[str]:
    # The panels of these close before anybody else waits, so that they postpone nobody.
    rows = [
        assessments.assessment_at(AssessmentStatus.IN_FORCE, stage, outcome=outcome, on=_day(stage))
        for outcome in Outcome.values
    ]
    drafted = assessments.assessment_at(AssessmentStatus.DECIDED, stage, on=_day(stage))
    draft = assessments.drafted(stage, drafted.decision.panel)
    decided = assessments.assessment_at(AssessmentStatus.DECIDED, stage, on=_day(stage))
    rows += [drafted, decided]
    rows += [assessments.assessment_at(status, stage, on=_day(stage, 1)) for status in BEFORE_PANEL]
    meeting = assessments.panel(stage, at=now)
    assessments.mark_case(meeting, rows[-1], Outcome.COMPETENT, by=stage.cast.wulan)
    rows.append(assessments.assessment_at(AssessmentStatus.RECOMMENDED, stage, on=_day(stage, 1)))
    return [
        *(f"/asesmen/{row.pk}/" for row in rows),
        f"/pleno/{meeting.pk}/",
        f"/pleno/{decided.decision.panel_id}/",
        f"/sk/{draft.pk}/",
        f"/sk/{draft.pk}/ubah/",
        f"/asesmen/saya/{stage.program.pk}/",
        *(f"/asesmen/{row.pk}/ringkasan/" for row in rows),
    ]


def _standing(cast: Cast, stage: Stage, now: dt.datetime) -> list[str]:
    """What stands around a program: another one with an import on its way, drafts, invitations."""
    other = programs.program(cast.agency, by=cast.dewi, name="Warna Alam Wonosalam")
    programs.quota(other, stage.scheme, by=cast.dewi, places=60)
    draft = participating.start_import(
        program=other, content=LIST.read_bytes(), file_name=LIST.name, by=cast.dewi, at=now
    )
    scheme = programs.draft_scheme(stage.body, by=cast.tuti, name="Pembatik Cap")
    invitation = links.invite(
        organization=cast.body,
        full_name="Rahayu Contoh",
        roles=[Role.ASSESSOR],
        by=cast.keeper,
        at=now,
    )
    return [
        *(f"/impor/{draft.pk}/{page}" for page in ("", "kolom/", "perbaiki/", "periksa/")),
        f"/skema/{scheme.pk}/",
        f"/organisasi/{cast.body.pk}/",
        f"/organisasi/{cast.body.pk}/tautan/{invitation.pk}/",
        f"/program/{stage.program.pk}/papan/",
    ]


def _other_certificates(stage: Stage, now: dt.datetime) -> list[str]:
    suspended = certificates.certificate_at(CertificateStatus.SUSPENDED, stage)
    reserved = certificates.reserved(stage)[0]
    handed = certificates.issued(stage)[0]
    handover = certifying.hand_over(
        certificate=handed,
        recipient=certifying.Recipient(),
        on=timezone.localdate(),
        by=stage.cast.dewi,
        at=now,
        today=timezone.localdate(),
    )
    certificates.numbered(stage)
    proposed = certificates.proposed(stage, certificates.issued(stage)[0])
    printed = certificates.printed(stage, certificates.issued(stage)[0])
    program = stage.program.pk
    return [
        *(f"/sertifikat/{row.pk}/" for row in (suspended, reserved, handed, printed.certificate)),
        f"/sertifikat/usulan/{proposed.pk}/",
        f"/sertifikat/serah-terima/{handover.pk}/batalkan/",
        f"/sertifikat/program/{program}/serah-terima/",
        f"/sertifikat/program/{program}/laporan-nama/",
        f"/sertifikat/program/{program}/tautan/",
    ]


def _day(stage: Stage, number: int = 0) -> dt.date:
    return stage.wave.starts_on + dt.timedelta(days=number)
