"""Days and moments in both languages. Certificates of a batch share theirs, so they are kept."""

import datetime as dt
import functools

from django.utils import timezone

from certify.lib import dates


@functools.lru_cache(maxsize=1024)
def both(day: dt.date) -> tuple[str, str]:
    """Give a day in Indonesian and in English."""
    return dates.long_date(day), dates.long_date_en(day)


def differs(day: dt.date) -> bool:
    """Tell whether English writes this day otherwise: it says nothing twice."""
    here, there = both(day)
    return here != there


def now() -> dt.datetime:
    """Give this moment where all our certificates are issued, whoever asks from where."""
    return timezone.localtime(timezone=timezone.get_default_timezone())


def moment(now: dt.datetime) -> dict[str, str | None]:
    """Give the minute at which an answer is true."""
    return _minute(now.date(), now.hour, now.minute)


@functools.lru_cache(maxsize=2)
def _minute(day: dt.date, hour: int, minute: int) -> dict[str, str | None]:
    here, there = both(day)
    return {
        "checked_at": f"{here}, {hour:02}.{minute:02} WIB",
        "checked_at_en": f"{there}, {hour:02}:{minute:02} WIB",
    }
