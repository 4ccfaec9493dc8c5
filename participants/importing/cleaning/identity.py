"""Name, NIK and sex."""

import re

from certify.lib import names
from certify.lib import nik as niks
from certify.lib.errors import InvalidInputError
from certify.lib.text import tidy
from participants.importing import vocabulary
from participants.importing.causes import Cause
from participants.importing.cleaning.rows import RowReader
from participants.importing.fields import Field
from participants.importing.findings import Tidied
from participants.importing.sheets import Cell, CellKind

_LONGEST_NAME = 150
_KEPT_BY_EXCEL = 15
_SCIENTIFIC = re.compile(r"\s*'?\d+(?:[.,]\d+)?E\+?\d+\s*", re.IGNORECASE)
_ODD = re.compile(r"[^\w\s.,'’‘`\-/()\[\]]|[\d_]")
_SEX_CHOICES = ((vocabulary.FEMALE, "Perempuan"), (vocabulary.MALE, "Laki-laki"))


def read_nik(reader: RowReader) -> None:
    """Read the NIK; one that was a number is never guessed (reliability E7)."""
    cell = reader.cell(Field.NIK)
    nik = niks.normalized(cell.text)
    cause = _nik_cause(cell, nik, is_rounded=reader.context.is_nik_rounded)
    typed = reader.typed(Field.NIK)
    if cause is None and typed is None:
        if nik != cell.text:
            reader.found.note(Tidied.NIK_MARKS, cell.text, nik)
        reader.found.values.nik = nik
        return
    known = nik[:_KEPT_BY_EXCEL] if cause is Cause.NIK_NUMBER else ""
    sentence = niks.fault(nik) if cause is Cause.NIK_WRONG else ""
    reader.found.values.nik = reader.repaired(
        cause or Cause.NIK_WRONG,
        Field.NIK,
        f"{known}_" if known else tidy(cell.text),
        lambda text: niks.parse(known + text if len(niks.normalized(text)) == 1 else text),
        sentence,
    )


def _nik_cause(cell: Cell, nik: str, *, is_rounded: bool) -> Cause | None:
    if not nik:
        return Cause.NIK_MISSING
    if _SCIENTIFIC.fullmatch(cell.text):
        return Cause.NIK_SHORTENED
    fault = niks.fault(nik)
    if fault or cell.kind is CellKind.FORMULA:
        return Cause.NIK_WRONG
    # A number cell holds 15 digits at most; the sixteenth is a zero or a rounding.
    if cell.kind is CellKind.NUMBER or (is_rounded and nik.endswith("0")):
        return Cause.NIK_NUMBER
    return None


def read_name(reader: RowReader) -> None:
    """Read the name as typed; capitals and brackets are asked about, never changed silently."""
    cell = reader.cell(Field.NAME)
    if cell.kind is CellKind.FORMULA:
        name = reader.repaired(Cause.NAME_FORMULA, Field.NAME, cell.text, _parse_name)
    elif not tidy(cell.text):
        name = reader.repaired(Cause.NAME_MISSING, Field.NAME, "", _parse_name)
    else:
        name = reader.tidied_text(Field.NAME, longest=_LONGEST_NAME)
    if not name:
        return
    name = _without_brackets(reader, name)
    name = _in_ordinary_case(reader, name)
    if _ODD.search(name):
        reader.raise_issue(Cause.NAME_ODD, Field.NAME, name)
    reader.found.values.full_name = name


def _parse_name(text: str) -> str:
    name = tidy(text)
    if not any(character.isalpha() for character in name):
        sentence = "Ketik nama sesuai KTP."
        raise InvalidInputError(sentence)
    if len(name) > _LONGEST_NAME:
        sentence = f"Nama paling banyak {_LONGEST_NAME} huruf. Ini {len(name)}."
        raise InvalidInputError(sentence)
    return name


def _without_brackets(reader: RowReader, name: str) -> str:
    if "(" not in name and "[" not in name and "{" not in name:
        return name
    bare = names.without_notes(name)
    if not names.notes(name) or not bare:
        return name
    issue = reader.raise_issue(
        Cause.NAME_BRACKETS,
        Field.NAME,
        name,
        proposal=bare,
        choices=(("keep", f"{name} (biarkan)"), ("remove", bare)),
    )
    return bare if issue.answer == "remove" else name


def _in_ordinary_case(reader: RowReader, name: str) -> str:
    case = names.letter_case(name)
    if not case:
        return name
    proposal = names.proposal(name)
    if proposal == name:
        return name
    issue = reader.raise_issue(
        Cause.NAME_UPPER if case == "upper" else Cause.NAME_LOWER,
        Field.NAME,
        name,
        proposal=proposal,
        choices=(("fix", proposal), ("keep", f"{name} (biarkan)")),
    )
    if (typed := reader.typed(Field.NAME)) and not issue.answer:
        # Somebody typed the name by hand: that is the answer.
        issue.answer = "keep"
        return tidy(typed)
    return proposal if issue.answer == "fix" else name


def read_sex(reader: RowReader) -> None:
    """Read the sex; the NIK proposes it where the cell says nothing."""
    cell = reader.cell(Field.SEX)
    sex = vocabulary.sex(cell.text)
    if sex is None:
        nik = reader.found.values.nik
        from_nik = ""
        if nik:
            from_nik = vocabulary.FEMALE if niks.parts(nik).is_female else vocabulary.MALE
        issue = reader.raise_issue(
            Cause.SEX_MISSING,
            Field.SEX,
            tidy(cell.text),
            proposal=dict(_SEX_CHOICES).get(from_nik, ""),
            choices=_SEX_CHOICES,
        )
        if not issue.answer and reader.choice(Cause.SEX_MISSING) == "nik":
            issue.answer = from_nik
        issue.is_repaired = bool(issue.answer)
        sex = issue.answer
    reader.found.values.sex = sex
    _compare_with_nik(reader)


def _compare_with_nik(reader: RowReader) -> None:
    values = reader.found.values
    if not values.nik:
        return
    doubts = niks.doubts(
        values.nik,
        born_on=values.birth_date,
        is_female=values.sex == vocabulary.FEMALE if values.sex else None,
    )
    for doubt in doubts:
        reader.raise_issue(Cause.NIK_DOUBT, Field.NIK, values.full_name, sentence=doubt)
