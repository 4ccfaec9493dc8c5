"""Refusals that a person reads: each carries one Indonesian sentence saying what to do next."""


class DomainError(Exception):
    """An act was refused for a reason that belongs on the page, not in a stack trace."""

    status = 409

    def __init__(self, sentence: str) -> None:
        """Keep the sentence that the page shows."""
        super().__init__(sentence)
        self.sentence = sentence


class NotAllowedError(DomainError):
    """This person may not do this, now or later."""

    status = 403


class NotNowError(DomainError):
    """Nobody may do this in the present state of things."""


class InvalidInputError(DomainError):
    """What was typed cannot be taken; the page shows it again with the sentence."""

    status = 422


class ConflictError(DomainError):
    """Somebody else changed the same thing first; both values are shown, nothing is overwritten."""

    def __init__(self, sentence: str, *, theirs: str = "", yours: str = "") -> None:
        """Keep the sentence and the two values in words."""
        super().__init__(sentence)
        self.theirs = theirs
        self.yours = yours


class BusyError(DomainError):
    """Somebody else held the database for longer than anybody should wait; nothing was done."""

    status = 503

    def __init__(self) -> None:
        """Say that nothing is lost."""
        super().__init__(
            "Data ini sedang disimpan oleh orang lain, dan kali ini lebih lama dari biasanya."
        )
