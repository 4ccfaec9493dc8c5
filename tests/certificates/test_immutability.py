"""What was issued stays: masters change, the certificate does not; the database refuses by itself.

B1: every column of every master table is given another value, pictures are deleted, and file and
public answer stay as they were. B2: every kept column of every protected table is tried by plain
SQL. B4: every act leaves exactly the events it is meant to leave, and a rolled back one none.
Each has its control, in which the same test must notice something.
"""

import datetime as dt
import hashlib
import io
import itertools
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.utils import timezone
from PIL import Image

from assessments.models import Assessment
from certificates import operations, queries
from certificates.enums import CopyKind, LinkChannel, ProposalKind
from certificates.models import (
    AccessLink,
    Certificate,
    Handover,
    OfficialNumber,
    PhysicalCopy,
    SignedFile,
)
from certificates.operations import NumberEntry
from certify.accounts.models import Organization, Signatory
from certify.audit import triggers
from certify.audit.models import AuditEvent
from certify.lib.errors import DomainError
from programs import operations as programming
from programs.models import CertificationBody
from tests.factories import assessments, certificates, designs, seals
from tests.factories.programs import Stage

pytestmark = pytest.mark.django_db
KEPT = "rows are kept as they are"
SOME = 25  # a column that must be unique is changed in that many rows
AN_HOUR = dt.timedelta(hours=1)


def another(field: models.Field, value: object) -> object:
    """Give another value that a column could hold."""
    if field.choices:
        return next(key for key, _ in field.flatchoices if key != value)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return (value or timezone.now()) + AN_HOUR
    if isinstance(field, models.DateField):
        return (value or timezone.localdate()) + dt.timedelta(days=1)
    if isinstance(field, models.JSONField):
        return {"lain": 1}
    if isinstance(field, models.BinaryField):
        return b"lain"
    if isinstance(field, models.ForeignKey | models.IntegerField | models.AutoField):
        return (value or 0) + 1
    return f"Lain {str(value or '')[1:]}"[: field.max_length or 200] if value else "Lain"


def raw(model: type[models.Model]) -> models.QuerySet:
    """Give rows by plain SQL: no manager, no model of ours stands in the way."""
    return models.QuerySet(model)


# --- B1: masters change -----------------------------------------------------------------------

MASTERS = [
    model for app in ("programs", "participants") for model in apps.get_app_config(app).get_models()
] + [Organization, Signatory, OfficialNumber]
# Fixed from the first certificate on; see test_the_prefix_is_fixed_by_the_first_certificate.
LEFT = {(CertificationBody, "register_prefix")}


def change_every_master() -> set[str]:
    """Give every column of every master another value; give the names of those that took it."""
    taken = set()
    for model in MASTERS:
        first = raw(model).order_by("pk").first()
        columns = [] if first is None else model._meta.concrete_fields
        for field in columns:
            if field.primary_key or field.is_relation or (model, field.name) in LEFT:
                continue
            value = another(field, getattr(first, field.attname))
            if _take(raw(model), field, value) or _take_one_by_one(model, field):
                taken.add(f"{model.__name__}.{field.name}")
    return taken


def _take_one_by_one(model: type[models.Model], field: models.Field) -> bool:
    rows = raw(model).order_by("pk")[:SOME]
    return (
        sum(
            _take(raw(model).filter(pk=row.pk), field, another(field, getattr(row, field.attname)))
            for row in rows
        )
        > 0
    )


def _take(rows: models.QuerySet, field: models.Field, value: object) -> bool:
    """Give rows a value; where it must be unique the caller tries them one by one."""
    try:
        with transaction.atomic():
            rows.update(**{field.attname: value})
    except IntegrityError:
        return False
    return True


def delete_pictures(media) -> int:
    """Delete every stored file that is no certificate: logos, photographs, uploads."""
    files = [p for p in media.rglob("*") if p.is_file() and "sertifikat" not in p.parts]
    for path in files:
        path.unlink()
    return len(files)


@pytest.fixture
def illustrated(stage: Stage) -> Stage:
    """A stage whose organizations have logos."""
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "#6B3A1E").save(picture, "PNG")
    for organization in (stage.cast.body, stage.cast.agency):
        organization.logo.save("logo.png", ContentFile(picture.getvalue()))
    return stage


def _public(client, certificate: Certificate) -> str:
    page = client.get(f"/v/{certificate.code}").content.decode()
    return page.split("Diperiksa")[0]


def test_an_issued_certificate_does_not_change_with_its_masters(illustrated, media, client):
    stage = illustrated
    old, plain = certificates.issued(stage, 2)
    new = certificates.replace(stage, old)
    old.refresh_from_db()
    shown = (old, plain, new)
    files = [certificates.stored(row, media) for row in shown]
    answers = [queries.answer(row.code, today=timezone.localdate()) for row in shown]
    pages = [_public(client, row) for row in shown]

    taken = change_every_master()
    deleted = delete_pictures(media)

    fresh = list(Certificate.objects.filter(pk__in=[row.pk for row in shown]).order_by("pk"))
    assert len(taken) > 100
    assert {
        "Scheme.qualification",
        "Signatory.name",
        "Organization.name",
        "Unit.title",
        "Application.full_name",
        "OfficialNumber.certificate_number",
        "CertificationBody.digital_line",
        "Organization.logo",
    } <= taken
    assert deleted >= 2
    assert [queries.stored_pdf(row) for row in fresh] == files
    assert [operations.make_pdf(row) for row in fresh] == files
    assert [hashlib.sha256(pdf).hexdigest() for pdf in files] == [r.pdf_sha256 for r in fresh]
    assert [queries.answer(r.code, today=timezone.localdate()) for r in shown] == answers
    assert [_public(client, row) for row in shown] == pages


def test_control_what_is_drawn_from_the_masters_does_change(illustrated, media):
    """The same changes against the draft, which reads them: nearly every value differs."""
    row = certificates.issued(illustrated)[0]
    today = timezone.localdate()

    def draft():
        rows = queries.with_masters(Assessment.objects.filter(pk=row.assessment_id))
        return queries.draft(rows.get(), masters=queries.Masters(today))

    before = draft()
    change_every_master()
    delete_pictures(media)
    Signatory.objects.update(starts_on=today, ends_on=None)
    CertificationBody.objects.update(issues_for_bnsp=True)

    after = draft()

    for name in ("holder_name", "qualification", "signatory_name", "body_name", "logo_body"):
        assert getattr(before, name) != getattr(after, name), name
    assert before.units != after.units


def test_the_prefix_is_fixed_by_the_first_certificate(stage):
    """Register numbers are written in many places with the body's prefix."""

    def save(prefix: str) -> CertificationBody:
        return programming.update_body(
            body=stage.body,
            licence_number="LSP-1",
            licence_until=None,
            issues_for_bnsp=True,
            digital_line="Salinan digital",
            register_prefix=prefix,
            by=stage.cast.sari,
            at=timezone.now(),
        )

    assert save("LSB").register_prefix == "LSB"
    certificates.reserved(stage)

    with pytest.raises(DomainError, match="tidak bisa diubah lagi"):
        save("XYZ")
    assert save("LSB").register_prefix == "LSB"


# --- B2: the database refuses -------------------------------------------------------------------


@pytest.fixture
def furnished(stage: Stage) -> Stage:
    """A row in every protected table, nearly all by the real moves."""
    certificates.credential_key(stage)
    assessments.assessment_at("in_force", stage)
    designs.design_at("frozen", stage)
    row = certificates.issued(stage)[0]
    operations.credential_in(certificate=row, kind="json", at=timezone.now())
    SignedFile.objects.create(
        certificate=row,
        pdf="sertifikat/lain.pdf",
        sha256="1" * 64,
        original_sha256=row.pdf_sha256,
        signer="Direktur",
        signer_fingerprint="2" * 64,
        signer_issuer="Otoritas",
        uploaded_by=stage.cast.sari,
        uploaded_at=timezone.now(),
    )
    seals.sealed_body(stage)
    handover = certificates.handed_over(stage, row)
    operations.cancel_handover(
        handover=handover, reason="salah catat", by=stage.cast.dewi, at=timezone.now()
    )
    declined = certificates.proposed(stage, row)
    operations.decline(
        proposal=declined, reason="tidak perlu", by=stage.cast.bagas, at=timezone.now()
    )
    certificates.changed(stage, row, ProposalKind.SUSPEND)
    return stage


def attempts() -> Iterator[tuple[str, Callable[[], object]]]:
    """Give every change of a kept value, and every deletion, by table and column."""
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    for protected in triggers.PROTECTED:
        model = by_table[protected.table]
        kept = {f"{protected.since}__isnull": False} if protected.since else {}
        row = raw(model).filter(**kept).order_by("pk").first()
        assert row is not None, f"no row of {protected.table}: add one to furnished"
        columns = protected.frozen or [f.attname for f in model._meta.concrete_fields]
        once = [
            c
            for c in protected.set_once + protected.filled_once
            if getattr(row, c) not in ("", None)
        ]
        for column in [*columns, *once]:
            field = model._meta.get_field(column.removesuffix("_id"))
            value = another(field, getattr(row, field.attname))
            yield (
                f"{protected.table}.{column}",
                lambda m=model, k=row.pk, c=field.attname, v=value: (
                    raw(m).filter(pk=k).update(**{c: v})
                ),
            )
        yield (
            f"delete from {protected.table}",
            lambda m=model, k=row.pk: raw(m).filter(pk=k)._raw_delete("default"),
        )


def passing(acts: Iterator[tuple[str, Callable[[], object]]]) -> tuple[list[str], int]:
    """Try each act and undo it; give which ones no trigger stopped, and how many there were."""
    let_through, count = [], 0
    for name, act in acts:
        count += 1
        try:
            with transaction.atomic():
                act()
                let_through.append(name)
                transaction.set_rollback(True)
        except DatabaseError as refusal:
            if KEPT not in str(refusal):
                let_through.append(f"{name}: {refusal}")
    return let_through, count


def test_the_database_refuses_every_change_and_deletion_of_what_is_kept(furnished):
    let_through, count = passing(attempts())

    assert let_through == []
    assert count > 100


def test_control_without_the_triggers_the_same_changes_go_through(furnished):
    acts = list(attempts())
    connection.check_constraints()  # PostgreSQL drops no trigger while foreign keys wait
    with connection.cursor() as cursor:
        for name in sorted(triggers.installed(connection)):
            table = name.removeprefix("keep_").rsplit("_", 1)[0]
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")

    let_through, count = passing(iter(acts))

    assert len(let_through) == count


def test_the_database_refuses_truncate(furnished):
    """SQLite does not even know the word."""
    words = KEPT if connection.vendor == "postgresql" else 'near "TRUNCATE": syntax error'
    connection.check_constraints()  # PostgreSQL truncates nothing while foreign keys wait
    for protected in triggers.PROTECTED:
        with (
            pytest.raises(DatabaseError, match=words),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"TRUNCATE {protected.table} CASCADE")


# --- B4: exactly one event each -----------------------------------------------------------------

EventNames = list[str]


def acts_of(stage: Stage) -> dict[str, tuple[Callable[[], object], EventNames]]:
    """Give every act on a certificate with the events it leaves: one for each thing it changes."""
    cast, now, today = stage.cast, timezone.now(), timezone.localdate()
    plain, kept, other = certificates.issued(stage, 3)
    sheet = certificates.printed(stage, kept)
    suspend, revoke = ProposalKind.SUSPEND, ProposalKind.REVOKE
    wanted = {
        kind: certificates.proposed(stage, row, kind)
        for kind, row in zip(
            (suspend, revoke, ProposalKind.REPLACE),
            certificates.issued(stage, 3),
            strict=True,
        )
    }
    handed = certificates.handed_over(stage, other)
    link = certificates.link(stage, plain)
    enrollment = plain.assessment.application.enrollment
    reserved = certificates.reserved(stage)[0]
    unnumbered, ready = certificates.competent(stage)[0], certificates.numbered(stage)[0]
    reason = certificates.REASON

    def p(name: str) -> EventNames:
        return [f"certificates.{name}"]

    return {
        "propose": (lambda: certificates.proposed(stage, plain, revoke), p("change_proposed")),
        "approve a suspension": (
            lambda: certificates.approved(stage, wanted[suspend]),
            p("suspended"),
        ),
        "approve a revocation": (
            lambda: certificates.approved(stage, wanted[revoke]),
            p("revoked"),
        ),
        "approve a replacement": (
            lambda: certificates.approved(stage, wanted[ProposalKind.REPLACE]),
            p("name_corrected") + p("replaced") + p("issue_asked") + p("reserved"),
        ),
        "decline": (
            lambda: operations.decline(
                proposal=wanted[revoke], reason=reason, by=cast.bagas, at=now
            ),
            p("change_declined"),
        ),
        "withdraw": (
            lambda: operations.withdraw(proposal=wanted[revoke], by=cast.tuti, at=now),
            p("proposal_withdrawn"),
        ),
        "void": (
            lambda: operations.void(certificate=reserved, reason=reason, by=cast.tuti, at=now),
            p("voided"),
        ),
        "finish": (lambda: operations.finish(certificates=[reserved], at=now), p("issued")),
        "print_copy": (
            lambda: operations.print_copy(
                certificate=plain, kind=CopyKind.DIGITAL, by=cast.dewi, at=now
            ),
            p("copy_printed"),
        ),
        "move_copy": (
            lambda: operations.move_copy(
                sheet=sheet, move="lose", reason=reason, by=cast.sari, at=now
            ),
            p("copy_lost"),
        ),
        "hand_over": (lambda: certificates.handed_over(stage, kept), p("handed_over")),
        "hand_over_all": (
            lambda: operations.hand_over_all(
                certificates=[plain, kept], on=today, by=cast.dewi, at=now, today=today
            ),
            p("handed_over") * 2,
        ),
        "cancel_handover": (
            lambda: operations.cancel_handover(
                handover=handed, reason=reason, by=cast.dewi, at=now
            ),
            p("handover_canceled"),
        ),
        "record_numbers": (
            lambda: operations.record_numbers(
                entries=[NumberEntry(unnumbered.pk, "13134 99", "BTK 99")], by=cast.sari, at=now
            ),
            p("number_recorded"),
        ),
        "ask_for_issue": (lambda: certificates.run_of(stage, [ready]), p("issue_asked")),
        "make_links": (
            lambda: operations.make_links(
                enrollments=[enrollment], channel=LinkChannel.CARD, by=cast.dewi, at=now
            ),
            p("link_made"),
        ),
        "open_link": (lambda: operations.open_link(link=link, at=now), p("link_opened")),
        "revoke_link": (
            lambda: operations.revoke_link(link=link, reason=reason, by=cast.dewi, at=now),
            p("link_revoked"),
        ),
        "report_name": (
            lambda: operations.report_name(
                enrollment=enrollment, proposed_name="Siti", message="", at=now
            ),
            p("name_reported"),
        ),
    }


def surplus(before: int, names: EventNames) -> EventNames:
    """Give the names of the events written since, where they are not those that were meant."""
    found = AuditEvent.objects.filter(sequence__gt=before).order_by("sequence")
    written = list(found.values_list("name", flat=True))
    return [] if written == names else written or ["nothing"]


def last_event() -> int:
    newest = AuditEvent.objects.order_by("-sequence").first()
    return newest.sequence if newest else 0


def tried(acts: dict[str, tuple[Callable[[], object], EventNames]]) -> dict[str, EventNames]:
    """Do each act, look at its events, undo it; give the acts that left others than meant."""
    wrong = {}
    for name, (act, names) in acts.items():
        before = last_event()
        with transaction.atomic():
            act()
            if found := surplus(before, names):
                wrong[name] = found
            transaction.set_rollback(True)
        assert last_event() == before, f"{name} was undone and left an event"
    return wrong


def test_every_act_leaves_exactly_its_events_and_an_undone_one_none(stage):
    assert tried(acts_of(stage)) == {}


def test_control_an_act_without_an_event_and_one_with_two_are_noticed(stage):
    row = certificates.issued(stage)[0]
    sheets = itertools.count(1)

    def silent() -> None:
        PhysicalCopy.objects.create(certificate=row, copy_number=next(sheets), kind="digital")

    def twice() -> None:
        certificates.printed(stage, row)
        certificates.proposed(stage, row)

    acts = {
        "silent": (silent, ["certificates.copy_printed"]),
        "twice": (twice, ["certificates.copy_printed"]),
    }

    assert tried(acts) == {
        "silent": ["nothing"],
        "twice": ["certificates.copy_printed", "certificates.change_proposed"],
    }


def test_a_refused_act_leaves_nothing(stage):
    """Half of it was written when it was refused: everything is undone, the trail as well."""
    row = certificates.issued(stage)[0]
    before, links = last_event(), AccessLink.objects.count()
    other = certificates.issued(stage)[0]
    certificates.handed_over(stage, other)
    before = last_event()
    today = timezone.localdate()

    with pytest.raises(DomainError):
        operations.hand_over_all(
            certificates=[row, other], on=today, by=stage.cast.dewi, at=timezone.now(), today=today
        )

    assert last_event() == before
    assert (AccessLink.objects.count(), Handover.objects.count()) == (links, 1)
