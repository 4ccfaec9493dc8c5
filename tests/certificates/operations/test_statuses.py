"""Status lists: true at every moment, signed, and valid for days to come."""

import datetime as dt
import json

import pytest
from django.utils import timezone
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from certificates import operations, queries, tasks
from certificates.enums import CertificateStatus as C
from certificates.enums import ProposalKind, StatusPurpose
from certificates.models import CredentialKey, StatusList, StatusPublication
from certify.lib.keyfolder import KeyFolderError
from tests.factories import certificates

pytestmark = pytest.mark.django_db


def published(status_list, purpose=StatusPurpose.REVOCATION, *, at=None):
    return operations.published_status(
        status_list=status_list, purpose=purpose, at=at or timezone.now()
    )


def download(body: int):
    """Answer like our addresses, without a server."""

    def answer(url: str) -> bytes:
        if url.endswith("did.json"):
            return json.dumps(queries.issuer_document(body)).encode()
        purpose = StatusPurpose.REVOCATION if "pencabutan" in url else StatusPurpose.SUSPENSION
        return published(StatusList.objects.get(), purpose).token.encode()

    return answer


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        (C.ISSUED, None),
        (C.REVOKED, "revo"),
        (C.REPLACED, "revo"),
        (C.SUSPENDED, "suspen"),
    ],
)
def test_another_library_reads_every_state_from_the_lists(stage, state, refusal):
    certificates.credential_key(stage)
    certificate = certificates.certificate_at(state, stage)
    certificate.refresh_from_db()
    token = queries.Issuers().jwt_of(certificate, certificate.frozen)
    answer = download(stage.body.pk)
    verifier = OB3Verifier.for_issuer_did(CredentialKey.objects.get().did, download=answer)

    if refusal is None:
        assert verifier.verify(token, check_status=True, download=answer).id.endswith(
            certificate.code
        )
    else:
        with pytest.raises(OB3VerificationError, match=refusal):
            verifier.verify(token, check_status=True, download=answer)


def test_a_revocation_shows_in_the_next_answer(stage):
    certificates.credential_key(stage)
    certificate = certificates.issued(stage)[0]
    before = published(certificate.status_list)

    certificates.changed(stage, certificate, ProposalKind.REVOKE)
    after = published(certificate.status_list)

    assert before.pk == after.pk
    assert before.token != after.token
    assert after.valid_from > before.valid_from


def test_a_lifted_suspension_shows_in_the_next_answer(stage):
    certificates.credential_key(stage)
    certificate = certificates.issued(stage)[0]
    suspended = StatusPurpose.SUSPENSION
    empty = published(certificate.status_list, suspended).fingerprint

    certificates.changed(stage, certificate, ProposalKind.SUSPEND)
    full = published(certificate.status_list, suspended).fingerprint
    certificates.changed(stage, certificate, ProposalKind.LIFT)

    assert full != empty
    assert published(certificate.status_list, suspended).fingerprint == empty


def test_an_unchanged_list_is_signed_once_a_day(stage, django_assert_num_queries):
    certificates.credential_key(stage)
    certificate = certificates.issued(stage)[0]
    first = published(certificate.status_list)

    with django_assert_num_queries(2):
        again = published(certificate.status_list, at=first.valid_from + dt.timedelta(hours=23))
    next_day = published(certificate.status_list, at=first.valid_from + dt.timedelta(hours=24))

    assert again.token == first.token
    assert first.valid_until == first.valid_from + dt.timedelta(days=7)
    assert next_day.valid_until == first.valid_until + dt.timedelta(days=1)


def test_the_job_publishes_every_list_of_every_body(stage):
    certificates.credential_key(stage)
    certificates.issued(stage)

    assert operations.publish_all(at=timezone.now()) == 1
    assert StatusPublication.objects.count() == 2
    assert tasks.publish_status_lists.every == dt.timedelta(hours=1)


def test_a_body_without_a_key_publishes_nothing(stage):
    certificate = certificates.issued(stage)[0]

    assert published(certificate.status_list) is None


def test_revoking_does_not_wait_for_a_key_that_does_not_open(stage, keys):
    certificates.credential_key(stage)
    certificate = certificates.issued(stage)[0]
    published(certificate.status_list)
    for path in keys.iterdir():
        path.unlink()
    queries.credentials._opened.cache_clear()

    certificates.changed(stage, certificate, ProposalKind.REVOKE)

    with pytest.raises(KeyFolderError):
        published(certificate.status_list)
