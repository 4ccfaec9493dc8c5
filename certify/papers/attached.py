"""A file inside a PDF: an associated file as PDF/A-3 (ISO 19005-3, 6.8) demands it.

WeasyPrint can attach files, but guesses their media type from the machine's list and names each
twice in the catalog; this is the same in the words of the standard, without a clock.
"""

import dataclasses
import datetime as dt
import hashlib
from typing import Any

import pydyf


@dataclasses.dataclass(frozen=True, kw_only=True)
class AttachedFile:
    """A file that a paper carries; ``relationship`` is one of ISO 32000-2, table 43."""

    name: str
    media_type: str
    data: bytes
    description: str
    dated_on: dt.date
    relationship: str


def attach(pdf: pydyf.PDF, file: AttachedFile) -> None:
    """Put ``file`` into a PDF that is about to be written."""
    embedded = pydyf.Stream([file.data], embedded_file(file), compress=True)
    pdf.add_object(embedded)
    specification = file_specification(file, embedded.reference)
    pdf.add_object(specification)
    names = pydyf.Dictionary(
        {"Names": pydyf.Array([pydyf.String(file.name), specification.reference])}
    )
    pdf.catalog["Names"] = pydyf.Dictionary({"EmbeddedFiles": names})
    pdf.catalog["AF"] = pydyf.Array([specification.reference])


def embedded_file(file: AttachedFile) -> dict[str, Any]:
    """Return the entries of the stream that holds the file's bytes."""
    dated = pydyf.String(f"D:{file.dated_on:%Y%m%d}")
    return {
        "Type": "/EmbeddedFile",
        "Subtype": "/" + file.media_type.replace("/", "#2F"),
        "Params": pydyf.Dictionary(
            {
                "Size": len(file.data),
                "CheckSum": f"<{hashlib.md5(file.data, usedforsecurity=False).hexdigest()}>",
                "CreationDate": dated,
                "ModDate": dated,
            }
        ),
    }


def file_specification(file: AttachedFile, embedded: bytes) -> pydyf.Dictionary:
    """Return the specification that names the file; ``embedded`` refers to its stream."""
    return pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(file.name),
            "UF": pydyf.String(file.name),
            "EF": pydyf.Dictionary({"F": embedded, "UF": embedded}),
            "Desc": pydyf.String(file.description),
            "AFRelationship": f"/{file.relationship}",
        }
    )
