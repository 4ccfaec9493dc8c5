"""Which refusals of the database mean only: somebody else was at it for too long, try again."""

import sqlite3

LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED = "55P03", "40P01"


def is_over(error: Exception) -> bool:
    """Tell whether an error of Django says that the database gave up waiting for somebody else.

    Codes: PostgreSQL, appendix A (class 55 and 40); SQLite, "Result and Error Codes".
    """
    cause = error.__cause__
    if isinstance(cause, sqlite3.OperationalError):
        return cause.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return getattr(cause, "pgcode", None) in (LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED)
