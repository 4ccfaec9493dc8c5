"""Personal links: hashed, several at once, ended with a reason; name reports."""

import datetime as dt

import pytest
from django.utils import timezone

from certificates import operations, queries
from certificates.enums import LinkChannel
from certificates.models import AccessLink, NameReport
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from tests.factories import certificates

pytestmark = pytest.mark.django_db


def _usable(token: str, today: dt.date | None = None) -> AccessLink | None:
    return queries.usable_link(operations.token_hash(token), today=today or timezone.localdate())


def test_a_token_opens_its_link_and_is_stored_nowhere(stage):
    link = certificates.link(stage, certificates.issued(stage)[0])
    token = operations.token_of(link)

    assert len(token) == 26
    assert _usable(token) == link
    assert _usable(token.upper()) == link
    stored = AccessLink.objects.values().get()
    assert token not in str(stored).lower()


def test_each_sending_makes_a_new_link_and_all_stay_valid(stage):
    certificate = certificates.issued(stage)[0]
    tokens = [operations.token_of(certificates.link(stage, certificate)) for _ in range(3)]

    assert len(set(tokens)) == 3
    assert all(_usable(token) for token in tokens)


def test_a_revoked_link_opens_nothing(stage):
    link = certificates.link(stage, certificates.issued(stage)[0])
    token = operations.token_of(link)

    operations.revoke_link(link=link, reason="salah kirim", by=stage.cast.dewi, at=timezone.now())

    assert _usable(token) is None
    assert queries.link_of_session(link.pk, today=timezone.localdate()) is None
    link.refresh_from_db()
    with pytest.raises(NotNowError):
        operations.token_of(link)


def test_a_link_ends_one_year_after_validity(stage):
    certificate = certificates.issued(stage)[0]
    token = operations.token_of(certificates.link(stage, certificate))
    ends = certificate.valid_until
    last = ends.replace(year=ends.year + 1)

    assert _usable(token, last)
    assert _usable(token, last + dt.timedelta(days=1)) is None


def test_the_key_of_the_server_is_needed_to_show_a_link_again(stage, settings):
    link = certificates.link(stage, certificates.issued(stage)[0])
    settings.SECRET_KEY = "another key than when the link was made"

    with pytest.raises(NotNowError):
        operations.token_of(link)


def test_agency_and_body_make_links_and_nobody_else(stage, strangers):
    enrollment = certificates.issued(stage)[0].assessment.application.enrollment
    for person in (stage.cast.dewi, stage.cast.sari):
        operations.make_links(
            enrollments=[enrollment], channel=LinkChannel.CARD, by=person, at=timezone.now()
        )

    for person in (stage.cast.tuti, stage.cast.head, strangers.dewi, strangers.sari):
        with pytest.raises(NotAllowedError):
            operations.make_links(
                enrollments=[enrollment], channel=LinkChannel.CARD, by=person, at=timezone.now()
            )


def test_only_the_first_opening_is_written_down(stage):
    link = certificates.link(stage, certificates.issued(stage)[0])
    first = timezone.now()

    operations.open_link(link=link, at=first)
    operations.open_link(link=link, at=first + dt.timedelta(hours=1))

    link.refresh_from_db()
    assert link.opened_at == first


def test_one_open_name_report_at_a_time(stage):
    enrollment = certificates.issued(stage)[0].assessment.application.enrollment
    report = operations.report_name(
        enrollment=enrollment, proposed_name=" Siti  Romlah ", message="", at=timezone.now()
    )

    with pytest.raises(NotNowError):
        operations.report_name(
            enrollment=enrollment, proposed_name="Siti R", message="", at=timezone.now()
        )
    operations.answer_name_report(
        report=report, answer="Sudah diperbaiki.", by=stage.cast.dewi, at=timezone.now()
    )
    operations.report_name(
        enrollment=enrollment, proposed_name="Siti R", message="", at=timezone.now()
    )

    assert report.proposed_name == "Siti Romlah"
    assert NameReport.objects.filter(answered_at__isnull=True).count() == 1


def test_a_report_needs_a_name_and_an_answer_needs_words(stage):
    enrollment = certificates.issued(stage)[0].assessment.application.enrollment
    with pytest.raises(InvalidInputError):
        operations.report_name(
            enrollment=enrollment, proposed_name="  ", message="", at=timezone.now()
        )
    report = operations.report_name(
        enrollment=enrollment, proposed_name="Siti", message="", at=timezone.now()
    )

    with pytest.raises(InvalidInputError):
        operations.answer_name_report(
            report=report, answer=" ", by=stage.cast.dewi, at=timezone.now()
        )
