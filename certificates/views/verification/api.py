"""The same questions for programs: JSON by code and by file hash, described by OpenAPI.

Same answers, same limits, no cookie. The description page is a page of ours and not the library's:
that one brings 1.5 MB of script and sets styles that our policy refuses.
"""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, register_converter, reverse
from django.urls.converters import StringConverter
from django.utils import timezone
from ninja import NinjaAPI, Path, Query, Status
from ninja.errors import ValidationError

from certificates import queries
from certificates.queries import Answer, Found
from certificates.queries.verification import CODES_OF_A_FILE
from certificates.rendering import strip_digits
from certificates.views.verification import limits, pages
from certificates.views.verification.schemas import (
    Certificate,
    CodeAnswer,
    FileAnswerText,
    Linked,
    Refusal,
    Unit,
)
from certificates.views.verification.wording import FILES, SEALS_EN, STATES

ABOUT = """Read-only and open to everybody; no key, no cookie, nothing is kept. Answers are never to
be stored: a certificate may be revoked a second later. Codes that are found are never limited;
after thirty unknown codes in ten minutes an address has to wait (429)."""


api = NinjaAPI(
    title="Periksa keaslian sertifikat",
    version="1",
    description=ABOUT,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)


class AnyText(StringConverter):
    """Whatever stands in a code's place is a question, slashes and line ends too."""

    regex = r"[\s\S]+"


register_converter(AnyText, "text")
Code = Annotated[str, Path(description="As printed; lower case, spaces, hyphens, O, I, L do")]
Sha256 = Annotated[str, Path(pattern="^[0-9a-fA-F]{64}$", description="SHA-256 of the file")]
Codes = Annotated[
    tuple[str, ...],
    Query(
        alias="kode",
        max_length=CODES_OF_A_FILE,
        description="Codes that stand in the file as …/v/CODE: they tell a changed file",
    ),
]


@api.get(
    "/sertifikat/{text:code}",
    operation_id="check_code",
    summary="Periksa kode sertifikat",
    description="Unknown, malformed and not yet issued codes get one and the same answer.",
    response={
        HTTPStatus.OK: CodeAnswer,
        HTTPStatus.NOT_FOUND: CodeAnswer,
        HTTPStatus.TOO_MANY_REQUESTS: Refusal,
    },
)
def check_code(
    request: HttpRequest, response: HttpResponse, code: Code
) -> Status[CodeAnswer | Refusal]:
    """Answer a code."""
    found = queries.answer(code, today=timezone.localdate())
    if found.certificate is None and (refusal := _too_many(request, response)):
        return Status(HTTPStatus.TOO_MANY_REQUESTS, refusal)
    status = HTTPStatus.OK if found.certificate else HTTPStatus.NOT_FOUND
    return Status(status, _code_answer(found))


@api.get(
    "/berkas/{sha256}",
    operation_id="check_file",
    summary="Periksa berkas PDF",
    description="Hash the file where it lies; the file itself is never sent.",
    response={
        HTTPStatus.OK: FileAnswerText,
        HTTPStatus.NOT_FOUND: FileAnswerText,
        HTTPStatus.UNPROCESSABLE_ENTITY: Refusal,
        HTTPStatus.TOO_MANY_REQUESTS: Refusal,
    },
)
def check_file(
    request: HttpRequest, response: HttpResponse, sha256: Sha256, codes: Codes = ()
) -> Status[FileAnswerText | Refusal]:
    """Answer a file."""
    file, found = queries.answer_to_file(sha256, codes, today=timezone.localdate())
    if found.certificate is None and codes and (refusal := _too_many(request, response)):
        return Status(HTTPStatus.TOO_MANY_REQUESTS, refusal)
    answer = FileAnswerText(
        file=file, words=file.label, words_en=FILES[file].words_en, about=_code_answer(found)
    )
    status = HTTPStatus.OK if found.certificate else HTTPStatus.NOT_FOUND
    return Status(status, answer)


@api.exception_handler(ValidationError)
def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    del error
    refusal = Refusal(
        words="Alamat ini tidak bisa dibaca. SHA-256 ditulis dengan 64 angka heksadesimal.",
        words_en="This address cannot be read. A SHA-256 has 64 hexadecimal digits.",
    )
    return api.create_response(request, refusal, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _too_many(request: HttpRequest, response: HttpResponse) -> Refusal | None:
    wait = limits.wait_seconds(request)
    if not wait:
        return None
    response["Retry-After"] = str(wait)
    minutes = -(-wait // 60)
    return Refusal(
        words=f"Terlalu banyak kode yang tidak ditemukan. Coba lagi {minutes} menit lagi.",
        words_en=f"Too many unknown codes. Please try again in {minutes} minutes.",
    )


def _code_answer(found: Answer) -> CodeAnswer:
    certificate = found.certificate
    answer = CodeAnswer(
        state=found.state,
        words=found.state.label,
        words_en=STATES[found.state].words_en,
        checked_at=timezone.now(),
    )
    if certificate is None:
        return answer
    answer.changed_at = certificate.changed_at
    answer.certificate = _certificate(certificate)
    answer.replaced_by = _linked(certificate.successor)
    answer.replaces = _linked(certificate.replaces)
    answer.renewed_by = _linked(certificate.renewal)
    answer.renews = _linked(certificate.renews)
    return answer


def _linked(other: queries.Successor | None) -> Linked | None:
    if other is None:
        return None
    return Linked(
        code=other.code, address=_address(other.code), register_number=other.register_number
    )


def _certificate(found: Found) -> Certificate:
    facts = found.facts
    return Certificate(
        code=found.code,
        address=_address(found.code),
        holder_name=facts.holder_name,
        qualification=facts.qualification,
        qualification_en=facts.qualification_en,
        scheme_name=facts.scheme_name,
        certificate_number=facts.certificate_number,
        registration_number=facts.registration_number,
        register_number=facts.register_number,
        issued_on=facts.issued_on,
        valid_until=facts.valid_until,
        issuer=facts.body_name,
        issuer_en=facts.body_name_en,
        units=[Unit(code=unit.code, title=unit.title) for unit in facts.units],
        is_example=facts.is_example,
        isen_seri=strip_digits(found.content_sha256),
        seal=found.seal,
        seal_words=found.seal.label,
        seal_words_en=SEALS_EN[found.seal],
    )


def _address(code: str) -> str:
    return pages.official_address() + reverse("certificates:verify", args=[code])


# Around it -----------------------------------------------------------------------------------


def _open_to_programs(patterns: Sequence[URLPattern | URLResolver]) -> list[URLPattern]:
    """Make the library's addresses public pages of ours, readable from any other site."""
    opened = []
    for pattern in patterns:
        if not isinstance(pattern, URLPattern) or pattern.name == "api-root":
            continue
        pattern.callback = pages.public("GET")(_shared(pattern.callback))
        opened.append(pattern)
    return opened


def _shared(view: pages.View) -> pages.View:
    def answer(request: HttpRequest, **kwargs: str) -> HttpResponse:
        response = view(request, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def description(request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI description."""
    return api.create_response(request, _described(), status=HTTPStatus.OK)


def _described() -> dict[str, Any]:
    schema = api.get_openapi_schema(path_prefix=f"{reverse('certificates:api_page')}v1/")
    plain: dict[str, Any] = json.loads(json.dumps(schema, default=str))
    return plain


ROUTES = _open_to_programs(
    [*api.urls[0], path("openapi.json", description, name="openapi_description")]
)


@pages.public("GET", "HEAD")
def api_page(request: HttpRequest) -> HttpResponse:
    """Describe the API to people, out of its own OpenAPI description."""
    schema = _described()
    context: dict[str, Any] = {
        "about": schema["info"]["description"],
        "questions": [
            operation | {"path": address}
            for address, methods in schema["paths"].items()
            for operation in methods.values()
        ],
        "shapes": [_shape(name, shape) for name, shape in schema["components"]["schemas"].items()],
        "root": pages.official_address(),
        "official_host": pages.official_host(),
    }
    return render(request, "certificates/verification/api.html", context)


def _shape(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Give what people read of a shape: its fields and what they mean, or its possible words."""
    fields = [
        (field, facts.get("description", ""))
        for field, facts in schema.get("properties", {}).items()
    ]
    words = schema.get("enum", [])
    about = name if words else schema.get("description", name)
    return {"about": about, "fields": fields, "words": words}


@pages.public("GET")
def no_such_question(request: HttpRequest) -> HttpResponse:
    """Answer what the API does not know in its own way, not with a page."""
    refusal = Refusal(
        words="Alamat ini tidak ada. Lihat /api/.", words_en="No such address. See /api/."
    )
    return api.create_response(request, refusal, status=HTTPStatus.NOT_FOUND)
