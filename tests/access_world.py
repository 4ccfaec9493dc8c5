"""One world for the access matrix: every object once, made by the real operations.

``address`` gives the arguments of a route, ``body`` what a well-formed form would send. The
objects are all ours, so that for the strangers (the same roles in another agency and another
body) every one of them is foreign.
"""

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from assessments import queries
from certificates import operations as certification
from certificates.enums import RecipientKind
from certify.accounts import tokens
from certify.accounts.models import User
from certify.accounts.operations import organizations
from certify.accounts.roles import Role
from certify.jobs import queue
from certify.jobs.models import Job
from certify.jobs.registry import JobType
from participants import operations as participation
from participants import rules
from programs.importing import SHIPPED_STANDARDS
from tests.conftest import Cast, make_cast
from tests.factories import accounts, assessments, certificates, imports, participants, programs

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
    def grant(self):
        return self.cast.hadi.grants.get()

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
    def accepted(self):
        return participants.accepted(self.stage)

    # --- certificates -----------------------------------------------------------------------------

    @cached_property
    def certificate(self):
        return certificates.issued(self.stage)[0]

    @cached_property
    def suspended(self):
        return certificates.certificate_at("suspended", self.stage)

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


def picture() -> bytes:
    """Give a small PNG."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(data, format="PNG")
    return data.getvalue()


def make_world() -> World:
    """Make our two organizations, the strangers', and one system administrator."""
    cast, others = make_cast(), make_cast()
    cast.body.name_en = "Example Certification Body"  # certificates print it
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


# What stands in an address: the argument of a route in a room, or of one route alone.
ADDRESSES: dict[str, Callable[[World], Any]] = {
    "accounts:organization": lambda w: w.cast.body.pk,
    "accounts:person": lambda w: w.cast.hadi.pk,
    "accounts:signatory": lambda w: w.signatory.pk,
    "accounts:link": lambda w: w.link.pk,
    "accounts:grant": lambda w: w.grant.pk,
    "accounts:reset": lambda w: w.reset.pk,
    "accounts:logo:organization": lambda w: w.body_with_logo.pk,
    "accounts:token": lambda w: tokens.make(w.link.nonce),
    "accounts:password_arrival:token": lambda w: tokens.make(w.password_link.nonce),
    "accounts:set_password:token": lambda w: tokens.make(w.password_link.nonce),
    "assessments:pk": lambda w: w.assigned.pk,
    "assessments:program": lambda w: w.stage.program.pk,
    "assessments:mine:program": lambda w: w.assigned.program_id,
    "assessments:assign:program": lambda w: w.accepted.enrollment.program_id,
    "assessments:assign_people:program": lambda w: w.accepted.enrollment.program_id,
    "assessments:convene:program": lambda w: w.recommended.program_id,
    "assessments:convene_panel:program": lambda w: w.recommended.program_id,
    "assessments:body": lambda w: w.stage.body.pk,
    "assessments:panel": lambda w: w.undrafted.pk,
    "assessments:case": lambda w: w.case.pk,
    "assessments:position": lambda w: 1,
    "assessments:criterion": lambda w: w.line.criterion.pk,
    "assessments:element": lambda w: w.line.criterion.element_id,
    "assessments:unmark_element:element": lambda w: w.line.criterion.element_id,
    **{
        f"assessments:{route}:pk": pk
        for routes, pk in (
            (("consent", "record_consent"), lambda w: w.ready.pk),
            (("undo_absence",), lambda w: w.absent.pk),
            (
                ("sheet", "unit", "line", "mark", "mark_element", "add_note"),
                lambda w: w.consented.pk,
            ),
            (("summary", "recommend", "unmark_element"), lambda w: w.marked.pk),
            (("returning", "return_to_assessor"), lambda w: w.recommended.pk),
            (
                (
                    "panel",
                    "panel_list",
                    "mark_case",
                    "closing",
                    "close_panel",
                    "canceling",
                    "cancel_panel",
                ),
                lambda w: w.case.panel_id,
            ),
            (("minutes",), lambda w: w.undrafted.pk),
            (
                ("decree", "decree_paper", "mending", "edit_decree", "signing", "sign_decree"),
                lambda w: w.draft.pk,
            ),
        )
        for route in routes
    },
    "certificates:pk": lambda w: w.certificate.pk,
    "certificates:program": lambda w: w.certificate.program_id,
    "certificates:code": lambda w: w.certificate.code,
    "certificates:token": lambda w: certification.token_of(w.access_link),
    "certificates:name": lambda w: "Sertifikat.pdf",
    "certificates:start_issue:program": lambda w: w.numbered.program_id,
    "certificates:save_numbers:program": lambda w: w.numbered.program_id,
    **{
        f"certificates:{route}:pk": pk
        for routes, pk in (
            (("lifting", "lift"), lambda w: w.suspended.pk),
            (("voiding", "void"), lambda w: w.reserved.pk),
            (("preview", "preview_page", "preview_picture"), lambda w: w.numbered.pk),
            (("run", "continue_run"), lambda w: w.reserved.run_id),
            (("handover_cancellation", "cancel_handover"), lambda w: w.handed.pk),
            (("link_revocation", "revoke_link"), lambda w: w.access_link.pk),
            (("answer_name_report",), lambda w: w.report.pk),
        )
        for route in routes
    },
    **{
        f"participants:{route}:pk": pk
        for routes, pk in (
            (
                (
                    "import_columns",
                    "keep_columns",
                    "import_repairs",
                    "keep_repairs",
                    "import_review",
                    "commit_import",
                    "discard_import",
                    "rejected_rows",
                ),
                lambda w: w.import_draft.pk,
            ),
            (
                ("import", "import_file", "confirm_undo_import", "undo_import"),
                lambda w: w.saved_import.pk,
            ),
        )
        for route in routes
    },
    "jobs:pk": lambda w: w.job.pk,
    "desk:program": lambda w: w.stage.program.pk,
    # programs
    "programs:pk": lambda w: w.stage.program.pk,
    "programs:body": lambda w: w.stage.body.pk,
    "programs:standard": lambda w: w.stage.scheme.standard_id,
    **{f"programs:{name}:pk": lambda w: w.quota.pk for name in ("edit_quota", "remove_quota")},
    **{
        f"programs:{name}:pk": lambda w: w.stage.wave.pk
        for name in ("edit_wave", "save_wave", "remove_wave")
    },
    **{
        f"programs:{name}:pk": lambda w: w.stage.wave.venue_id
        for name in ("edit_venue", "save_venue")
    },
    **{
        f"programs:{name}:pk": lambda w: w.stage.scheme.standard_id
        for name in ("standard", "remove_standard")
    },
    **{
        f"programs:{name}:pk": lambda w: w.stage.scheme.pk
        for name in ("scheme", "renew_scheme", "confirm_retire_scheme", "retire_scheme")
    },
    **{
        f"programs:{name}:pk": lambda w: w.draft_scheme.pk
        for name in ("edit_scheme", "save_scheme", "publish_scheme")
    },
    **{
        f"programs:{name}:pk": lambda w: w.stage.budi.pk
        for name in ("assessor", "edit_assessor", "save_assessor")
    },
    **{f"programs:{name}:pk": lambda w: w.stage.body.pk for name in ("body", "save_body")},
    # participants
    "participants:program": lambda w: w.stage.program.pk,
    "participants:person": lambda w: w.person.pk,
    "participants:pk": lambda w: w.person.pk,
    "participants:remove_training:pk": lambda w: w.training.pk,
    **{
        f"participants:{name}:pk": lambda w: w.enrollment.pk
        for name in ("enrollment", "change_scheme", "confirm_withdraw", "withdraw_enrollment")
    },
    "participants:rejoin_enrollment:pk": lambda w: w.left.pk,
    "participants:resubmit_application:pk": lambda w: w.returned.enrollment_id,
    "participants:withdraw_application:pk": lambda w: w.application.enrollment_id,
    **{
        f"participants:{name}:pk": lambda w: w.application.pk
        for name in (
            "application",
            "application_photo",
            "accept_application",
            "ask_return",
            "return_application",
            "ask_reject",
            "reject_application",
            "reveal_application",
            "revealed_application",
            "declare_tie_here",
        )
    },
    **{f"participants:{name}:pk": lambda w: w.stage.budi.pk for name in ("ties", "declare_tie")},
    "participants:remove_tie:pk": lambda w: w.tie.pk,
}

# What a well-formed form of a route sends; routes that are not here send only their one-use key.
BODIES: dict[str, Callable[[World], dict[str, Any]]] = {
    "accounts:save_letterhead": lambda w: {
        "name": "LSP Baru",
        "short_name": "LB",
        "city": "Kediri",
    },
    "accounts:add_signatory": lambda w: {
        "name": "Nama Baru",
        "position": "Ketua",
        "starts_on": "2026-01-02",
    },
    "accounts:save_signatory": lambda w: {
        "name": "Nama Baru",
        "position": "Ketua",
        "starts_on": "2026-01-02",
    },
    "accounts:replace_logo": lambda w: {"logo": SimpleUploadedFile("logo.png", picture())},
    "accounts:create_organization": lambda w: {
        "kind": "agency",
        "name": "Dinas Baru",
        "short_name": "DB",
        "city": "Kediri",
        "full_name": "Orang Pertama",
        "roles": ["agency_staff"],
    },
    "accounts:invite": lambda w: {"full_name": "Orang Baru", "roles": ["organization_admin"]},
    "accounts:grant_role": lambda w: {"role": "body_admin", "starts_on": str(TODAY())},
    "accounts:end_role": lambda w: {f"peran-{w.grant.pk}-ends_on": str(TODAY())},
    "accounts:request_factor_reset": lambda w: {"reason": "Ponsel hilang"},
    "accounts:accept_invitation": lambda w: {
        "username": "orang.baru",
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD,
    },
    "accounts:set_password": lambda w: {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    # programs
    "programs:create_program": lambda w: PROGRAM,
    "programs:save_program": lambda w: PROGRAM,
    "programs:set_quota": lambda w: {"scheme": w.stage.scheme.pk, "places": 50},
    "programs:add_wave": lambda w: WAVE | {"venue": w.stage.wave.venue_id},
    "programs:save_wave": lambda w: WAVE | {"venue": w.stage.wave.venue_id},
    "programs:add_venue": lambda w: VENUE,
    "programs:save_venue": lambda w: VENUE,
    "programs:import_standard": lambda w: {
        "file": SimpleUploadedFile("standar.json", SHIPPED_STANDARDS.read_bytes())
    },
    "programs:create_scheme": lambda w: SCHEME,
    "programs:save_scheme": lambda w: SCHEME,
    "programs:register_assessor": lambda w: ASSESSOR | {"user": w.new_assessor.pk},
    "programs:save_assessor": lambda w: ASSESSOR,
    "programs:save_body": lambda w: {"digital_line": "Salinan digital", "register_prefix": "BTK"},
    # participants
    "participants:save_person": lambda w: PERSON,
    "participants:set_photo": lambda w: {"photo": SimpleUploadedFile("foto.png", picture())},
    "participants:reveal_person": lambda w: {"reason": "mencocokkan KTP"},
    "participants:reveal_application": lambda w: {"reason": "mencocokkan KTP"},
    "participants:record_training": lambda w: {
        "title": "Membatik",
        "trainer_name": "Pelatih Contoh",
        "held_on": "2024-05-06",
    },
    "participants:enroll_person": lambda w: {"quota": w.quota.pk},
    "participants:add_participant": lambda w: (
        PERSON | {"nik": "9901015705809999", "scheme": w.stage.scheme.pk}
    ),
    "participants:enroll_same_person": lambda w: {"scheme": w.stage.scheme.pk},
    "participants:assign_wave": lambda w: {"pilih": w.enrollment.pk, "wave": w.stage.wave.pk},
    "participants:submit_applications": lambda w: {"pilih": w.enrollment.pk},
    "participants:change_scheme": lambda w: {"scheme": w.stage.scheme.pk},
    "participants:accept_applications": lambda w: {"pilih": w.application.pk},
    "participants:return_application": lambda w: {"note": "Foto belum ada"},
    "participants:reject_application": lambda w: {"note": "Di luar skema"},
    "participants:declare_tie": lambda w: {"nik": "9901015705809998", "tie": "sepupu"},
    "participants:declare_tie_here": lambda w: {"assessor": w.stage.rahma.pk, "tie": "sepupu"},
    "assessments:assign_people": lambda w: {
        "people": [w.accepted.pk],
        "assessor": w.stage.rahma.pk,
        "scheduled_on": str(TODAY()),
    },
    "assessments:reassign": lambda w: {
        "assessor": w.stage.rahma.pk,
        "scheduled_on": str(TODAY()),
    },
    "assessments:decline_ready": lambda w: {"note": "Bukti kurang"},
    "assessments:record_consent": lambda w: {
        "candidate_agrees": "on",
        "assessor_agrees": "on",
        "appeal_explained": "on",
        "means": "paper",
    },
    "assessments:mark": lambda w: {"value": "met", "version": "0"},
    "assessments:add_note": lambda w: {"text": "Rapi"},
    "assessments:recommend": lambda w: {
        "outcome": "competent",
        "candidate_answer": "agrees",
        **{f"unit_{sheet.unit.pk}": "competent" for sheet in queries.sheet(w.marked)},
    },
    "assessments:return_to_assessor": lambda w: {"reason": "Lengkapi alasan"},
    "assessments:record_absence": lambda w: {"reason": "Tidak ada kabar"},
    "assessments:withdraw": lambda w: {"reason": "Pindah kota"},
    "assessments:convene_panel": lambda w: {
        "held_on": str(TODAY()),
        "place": "Kantor LSP",
        "chair": w.cast.wulan.pk,
        "members": [user.pk for user in w.cast.panel],
    },
    "assessments:mark_case": lambda w: {"choice": "postponed", "version": w.case.version},
    "assessments:close_panel": lambda w: {"seen": queries.state_of(queries.cases(w.case.panel))},
    "assessments:cancel_panel": lambda w: {"reason": "Kurang anggota"},
    "assessments:draft_decree": lambda w: {"number": "7/SK", "decided_on": str(TODAY())},
    "assessments:edit_decree": lambda w: {"number": "8/SK", "decided_on": str(TODAY())},
    "assessments:set_pattern": lambda w: {"pattern": "{seq}/SK/{year}"},
    # certificates
    **{
        f"certificates:{route}": lambda w: {"reason": "Data pada SK keliru"}
        for route in ("revoke", "suspend", "lift", "void", "cancel_handover", "revoke_link")
    },
    "certificates:replace": lambda w: {
        "full_name": "Siti Aminah",
        "certificate_number": w.certificate.certificate_number,
        "registration_number": w.certificate.registration_number,
        "reason": "Nama salah tulis",
    },
    "certificates:hand_over": lambda w: {"recipient_kind": "holder", "handed_on": str(TODAY())},
    "certificates:hand_over_all": lambda w: {
        "certificates": [w.certificate.pk],
        "handed_on": str(TODAY()),
    },
    "certificates:save_numbers": lambda w: {
        f"sertifikat-{w.numbered.pk}": "13134 7318 3 0009999 2025",
        f"registrasi-{w.numbered.pk}": "BTK 228 09999 2025",
    },
    "certificates:start_issue": lambda w: {
        "assessments": [w.numbered.pk],
        "issued_on": str(TODAY()),
    },
    "certificates:make_links": lambda w: {
        "channel": "whatsapp",
        "enrollments": [w.certificate.assessment.application.enrollment_id],
    },
    "certificates:answer_name_report": lambda w: {f"{w.report.pk}-answer": "Sudah kami perbaiki"},
    "participants:start_import": lambda w: {"tempelan": imports.csv(imports.line(9003)).decode()},
}

PROGRAM = {"name": "Program Baru", "year": 2026, "funding_source": "apbd"}
WAVE = {"name": "Angkatan Baru", "starts_on": "2026-01-05", "ends_on": "2026-01-06"}
VENUE = {"name": "Balai Baru", "kind": "temporary", "address": "Jalan Contoh 2"}
SCHEME = {
    "code": "SKM-BARU",
    "name": "Skema Baru",
    "kind": "occupation",
    "field": "Industri Batik",
    "field_en": "Batik Industry",
    "qualification": "Pembatik Tulis",
    "qualification_en": "Batik Maker",
    "validity_months": 36,
}
ASSESSOR = {
    "met_number": "MET.000.009999.2026",
    "valid_until": "2099-01-01",
    "daily_capacity": 10,
    "is_active": "on",
}
PERSON = {
    "full_name": "Orang Contoh",
    "birth_place": "Jombang",
    "birth_date": "1980-05-17",
    "sex": "female",
    "address": "Dusun Contoh",
    "sure": "on",
}


def address(world: World, route: str, arguments: list[str]) -> dict[str, Any]:
    """Give the arguments of a route; the most particular entry of ADDRESSES wins.

    Raises KeyError when an argument of a new route is not in ADDRESSES.
    """
    room = route.partition(":")[0]
    found = {}
    for argument in arguments:
        particular = f"{route}:{argument}"
        name = particular if particular in ADDRESSES else f"{room}:{argument}"
        found[argument] = ADDRESSES[name](world)
    return found


def body(world: World, route: str) -> dict[str, Any]:
    """Give what the form of a route sends, with a fresh one-use key."""
    fields = BODIES[route](world) if route in BODIES else {}
    return {"_kunci": str(uuid.uuid4()), **fields}
