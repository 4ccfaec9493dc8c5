"""B4: every act leaves exactly the events it is meant to leave, and a rolled back one none."""

import itertools
from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import timezone

from certificates import operations
from certificates.enums import CopyKind, LinkChannel, ProposalKind
from certificates.models import AccessLink, Handover, PhysicalCopy
from certificates.operations import NumberEntry
from certify.audit.models import AuditEvent
from certify.lib.errors import DomainError
from tests.factories import certificates
from tests.factories.programs import Stage

pytestmark = pytest.mark.django_db

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
