"""Builders of imports, made by the real operations from the agency's own files."""

import datetime as dt
from pathlib import Path

from certify.accounts.models import User
from participants import operations
from participants.importing.answers import Answers
from participants.models import ImportDraft
from programs.models import Program
from tests.factories import programs
from tests.factories.programs import LONG_AGO, Stage

DATA = Path(__file__).resolve().parent.parent / "data"
UNTIDY = DATA / "peserta-2022-dari-dinas.xlsx"
TIDY = DATA / "peserta-2022.csv"
# What a human answers to make the untidy file equal the tidy one.
REPAIRS = Answers(
    typed={13: {"nik": "7"}, 27: {"nik": "0"}, 19: {"nik": "9901 0161 1265 0012"}},
    for_all={
        "name_upper": "fix",
        "name_lower": "fix",
        "name_brackets": "keep",
        "duplicate": "skip",
    },
    skipped={50},
)
KEEP_BRACKETS = Answers(for_all={"name_brackets": "keep"})
HEADER = "Nama;NIK;Tempat Lahir;Tanggal Lahir;L/P;Skema"


def three_schemes(stage: Stage, *, places: int = 40) -> Program:
    """Give the program of a stage places in the three schemes of the list of 2022."""
    tuti, dewi = stage.cast.tuti, stage.cast.dewi
    programs.quota(stage.program, stage.scheme, by=dewi, places=places)
    for name in ("Tukang Cap", "Tukang Lorod"):
        scheme = programs.scheme(stage.body, by=tuti, name=name, qualification=name)
        programs.quota(stage.program, scheme, by=dewi, places=places)
    return stage.program


def draft(
    program: Program,
    *,
    by: User,
    path: Path = UNTIDY,
    content: bytes | None = None,
    answers: Answers | None = None,
    at: dt.datetime = LONG_AGO,
) -> ImportDraft:
    """Upload a file, with answers when given."""
    made = operations.start_import(
        program=program,
        content=path.read_bytes() if content is None else content,
        file_name=path.name,
        by=by,
        at=at,
    )
    if answers is None:
        return made
    return operations.keep_answers(draft=made, change=lambda _: answers, by=by)


def committed(
    program: Program,
    *,
    by: User,
    path: Path = UNTIDY,
    content: bytes | None = None,
    answers: Answers | None = REPAIRS,
    at: dt.datetime = LONG_AGO,
) -> ImportDraft:
    """Upload, answer and save."""
    made = draft(program, by=by, path=path, content=content, answers=answers, at=at)
    return operations.commit_import(draft=made, by=by, at=at)


def name(number: int) -> str:
    """A name without digits, different for every number."""
    digits = ("Nol", "Siji", "Loro", "Telu", "Papat", "Lima", "Enem", "Pitu", "Wolu", "Sanga")
    return "Pembatik " + " ".join(digits[int(digit)] for digit in str(number))


def line(number: int, **fields: str) -> str:
    """A clean line of a text file, of an invented woman."""
    values = {
        "name": name(number),
        "nik": f"990101570580{number:04}",
        "place": "Jombang",
        "born": "17-05-1980",
        "sex": "P",
        "scheme": "Pembatik Tulis",
    } | fields
    return ";".join(values.values())


def csv(*lines: str) -> bytes:
    """A text file of these lines."""
    return "\r\n".join([HEADER, *lines]).encode()
