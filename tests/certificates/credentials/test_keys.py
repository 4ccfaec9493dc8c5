import pytest
from openbadgeslib.ob3 import multikey_from_pem
from openbadgeslib.ob3.did import did_web_from_url, pem_for_kid

from certificates.credentials import PublicKey, did_document, did_web
from certificates.credentials.keys import base58
from tests.certificates.credentials.samples import SIGNER
from tests.certificates.credentials.test_jwt import PUBLIC_PEM


@pytest.mark.parametrize(
    ("address", "did"),
    [
        ("https://batik.example.go.id", "did:web:batik.example.go.id"),
        ("https://batik.example.go.id/lsp/3", "did:web:batik.example.go.id:lsp:3"),
        ("https://batik.example.go.id:8443/a", "did:web:batik.example.go.id%3A8443:a"),
    ],
)
def test_did_web_is_the_address_of_its_document(address, did):
    assert did_web(address) == did == did_web_from_url(address)


def test_a_thumbprint_is_that_of_rfc_8037():
    key = PublicKey(did="did:web:example.com", x="11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")

    assert key.thumbprint == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_multikey_is_the_one_openbadgeslib_writes():
    assert SIGNER.public.multibase == multikey_from_pem(PUBLIC_PEM)


def test_base58_keeps_leading_zeros():
    assert base58(b"\0\0\x01") == "112"


def test_did_document_gives_each_key_in_both_forms():
    old = PublicKey(did=SIGNER.did, x="11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")

    document = did_document(SIGNER.did, [old, SIGNER.public])

    assert document["assertionMethod"] == [
        old.jwk_id,
        old.multikey_id,
        SIGNER.public.jwk_id,
        SIGNER.public.multikey_id,
    ]
    for name in (SIGNER.public.jwk_id, SIGNER.public.multikey_id):
        assert pem_for_kid(document, SIGNER.did, name) == PUBLIC_PEM
