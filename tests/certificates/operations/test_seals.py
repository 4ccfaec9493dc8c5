"""A body's seal: who may, what it is put on, what stays when it ends."""

import datetime as dt
import hashlib

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import DatabaseError, transaction
from django.utils import timezone

from certificates import operations, queries, sealing
from certificates.enums import CertificateStatus, SealKind, SealStatus
from certificates.models import Certificate, IssueItem, SealKey
from certify.audit.models import AuditEvent
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from tests.factories import certificates, seals

pytestmark = pytest.mark.django_db
REASON = "pindah penyelenggara sertifikasi"


def seal_told(certificate):
    """What the public page says of a certificate's seal."""
    answer = queries.answer(certificate.code, today=timezone.localdate())
    return answer.certificate.seal


def test_the_seal_goes_on_every_certificate_and_is_named(stage, media):
    key = seals.sealed_body(stage)

    made = certificates.issued(stage, 2)

    for certificate in made:
        pdf = certificates.stored(certificate, media)
        found = sealing.examine(pdf)
        assert certificate.seal_fingerprint == key.fingerprint
        assert (found.is_sealed, found.sha256) == (True, certificate.pdf_sha256)
        assert found.signatures[0].fingerprint == key.fingerprint
        assert found.signatures[0].claimed_at == certificate.reserved_at.replace(microsecond=0)


def test_making_a_file_again_gives_the_same_bytes(stage, media):
    seals.sealed_body(stage)
    certificate = certificates.issued(stage)[0]

    again = operations.make_pdf(certificate)

    assert hashlib.sha256(again).hexdigest() == certificate.pdf_sha256


def test_a_seal_younger_than_the_number_states_its_own_first_moment(stage, media, now):
    certificate = certificates.reserved(stage)[0]
    later = now + dt.timedelta(days=30)
    key = seals.sealed_body(stage, at=later)

    operations.finish(certificates=[certificate], at=later)

    certificate.refresh_from_db()
    found = sealing.examine(certificates.stored(certificate, media))
    assert found.is_sealed
    assert found.signatures[0].claimed_at == key.valid_from


def test_a_body_without_a_seal_issues_unsealed_and_says_so(stage, media, now):
    certificate = certificates.issued(stage)[0]

    assert certificate.seal_fingerprint == ""
    assert sealing.examine(certificates.stored(certificate, media)).signatures == ()
    assert "terbit tanpa segel" in queries.seal_notice(stage.body, at=now).words
    assert seal_told(certificate) == SealKind.NONE


def test_only_the_director_manages_the_seal(stage, strangers, now):
    data = seals.packed(seals.key_pair())
    for person in (stage.cast.sari, stage.cast.tuti, stage.cast.dewi, strangers.bagas):
        with pytest.raises(NotAllowedError):
            operations.add_seal_from_file(
                body=stage.body, data=data, password=seals.PASSWORD, by=person, at=now
            )

    assert not SealKey.objects.exists()


def test_a_new_key_follows_the_old_one_and_both_stay_published(stage, now):
    first = seals.sealed_body(stage)
    before = certificates.issued(stage)[0]

    second = seals.sealed_body(stage)
    after = certificates.issued(stage)[0]

    first.refresh_from_db()
    assert (first.status, first.end_reason) == (SealStatus.RETIRED, "Diganti kunci baru.")
    assert (before.seal_fingerprint, after.seal_fingerprint) == (
        first.fingerprint,
        second.fingerprint,
    )
    assert queries.published_keys(stage.body.pk) == [first, second]
    names = AuditEvent.objects.filter(name__contains="seal").order_by("sequence")
    assert list(names.values_list("name", flat=True)) == [
        "certificates.seal_added",
        "certificates.seal_retired",
        "certificates.seal_added",
    ]


def test_neither_the_trail_nor_the_row_holds_the_private_key(stage, keys):
    key = seals.sealed_body(stage)

    (file,) = keys.iterdir()
    assert file.name == f"{key.name}.pem"
    assert "PRIVATE" not in key.chain
    assert seals.PASSWORD not in str(AuditEvent.objects.values_list("data", "summary"))


def test_the_same_key_is_not_taken_twice(stage, now):
    data = seals.packed(seals.key_pair())
    act = {"body": stage.body, "password": seals.PASSWORD, "by": stage.cast.bagas, "at": now}
    operations.add_seal_from_file(data=data, **act)

    with pytest.raises(InvalidInputError, match="sudah pernah dipasang"):
        operations.add_seal_from_file(data=data, **act)
    with pytest.raises(InvalidInputError, match="Periksa kata sandinya"):
        operations.add_seal_from_file(data=b"bukan kunci", **act)


def test_a_retired_key_seals_no_more_and_a_leaked_one_is_told(stage, now):
    key = seals.sealed_body(stage)
    certificate = certificates.issued(stage)[0]
    act = {"key": key, "reason": REASON, "by": stage.cast.bagas, "at": now}
    assert seal_told(certificate) == SealKind.BODY

    operations.retire_seal(**act)

    assert queries.seal_of(stage.body) is None
    assert seal_told(certificate) == SealKind.BODY
    with pytest.raises(NotNowError):
        operations.retire_seal(**act)

    operations.declare_seal_compromised(**act)

    assert seal_told(certificate) == SealKind.COMPROMISED


def test_ending_a_key_needs_a_reason(stage, now):
    key = seals.sealed_body(stage)

    with pytest.raises(InvalidInputError):
        operations.retire_seal(key=key, reason=" ", by=stage.cast.bagas, at=now)


def test_the_development_seal_says_so_and_is_not_for_production(stage, now, settings):
    key = operations.make_development_seal(body=stage.body, by=stage.cast.bagas, at=now)
    certificate = certificates.issued(stage)[0]

    assert key.is_development
    assert "PENGEMBANGAN" in key.subject
    assert seal_told(certificate) == SealKind.DEVELOPMENT
    assert "segel pengembangan" in queries.seal_notice(stage.body, at=now).words

    settings.PRODUCTION = True
    with pytest.raises(NotNowError):
        operations.make_development_seal(body=stage.body, by=stage.cast.bagas, at=now)


def test_an_accepted_authority_makes_a_seal_certified(stage, now, settings, tmp_path):
    pair = seals.key_pair()
    accepted = tmp_path / "accepted.pem"
    accepted.write_bytes(pair.chain.certificates[1].public_bytes(Encoding.PEM))
    settings.SIGNER_AUTHORITIES = str(accepted)

    key = operations.add_seal_from_file(
        body=stage.body,
        data=seals.packed(pair),
        password=seals.PASSWORD,
        by=stage.cast.bagas,
        at=now,
    )

    assert key.standing == SealKind.CERTIFIED
    assert seal_told(certificates.issued(stage)[0]) == SealKind.CERTIFIED


def test_an_expired_seal_stops_the_issue_before_any_number(stage):
    long_ago = timezone.now() - dt.timedelta(days=3700)
    seals.sealed_body(stage, at=long_ago)
    rows = certificates.numbered(stage)

    with pytest.raises(NotNowError, match="habis"):
        certificates.run_of(stage, rows)

    assert not Certificate.objects.exists()


def test_a_seal_that_ends_soon_is_told(stage, now):
    seals.sealed_body(stage, at=now - dt.timedelta(days=3650 - 30))

    notice = queries.seal_notice(stage.body, at=now)

    assert (notice.stops, "hampir habis" in notice.words) == (False, True)


def test_a_missing_key_file_leaves_the_certificate_unfinished_in_words(stage, keys):
    key = seals.sealed_body(stage)
    (keys / f"{key.name}.pem").rename(keys / "elsewhere")
    rows = certificates.numbered(stage)
    run = certificates.run_of(stage, rows)

    operations.carry_out(run=run, clock=timezone.now)

    assert Certificate.objects.get().status == CertificateStatus.RESERVED
    assert "Kunci segel LSP ini tidak bisa dibuka" in IssueItem.objects.get().problem

    (keys / "elsewhere").rename(keys / f"{key.name}.pem")
    operations.carry_out(run=run, clock=timezone.now)

    assert Certificate.objects.get().seal_fingerprint == key.fingerprint


def test_a_silent_time_stamping_authority_loses_no_number(stage, settings):
    key = seals.sealed_body(stage)
    settings.TSA_URL = "http://127.0.0.1:9/"
    run = certificates.run_of(stage, certificates.numbered(stage))

    operations.carry_out(run=run, clock=timezone.now)

    assert Certificate.objects.get().status == CertificateStatus.RESERVED
    assert "Layanan stempel waktu tidak menjawab" in IssueItem.objects.get().problem

    settings.TSA_URL = ""
    operations.carry_out(run=run, clock=timezone.now)

    assert Certificate.objects.get().seal_fingerprint == key.fingerprint


def test_a_seal_row_cannot_be_rewritten(stage):
    key = seals.sealed_body(stage)

    with pytest.raises(DatabaseError), transaction.atomic():
        SealKey.objects.filter(pk=key.pk).update(chain="")
    with pytest.raises(DatabaseError), transaction.atomic():
        SealKey.objects.filter(pk=key.pk).delete()


def test_what_sealed_a_certificate_cannot_be_rewritten(stage):
    seals.sealed_body(stage)
    certificate = certificates.issued(stage)[0]

    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(seal_fingerprint="0" * 64)


def test_a_body_that_signs_elsewhere_issues_unsealed(stage, now):
    seals.sealed_body(stage)

    operations.choose_signing(body=stage.body, signs_elsewhere=True, by=stage.cast.bagas, at=now)

    assert certificates.issued(stage)[0].seal_fingerprint == ""
    assert "di luar Canting" in queries.seal_notice(stage.body, at=now).words
