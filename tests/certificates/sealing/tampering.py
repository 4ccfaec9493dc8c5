"""What a forger does to a sealed certificate: each act gives a file that still opens."""

import io
import random
import re

import pypdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, NameObject

from certificates.rendering import render_pdf
from tests.certificates.samples import SAMPLE

GAP = re.compile(rb"/Contents\s*<([0-9a-fA-F]{1000,})>")


def gap(pdf: bytes) -> range:
    """Where the signature lies: the only bytes that it does not sign."""
    (found,) = GAP.finditer(pdf)
    return range(found.start(1) - 1, found.end(1) + 1)


def flipped(pdf: bytes, position: int, bit: int) -> bytes:
    changed = bytearray(pdf)
    changed[position] ^= 1 << bit
    return bytes(changed)


def flips(pdf: bytes, count: int, *, places: range, seed: int = 20261123):
    """Yield ``count`` different one-bit flips with their place."""
    chosen = random.Random(seed).sample(range(len(places) * 8), count)
    for number in chosen:
        position = places[number // 8]
        yield position, flipped(pdf, position, number % 8)


def _written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def saved_again(pdf: bytes) -> bytes:
    return _written(pypdf.PdfWriter(clone_from=io.BytesIO(pdf)))


def page_added(pdf: bytes) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.add_blank_page(200, 200)
    return _written(writer)


def pages_swapped(pdf: bytes) -> bytes:
    writer = pypdf.PdfWriter()
    for page in reversed(pypdf.PdfReader(io.BytesIO(pdf)).pages):
        writer.add_page(page)
    return _written(writer)


def stamped(pdf: bytes) -> bytes:
    """Paint over the first page in a revision of one's own: the classic attack."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.prev.root["/Pages"]["/Kids"].raw_get(0)
    paint = writer.add_object(generic.StreamObject(stream_data=b"1 0 0 rg 50 50 400 60 re f"))
    there = page.get_object().raw_get("/Contents")
    old = list(there.get_object()) if isinstance(there.get_object(), list) else [there]
    page.get_object()["/Contents"] = generic.ArrayObject([*old, paint])
    writer.mark_update(page.reference)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def annotated(pdf: bytes) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.add_annotation(0, FreeText(text="Lulus", rect=(50, 50, 300, 120)))
    return _written(writer)


def attached(pdf: bytes) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.add_attachment("lain.txt", b"tambahan")
    return _written(writer)


def metadata_changed(pdf: bytes) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf), incremental=True)
    stream = DecodedStreamObject()
    stream.set_data(b"<x/>")
    writer._root_object[NameObject("/Metadata")] = writer._add_object(stream)
    return _written(writer)


def tail_added(pdf: bytes) -> bytes:
    return pdf + b"\n% apa pun\n%%EOF\n"


def cut(pdf: bytes) -> bytes:
    return pdf[:-20]


def joined_before(pdf: bytes) -> bytes:
    """A false certificate first, the true one after it in the same file."""
    return render_pdf(SAMPLE) + pdf


def joined_after(pdf: bytes) -> bytes:
    return pdf + render_pdf(SAMPLE)


def name_changed(pdf: bytes) -> bytes:
    """Edit one byte of a compressed page without looking: the length stays."""
    position = pdf.index(b"stream") + 40
    return flipped(pdf, position, 0)


def cut_back(pdf: bytes) -> bytes:
    """Cut off the revision with the seal; where there is only one, its last byte."""
    end = pdf.index(b"%%EOF") + 6
    return pdf[:end] if end < len(pdf) else pdf[:-1]


def unsealed_again(pdf: bytes) -> bytes:
    """Take the seal out: a true print without it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for key in ("/AcroForm", "/Perms"):
        del writer._root_object[key]
    return _written(writer)


ATTACKS = {
    act.__name__: act
    for act in (
        saved_again,
        page_added,
        pages_swapped,
        stamped,
        annotated,
        attached,
        metadata_changed,
        tail_added,
        cut,
        joined_before,
        joined_after,
        name_changed,
        cut_back,
        unsealed_again,
    )
}
