"""Keeping what minutes and decrees say, in the transaction that makes them final."""

import datetime as dt
import hashlib

from assessments import queries
from assessments.enums import PaperKind
from assessments.models import Decree, KeptPaper, Panel


def keep_minutes(*, panel: Panel, at: dt.datetime) -> KeptPaper:
    """Keep what the minutes say, after the panel's decisions were written."""
    return _keep(panel, PaperKind.MINUTES, queries.minutes_content(panel).to_json(), at=at)


def keep_decree(*, decree: Decree, at: dt.datetime) -> KeptPaper:
    """Keep what the decree says, after it was signed."""
    return _keep(decree.panel, PaperKind.DECREE, queries.decree_content(decree).to_json(), at=at)


def _keep(panel: Panel, kind: PaperKind, text: str, *, at: dt.datetime) -> KeptPaper:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return KeptPaper.objects.create(
        panel=panel, kind=kind, content=text, content_sha256=digest, kept_at=at
    )
