"""Text as people paste it: spaces that look alike, marks that nobody sees."""

import re
import unicodedata

# Only these format characters are joined into visible pictures (emoji); everywhere else a format
# character is a left-over of copying: U+200B, U+200E, U+202A, U+FEFF and their kin.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe0f]"
)
_BRACKETS = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]?\s*")


def visible(text: str) -> str:
    """Give the text without marks that take no room, in composed form (NFC)."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def tidy(text: str) -> str:
    """Give the text with single ordinary spaces, none at the ends, and no invisible marks.

    Nothing that can be seen changes: capitals, brackets and punctuation stay.
    """
    return " ".join(visible(text).split())


def bracketed(text: str) -> list[str]:
    """List what stands in brackets, in order; an unclosed bracket reaches to the end."""
    return [found.strip() for found in _BRACKETS.findall(text) if found.strip()]


def without_brackets(text: str) -> str:
    """Give the text with every bracket and its content taken out."""
    return tidy(_BRACKETS.sub(" ", text)).replace(" ,", ",")


def words_key(text: str) -> str:
    """Give a form in which two spellings of one label are equal: letters and digits, lower case."""
    decomposed = unicodedata.normalize("NFKD", visible(text)).casefold()
    return " ".join(re.findall(r"[^\W_]+", decomposed))
