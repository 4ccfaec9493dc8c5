"""The zip around a workbook, looked through before any parser sees it (reliability E1, E3)."""

import io
import re
import zipfile
import zlib

from participants.importing import limits
from participants.importing.refusals import Refusal, UnreadableFileError

_CHUNK = 256 * 1024
# Office files hold no document type; with one come entities, and with those the billion laughs.
_DOCTYPE = re.compile(rb"<!\s*(?:doctype|entity)", re.IGNORECASE)
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_STRICT = b"http://purl.oclc.org/ooxml/"


def check(content: bytes) -> None:
    """Refuse every zip that is not an ordinary .xlsx of a sane size.

    Every part is unpacked here in pieces and counted, whatever sizes the directory claims.

    Raises:
        UnreadableFileError: another kind of document, too many or too large parts, entities, or
            a directory that lies.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(archive)
            _check_parts(archive)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError,
        UnicodeDecodeError, ValueError,
    ) as error:  # fmt: skip
        raise UnreadableFileError(Refusal.DAMAGED) from error


def _check_directory(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if refusal := _other_document(archive, names):
        raise UnreadableFileError(refusal)
    if (
        len(entries) > limits.PARTS
        or len(names) != len(entries)
        or sum(entry.file_size for entry in entries) > limits.UNPACKED_BYTES
    ):
        raise UnreadableFileError(Refusal.BOMB)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableFileError(Refusal.PASSWORD)
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise UnreadableFileError(Refusal.DAMAGED)


def _other_document(archive: zipfile.ZipFile, names: set[str]) -> Refusal | None:
    if "xl/workbook.bin" in names:
        return Refusal.BINARY_EXCEL
    if "xl/vbaProject.bin" in names:
        return Refusal.MACROS
    if "xl/workbook.xml" in names or "[Content_Types].xml" in names:
        return Refusal.WORD if any(name.startswith("word/") for name in names) else None
    if "mimetype" in names and archive.getinfo("mimetype").file_size < _CHUNK:
        kind = archive.read("mimetype")
        return Refusal.OPENDOCUMENT if b"opendocument" in kind else Refusal.OTHER_ARCHIVE
    return Refusal.OTHER_ARCHIVE


def _check_parts(archive: zipfile.ZipFile) -> None:
    total = 0
    for entry in archive.infolist():
        tail, rows, values = b"", 0, 0
        with archive.open(entry) as part:
            while piece := part.read(_CHUNK):
                total += len(piece)
                if total > limits.UNPACKED_BYTES:
                    raise UnreadableFileError(Refusal.BOMB)
                # UTF-16 hides the mark between zero bytes.
                seen = (tail + piece).replace(b"\x00", b"")
                if _DOCTYPE.search(seen):
                    raise UnreadableFileError(Refusal.ENTITIES)
                if entry.filename == "xl/workbook.xml" and _STRICT in seen:
                    raise UnreadableFileError(Refusal.STRICT_EXCEL)
                rows += piece.count(b"</row>")
                values += piece.count(b"<v>") + piece.count(b"<t>")
                tail = piece[-64:]
        # Told here, a far too long list is refused at once; the parser counts for itself. Rows
        # that are only formatted hold no values and do not make a list long.
        if rows > limits.ROWS + limits.SPARE_ROWS and values > rows * 2:
            raise UnreadableFileError(Refusal.TOO_MANY_ROWS)
