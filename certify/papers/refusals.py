"""What cannot be printed is refused with a sentence for the one who wanted the paper."""

import itertools
from collections.abc import Iterable

from certify.lib.errors import NotNowError


class NotPrintableError(NotNowError):
    """The text or picture cannot be printed as it stands."""


def letters_sentence(called: str, letters: Iterable[str]) -> str:
    """Return the sentence about letters that our fonts lack, naming the first five of them.

    Those that can be seen stand in quotes, the others are named by their code.
    """
    named = ", ".join(
        f"“{letter}”" if letter.isprintable() else f"U+{ord(letter):04X}"
        for letter in itertools.islice(letters, 5)
    )
    return (
        f"{called} memuat huruf yang tidak dapat dicetak: {named}. "
        "Ganti dengan huruf Latin, lalu coba lagi."
    )
