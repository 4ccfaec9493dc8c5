"""A recorded page taken apart into a form: its objects, its lines, its pictures."""

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import pydyf

from certificates.rendering import artwork
from certificates.rendering.compiled import (
    opening,
    pictures,
    qr_table,
    recipe,
    recording,
    sentinels,
    syntax,
)
from certificates.rendering.compiled.form import (
    Drawing,
    FixedStream,
    Form,
    FormFont,
    Line,
    PageForm,
    Photo,
    Piece,
    Rule,
    Strip,
    Words,
)
from certificates.rendering.compiled.opening import OpenedPage
from certificates.rendering.compiled.recorded import RecordedText
from certificates.rendering.compiled.recording import Recording, SlotPicture
from certificates.rendering.compiled.refusals import NotCompilableError
from certificates.rendering.compiled.shaping import file_sha256
from certificates.rendering.compiled.watching import Watcher

LEVEL = 9
_STRUCTURE = frozenset({"/StructElem", "/StructTreeRoot", "/OBJR"})


class Builder:
    """Takes a recorded document apart."""

    def __init__(self, recorded: Recording, watcher: Watcher) -> None:
        self._recorded, self._watcher = recorded, watcher
        self._pdf = recorded.pdf
        self._fonts: dict[str, int] = {}
        self._pages = tuple(map(opening.open_page, recorded.page_operators))
        self._taken: set[int] = set()
        first_page = self._pdf.objects[self._pdf.pages["Kids"][0]]
        self._resources = self._number_in(first_page, "Resources")
        self._replaced: dict[int, list[bytes]] = {}

    def form(self) -> Form:
        """Return the form."""
        pdf = self._pdf
        pdf.add_object(pdf.info)
        strip = self._strip()
        pages = tuple(self._page(index, page) for index, page in enumerate(self._pages))
        figure, figure_entries, alternative = self._qr_figure()
        metadata = self._number_in(pdf.catalog, "Metadata")
        photo = self._photo()
        dynamic = {pdf.info.number, pdf.catalog.number, metadata, figure}
        self._taken |= dynamic | {photo.number} if photo else dynamic
        qr = self._qr_drawing()
        return Form(
            key=self._watcher.key,
            lines=self._lines(),
            fonts=tuple(map(self._font, self._fonts)),
            streams=tuple(self._streams()),
            packed=tuple(self._packed()),
            structure=tuple(self._structure()),
            size=len(pdf.objects),
            pages=pages,
            page_tree=pdf.pages.number,
            resources=self._resources,
            catalog=pdf.catalog.number,
            catalog_entries=recording.entries(pdf.catalog),
            rule=self._rule(),
            qr=self._qr_table(),
            qr_drawing=qr,
            qr_figure=figure,
            qr_figure_entries=figure_entries,
            qr_alternative=alternative,
            strip=strip,
            photo=photo,
            metadata=metadata,
            metadata_words=self._split(b"\n".join(self._operators(metadata)).decode()),
            info=pdf.info.number,
            info_words={key: self._split(value.string) for key, value in pdf.info.items()},
        )

    def _split(self, text: str) -> Words:
        return sentinels.split(text, self._watcher.holds)

    def _number_in(self, dictionary: Mapping[str, Any], key: str) -> int:
        return int(dictionary[key].split()[0])

    def _operators(self, number: int) -> list[bytes]:
        return recording.written(self._pdf.objects[number].stream)

    # Pages and lines.

    def _page(self, index: int, opened: OpenedPage) -> PageForm:
        own = self._pdf.objects[self._pdf.pages["Kids"][3 * index]]
        before = int(own["Contents"].split()[0])
        self._taken.add(own.number)
        self._replaced[before] = opened.before
        after = None
        if opened.after:
            stream = pydyf.Stream(opened.after, compress=True)
            self._pdf.add_object(stream)
            after = stream.number
        matrix = b" ".join(map(syntax.number, opened.matrix)) + b" cm" if opened.tags else b""
        entries = pydyf.Dictionary({key: own[key] for key in own if key != "Contents"})
        return PageForm(
            number=own.number,
            entries=recording.entries(entries),
            before=before,
            matrix=matrix,
            after=after,
        )

    def _lines(self) -> tuple[Line, ...]:
        return tuple(
            Line(
                page=self._page_of(line.texts[0]),
                left=float(line.left),
                width=float(line.width),
                share=line.share,
                is_unbroken=line.is_unbroken,
                y=self._y(line.texts[0])[0],
                y_per_size=self._y(line.texts[0])[1],
                pieces=tuple(map(self._piece, line.texts)),
            )
            for line in self._recorded.lines
        )

    def _page_of(self, text: RecordedText) -> int:
        return next(index for index, page in enumerate(self._pages) if text.mark in page.tags)

    def _y(self, text: RecordedText) -> tuple[float, float]:
        """Return where a text's base line is, and how far a larger name moves it."""
        name = self._recorded.name
        if text.is_name:
            return name.foot, (text.y - name.foot) / name.size
        if text.is_above_name:
            return text.y + name.height, -name.height / name.size
        return text.y, 0.0

    def _piece(self, text: RecordedText) -> Piece:
        words = sentinels.split(text.text, self._watcher.holds, is_name=text.is_name)
        before, after = self._pages[self._page_of(text)].tags[text.mark]
        is_micro = words == ("", "micro", "")
        return Piece(
            words=words,
            font=self._fonts.setdefault(text.resource, len(self._fonts)),
            units=None if text.is_name else text.setting.units,
            features=text.setting.features,
            language=text.setting.language,
            word_spacing=text.setting.word_spacing,
            is_micro=is_micro,
            before=b" ".join((before, *text.state)),
            after=after,
        )

    def _font(self, resource: str) -> FormFont:
        watcher = self._watcher
        font = self._recorded.fonts[resource]
        return FormFont(
            resource=resource,
            file=watcher.files[resource],
            sha256=file_sha256(watcher.files[resource]),
            letters="".join(sorted(watcher.letters[resource])),
            widths={glyph: font.widths[glyph] for glyph in sorted(font.to_unicode)},
        )

    def _rule(self) -> Rule:
        rule = self._recorded.rule
        return Rule(
            page=rule.page,
            middle=rule.left + rule.width / 2,
            y=rule.y,
            thickness=rule.thickness,
            inner=rule.inner,
            before=b" ".join((b"/Artifact BMC", *rule.state)),
            after=b"EMC",
        )

    # Pictures.

    def _picture(self, name: str) -> SlotPicture:
        picture = self._watcher.pictures[name]
        if picture.recorded is None:
            raise NotCompilableError(f"the page has no {name}")
        return picture

    def _qr_table(self) -> qr_table.QrTable:
        nobody, shape = self._watcher.nobody, self._watcher.shape
        return qr_table.compile_table(nobody.verify_url, prefix=shape.address_start)

    def _qr_drawing(self) -> Drawing:
        recorded = self._picture("qr").recorded
        assert recorded is not None  # noqa: S101 -- `_picture` looked
        self._taken.add(recorded.stream.number)
        return pictures.qr_drawing(
            recorded.stream.number,
            recording.entries(recorded.stream.extra),
            recorded.before,
            recorded.operators,
        )

    def _strip(self) -> Strip:
        picture = self._picture("strip")
        recorded = picture.recorded
        assert recorded is not None  # noqa: S101 -- `_picture` looked
        petal = self._watcher.design.heading
        apart = pictures.take_apart(
            *(
                picture.redrawn(self._watcher.typesetter.picture(artwork.strip(bits, petal=petal)))
                for bits in (pictures.ALL_ZEROS, pictures.ALL_ONES)
            )
        )
        # Dots are drawn after the strip, on the page itself: so what lies beside them is shared by
        # all certificates of one print file.
        inside = (*recorded.before, *apart.before)
        matrix = b" ".join(map(syntax.number, opening.matrix_after(inside))) + b" cm"
        box = [0, 0, artwork.PAGE_WIDTH * 4, artwork.PAGE_HEIGHT * 4]
        resources = self._pdf.objects[self._resources]
        held = pydyf.Stream(
            extra={
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": pydyf.Array(box),
                "Resources": resources.reference,
            }
        )
        self._pdf.add_object(held)
        self._taken.add(held.number)
        resources["XObject"]["Dots"] = held.reference
        self._replaced[recorded.stream.number] = [*inside, *apart.after]
        self._add_after(b"/%s Do" % recorded.stream.id.encode(), b"/Dots Do")
        return Strip(
            number=held.number,
            entries=recording.entries(held.extra),
            before=b"\n".join((matrix, *apart.state, b"")),
            zeros=apart.zeros,
            ones=apart.ones,
        )

    def _add_after(self, operator: bytes, added: bytes) -> None:
        """Add an operator after one that stands once on all pages."""
        places = [
            (part, part.index(operator))
            for page in self._pages
            for part in (page.before, page.after)
            if operator in part
        ]
        part, at = _only("isen seri", places)
        part.insert(at + 1, added)

    def _photo(self) -> Photo | None:
        if not self._watcher.shape.has_photo:
            return None
        size = (recipe.PHOTO_WIDTH, recipe.PHOTO_HEIGHT)
        place = _only(
            "photograph",
            [
                held
                for held in self._pdf.objects
                if isinstance(held, pydyf.Stream)
                and held.extra.get("Filter") == "/DCTDecode"
                and (held.extra["Width"], held.extra["Height"]) == size
            ],
        )
        return Photo(number=place.number, ratio=recipe.PHOTO_WIDTH / recipe.PHOTO_HEIGHT)

    # Objects.

    def _qr_figure(self) -> tuple[int, bytes, Words]:
        """Return the structure element that says in words what the QR code says."""
        figure = _only(
            "QR code",
            [
                held
                for held in self._pdf.objects
                if isinstance(held, pydyf.Dictionary)
                and "Alt" in held
                and len(self._split(held["Alt"].string)) > 1
            ],
        )
        entries = pydyf.Dictionary({key: figure[key] for key in figure if key != "Alt"})
        return figure.number, recording.entries(entries), self._split(figure["Alt"].string)

    def _streams(self) -> Iterable[FixedStream]:
        for held in self._pdf.objects[1:]:
            if not isinstance(held, pydyf.Stream) or held.number in self._taken:
                continue
            data = b"\n".join(self._replaced.get(held.number) or self._operators(held.number))
            extra = {key: value for key, value in held.extra.items() if key != "Length"}
            if "Filter" not in extra:
                data, extra["Filter"] = zlib.compress(data, LEVEL), "/FlateDecode"
            yield FixedStream(
                number=held.number, entries=recording.entries(pydyf.Dictionary(extra)), data=data
            )

    def _packed(self) -> Iterable[tuple[int, bytes]]:
        for held in self._pdf.objects[1:]:
            if not isinstance(held, pydyf.Stream) and held.number not in self._taken:
                if sentinels.leaks(held.data.decode("latin-1")):
                    raise NotCompilableError("a value of the holder stands in the page's structure")
                yield held.number, held.data

    def _structure(self) -> Iterable[int]:
        root = self._pdf.objects[self._number_in(self._pdf.catalog, "StructTreeRoot")]
        yield self._number_in(root, "ParentTree")
        for held in self._pdf.objects[1:]:
            if isinstance(held, pydyf.Dictionary) and held.get("Type") in _STRUCTURE:
                yield held.number


def _only(called: str, found: list[Any]) -> Any:
    if len(found) != 1:
        raise NotCompilableError(f"the page has {len(found)} of the {called}, not one")
    return found[0]
