"""The answer of every ``may_…`` function: allowed, or refused with the sentence the page shows."""

from dataclasses import dataclass

from certify.lib.errors import DomainError, NotAllowedError, NotNowError


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed when ``refusal`` is None.

    One verdict serves twice: the template shows or explains the button with it, and the
    operation calls ``require()``.
    """

    refusal: type[DomainError] | None = None
    reason: str = ""

    def __bool__(self) -> bool:
        """True when the act is allowed."""
        return self.refusal is None

    def require(self) -> None:
        """Raise the refusal, NotAllowedError for the person or NotNowError for the moment."""
        if self.refusal is not None:
            raise self.refusal(self.reason)


ALLOWED = Verdict()


def refused(reason: str) -> Verdict:
    """Refuse the person, whatever the state."""
    return Verdict(NotAllowedError, reason)


def not_now(reason: str) -> Verdict:
    """Refuse the moment: somebody else, or the same person later, may."""
    return Verdict(NotNowError, reason)
