"""Education, business and the scheme wanted."""

import difflib
import re

from certify.lib.errors import InvalidInputError
from certify.lib.text import tidy, words_key
from participants.importing import vocabulary
from participants.importing.causes import Cause
from participants.importing.cleaning.rows import RowReader, SchemeOption
from participants.importing.fields import Field
from participants.importing.findings import Tidied

_LONGEST_BUSINESS = 150
_MOST_YEARS = 90
_ALIKE = 0.7
_EMPTY_WORDS = frozenset({"", "-", "--", "–", ".", "n/a", "tidak ada"})
_YEARS = re.compile(r"(\d{1,2})(?:[.,]\d+)?\s*(?:th|thn|tahun|t)?\.?", re.IGNORECASE)
_EDUCATION_CHOICES = (
    ("none", "Tidak sekolah"), ("sd", "SD"), ("smp", "SMP"), ("sma", "SMA"), ("smk", "SMK"),
    ("d1", "D1"), ("d2", "D2"), ("d3", "D3"), ("d4", "D4"), ("s1", "S1"), ("s2", "S2"),
    ("s3", "S3"), ("clear", "Kosongkan"),
)  # fmt: skip


def read_education(reader: RowReader) -> None:
    """Read the last schooling; unknown words are asked about once for all rows that use them."""
    text = tidy(reader.cell(Field.EDUCATION).text)
    if text.lower() in _EMPTY_WORDS:
        return
    code = vocabulary.education(text)
    if code is None:
        issue = reader.raise_issue(
            Cause.EDUCATION_UNKNOWN, Field.EDUCATION, text, choices=_EDUCATION_CHOICES
        )
        issue.answer = reader.context.answers.meaning_of(Cause.EDUCATION_UNKNOWN, text)
        code = "" if issue.answer == "clear" else issue.answer
    elif text.lower() != code:
        reader.found.note(Tidied.EDUCATION, text, code.upper())
    reader.found.values.education = code


def read_business(reader: RowReader) -> None:
    """Read the name of the business."""
    reader.found.values.business_name = reader.tidied_text(
        Field.BUSINESS, longest=_LONGEST_BUSINESS
    )


def read_years(reader: RowReader) -> None:
    """Read how long somebody has been in business, in full years."""
    cell, typed = reader.cell(Field.BUSINESS_YEARS), reader.typed(Field.BUSINESS_YEARS)
    text = tidy(cell.text)
    if text.lower() in _EMPTY_WORDS and typed is None:
        return
    found = _YEARS.fullmatch(text)
    if found and int(found[1]) <= _MOST_YEARS and typed is None:
        reader.found.values.years_in_business = int(found[1])
        return
    value = reader.repaired(Cause.YEARS_WRONG, Field.BUSINESS_YEARS, text, _parse_years)
    reader.found.values.years_in_business = int(value) if value else None


def _parse_years(text: str) -> str:
    found = _YEARS.fullmatch(text.strip())
    if text.strip() and (found is None or int(found[1]) > _MOST_YEARS):
        sentence = f"Ketik jumlah tahun, paling banyak {_MOST_YEARS}."
        raise InvalidInputError(sentence)
    return found[1] if found else ""


def read_scheme(reader: RowReader) -> None:
    """Match the scheme's name with those of the program; the only scheme needs no name."""
    values, schemes = reader.found.values, reader.context.schemes
    text = tidy(reader.cell(Field.SCHEME).text)
    if text.lower() in _EMPTY_WORDS:
        if len(schemes) == 1:
            values.scheme_id = schemes[0].key
        else:
            values.scheme_id = _asked(reader, Cause.SCHEME_MISSING, "")
        return
    option = _matching(text, schemes)
    if option is None:
        values.scheme_id = _asked(reader, Cause.SCHEME_UNKNOWN, text)
        return
    values.scheme_id = option.key
    if option.name != text:
        reader.found.note(Tidied.SCHEME, text, option.name)


def _matching(text: str, schemes: tuple[SchemeOption, ...]) -> SchemeOption | None:
    key = words_key(text).removeprefix("skema ").removeprefix("sertifikasi ")
    same = [option for option in schemes if words_key(option.name) == key]
    if same:
        return same[0]
    within = [option for option in schemes if words_key(option.name) in key]
    return within[0] if len(within) == 1 else None


def _asked(reader: RowReader, cause: Cause, words: str) -> int | None:
    schemes = reader.context.schemes
    near = difflib.get_close_matches(
        words_key(words), [words_key(option.name) for option in schemes], n=1, cutoff=_ALIKE
    )
    proposal = next((o.name for o in schemes if near and words_key(o.name) == near[0]), "")
    issue = reader.raise_issue(
        cause,
        Field.SCHEME,
        words,
        proposal=proposal,
        choices=tuple((str(option.key), option.name) for option in schemes),
    )
    issue.answer = reader.context.answers.meaning_of(cause, words)
    issue.is_repaired = any(str(option.key) == issue.answer for option in schemes)
    return int(issue.answer) if issue.is_repaired else None
