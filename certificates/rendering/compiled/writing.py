"""One certificate from a form: the holder's objects, the cross-reference, the seal."""

import dataclasses
import datetime as dt
import hashlib
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from certificates.content import CertificateContent
from certificates.rendering.compiled import jpeg, pictures, sentinels, syntax
from certificates.rendering.compiled.assembling import Assembly
from certificates.rendering.compiled.form import Form
from certificates.rendering.compiled.overlay import Overlay
from certificates.rendering.compiled.refusals import NeedsFullRenderError
from certificates.rendering.holder import HolderTexts
from certificates.rendering.seal import Seal

# In a single file what is drawn for the holder is left as it is: packing it would take a fifth of
# the time of the whole certificate and save 8 of its 100 KB.
LEVEL = 1
WORTH_PACKING = 100_000
LARGEST_SIDE = 4_000
_LARGEST_CROP = 0.002
_DEFLATED = b"/Filter/FlateDecode"


class HeldObject(NamedTuple):
    """An object of one certificate; ``entries`` is None for one that is no stream."""

    number: int
    entries: bytes | None
    data: bytes

    def written(self, number: int) -> bytes:
        """Return the object under a number, its own or another."""
        if self.entries is None:
            return syntax.plain_object(number, self.data)
        return syntax.stream_object(number, self.entries, self.data)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sealing:
    """A seal and the moment that it states."""

    seal: Seal
    at: dt.datetime


class Writer:
    """Makes the objects of a holder's certificate out of one form.

    Streams shorter than ``worth_packing`` are not compressed.
    """

    def __init__(self, form: Form, *, worth_packing: int = WORTH_PACKING) -> None:
        self.form = form
        self._worth_packing = worth_packing
        self._overlay = Overlay(form)

    def drawn(
        self, content: CertificateContent, holds: HolderTexts, overlays: tuple[int | None, ...]
    ) -> Iterator[HeldObject]:
        """Yield what is drawn for a holder: lines, QR code, isen seri, photograph.

        Raises ``NeedsFullRenderError`` for what the form cannot set exactly.
        """
        form = self.form
        for page, number in enumerate(overlays):
            if number is not None:
                lines = self._overlay.operators(page, holds)
                yield self._stream(number, b"", lines)
        code = form.qr_drawing
        modules = pictures.dark_modules(form.qr, form.qr.symbol(content.verify_url))
        yield self._stream(code.number, code.entries, b"".join((code.before, modules, code.after)))
        dots = pictures.dots(form.strip, content.sha256())
        yield self._stream(form.strip.number, form.strip.entries, dots)
        if form.photo is not None and content.photo_jpeg is not None:
            entries = photo_entries(content.photo_jpeg, form.photo.ratio)
            yield HeldObject(form.photo.number, entries, content.photo_jpeg)

    def _stream(self, number: int, entries: bytes, data: bytes) -> HeldObject:
        if len(data) < self._worth_packing:
            return HeldObject(number, entries, data)
        return HeldObject(number, entries + _DEFLATED, zlib.compress(data, LEVEL))

    def described(self, holds: HolderTexts) -> Iterator[HeldObject]:
        """Yield what a file says about itself: metadata, title, the words for the QR code."""
        form, texts = self.form, holds.texts
        metadata = "".join(
            [
                syntax.xml_text(texts[part]).decode() if index % 2 else part
                for index, part in enumerate(form.metadata_words)
            ]
        )
        yield HeldObject(form.metadata, b"/Type/Metadata/Subtype/XML", metadata.encode())
        entries = [
            b"/%s %s" % (key.encode(), syntax.text_string(sentinels.join(words, texts)))
            for key, words in form.info_words.items()
        ]
        yield HeldObject(form.info, None, b"<<%s>>" % b"".join(entries))
        alternative = syntax.text_string(sentinels.join(form.qr_alternative, texts))
        figure = b"<<%s/Alt %s>>" % (form.qr_figure_entries, alternative)
        yield HeldObject(form.qr_figure, None, figure)


def photo_entries(photo: bytes, ratio: float) -> bytes:
    """Return the entries of a photograph that has the shape of its place.

    Raises ``NeedsFullRenderError`` for one that would have to be cut.
    """
    head = jpeg.read(photo)
    if abs(head.width / head.height - ratio) > _LARGEST_CROP * ratio:
        raise NeedsFullRenderError("the photograph has not the shape of its place")
    if max(head.width, head.height) > LARGEST_SIDE:
        raise NeedsFullRenderError("the photograph is too large")
    return (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s"
        b"/BitsPerComponent 8/Interpolate false/Filter/DCTDecode"
        % (head.width, head.height, head.space)
    )


def credential_entries(credential: bytes, dated_on: dt.date) -> bytes:
    """Return the entries of the stream that holds the credential."""
    dated = b"(D:%s)" % f"{dated_on:%Y%m%d}".encode()
    digest = hashlib.md5(credential, usedforsecurity=False).hexdigest().encode()
    return (
        b"/Type/EmbeddedFile/Subtype/application#2Fjwt"
        b"/Params<</Size %d/CheckSum<%s>/CreationDate%s/ModDate%s>>"
        % (len(credential), digest, dated, dated)
    )


def write(
    assembly: Assembly,
    writer: Writer,
    content: CertificateContent,
    holds: HolderTexts,
    *,
    credential: str | None,
    sealing: Sealing | None,
) -> bytes:
    """Return a certificate. ``assembly`` was made for a credential and a seal, or for none."""
    numbers = assembly.numbers
    rows = bytearray(assembly.rows)
    place = len(assembly.prefix)
    parts = []

    def add(number: int, data: bytes) -> None:
        nonlocal place
        start = number * syntax.ROW_BYTES
        rows[start : start + syntax.ROW_BYTES] = syntax.plain_row(place)
        parts.append(data)
        place += len(data)

    for held in (*writer.drawn(content, holds, numbers.overlays), *writer.described(holds)):
        add(held.number, held.written(held.number))
    if credential is not None and numbers.embedded is not None:
        file = credential.encode("ascii")
        entries = credential_entries(file, content.issued_on)
        add(numbers.embedded, syntax.stream_object(numbers.embedded, entries, file))
    identifier = _identifier(assembly.form.key, content, credential, sealing)
    if sealing is None or numbers.signature is None:
        return b"".join((assembly.prefix, *parts, _end(assembly, rows, place, identifier)))
    opening = _signature_opening(numbers.signature, sealing.at)
    start = numbers.signature * syntax.ROW_BYTES
    rows[start : start + syntax.ROW_BYTES] = syntax.plain_row(place)
    gap = place + len(opening % (0, 0, 0))
    after_gap = gap + 2 * sealing.seal.room + 2
    closing = b">>\nendobj\n"
    end = closing + _end(assembly, rows, after_gap + len(closing), identifier)
    before_gap = b"".join((*parts, opening % (gap, after_gap, len(end))))
    digest = assembly.hashed.copy()
    digest.update(before_gap)
    digest.update(end)
    signature = sealing.seal.sign(digest.digest(), at=sealing.at)
    if len(signature) > sealing.seal.room:
        raise ValueError("the seal is larger than the room it asked for")
    contents = b"<%s>" % signature.hex().encode().ljust(2 * sealing.seal.room, b"0")
    return b"".join((assembly.prefix, before_gap, contents, end))


def _identifier(
    key: str, content: CertificateContent, credential: str | None, sealing: Sealing | None
) -> str:
    """Return the file's identifier: another for whatever would make it another file."""
    made_of = (key, content.sha256(), credential, sealing and sealing.at.isoformat())
    return hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]


def _signature_opening(number: int, at: dt.datetime) -> bytes:
    """Return the signature's dictionary up to its contents, with the byte ranges to fill in."""
    moment = at.astimezone(dt.UTC).strftime("%Y%m%d%H%M%SZ").encode()
    return (
        b"%d 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:%s)"
        b"/Reference[<</Type/SigRef/TransformMethod/DocMDP"
        b"/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]"
        b"/ByteRange[0 %%010d %%010d %%010d]/Contents" % (number, moment)
    )


def _end(assembly: Assembly, rows: bytearray, place: int, identifier: str) -> bytes:
    """Return the cross-reference and the end of the file, which begin at ``place``."""
    form, own = assembly.form, assembly.numbers.references
    rows[own * syntax.ROW_BYTES :] = syntax.plain_row(place)
    entries = b"/Type/XRef/Size %d%s/Root %s/Info %s/ID[<%s><%s>]" % (
        own + 1,
        syntax.ROW_WIDTHS,
        syntax.reference(form.catalog),
        syntax.reference(form.info),
        identifier.encode(),
        identifier.encode(),
    )
    references = syntax.stream_object(own, entries, bytes(rows))
    return b"%sstartxref\n%d\n%%%%EOF\n" % (references, place)
