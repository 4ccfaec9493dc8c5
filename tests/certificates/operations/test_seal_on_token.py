"""A body's seal on a token: tried before it is taken, then it seals like any other."""

import pytest

from certificates import operations, sealing
from certificates.enums import SealPlace
from certificates.operations import TokenFacts
from certify.lib.errors import InvalidInputError
from tests.certificates import tokens
from tests.factories import certificates

pytestmark = pytest.mark.django_db


@pytest.fixture
def server_with_token(token, settings):
    settings.PKCS11_MODULE, settings.PKCS11_PIN = tokens.MODULE, tokens.PIN
    return token


def add(stage, pair, now, *, chain=None, label=""):
    facts = TokenFacts(
        token=tokens.TOKEN,
        label=label or pair.label,
        certificates_pem=chain if chain is not None else pair.chain.to_pem(),
    )
    return operations.add_seal_on_token(body=stage.body, facts=facts, by=stage.cast.bagas, at=now)


@pytest.mark.parametrize("make", tokens.KINDS.values(), ids=tokens.KINDS)
def test_certificates_are_sealed_by_the_token(stage, now, media, server_with_token, make):
    pair = make(server_with_token, f"lsp-{make.__name__}", at=now)

    key = add(stage, pair, now)
    certificate = certificates.issued(stage)[0]

    assert (key.place, key.name) == (SealPlace.TOKEN, "")
    found = sealing.examine(certificates.stored(certificate, media))
    assert found.is_sealed
    assert found.signatures[0].fingerprint == certificate.seal_fingerprint == key.fingerprint


def test_a_key_that_is_not_the_certificates_is_refused(stage, now, server_with_token):
    one = tokens.elliptic(server_with_token, "satu", at=now)
    other = tokens.elliptic(server_with_token, "dua", at=now)

    with pytest.raises(InvalidInputError, match="bukan pasangannya"):
        add(stage, one, now, chain=other.chain.to_pem())
    with pytest.raises(InvalidInputError, match="Token segel tidak menjawab"):
        add(stage, one, now, label="tidak-ada")
    with pytest.raises(InvalidInputError, match="tidak terbaca"):
        add(stage, one, now, chain="bukan PEM")
