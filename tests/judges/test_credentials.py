"""Two programs of other people judge our credentials: Digital Bazaar's in Node, openbadgeslib.

The vectors of 1EdTech come first: a judge that refuses what is good, or accepts what is bad, is
no judge.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.utils import timezone
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, OB3Verifier

from certificates import operations
from certificates.credentials import (
    DID_CONTEXTS,
    Form,
    Purpose,
    credential_json,
    credential_jwt,
    did_document,
    encoded_list,
    list_credential,
    list_url,
    secured,
    signed_jwt,
)
from certificates.enums import CertificateStatus as C
from tests.certificates.credentials.samples import PLACE, SIGNER, VALID, stranger
from tests.certificates.samples import SAMPLE
from tests.factories import certificates
from tests.judges.nodejs import Verdict, verdicts

VECTORS = Path(__file__).parents[1] / "data" / "openbadges"
KEY_OF_1EDTECH = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
OTHER_KEY_OF_1EDTECH = "z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x"
ISSUERS_OF_1EDTECH = (
    "https://example.com/issuers/876543",
    "https://1edtech.edu/issuers/565049",
    "https://example.edu/issuers/565049",
)
LIST_OF_1EDTECH = (
    "https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads/main"
    "/inspector-vc/src/test/resources/ob30/bit-string-list/testlist"
)
VALID_VERDICT = Verdict(True, ())


# The judge itself ----------------------------------------------------------------------------


def identity(did: str, *keys: str) -> dict[str, Any]:
    methods = [f"{did}#{key}" for key in keys]
    return {
        "@context": DID_CONTEXTS,
        "id": did,
        "assertionMethod": methods,
        "verificationMethod": [
            {"id": name, "type": "Multikey", "controller": did, "publicKeyMultibase": key}
            for name, key in zip(methods, keys, strict=True)
        ],
    }


def vector(name: str) -> Any:
    text = (VECTORS / name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else text


@pytest.fixture(scope="module")
def of_vectors() -> dict[str, Verdict]:
    """The verdict on each vector."""
    documents = {
        did: identity(did, KEY_OF_1EDTECH, OTHER_KEY_OF_1EDTECH) for did in ISSUERS_OF_1EDTECH
    } | {LIST_OF_1EDTECH: vector("testlist.json")}
    found = (path.name for path in VECTORS.glob("*") if path.suffix in {".json", ".svg"})
    names = [name for name in found if not name.endswith(".schema.json")]
    cases = [
        {
            "form": Path(name).suffix[1:],
            "credential": vector(name),
            "documents": documents,
            "embedded": True,
            "now": "2025-01-01T00:00:00Z",
        }
        for name in names
    ]
    return dict(zip(names, verdicts(cases), strict=True))


@pytest.mark.parametrize(
    "name",
    [
        "simple.json",
        "simple-multiple-proofs.json",
        "simple-did-web-method.json",
        "simple-context-version.json",
        "simple-jwt.svg",
        "testlist.json",
    ],
)
def test_the_judge_accepts_what_1edtech_calls_good(of_vectors, name):
    assert of_vectors[name] == VALID_VERDICT


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("credential-status-revoked.json", "status: revocation"),
        ("simple-err-expired.json", 'is after "validUntil"'),
        ("simple-err-issued.json", 'is before "validFrom"'),
        ("simple-err-proof-value.json", "Invalid signature"),
        ("simple-err-proof-method.json", "publicKeyMultibase"),
        ("simple-noproof.json", "No matching proofs"),
        ("simple-err-context.json", "needs to be first"),
        ("simple-err-issuer.json", '"issuer" property is required'),
        ("simple-err-type.json", "Safe mode"),
        ("simple-err-credential-subject-identifier-type.json", "Safe mode"),
        ("simple-err-credential-subject-result-type.json", "Safe mode"),
    ],
)
def test_the_judge_refuses_what_1edtech_calls_bad(of_vectors, name, reason):
    verdict = of_vectors[name]

    assert not verdict.verified
    assert reason in verdict.reasons[0]


# Ours, made from plain content ---------------------------------------------------------------

NOW = timezone.now().replace(microsecond=0)


def lists(revoked: tuple[int, ...] = (), suspended: tuple[int, ...] = ()) -> dict[str, Any]:
    """Publish both lists in both forms."""
    found: dict[str, Any] = {}
    for purpose, bits in ((Purpose.REVOCATION, revoked), (Purpose.SUSPENSION, suspended)):
        for form in Form:
            url = list_url(PLACE.address, purpose, form)
            document = list_credential(
                url,
                did=SIGNER.did,
                purpose=purpose,
                encoded=encoded_list(bits),
                valid_from=NOW - dt.timedelta(hours=1),
                valid_until=NOW + dt.timedelta(days=7),
            )
            if form is Form.JWT:
                found[url] = signed_jwt(document, signer=SIGNER)
            else:
                found[url] = json.loads(secured(document, signer=SIGNER, created=NOW))
    return found


def published(**bits: tuple[int, ...]) -> dict[str, Any]:
    return {SIGNER.did: did_document(SIGNER.did, [SIGNER.public])} | lists(**bits)


def both_forms(content: Any, documents: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    jwt = credential_jwt(content, place=PLACE, signer=SIGNER)
    text = credential_json(content, place=PLACE, signer=SIGNER, created=NOW)
    return [
        {"form": "jwt", "credential": jwt, "documents": documents} | more,
        {"form": "json", "credential": json.loads(text), "documents": documents} | more,
    ]


def test_good_credentials_are_good():
    assert verdicts(both_forms(VALID, published())) == [VALID_VERDICT] * 2


@pytest.mark.parametrize(
    ("bits", "reason"),
    [
        ({"revoked": (PLACE.index,)}, "status: revocation"),
        ({"suspended": (PLACE.index,)}, "status: suspension"),
    ],
)
def test_a_set_bit_is_read_and_a_neighbors_is_not(bits, reason):
    ours = verdicts(both_forms(VALID, published(**bits)))
    neighbors = verdicts(both_forms(VALID, published(revoked=(PLACE.index - 1, PLACE.index + 1))))

    assert ours == [Verdict(False, (reason,))] * 2
    assert neighbors == [VALID_VERDICT] * 2


def test_expired_credentials_are_expired():
    after = verdicts(both_forms(SAMPLE, published()))
    within = verdicts(both_forms(SAMPLE, published(), now="2026-01-26T12:00:00+07:00"))

    assert [verdict.verified for verdict in after] == [False, False]
    assert "expired" in after[0].reasons[0]
    assert 'is after "validUntil"' in after[1].reasons[0]
    # The list is of today; on the last day of validity only its own beginning stands against it.
    assert within[1] == VALID_VERDICT
    assert within[0].reasons == ("not valid yet",)


@pytest.mark.parametrize("path", ["name", "unit", "index"])
def test_every_changed_word_breaks_the_proof(path):
    text = credential_json(VALID, place=PLACE, signer=SIGNER, created=NOW)
    changes = {
        "name": ("Siti Romlah", "Siti Rohmah"),
        "unit": ("Melekatkan malam", "Melekatkan  malam"),
        "index": (f'"statusListIndex": "{PLACE.index}"', '"statusListIndex": "78"'),
    }
    assert changes[path][0] in text
    forged = json.loads(text.replace(*changes[path]))

    (verdict,) = verdicts([{"form": "json", "credential": forged, "documents": published()}])

    assert verdict == Verdict(False, ("Invalid signature.",))


def test_another_signer_under_our_name_is_refused():
    forged = credential_jwt(VALID, place=PLACE, signer=stranger(SIGNER.did))

    (verdict,) = verdicts([{"form": "jwt", "credential": forged, "documents": published()}])

    assert "publishes no key" in verdict.reasons[0]


def test_a_list_signed_by_somebody_else_is_refused():
    documents = published()
    url = list_url(PLACE.address, Purpose.REVOCATION, Form.JWT)
    document = list_credential(
        url,
        did=SIGNER.did,
        purpose=Purpose.REVOCATION,
        encoded=encoded_list(()),
        valid_from=NOW,
        valid_until=NOW + dt.timedelta(days=7),
    )
    documents[url] = signed_jwt(document, signer=stranger(SIGNER.did))

    assert not verdicts(both_forms(VALID, documents))[0].verified


def test_no_member_of_the_json_is_outside_its_proof():
    """openbadgeslib refuses a document with a member that the proof would not cover."""
    text = credential_json(VALID, place=PLACE, signer=SIGNER, created=NOW)
    download = lambda url: json.dumps(published()[SIGNER.did]).encode()  # noqa: E731
    verifier = OB3LdpVerifier.for_issuer_did(SIGNER.did, download=download)

    assert verifier.verify(text, download=download).issuer.id == SIGNER.did
    loose = json.loads(text) | {"nilai": "A"}
    with pytest.raises(OB3VerificationError):
        verifier.verify(loose, download=download)


def test_issuer_and_subject_fit_the_schema_of_1edtech():
    """The copy we have is of the first data model, so the frame around them is not asked about."""
    schema = vector("achievementcredential.schema.json")
    text = credential_json(VALID, place=PLACE, signer=SIGNER, created=NOW)
    document = json.loads(text)

    for name, part in (("AchievementSubject", "credentialSubject"), ("Profile", "issuer")):
        validator = jsonschema_rs.validator_for(
            {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": f"#/$defs/{name}"}
        )
        assert [error.message for error in validator.iter_errors(document[part])] == []
        assert not validator.is_valid(document[part] | {"type": []} | {"id": 7})


# Ours, as the public fetches them ------------------------------------------------------------


def fetched(client, certificate) -> list[dict[str, Any]]:
    """Fetch what a stranger would fetch: credential, identity and lists, by their addresses."""
    status = f"/lsp/{certificate.body_id}/status/1"
    did = client.get(f"/lsp/{certificate.body_id}/did.json").json()
    documents: dict[str, Any] = {did["id"]: did}
    for word in ("pencabutan", "pembekuan"):
        documents[f"http://localhost:8000{status}/{word}.jwt"] = client.get(
            f"{status}/{word}.jwt"
        ).content.decode()
        answer = client.get(f"{status}/{word}.json").content
        documents[f"http://localhost:8000{status}/{word}.json"] = json.loads(answer)
    base = f"/v/{certificate.code}"
    jwt, text, badge = (
        client.get(f"{base}/{name}").content.decode()
        for name in ("kredensial.jwt", "kredensial.json", "lencana.svg")
    )
    return [
        {"form": "jwt", "credential": jwt, "documents": documents},
        {"form": "json", "credential": json.loads(text), "documents": documents},
        {"form": "svg", "credential": badge, "documents": documents},
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (C.ISSUED, VALID_VERDICT),
        (C.REVOKED, Verdict(False, ("status: revocation",))),
        (C.REPLACED, Verdict(False, ("status: revocation",))),
        (C.SUSPENDED, Verdict(False, ("status: suspension",))),
    ],
)
def test_a_stranger_learns_every_state(stage, client, state, expected):
    certificates.credential_key(stage)
    certificate = certificates.certificate_at(state, stage)

    assert verdicts(fetched(client, certificate)) == [expected] * 3


@pytest.mark.django_db
def test_what_an_old_key_signed_holds_after_the_next_key(stage, client):
    certificates.credential_key(stage)
    certificate = certificates.issued(stage)[0]
    operations.make_credential_key(body=stage.body, by=stage.cast.bagas, at=timezone.now())

    cases = fetched(client, certificate)

    assert verdicts(cases) == [VALID_VERDICT] * 3
    did, *_ = cases[0]["documents"].values()
    download = lambda url: json.dumps(did).encode()  # noqa: E731
    verifier = OB3Verifier.for_issuer_did(did["id"], download=download)
    assert verifier.verify(cases[0]["credential"]).issuer.id == did["id"]
