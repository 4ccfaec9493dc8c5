"""The shapes of the API's answers."""

import datetime as dt

from ninja import Schema
from pydantic import Field

from certificates.enums import FileAnswer, PublicState, SealKind


class Unit(Schema):
    """A competency unit."""

    code: str
    title: str


class Certificate(Schema):
    """What the paper must say."""

    code: str = Field(description="The code beside the QR code")
    address: str = Field(description="The page for people")
    holder_name: str
    qualification: str
    qualification_en: str
    scheme_name: str
    certificate_number: str | None = Field(description="BNSP's number")
    registration_number: str | None = Field(description="BNSP's registration number")
    register_number: str = Field(description="The issuing body's own number")
    issued_on: dt.date
    valid_until: dt.date = Field(description="The last day of validity")
    issuer: str
    issuer_en: str
    units: list[Unit]
    is_example: bool = Field(description="Invented person or units: never valid")
    isen_seri: str = Field(description="The 64 bits of the border's dots as 16 hexadecimal digits")
    seal: SealKind
    seal_words: str
    seal_words_en: str


class Linked(Schema):
    """Another certificate of the same chain."""

    code: str
    address: str
    register_number: str


class CodeAnswer(Schema):
    """The answer to a code."""

    state: PublicState
    words: str
    words_en: str
    checked_at: dt.datetime
    changed_at: dt.datetime | None = Field(
        default=None, description="Since when it is suspended, revoked or replaced"
    )
    replaced_by: Linked | None = None
    replaces: Linked | None = Field(default=None, description="The one that it corrects")
    renewed_by: Linked | None = Field(
        default=None,
        description="A later one of the same person; this one stays as it is",
    )
    renews: Linked | None = None
    certificate: Certificate | None = None


class FileAnswerText(Schema):
    """The answer to a file."""

    file: FileAnswer
    words: str
    words_en: str
    about: CodeAnswer = Field(description="The certificate that the file is or claims to be")


class Refusal(Schema):
    """Why there is no answer."""

    words: str
    words_en: str
