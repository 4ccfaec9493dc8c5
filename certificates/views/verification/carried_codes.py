"""Reads the verification codes that a PDF carries in its own description.

A file of ours says in its metadata where it can be checked. An editor, or a site that makes files
smaller, changes the file and leaves that in; so the code tells which certificate it once was. The
browser does the same with `static/js/check-file.js`; this is for those without scripts.

Whatever comes may be hostile: nothing is parsed, at most ``INFLATED`` bytes are unpacked, and
what is found is only ever asked for as a code that a person could have typed.
"""

import re
import zlib
from collections.abc import Iterator

from certificates import rules

STREAMS = 400
INFLATED = 16 * 1024 * 1024
ADDRESS = re.compile(rb"/v/([0-9a-z]{12})(?![0-9a-z])", re.IGNORECASE)
STREAM = re.compile(rb"stream\r?\n")


def codes_in(pdf: bytes) -> list[str]:
    """Return each code that stands in the file as an address of ours, in order, each once."""
    found: dict[str, None] = {}
    for text in _texts(pdf):
        # Text of two bytes a letter becomes readable when its zeros are left out.
        for match in ADDRESS.finditer(text.replace(b"\0", b"")):
            code = rules.normalize_code(match[1].decode())
            if rules.is_code(code):
                found[code] = None
    return list(found)


def _texts(pdf: bytes) -> Iterator[bytes]:
    """Give the file as it is, then what its compressed streams hold."""
    yield pdf
    left = INFLATED
    for count, start in enumerate(STREAM.finditer(pdf)):
        if count == STREAMS or left <= 0:
            return
        try:
            text = zlib.decompressobj().decompress(pdf[start.end() :], left)
        except zlib.error:
            continue
        left -= len(text)
        yield text
