"""Many certificates in one file for a printer, sharing fonts and artwork.

Each form's fixed objects are written once, before the first certificate that needs them, and the
holders' objects follow under numbers of their own. A certificate that no form can set is typeset
in full and its objects taken over.

The file is written while it is made: of the certificates before, only the places of their objects
are kept, seven bytes each, so memory is that of one certificate however many there are. A print
file is for paper: it carries no tags, no credential and no seal, and whoever prints on both sides
finds each certificate on sheets of its own: one of three pages is followed by an empty one.
"""

import array
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from certificates.content import CertificateContent
from certificates.rendering.compiled import engine, syntax
from certificates.rendering.compiled.form import FixedStream, Form
from certificates.rendering.compiled.objects import reachable, references, renumbered
from certificates.rendering.compiled.refusals import NeedsFullRenderError
from certificates.rendering.compiled.store import FormStore
from certificates.rendering.compiled.syntax import reference
from certificates.rendering.compiled.writing import Writer
from certificates.rendering.design import Design
from certificates.rendering.holder import HolderTexts
from certificates.rendering.printable import check_printable

if TYPE_CHECKING:
    from certificates.rendering.compiled.whole import WholeCertificate

LEVEL = 6
# Pages under one node of the page tree; small objects in one object stream.
FAN_OUT = 64
PACKED_TOGETHER = 500
SIDES_OF_A_SHEET = 2
_WITHOUT_TAGS = re.compile(rb"/(?:Tabs /S|StructParents \d+)\s*")
_FORMAT = re.compile(rb"/MediaBox\s*\[[^\]]*\]")


def merge(
    papers: Iterable[tuple[CertificateContent, Design]],
    file: BinaryIO,
    *,
    title: str,
    forms: FormStore | None,
) -> int:
    """Write all certificates into ``file``, in their order, and return how many pages they have.

    Raises ``NotPrintableError`` for a certificate that cannot be printed; the file is then of no
    use. A file without certificates is refused with ``ValueError``.
    """
    merged = _PrintFile(file)
    for content, design in papers:
        if forms is None or not _add_from_form(merged, content, design, forms):
            merged.add_in_full(_in_full(content, design))
    return merged.end(title)


def _add_from_form(
    merged: "_PrintFile", content: CertificateContent, design: Design, forms: FormStore
) -> bool:
    try:
        holds = engine.holder_of(content)
        loaded = engine.form_for(content, holds, design=design, forms=forms)
        merged.add(loaded.form, content, holds)
    except NeedsFullRenderError:
        return False
    return True


def _in_full(content: CertificateContent, design: Design) -> "WholeCertificate":
    # Loads WeasyPrint, which few print files need.
    from certificates.rendering.compiled import whole  # noqa: PLC0415 -- see above

    check_printable(content, design=design)
    return whole.typeset(content, design=design)


class _PageTree:
    """The pages of a file in a tree of even depth, told before their parents are written."""

    def __init__(self, new_number: "_Numbers") -> None:
        self._new_number = new_number
        self._pages = array.array("Q")
        self._leaves = array.array("Q")

    def parent_of_next(self) -> int:
        """Return the number of the node that the next page hangs on."""
        if len(self._pages) % FAN_OUT == 0:
            self._leaves.append(self._new_number())
        return self._leaves[-1]

    def add(self, page: int) -> None:
        self._pages.append(page)

    def __len__(self) -> int:
        return len(self._pages)

    def nodes(self) -> Iterator[tuple[int, bytes]]:
        """Yield the nodes from the leaves up; the last one is the root."""
        level = [
            (own, self._pages[at : at + FAN_OUT].tolist(), len(self._pages[at : at + FAN_OUT]))
            for own, at in zip(self._leaves, range(0, len(self._pages), FAN_OUT), strict=True)
        ]
        while level:
            above = []
            if len(level) > 1:
                above = [
                    (
                        self._new_number(),
                        [own for own, _, _ in level[at : at + FAN_OUT]],
                        sum(count for _, _, count in level[at : at + FAN_OUT]),
                    )
                    for at in range(0, len(level), FAN_OUT)
                ]
            for index, (own, kids, count) in enumerate(level):
                parent = b"/Parent %s" % reference(above[index // FAN_OUT][0]) if above else b""
                yield (
                    own,
                    b"<</Type/Pages%s/Count %d/Kids[%s]>>"
                    % (parent, count, b" ".join(map(reference, kids))),
                )
            level = above


class _Numbers:
    """Hands out the numbers of objects, from one up."""

    def __init__(self) -> None:
        self.next = 1

    def __call__(self) -> int:
        self.next += 1
        return self.next - 1


class _SharedForm:
    """A form whose fixed objects are in the file already, under the numbers they have there."""

    def __init__(self, form: Form, numbers: dict[int, int]) -> None:
        self.form = form
        self.numbers = numbers
        self.writer = Writer(form, worth_packing=0)
        self.resources = dict(form.packed)[form.resources]
        self.overlays = tuple(
            form.size + index if page.matrix else None for index, page in enumerate(form.pages)
        )


class _PrintFile:
    """A file under way."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._place = 0
        self._new_number = _Numbers()
        self._tree = _PageTree(self._new_number)
        self._rows = bytearray(syntax.free_row())
        self._packed: list[tuple[int, bytes]] = []
        self._shared: dict[str, _SharedForm] = {}
        self._common: dict[bytes, int] = {}
        self._write(syntax.HEADER)

    def add(self, form: Form, content: CertificateContent, holds: HolderTexts) -> None:
        """Add a certificate from its form; ``NeedsFullRenderError`` comes before it is added."""
        shared = self._shared.get(form.key) or self._share(form)
        drawn = list(shared.writer.drawn(content, holds, shared.overlays))
        numbers = dict(shared.numbers)
        for number in (form.resources, *(held.number for held in drawn)):
            numbers[number] = self._new_number()
        for held in drawn:
            entries = renumbered(held.entries or b"", numbers)
            self._put_stream(numbers[held.number], entries, held.data)
        self._pack(numbers[form.resources], renumbered(shared.resources, numbers))
        for page, overlay in zip(form.pages, shared.overlays, strict=True):
            parts = [number for number in (page.before, overlay, page.after) if number is not None]
            contents = b" ".join(reference(numbers[number]) for number in parts)
            self._add_page(page.entries, numbers, form.page_tree, b" /Contents[%s]" % contents)
        self._end_sheet(form.pages[-1].entries)

    def add_in_full(self, certificate: "WholeCertificate") -> None:
        """Add a certificate as the typesetter made it."""
        values = dict(certificate.packed)
        apart = {certificate.page_tree, *certificate.pages}
        roots = set().union(*(references(values[page]) for page in certificate.pages))
        numbers = self._copy(certificate.streams, values, roots, apart)
        for page in certificate.pages:
            entries = values[page].removeprefix(b"<<").removesuffix(b">>")
            self._add_page(entries, numbers, certificate.page_tree, b"")
        self._end_sheet(values[certificate.pages[-1]])

    def end(self, title: str) -> int:
        """Write what closes the file; returns the number of its pages."""
        if not len(self._tree):
            raise ValueError("a print file needs a certificate")
        root = 0
        for root, node in self._tree.nodes():
            self._pack(root, node)
        catalog, info = self._new_number(), self._new_number()
        self._pack(catalog, b"<</Type/Catalog/Pages %s/Lang(id)>>" % reference(root))
        self._pack(info, b"<</Title%s/Creator(Canting)>>" % syntax.text_string(title))
        self._write_packed()
        own, place = self._new_number(), self._place
        self._set_row(own, syntax.plain_row(place))
        entries = b"/Type/XRef/Size %d%s/Root %s/Info %s/Filter/FlateDecode" % (
            own + 1,
            syntax.ROW_WIDTHS,
            reference(catalog),
            reference(info),
        )
        self._write(syntax.stream_object(own, entries, zlib.compress(bytes(self._rows), LEVEL)))
        self._write(b"startxref\n%d\n%%%%EOF\n" % place)
        return len(self._tree)

    def _share(self, form: Form) -> _SharedForm:
        """Write the fixed objects of a form that its pages lead to."""
        values = dict(form.packed)
        of_holder = {form.qr_drawing.number, form.strip.number}
        if form.photo is not None:
            of_holder.add(form.photo.number)
        streams = [page.before for page in form.pages]
        streams += [page.after for page in form.pages if page.after is not None]
        entries = (
            values[form.resources],
            form.qr_drawing.entries,
            *(page.entries for page in form.pages),
        )
        roots = set(streams).union(*map(references, entries))
        apart = {form.page_tree, form.resources, *of_holder}
        shared = _SharedForm(form, self._copy(form.streams, values, roots, apart))
        self._shared[form.key] = shared
        return shared

    def _copy(
        self,
        streams: Iterable[FixedStream],
        values: Mapping[int, bytes],
        roots: set[int],
        apart: set[int],
    ) -> dict[int, int]:
        """Write the objects that ``roots`` lead to, and return the numbers they got.

        Those ``apart`` are left to the caller.
        """
        by_number = {stream.number: stream for stream in streams}
        all_values = {**values, **{own: stream.entries for own, stream in by_number.items()}}
        for number in apart:
            all_values.pop(number, None)
        wanted = sorted(reachable(roots, all_values))
        numbers = {
            number: self._common_stream(by_number[number])
            for number in wanted
            if number in by_number and not references(all_values[number])
        }
        left = [number for number in wanted if number not in numbers]
        numbers.update({number: self._new_number() for number in left})
        for number in left:
            value = renumbered(all_values[number], {**numbers, **dict.fromkeys(apart, 0)})
            if number in by_number:
                self._put_stream(numbers[number], value, by_number[number].data)
            else:
                self._pack(numbers[number], value)
        return numbers

    def _common_stream(self, stream: FixedStream) -> int:
        """Return the number of a stream that refers to nothing; fonts of all forms are such."""
        key = hashlib.sha256(stream.entries + b"\n" + stream.data).digest()
        if key not in self._common:
            self._common[key] = self._new_number()
            self._put_stream(self._common[key], stream.entries, stream.data)
        return self._common[key]

    def _add_page(
        self, entries: bytes, numbers: Mapping[int, int], page_tree: int, more: bytes
    ) -> None:
        own, parent = self._new_number(), self._tree.parent_of_next()
        plain = _WITHOUT_TAGS.sub(b"", entries)
        self._pack(own, b"<<%s%s>>" % (renumbered(plain, {**numbers, page_tree: parent}), more))
        self._tree.add(own)

    def _end_sheet(self, last_page: bytes) -> None:
        """Add an empty page after an odd one, so that the next certificate begins in front."""
        if len(self._tree) % SIDES_OF_A_SHEET:
            paper = b" ".join(_FORMAT.findall(last_page))
            own, parent = self._new_number(), self._tree.parent_of_next()
            self._pack(
                own, b"<</Type/Page/Parent %s/Resources<<>>%s>>" % (reference(parent), paper)
            )
            self._tree.add(own)

    # The file itself.

    def _put_stream(self, own: int, entries: bytes, data: bytes) -> None:
        self._set_row(own, syntax.plain_row(self._place))
        self._write(syntax.stream_object(own, entries, data))

    def _pack(self, own: int, value: bytes) -> None:
        self._packed.append((own, value))
        if len(self._packed) >= PACKED_TOGETHER:
            self._write_packed()

    def _write_packed(self) -> None:
        own = self._new_number()
        for index, (held, _) in enumerate(self._packed):
            self._set_row(held, syntax.packed_row(own, index))
        self._set_row(own, syntax.plain_row(self._place))
        self._write(syntax.object_stream(own, self._packed, LEVEL))
        self._packed.clear()

    def _set_row(self, own: int, row: bytes) -> None:
        start = own * syntax.ROW_BYTES
        if len(self._rows) < start:
            self._rows.extend(bytes(start - len(self._rows)))
        self._rows[start : start + syntax.ROW_BYTES] = row

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._place += len(data)
