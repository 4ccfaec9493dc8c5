"""The director's own electronic signature, put on outside and taken back."""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from certificates import operations, queries
from certificates.enums import FileAnswer, SealKind
from certificates.models import SignedFile
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from tests.factories import certificates, seals

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def director():
    return seals.key_pair("Direktur Uji")


def attach(stage, certificate, data, now, *, by=None):
    return operations.attach_signed_file(
        certificate=certificate, data=data, by=by or stage.cast.sari, at=now
    )


def test_the_signed_file_is_known_beside_the_original(stage, now, director):
    certificate = certificates.issued(stage)[0]
    original = queries.stored_pdf(certificate)
    data = seals.signed(original, director)

    signed = attach(stage, certificate, data, now)

    assert (signed.signer, signed.original_sha256) == (
        director.chain.subject,
        certificate.pdf_sha256,
    )
    for sha256 in (certificate.pdf_sha256, signed.sha256):
        said, answer = queries.answer_to_file(sha256, [], today=timezone.localdate())
        assert (said, answer.certificate.code) == (FileAnswer.UNCHANGED, certificate.code)
        assert answer.certificate.seal == SealKind.SIGNED
    assert queries.given_pdf(certificate) == data
    assert queries.stored_pdf(certificate) == original


def test_only_who_issues_uploads(stage, strangers, now, director):
    certificate = certificates.issued(stage)[0]
    data = seals.signed(queries.stored_pdf(certificate), director)

    for person in (stage.cast.dewi, stage.cast.tuti, strangers.sari):
        with pytest.raises(NotAllowedError):
            attach(stage, certificate, data, now, by=person)


def test_a_sealed_file_cannot_be_signed_again(stage, now, director):
    seals.sealed_body(stage)
    certificate = certificates.issued(stage)[0]

    with pytest.raises(NotNowError, match="melarang perubahan"):
        attach(stage, certificate, b"%PDF", now)


def test_another_persons_certificate_is_refused(stage, now, director):
    ours, other = certificates.issued(stage, 2)
    data = seals.signed(queries.stored_pdf(other), director)

    with pytest.raises(InvalidInputError, match="bukan sertifikat yang diunduh"):
        attach(stage, ours, data, now)

    assert not SignedFile.objects.exists()


def test_the_same_file_twice_and_a_huge_one_are_refused(stage, now, director):
    certificate = certificates.issued(stage)[0]
    data = seals.signed(queries.stored_pdf(certificate), director)
    attach(stage, certificate, data, now)

    with pytest.raises(InvalidInputError, match="sudah diunggah"):
        attach(stage, certificate, data, now)
    with pytest.raises(InvalidInputError, match="5 MB"):
        attach(stage, certificate, bytes(5 * 1024 * 1024 + 1), now)


def test_only_accepted_authorities_where_some_are_named(stage, now, director, settings, tmp_path):
    certificate = certificates.issued(stage)[0]
    data = seals.signed(queries.stored_pdf(certificate), director)
    accepted = tmp_path / "accepted.pem"
    settings.SIGNER_AUTHORITIES = str(accepted)

    accepted.write_bytes(seals.key_pair().chain.certificates[1].public_bytes(Encoding.PEM))
    with pytest.raises(InvalidInputError, match="tidak dari penyelenggara"):
        attach(stage, certificate, data, now)

    accepted.write_bytes(director.chain.certificates[1].public_bytes(Encoding.PEM))
    assert attach(stage, certificate, data, now).signer == director.chain.subject


def test_signed_files_stay(stage, now, director):
    certificate = certificates.issued(stage)[0]
    data = seals.signed(queries.stored_pdf(certificate), director)
    signed = attach(stage, certificate, data, now)
    table = SignedFile._meta.db_table

    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET signer = 'orang lain' WHERE id = %s", [signed.pk])
