"""Whether two PDFs of a certificate are the same to a reader: letters, places, fonts, picture.

The two ways of making a certificate write different files; what has to be equal is what is seen
and what is read out of them. Letters and their fonts are compared one by one, wherever the file
has them; their places and the pages' pictures within the tolerances named here.
"""

import bisect
import ctypes
from collections.abc import Iterator

import pypdfium2
from PIL import ImageChops
from pypdfium2 import raw

DPI = 110
# A letter may stand this far from where it should be, in points: 0.02 mm.
LETTER_POINTS = 0.06
FAR = 9.0
# So many of a page's pixels, in a hundred thousand, may differ by more than a fifth of a step
# from paper to ink: what rounding the last digit of a coordinate does to the edge of a letter.
STEP = 51
PIXELS = 2

Letter = tuple[str, str, float, float]


def differences(one: bytes, other: bytes) -> list[str]:
    """Return in what two PDFs differ to a reader, in words; nothing when they are the same."""
    first, second = pypdfium2.PdfDocument(one), pypdfium2.PdfDocument(other)
    try:
        if len(first) != len(second):
            return [f"{len(first)} pages and {len(second)}"]
        found: list[str] = []
        for number in range(len(first)):
            found += [
                f"page {number + 1}: {difference}"
                for difference in _page_differences(first[number], second[number])
            ]
        return found
    finally:
        first.close()
        second.close()


def _page_differences(one: pypdfium2.PdfPage, other: pypdfium2.PdfPage) -> Iterator[str]:
    ours, theirs = sorted(_letters(one)), sorted(_letters(other))
    if [letter[:2] for letter in ours] != [letter[:2] for letter in theirs]:
        yield "the letters or their fonts differ"
    else:
        moved = max((_distance(letter, theirs) for letter in ours), default=0.0)
        if moved > LETTER_POINTS:
            yield f"a letter stands {moved:.2f} pt away"
    changed = differing_pixels(one, other)
    if changed > PIXELS:
        yield f"{changed:.1f} of 100,000 pixels differ"


def _distance(letter: Letter, others: list[Letter]) -> float:
    """Return how far a letter is from the nearest of its kind, ``FAR`` when none is near."""
    kind, font, x, y = letter
    first = bisect.bisect_left(others, (kind, font, x - FAR, 0.0))
    last = bisect.bisect_right(others, (kind, font, x + FAR, 0.0))
    near = [max(abs(x - other[2]), abs(y - other[3])) for other in others[first:last]]
    return min(near, default=FAR)


def differing_pixels(one: pypdfium2.PdfPage, other: pypdfium2.PdfPage) -> float:
    """Return how many of 100,000 pixels of two pages differ by more than ``STEP``."""
    pictures = [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in (one, other)]
    if pictures[0].size != pictures[1].size:
        return 100_000
    difference = ImageChops.difference(*pictures)
    strongest = ImageChops.lighter(
        ImageChops.lighter(difference.getchannel(0), difference.getchannel(1)),
        difference.getchannel(2),
    )
    changed = sum(strongest.histogram()[STEP + 1 :])
    return changed / (strongest.width * strongest.height) * 100_000


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    """Yield what is printed on a page, spaces left out: letter, font, and where it begins."""
    text = page.get_textpage()
    name = ctypes.create_string_buffer(128)
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if letter.isspace() or not letter.isprintable():
            continue
        raw.FPDFText_GetFontInfo(text, index, name, len(name), None)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        yield letter, name.value.decode().rpartition("+")[2], x.value, y.value
