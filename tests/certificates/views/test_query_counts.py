"""Every list of this room costs the same number of queries for 1 row and for 100."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certificates import operations
from certificates.enums import LinkChannel
from certificates.models import NameReport
from tests.counting import Arguments, Listing, Listings, by_rows, of_the_program, require_same
from tests.factories import accounts, certificates, designs
from tests.factories.programs import Stage


def issued(stage: Stage, count: int) -> Arguments:
    certificates.issued_many(stage, count)
    return ()


def last_run(stage: Stage) -> Arguments:
    return (stage.program.issue_runs.latest("pk").pk,)


def reserved(stage: Stage, count: int) -> Arguments:
    certificates.reserved(stage, count)
    return ()


def numbered(stage: Stage, count: int) -> Arguments:
    certificates.numbered(stage, count)
    return (stage.program.pk,)


def handed(stage: Stage, count: int) -> Arguments:
    now = timezone.now()
    operations.hand_over_all(
        certificates=certificates.issued_many(stage, count),
        on=timezone.localdate(now),
        by=stage.cast.dewi,
        at=now,
        today=timezone.localdate(now),
    )
    return (stage.program.pk,)


def linked(stage: Stage, count: int) -> Arguments:
    """People who have a link and say that their name is wrong."""
    now = timezone.now()
    rows = [row.application.enrollment for row in certificates.competent(stage, count)]
    operations.make_links(
        enrollments=rows, channel=LinkChannel.WHATSAPP, by=stage.cast.dewi, at=now
    )
    NameReport.objects.bulk_create(
        NameReport(enrollment=row, proposed_name="Siti Aminah", reported_at=now) for row in rows
    )
    return (stage.program.pk,)


def designed(stage: Stage, count: int) -> Arguments:
    for _ in range(count):
        designs.draft(stage)
    return ()


def with_keys(stage: Stage, count: int) -> Arguments:
    for _ in range(count):
        certificates.credential_key(stage)
    return (stage.body.pk,)


LISTINGS = (
    Listing("certificates:certificates", "sari", issued),
    Listing("certificates:certificates", "dewi", issued),
    Listing("certificates:certificates", "sari", reserved),
    Listing("certificates:numbers", "sari", linked),
    Listing("certificates:numbers", "sari", numbered),
    Listing("certificates:checks", "sari", numbered),
    Listing("certificates:issue", "sari", numbered),
    Listing("certificates:issue", "sari", issued, of=of_the_program),
    Listing("certificates:run", "sari", issued, of=last_run),
    Listing("certificates:handovers", "dewi", issued, of=of_the_program),
    Listing("certificates:handovers", "dewi", handed),
    Listing("certificates:links", "dewi", linked),
    Listing("certificates:links", "sari", linked),
    Listing("certificates:name_reports", "sari", linked),
    Listing("certificates:recipients_paper", "dewi", issued, of=of_the_program),
    Listing("certificates:outputs", "sari", issued, of=of_the_program, counted=True),
    Listing("certificates:outputs", "dewi", issued, of=of_the_program, counted=True),
    Listing("certificates:designs", "sari", designed),
    Listing("certificates:credential_keys", "bagas", with_keys),
)


@pytest.mark.parametrize("listings", by_rows(LISTINGS), ids=str)
def test_a_list_asks_the_same_for_1_and_100_rows(stage: Stage, listings: Listings):
    require_same(listings, stage)


def test_messages_ask_the_same_for_1_and_100_links(stage: Stage, client):
    made = operations.make_links(
        enrollments=[row.application.enrollment for row in certificates.competent(stage, 100)],
        channel=LinkChannel.WHATSAPP,
        by=stage.cast.dewi,
        at=timezone.now(),
    )
    accounts.sign_in(client, stage.cast.dewi)
    address = reverse("certificates:messages", args=[stage.program.pk])

    def asked(keys: list[int]) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as found:
            page = client.get(address, {"tautan": "-".join(map(str, keys))})
        return len(found), page.content.decode().count("https://wa.me/")

    keys = [link.pk for link in made]
    asked(keys)
    (few, one), (many, hundred) = asked(keys[:1]), asked(keys)
    assert (many, one, hundred) == (few, 1, 100)
