"""A form made ready for a process: the bytes that open every certificate made from it.

Which objects a certificate has depends on two more things, whether it carries a credential and
whether it is sealed; they are the same for a whole run. What is fixed then is put together once,
with the cross-reference of it and the state of a SHA-256 that has read it, so that sealing a
certificate hashes only what follows.
"""

import dataclasses
import functools
import hashlib
from typing import Any

from certificates.rendering.compiled import syntax
from certificates.rendering.compiled.form import Form, PageForm
from certificates.rendering.compiled.refusals import NotCompilableError
from certificates.rendering.compiled.syntax import reference

LEVEL = 9
SEAL_FIELD = b"Segel"
CREDENTIAL_NAME = b"credential.jwt"
# Print it and lock it; PDF/A asks for the first.
_FIELD_FLAGS = 132


@dataclasses.dataclass(frozen=True, kw_only=True)
class Numbers:
    """The numbers of the objects that a form leaves to each certificate."""

    overlays: tuple[int | None, ...]
    embedded: int | None
    specification: int | None
    signature: int | None
    field: int | None
    container: int
    references: int


def number_objects(form: Form, *, has_credential: bool, has_seal: bool) -> Numbers:
    """Return the numbers after those of the form, without gaps."""
    free = iter(range(form.size, form.size + len(form.pages) + 6))

    def next_if(wanted: object) -> int | None:
        return next(free) if wanted else None

    return Numbers(
        overlays=tuple(next_if(page.matrix) for page in form.pages),
        embedded=next_if(has_credential),
        specification=next_if(has_credential),
        signature=next_if(has_seal),
        field=next_if(has_seal),
        container=next(free),
        references=next(free),
    )


class Assembly:
    """What precedes the holder's objects in a file, and where each of its objects is."""

    def __init__(self, form: Form, *, has_credential: bool, has_seal: bool) -> None:
        self.form = form
        self.numbers = numbers = number_objects(
            form, has_credential=has_credential, has_seal=has_seal
        )
        rows: dict[int, bytes] = {0: syntax.free_row()}
        parts, place = [syntax.HEADER], len(syntax.HEADER)

        def add(own: int, data: bytes) -> None:
            nonlocal place
            rows[own] = syntax.plain_row(place)
            parts.append(data)
            place += len(data)

        for stream in form.streams:
            add(stream.number, syntax.stream_object(stream.number, stream.entries, stream.data))
        packed = [*form.packed, *self._packed()]
        add(numbers.container, syntax.object_stream(numbers.container, packed, LEVEL))
        for index, (own, _) in enumerate(packed):
            rows[own] = syntax.packed_row(numbers.container, index)
        self.prefix = b"".join(parts)
        empty = bytes(syntax.ROW_BYTES)
        self.rows = b"".join(rows.get(own, empty) for own in range(numbers.references + 1))

    @functools.cached_property
    def hashed(self) -> Any:
        """The state of a SHA-256 that has read the prefix; copy it before use."""
        return hashlib.sha256(self.prefix)

    def _packed(self) -> list[tuple[int, bytes]]:
        form, numbers = self.form, self.numbers
        packed = [(form.catalog, b"<<%s>>" % self._catalog())]
        packed += [
            (page.number, b"<<%s>>" % self._page(page, overlay, is_first=not index))
            for index, (page, overlay) in enumerate(zip(form.pages, numbers.overlays, strict=True))
        ]
        if numbers.specification is not None and numbers.embedded is not None:
            packed.append((numbers.specification, _specification(reference(numbers.embedded))))
        if numbers.field is not None and numbers.signature is not None:
            page = reference(form.pages[0].number)
            packed.append((numbers.field, _field(reference(numbers.signature), page)))
        return packed

    def _page(self, page: PageForm, overlay: int | None, *, is_first: bool) -> bytes:
        contents = [reference(n) for n in (page.before, overlay, page.after) if n is not None]
        entries = b"%s /Contents[%s]" % (page.entries, b" ".join(contents))
        if is_first and self.numbers.field is not None:
            entries += b" /Annots[%s]" % reference(self.numbers.field)
        return entries

    def _catalog(self) -> bytes:
        entries, numbers = self.form.catalog_entries, self.numbers
        if numbers.specification is not None:
            if b"/Names" in entries:
                raise NotCompilableError("the page has anchors, which a form does not keep")
            file = reference(numbers.specification)
            named = b"/Names<</EmbeddedFiles<</Names[(%s) %s]>>>>" % (CREDENTIAL_NAME, file)
            entries += b" %s/AF[%s]" % (named, file)
        if numbers.field is not None and numbers.signature is not None:
            field, signature = reference(numbers.field), reference(numbers.signature)
            entries += b" /AcroForm<</Fields[%s]/SigFlags 3>>" % field
            entries += b"/Perms<</DocMDP %s>>" % signature
        return entries


def _specification(embedded: bytes) -> bytes:
    return (
        b"<</Type/Filespec/F(%s)/UF(%s)/EF<</F %s/UF %s>>/Desc(Open Badges 3.0)"
        b"/AFRelationship/Alternative>>" % (CREDENTIAL_NAME, CREDENTIAL_NAME, embedded, embedded)
    )


def _field(signature: bytes, page: bytes) -> bytes:
    return b"<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/Rect[0 0 0 0]/F %d/V %s/P %s>>" % (
        SEAL_FIELD,
        _FIELD_FLAGS,
        signature,
        page,
    )
