"""What a file is, told by its first bytes and never by its name."""

from enum import StrEnum

from participants.importing import limits
from participants.importing.refusals import Refusal, UnreadableFileError


class Kind(StrEnum):
    """The two kinds that can be read."""

    WORKBOOK = "xlsx"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"<body", b"<style")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def recognize(content: bytes) -> Kind:
    """Tell the kind of an uploaded file.

    Raises:
        UnreadableFileError: the kind is known and cannot be read, or it is not known.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise UnreadableFileError(Refusal.EMPTY)
    if len(content) > limits.PACKED_BYTES:
        raise UnreadableFileError(Refusal.TOO_LARGE)
    if content.startswith(_ZIP):
        return Kind.WORKBOOK
    if refusal := _refused(content):
        raise UnreadableFileError(refusal)
    return Kind.TEXT


def _refused(content: bytes) -> Refusal | None:
    if content.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        return Refusal.PASSWORD if encrypted else Refusal.OLD_EXCEL
    if content.startswith(_OLD_BIFF):
        return Refusal.OLD_EXCEL
    if b"%PDF-" in content[:1024]:
        return Refusal.PDF
    if content.startswith(_PICTURES) or content[4:8] == b"ftyp":
        return Refusal.PICTURE
    if content.startswith(_ARCHIVES):
        return Refusal.OTHER_ARCHIVE
    return _refused_text(content)


def _refused_text(content: bytes) -> Refusal | None:
    start = content[:1024].removeprefix(b"\xef\xbb\xbf")
    if start.startswith(_UTF16):
        start = start.decode("utf-16", errors="replace").encode()
    start = start.lstrip().lower()
    if b"<svg" in start:
        return Refusal.PICTURE
    if start.startswith(_MARKUP):
        return Refusal.WEB_PAGE
    return None
