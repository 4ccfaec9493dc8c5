"""Renewal: a later assessment gives a new certificate that names the one it renews."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates import operations, queries
from certificates.enums import CertificateStatus, ProposalKind, PublicState
from programs import operations as programming
from tests.factories import accounts, certificates, participants, programs

pytestmark = pytest.mark.django_db
LONG_AGO = dt.date(2025, 3, 3)


@pytest.fixture
def old(stage):
    """A certificate of an earlier year, still in force."""
    return certificates.issued(stage, issued_on=LONG_AGO)[0]


def _answer(certificate):
    return queries.answer(certificate.code, today=timezone.localdate())


def test_a_renewal_names_what_it_renews_and_has_numbers_of_its_own(stage, old):
    new = certificates.issued_again(programs.next_program(stage), old)

    assert new.renews == old
    assert new.replaces is None
    assert new.certificate_number != old.certificate_number
    assert (new.register_year, new.code) != (old.register_year, old.code)
    assert new.valid_until > old.valid_until
    assert new.frozen.replaces_number is None


def test_the_old_one_stays_what_it_is_until_its_end(stage, old, client):
    kept = (old.content_sha256, old.pdf_sha256, old.valid_until)
    new = certificates.issued_again(programs.next_program(stage), old)

    old.refresh_from_db()
    first, second = _answer(old), _answer(new)
    day_after = queries.answer(old.code, today=old.valid_until + dt.timedelta(days=1))
    page = client.get(f"/v/{old.code}").content.decode()
    assert old.status == CertificateStatus.ISSUED
    assert (old.content_sha256, old.pdf_sha256, old.valid_until) == kept
    assert (first.state, second.state) == (PublicState.SAMPLE, PublicState.SAMPLE)
    assert day_after.state is PublicState.EXPIRED
    assert first.certificate.renewal == queries.Successor(new.code, str(new))
    assert second.certificate.renews == queries.Successor(old.code, str(old))
    assert f'Diperpanjang dengan sertifikat baru: <a href="/v/{new.code}"' in page
    assert f'Perpanjangan dari <a href="/v/{old.code}"' in (
        client.get(f"/v/{new.code}").content.decode()
    )


def test_staff_and_holder_read_the_chain_on_both_pages(stage, old, client):
    new = certificates.issued_again(programs.next_program(stage), old)
    accounts.sign_in(client, stage.cast.sari)

    pages = [client.get(row.get_absolute_url()).content.decode() for row in (old, new)]

    assert f'Diperpanjang dengan <a href="/sertifikat/{new.pk}/"' in pages[0]
    assert f'Perpanjangan dari <a href="/sertifikat/{old.pk}/"' in pages[1]
    for shown, words in ((old, "Sudah diperpanjang dengan"), (new, "Ini perpanjangan dari")):
        link = certificates.link(stage, shown)
        door = reverse("certificates:open_door", args=[operations.token_of(link)])
        key = {"_kunci": f"00000000-0000-4000-8000-{link.pk:012}"}
        assert words in client.post(door, key, follow=True).content.decode()


def test_a_corrected_renewal_still_renews(stage, old):
    new = certificates.issued_again(programs.next_program(stage), old)

    mended = certificates.replace(stage, new, full_name="Siti Romlah Ningsih")

    new.refresh_from_db()
    assert (new.status, new.renews) == (CertificateStatus.REPLACED, old)
    assert (mended.replaces, mended.renews) == (new, old)
    assert _answer(old).certificate.renewal == queries.Successor(mended.code, str(mended))


def test_another_version_of_the_scheme_renews_too(stage, old):
    act = {"by": stage.cast.tuti, "at": timezone.now()}
    version = programming.new_scheme_version(scheme=stage.scheme, **act)
    version = programming.publish_scheme(scheme=version, **act)

    new = certificates.issued_again(programs.next_program(stage, scheme=version), old)

    assert version.version == stage.scheme.version + 1
    assert new.renews == old


def test_what_is_no_renewal(stage, old):
    """Another person, another scheme, a revoked certificate, another body's applications."""
    later = programs.next_program(stage)
    other_scheme = programs.scheme(stage.body, by=stage.cast.tuti)
    elsewhere = certificates.issued_again(programs.next_program(stage, scheme=other_scheme), old)
    somebody_else = certificates.issued(later)[0]
    certificates.changed(stage, old, ProposalKind.REVOKE)

    after_revocation = certificates.issued_again(later, old)

    assert {row.renews for row in (elsewhere, somebody_else, after_revocation)} == {None}


def test_the_newest_of_several_is_renewed(stage, old):
    second = certificates.issued_again(programs.next_program(stage), old)
    third = certificates.issued_again(programs.next_program(stage), old)

    assert (second.renews, third.renews) == (old, second)


def test_finding_what_is_renewed_takes_one_query(stage, old, django_assert_num_queries):
    later = programs.next_program(stage)
    person = old.assessment.application.enrollment.person
    rows = certificates.assessed(
        later, [participants.accepted(later, of=person), *participants.accepted_many(later, 4)]
    )
    wanted = list(
        queries.with_masters(type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]))
    )

    with django_assert_num_queries(1):
        found = queries.renewed_by(wanted)

    assert found == {rows[0].pk: old}
