"""Text files and pasted blocks: encoding, separator, line ends, quotes (reliability E5)."""

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from participants.importing import columns, limits
from participants.importing.refusals import Refusal, UnreadableFileError
from participants.importing.sheets import EMPTY, Book, Cell, Row, Sheet

if TYPE_CHECKING:
    import _csv

_SEPARATORS = ("\t", ";", ",", "|")
_SAMPLE_ROWS = 60
_SAMPLE_LETTERS = 200_000
# A quote that is never closed swallows line after line; no cell of a list of people is so long.
_LINES_IN_ONE_CELL = 20
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf]|â€|\ufffd")
_SEP_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def read(content: bytes) -> Book:
    """Read a text file.

    Raises:
        UnreadableFileError: binary content, letters that cannot be read, an open quote, too many
            rows.
    """
    text, notices = _decoded(content)
    book = read_text(text, name="CSV")
    book.notices[:0] = notices
    return book


def read_text(text: str, *, name: str) -> Book:
    """Read text whose letters are known.

    Raises:
        UnreadableFileError: an open quote or too many rows.
    """
    if "\x00" in text:
        raise UnreadableFileError(Refusal.UNKNOWN)
    separator = ""
    skipped = 0
    if told := _SEP_LINE.match(text):
        # Excel's own hint on the first line.
        separator, text, skipped = told[1], text[told.end() :], 1
    rows = _rows(text, separator or _separator(text), skipped)
    if not rows:
        raise UnreadableFileError(Refusal.EMPTY)
    notices = []
    broken = next((line.strip() for line in text.splitlines() if _MOJIBAKE.search(line)), "")
    if broken:
        notices.append(
            f"Ada huruf yang tampak rusak: “{broken[:80]}”. "
            "Periksa namanya, atau simpan ulang berkasnya sebagai .xlsx."
        )
    return Book(sheets=[Sheet(name=name, rows=rows)], notices=notices)


def _decoded(content: bytes) -> tuple[str, list[str]]:
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16"), []
        if guessed := _bare_utf16(content):
            return content.decode(guessed), []
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    if _is_binary(content):
        raise UnreadableFileError(Refusal.UNKNOWN)
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(Refusal.ENCODING) from error
    strange = next(line.strip() for line in text.splitlines() if not line.isascii())
    notice = (
        "Berkas ini tidak memakai UTF-8; dibaca sebagai huruf Windows. "
        f"Periksa apakah baris ini benar: “{strange[:80]}”."
    )
    return text, [notice]


def _bare_utf16(content: bytes) -> str:
    """Recognize UTF-16 without its mark: every second byte of ordinary text is zero."""
    start = content[:400]
    half = len(start) // 2
    if half and start[1::2].count(0) > half * 0.8:
        return "utf-16-le"
    if half and start[0::2].count(0) > half * 0.8:
        return "utf-16-be"
    return ""


def _is_binary(content: bytes) -> bool:
    sample = content[:4000]
    strange = sum(byte < ord(" ") and byte not in b"\t\r\n\f" for byte in sample)
    return strange > len(sample) * 0.01


def _separator(text: str) -> str:
    """Choose the separator that shows most known headings, then the most even rows."""
    return max(_SEPARATORS, key=lambda separator: _fitness(text[:_SAMPLE_LETTERS], separator))


def _fitness(text: str, separator: str) -> tuple[int, int]:
    headings, widths = 0, Counter[int]()
    try:
        for _, cells in zip(range(_SAMPLE_ROWS), _reader(text, separator), strict=False):
            if len(cells) > 1:
                widths[len(cells)] += 1
                headings = max(
                    headings, len({columns.from_header(cell) for cell in cells} - {None})
                )
    except csv.Error:
        return (0, 0)
    # Commas in names and addresses make pairs; rows of one width count more, and wider ones most.
    return headings, max((count * (width - 1) for width, count in widths.items()), default=0)


def _reader(text: str, separator: str) -> "_csv.Reader":
    # newline="" leaves CR, LF and CRLF to the csv module, inside quotes too.
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _rows(text: str, separator: str, skipped: int) -> list[Row]:
    reader = _reader(text, separator)
    rows: list[Row] = []
    before = 0
    try:
        for cells in reader:
            number, span = before + 1 + skipped, reader.line_num - before
            before = reader.line_num
            if span > _LINES_IN_ONE_CELL:
                raise UnreadableFileError(Refusal.QUOTES, detail=f"Lihat baris {number}.")
            if not any(cell and not cell.isspace() for cell in cells):
                continue
            rows.append(Row(number, [Cell(cell) if cell else EMPTY for cell in cells]))
            if len(rows) > limits.ROWS + limits.SPARE_ROWS:
                raise UnreadableFileError(Refusal.TOO_MANY_ROWS)
    except csv.Error as error:
        raise UnreadableFileError(
            Refusal.QUOTES, detail=f"Lihat sekitar baris {before + 1}."
        ) from error
    return rows
