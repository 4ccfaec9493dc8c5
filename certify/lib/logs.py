"""Log lines without identity numbers.

Nobody writes a NIK to a log on purpose; an exception's text or a database's complaint may carry
one. The last step before a line is written therefore hides every run of sixteen digits, also one
that was grouped with spaces, dots or dashes.
"""

import logging
import re

SIXTEEN_DIGITS = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
HIDDEN = "[16 digits]"


def masked(text: str) -> str:
    """Hide every run of sixteen digits."""
    return SIXTEEN_DIGITS.sub(HIDDEN, text)


class MaskingFormatter(logging.Formatter):
    """Formats a record, traceback included, and masks the result."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the finished line without identity numbers."""
        return masked(super().format(record))
