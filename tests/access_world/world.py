"""One world for the access matrix: every object once, made by the real operations.

``address`` gives the arguments of a route, ``body`` what a well-formed form would send. The
objects are all ours, so that for the strangers (the same roles in another agency and another
body) every one of them is foreign.
"""

import io
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from PIL import Image

from assessments import queries
from certificates import operations as certification
from certificates.enums import RecipientKind
from certify.accounts.models import User
from certify.accounts.operations import activation, organizations
from certify.accounts.roles import Role
from certify.jobs import queue
from certify.jobs.models import Job
from certify.jobs.registry import JobType
from participants import operations as participation
from participants import rules
from tests.conftest import Cast, make_cast
from tests.factories import (
    accounts,
    assessments,
    certificates,
    designs,
    imports,
    participants,
    programs,
)

TODAY = timezone.localdate
NEW_PASSWORD = "canting-baru-untuk-malam"


@dataclass
class World:
    """Everything the routes point at."""

    cast: Cast
    stage: programs.Stage
    root: User
    agency_keeper: User
    second_keeper: User
    strangers: dict[str, User]

    @property
    def people(self) -> dict[str, User]:
        """One person for each role of ours, by the name of its column."""
        cast = self.cast
        return {
            "system_admin": self.root,
            "agency_staff": cast.dewi,
            "agency_head": cast.head,
            "agency_keeper": self.agency_keeper,
            "body_admin": cast.sari,
            "manager": cast.tuti,
            "assessor": cast.budi,
            "committee": cast.wulan,
            "director": cast.bagas,
            "body_keeper": cast.keeper,
        }

    # --- accounts ---------------------------------------------------------------------------------

    @cached_property
    def link(self):
        return accounts.invitation(self.cast.body, by=self.cast.keeper)

    @cached_property
    def password_link(self):
        return accounts.password_link(self.cast.hadi, self.cast.body, by=self.cast.keeper)

    @cached_property
    def reset(self):
        return accounts.factor_reset(self.cast.ratna, self.cast.body, by=self.second_keeper)

    @cached_property
    def signatory(self):
        return self.cast.body.signatories.get()

    @cached_property
    def body_with_logo(self):
        return organizations.replace_logo(
            organization=self.cast.body, data=picture(), by=self.cast.keeper, at=timezone.now()
        )

    @cached_property
    def former(self):
        """Somebody whose account was switched off."""
        person = accounts.member("Mantan Anggota", Role.COMMITTEE_MEMBER, self.cast.body)
        return activation.disable(
            person=person,
            organization=self.cast.body,
            reason="Pindah tugas",
            by=self.cast.keeper,
            at=timezone.now(),
        )

    @cached_property
    def grant(self):
        return self.cast.hadi.grants.get()

    # --- designs ----------------------------------------------------------------------------------

    @cached_property
    def draft_design(self):
        return designs.draft(self.stage)

    @cached_property
    def frozen_design(self):
        return designs.design_at("frozen", self.stage)

    # --- programs and participants ----------------------------------------------------------------

    @cached_property
    def quota(self):
        return self.stage.program.quotas.get()

    @cached_property
    def draft_scheme(self):
        return programs.draft_scheme(self.stage.body, by=self.cast.tuti)

    @cached_property
    def new_assessor(self):
        return accounts.member("Asesor Baru", Role.ASSESSOR, self.cast.body)

    @cached_property
    def person(self):
        person = participants.person(self.stage.agency, by=self.cast.dewi)
        return participation.set_photo(
            person=person,
            jpeg=rules.portrait(picture()),
            by=self.cast.dewi,
            at=timezone.now(),
        )

    @cached_property
    def training(self):
        return participants.training(self.person, by=self.cast.dewi, trainer=self.cast.budi)

    @cached_property
    def enrollment(self):
        return participants.enrollment(
            self.stage.program, self.stage.scheme, by=self.cast.dewi, wave=self.stage.wave
        )

    @cached_property
    def left(self):
        row = participants.enrollment(self.stage.program, self.stage.scheme, by=self.cast.dewi)
        return participation.withdraw_enrollment(
            enrollment=row, by=self.cast.dewi, at=timezone.now()
        )

    @cached_property
    def application(self):
        person = participants.person(self.stage.agency, by=self.cast.dewi)
        participation.set_photo(
            person=person,
            jpeg=rules.portrait(picture()),
            by=self.cast.dewi,
            at=timezone.now(),
        )
        return participants.application_at("submitted", self.stage, of=person)

    @cached_property
    def returned(self):
        return participants.application_at("returned", self.stage)

    @cached_property
    def tie(self):
        return participation.declare_tie(
            assessor=self.stage.budi,
            nik_hash=self.person.nik_hash,
            tie="adik kandung",
            by=self.cast.tuti,
            at=timezone.now(),
        )

    # --- assessments ------------------------------------------------------------------------------
    # A panel takes everybody who waits, so those that must not wait come first: each property
    # asks for the one before it.

    @cached_property
    def undrafted(self):
        row = assessments.assessment_at("recommended", self.stage)
        return assessments.decided(self.stage, {row.pk: assessments.K})

    @cached_property
    def draft(self):
        waiting = self.undrafted.pk
        row = assessments.assessment_at("recommended", self.stage)
        meeting = assessments.decided(self.stage, {row.pk: assessments.K})
        assert meeting.pk != waiting
        return assessments.drafted(self.stage, meeting)

    @cached_property
    def case(self):
        """A case that is noted, so that its panel could be closed."""
        assert self.draft
        row = assessments.assessment_at("recommended", self.stage)
        meeting = assessments.panel(self.stage)
        return assessments.mark_case(meeting, row, assessments.K, by=self.cast.wulan)

    @cached_property
    def recommended(self):
        assert self.case
        return assessments.assessment_at("recommended", self.stage)

    @cached_property
    def assigned(self):
        return assessments.assessment_at("assigned", self.stage)

    @cached_property
    def ready(self):
        return assessments.assessment_at("ready", self.stage)

    @cached_property
    def absent(self):
        return assessments.assessment_at("absent", self.stage)

    @cached_property
    def consented(self):
        return assessments.assessment_at("consented", self.stage)

    @cached_property
    def marked(self):
        return assessments.marked(assessments.assessment_at("consented", self.stage))

    @cached_property
    def line(self):
        """The first line of a sheet on which nothing is marked."""
        return queries.sheet(self.consented)[0].lines[0]

    @cached_property
    def photo(self):
        return assessments.photo(self.consented, picture("navy"))

    @cached_property
    def accepted(self):
        return participants.accepted(self.stage)

    # --- certificates -----------------------------------------------------------------------------

    @cached_property
    def certificate(self):
        certificates.credential_key(self.stage)
        return certificates.issued(self.stage)[0]

    @cached_property
    def proposal(self):
        """What the manager proposed, so that the director may answer and the manager may not."""
        return certificates.proposed(self.stage, certificates.issued(self.stage)[0])

    @cached_property
    def sheet(self):
        return certificates.printed(self.stage, certificates.issued(self.stage)[0])

    @cached_property
    def reserved(self):
        return certificates.certificate_at("reserved", self.stage)

    @cached_property
    def numbered(self):
        return certificates.numbered(self.stage)[0]

    @cached_property
    def handed(self):
        shown = certificates.issued(self.stage)[0]
        return certification.hand_over(
            certificate=shown,
            recipient=certification.Recipient(RecipientKind.HOLDER, "", ""),
            on=TODAY(),
            by=self.cast.dewi,
            at=timezone.now(),
            today=TODAY(),
        )

    @cached_property
    def seal(self):
        # Issued before, so without this seal: those may be signed elsewhere.
        assert self.certificate.seal_fingerprint == ""
        return certification.make_development_seal(
            body=self.stage.body, by=self.cast.bagas, at=timezone.now()
        )

    @cached_property
    def access_link(self):
        return certificates.link(self.stage, self.certificate)

    @cached_property
    def report(self):
        return certification.report_name(
            enrollment=self.certificate.assessment.application.enrollment,
            proposed_name="Siti Aminah",
            message="",
            at=timezone.now(),
        )

    # --- imports ----------------------------------------------------------------------------------

    @cached_property
    def import_draft(self):
        lines = imports.csv(imports.line(9001))
        return imports.draft(
            self.stage.program, by=self.cast.dewi, content=lines, path=imports.TIDY
        )

    @cached_property
    def saved_import(self):
        lines = imports.csv(imports.line(9002))
        return imports.committed(
            self.stage.program,
            by=self.cast.dewi,
            content=lines,
            path=imports.TIDY,
            answers=None,
        )

    # --- jobs -------------------------------------------------------------------------------------

    @cached_property
    def job(self) -> Job:
        kind = JobType("test.matrix", lambda job: None, 3, None)
        return queue.enqueue(
            kind,
            key="matriks",
            by=self.cast.sari,
            organization=self.cast.body,
            title="Menerbitkan 40",
        )


def picture(color: str = "white") -> bytes:
    """Give a small PNG."""
    data = io.BytesIO()
    Image.new("RGB", (80, 80), color).save(data, format="PNG")
    return data.getvalue()


def make_world() -> World:
    """Make our two organizations, the strangers', and one system administrator."""
    cast, others = make_cast(), make_cast("Lain")
    cast.body.name_en = "Example Professional Certification Body"  # certificates print it
    cast.body.save()
    return World(
        cast=cast,
        stage=programs.stage(cast, places=400),
        root=accounts.member("Rudi", Role.SYSTEM_ADMIN),
        agency_keeper=accounts.member("Nani", Role.ORGANIZATION_ADMIN, cast.agency),
        second_keeper=accounts.member("Nurul", Role.ORGANIZATION_ADMIN, cast.body),
        strangers={
            "agency_staff": others.dewi,
            "agency_head": others.head,
            "agency_keeper": accounts.member("Nina", Role.ORGANIZATION_ADMIN, others.agency),
            "body_admin": others.sari,
            "manager": others.tuti,
            "assessor": others.budi,
            "committee": others.wulan,
            "director": others.bagas,
            "body_keeper": others.keeper,
        },
    )
