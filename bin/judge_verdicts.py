"""How a judge answers when it does not simply agree."""

from __future__ import annotations


class Disagreement(Exception):  # noqa: N818 -- a verdict, not an error of the program
    """An outside program says something else than our record."""

    def __init__(self, paper: str, words: str) -> None:
        super().__init__(f"{paper}: {words.strip()[:2000]}")


class NotJudged(Exception):  # noqa: N818 -- a verdict, not an error of the program
    """The outside program is not on this machine; said in words, never passed over in silence."""
