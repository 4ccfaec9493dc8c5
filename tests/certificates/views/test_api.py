"""The same questions for programs: same answers, same limits, no cookie."""

import hashlib
from collections import Counter

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup

from certificates import rules
from certificates.enums import CertificateStatus as C
from certificates.models import Certificate
from certificates.views.verification import limits
from tests.factories import certificates, programs

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"
UNHURRIED = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture(autouse=True)
def fresh_counts():
    limits.wrong_codes.forget()


def _code(client, code: str):
    return client.get(f"{ROOT}/sertifikat/{code}")


def _file(client, content: bytes, *codes: str):
    sha256 = hashlib.sha256(content).hexdigest()
    return client.get(f"{ROOT}/berkas/{sha256}", {"kode": codes})


def test_a_known_code_is_answered_with_what_the_paper_must_say(stage, client):
    certificate = certificates.unmarked(stage)[0]
    content = certificate.frozen

    response = _code(client, certificate.code.lower())

    answer = response.json()
    answer.pop("checked_at")
    assert response.status_code == 200
    assert answer == {
        "state": "valid",
        "words": "Sertifikat ini sah",
        "words_en": "This certificate is valid",
        "changed_at": None,
        "replaced_by": None,
        "replaces": None,
        "renewed_by": None,
        "renews": None,
        "certificate": {
            "code": certificate.code,
            "address": f"http://localhost:8000/v/{certificate.code}",
            "holder_name": content.holder_name,
            "qualification": content.qualification,
            "qualification_en": content.qualification_en,
            "scheme_name": content.scheme_name,
            "certificate_number": content.certificate_number,
            "registration_number": content.registration_number,
            "register_number": str(certificate),
            "issued_on": str(content.issued_on),
            "valid_until": str(content.valid_until),
            "issuer": content.body_name,
            "issuer_en": content.body_name_en,
            "units": [{"code": unit.code, "title": unit.title} for unit in content.units],
            "is_example": False,
            "isen_seri": certificate.content_sha256[:16],
            "seal": "none",
            "seal_words": "Hanya kode QR, tanpa segel elektronik",
            "seal_words_en": "QR code only, no electronic seal",
        },
    }


def test_replaced_names_its_successor_and_since_when(stage, client):
    old = certificates.certificate_at(C.REPLACED, stage)
    new = Certificate.objects.get(replaces=old)

    answer = _code(client, old.code).json()

    assert (answer["state"], answer["changed_at"] is not None) == ("replaced", True)
    assert answer["replaced_by"] == {
        "code": new.code,
        "address": f"http://localhost:8000/v/{new.code}",
        "register_number": str(new),
    }


def test_both_ends_of_a_correction_and_of_a_renewal_name_each_other(stage, client):
    first = certificates.unmarked(stage)[0]
    renewal = certificates.issued_again(programs.next_program(stage), first)
    corrected = certificates.replace(stage, renewal)

    asked = {row.pk: _code(client, row.code).json() for row in (first, renewal, corrected)}

    links = ("replaced_by", "replaces", "renewed_by", "renews")
    known = {row.code: row.pk for row in (first, renewal, corrected)}
    assert {
        key: {name: known[answer[name]["code"]] for name in links if answer[name]}
        for key, answer in asked.items()
    } == {
        first.pk: {"renewed_by": corrected.pk},
        renewal.pk: {"replaced_by": corrected.pk, "renews": first.pk},
        corrected.pk: {"replaces": renewal.pk, "renews": first.pk},
    }


def test_unknown_malformed_and_reserved_answer_alike(stage, client):
    reserved = certificates.reserved(stage)[0]

    wrong = (rules.new_code(), "salah", "a/b", "a%0Ab", reserved.code)
    answers = [_code(client, code) for code in wrong]

    bodies = [answer.json() | {"checked_at": ""} for answer in answers]
    assert {answer.status_code for answer in answers} == {404}
    assert bodies == [bodies[0]] * len(wrong)
    assert (bodies[0]["state"], bodies[0]["certificate"]) == ("unknown", None)


def test_files_are_unchanged_changed_or_not_ours(stage, client, media):
    certificate = certificates.unmarked(stage)[0]
    genuine = certificates.stored(certificate, media)

    answers = [
        _file(client, genuine),
        _file(client, genuine + b"\n", certificate.code),
        _file(client, genuine + b"\n"),
    ]

    assert [(a.status_code, a.json()["file"], a.json()["about"]["state"]) for a in answers] == [
        (200, "unchanged", "valid"),
        (200, "changed", "valid"),
        (404, "unknown", "unknown"),
    ]


def test_hits_are_never_limited_and_pages_and_programs_are_counted_together(stage, client):
    known = certificates.issued(stage)[0].code
    by_page = [client.get(f"/v/{rules.new_code()}").status_code for _ in range(15)]
    by_program = [_code(client, rules.new_code()).status_code for _ in range(15)]
    limited = _code(client, rules.new_code())

    assert by_page + by_program == [404] * 30
    assert limited.status_code == 429
    assert 0 < int(limited["Retry-After"]) <= 601
    assert limited.json()["words"].endswith("Coba lagi 10 menit lagi.")
    assert _file(client, b"", rules.new_code()).status_code == 429
    assert {_code(client, known).status_code for _ in range(40)} == {200}


def test_no_cookie_no_store_open_to_pages_of_other_sites(stage, client):
    for address in (
        f"{ROOT}/sertifikat/{certificates.issued(stage)[0].code}",
        f"{ROOT}/sertifikat/x",
        f"{ROOT}/openapi.json",
        f"{ROOT}/berkas/{'0' * 64}",
    ):
        response = client.get(address)

        assert response["Content-Type"].startswith("application/json"), address
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        assert response["Access-Control-Allow-Origin"] == "*"


def test_what_cannot_be_read_and_what_is_not_there_is_said_in_both_languages(client):
    unreadable = client.get(f"{ROOT}/berkas/abc")
    nowhere = client.get(f"{ROOT}/orang/3517")
    posted = client.post(f"{ROOT}/sertifikat/x")

    assert unreadable.status_code == 422
    assert "SHA-256 ditulis dengan 64" in unreadable.json()["words"]
    assert (nowhere.status_code, nowhere.json()["words_en"]) == (404, "No such address. See /api/.")
    assert (posted.status_code, posted["Allow"]) == (405, "GET")


def test_the_description_is_a_page_of_ours(client, settings):
    page = client.get("/api/").content.decode()

    assert f"{settings.PUBLIC_URL}/api/v1/sertifikat/{{code}}" in page
    assert f"{settings.PUBLIC_URL}/api/v1/berkas/{{sha256}}" in page
    assert "<script" not in page
    assert "SHA-256 of the file" in page
    assert "holder_name" in page


# Fuzzing --------------------------------------------------------------------------------------


@pytest.fixture
def described(stage, monkeypatch):
    """The API as its own description tells it, without limit: the fuzzer knows few real codes."""
    everybody = limits.WrongCodes(allowed=10**9, seconds=1, addresses=10)
    monkeypatch.setattr(limits, "wrong_codes", everybody)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # they would close the test's own connection
    yield schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", WSGIHandler())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(
    "count",
    [
        pytest.param(40, id="40 examples"),
        pytest.param(3000, id="3000 examples", marks=pytest.mark.drill),
    ],
)
def test_whatever_is_asked_the_description_is_true(stage, described, mode, count, record_property):
    """Status, type and shape of every answer are the described ones, and nothing ends in a 500."""
    certificate, replaced = (
        certificates.issued(stage)[0],
        certificates.certificate_at(C.REPLACED, stage),
    )
    known = {"code": [certificate.code, replaced.code], "sha256": [certificate.pdf_sha256]}
    asked = Counter()

    for found in described.get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and operation.path.endswith("{code}"):
            continue  # every text is a question here

        @settings(
            max_examples=count, deadline=None, database=None, suppress_health_check=HealthCheck
        )
        @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans(), data=st.data())
        def ask(case, real, data):
            if real and mode is GenerationMode.POSITIVE:
                for name in case.path_parameters:
                    case.path_parameters[name] = data.draw(st.sampled_from(known[name]))
            asked[case.call_and_validate().status_code] += 1

        ask()

    assert asked[200] > 0 or mode is GenerationMode.NEGATIVE
    record_property("figures", ", ".join(f"{n} × {status}" for status, n in sorted(asked.items())))


def test_control_a_description_that_lies_is_found(described):
    path = next(iter(described.raw_schema["paths"].values()))
    del path["get"]["responses"]["404"]
    operation = next(iter(described.get_all_operations())).ok()

    @settings(max_examples=5, **UNHURRIED)
    @given(case=operation.as_strategy())
    def ask(case):
        case.call_and_validate()

    with pytest.raises(FailureGroup):
        ask()
