"""Keys of the issuer, and the credentials that somebody asked for."""

import datetime as dt
import json
import re

import pytest
from django.db import transaction
from django.utils import timezone
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier

from certificates import operations, queries
from certificates.enums import CredentialKind
from certificates.models import CredentialKey, KeptCredential
from certify.audit.models import AuditEvent
from certify.lib.errors import NotNowError
from certify.privacy import keyfiles
from tests.factories import certificates

pytestmark = pytest.mark.django_db

SECRETS = re.compile(r"\b\d{16}\b")


@pytest.fixture
def certificate(stage):
    certificates.credential_key(stage)
    return certificates.issued(stage)[0]


def form(certificate, kind) -> str | None:
    return operations.credential_in(certificate=certificate, kind=kind, at=timezone.now())


def resolver(body: int):
    document = json.dumps(queries.issuer_document(body)).encode()
    return lambda url: document


def test_a_key_is_kept_outside_the_database_and_recorded(stage, keys):
    key = certificates.credential_key(stage)

    assert [path.name for path in keys.iterdir()] == [f"{key.name}.pem"]
    assert key.did == f"did:web:localhost%3A8000:lsp:{stage.body.pk}"
    assert key.is_development
    assert queries.signer_of(key).public == key.public
    event = AuditEvent.objects.get(name="certificates.credential_key_made")
    assert event.data == {"did": key.did, "key": key.public.thumbprint}


def test_the_next_key_takes_over_and_the_former_stays_published(stage, certificate):
    former = CredentialKey.objects.get()
    before = form(certificate, CredentialKind.JWT)

    after = certificates.credential_key(stage)
    younger = certificates.issued(stage)[0]

    former.refresh_from_db()
    assert former.active_until == after.active_from
    ids = [row["id"] for row in queries.issuer_document(stage.body.pk)["verificationMethod"]]
    assert set(ids) == {
        key_id for key in (former, after) for key_id in (key.public.jwk_id, key.public.multikey_id)
    }
    issuers = queries.Issuers()
    assert issuers.jwt_of(certificate, certificate.frozen) == before
    for row, key in ((certificate, former), (younger, after)):
        verifier = OB3Verifier.for_issuer_did(key.did, download=resolver(stage.body.pk))
        token = issuers.jwt_of(row, row.frozen)
        assert verifier.verify(token).issuer.id == key.did


def test_a_body_has_one_active_key(stage):
    key = certificates.credential_key(stage)

    with pytest.raises(Exception, match=r"body_has_one_active_credential_key|UNIQUE"):
        CredentialKey.objects.create(
            body=stage.body,
            name="a",
            did=key.did,
            x="b",
            active_from=timezone.now(),
            made_by=stage.cast.bagas,
        )


def test_a_published_key_does_not_change(stage):
    certificates.credential_key(stage)

    with pytest.raises(Exception, match="kept as they are"), transaction.atomic():
        CredentialKey.objects.update(x="other")
    with pytest.raises(Exception, match="kept as they are"), transaction.atomic():
        CredentialKey.objects.all().delete()


def test_json_verifies_with_the_published_keys_only(stage, certificate):
    document = form(certificate, CredentialKind.JSON)

    download = resolver(stage.body.pk)
    verifier = OB3LdpVerifier.for_issuer_did(CredentialKey.objects.get().did, download=download)
    verified = verifier.verify(document, download=download)
    assert verified.name.endswith("Pembatik Tulis")
    assert certificate.holder_name in document


def test_the_badge_carries_the_same_credential_as_the_file(certificate):
    badge = form(certificate, CredentialKind.BADGE)

    token = OB3Verifier.extract_token_from_svg(badge.encode())
    assert token == form(certificate, CredentialKind.JWT)
    assert 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"' in badge


@pytest.mark.parametrize("kind", CredentialKind)
def test_a_form_is_made_once_and_kept(certificate, kind, keys):
    first = form(certificate, kind)
    for path in keys.iterdir():
        path.unlink()
    queries.credentials._opened.cache_clear()

    assert form(certificate, kind) == first
    assert KeptCredential.objects.filter(certificate=certificate, kind=kind).count() == 1


@pytest.mark.parametrize("kind", CredentialKind)
def test_no_form_holds_a_national_identity_number(certificate, kind):
    nik = certificate.assessment.application.enrollment.person.nik
    text = form(certificate, kind)

    assert nik not in text
    assert not SECRETS.search(text.split("<text")[-1] if kind == CredentialKind.BADGE else text)


def test_without_its_key_a_credential_is_refused_in_words(certificate, keys):
    for path in keys.iterdir():
        path.unlink()
    queries.credentials._opened.cache_clear()

    with pytest.raises(NotNowError, match="belum bisa dibuat"):
        form(certificate, CredentialKind.JWT)


def test_what_was_issued_before_the_first_key_has_none(stage):
    certificate = certificates.issued(stage)[0]
    certificates.credential_key(stage)

    assert {form(certificate, kind) for kind in CredentialKind} == {None}


def test_a_key_of_another_kind_signs_nothing(stage):
    from cryptography.hazmat.primitives.asymmetric import ec

    from certify.lib.keyfolder import KeyFolderError

    keyfiles.folder().store("other", ec.generate_private_key(ec.SECP256R1()))
    key = CredentialKey(body=stage.body, name="other", did="did:web:a", x="b")

    with pytest.raises(KeyFolderError, match="does not sign credentials"):
        queries.signer_of(key)


def test_the_active_key_is_that_of_the_moment(stage):
    start = timezone.now()
    first = operations.make_credential_key(body=stage.body, by=stage.cast.bagas, at=start)
    second = operations.make_credential_key(
        body=stage.body, by=stage.cast.bagas, at=start + dt.timedelta(days=1)
    )

    moments = (dt.timedelta(seconds=-1), dt.timedelta(), dt.timedelta(days=1))
    issuers = queries.Issuers()
    found = [issuers.key_at(stage.body.pk, start + moment) for moment in moments]
    assert found == [None, first, second]
