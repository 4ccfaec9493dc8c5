"""One file for the printer: every certificate of a program, in order of the benches.

It can always be made again from the frozen contents, so it is kept for a few days only.
"""

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from certificates import queries
from certificates.content import CertificateContent
from certificates.models import Certificate
from certificates.operations.making import Maker
from certificates.rendering import Design, merge_print_file
from certify.accounts.models import Organization, User
from certify.audit import trail
from programs.models import Program

READ_AT_ONCE = 50
Report = Callable[[int, int, str], None]


@transaction.atomic
def ask_for_print_file(
    *, program: Program, count: int, within: Organization, by: User, at: datetime
) -> None:
    """Note who has all papers of a program put into one file."""
    trail.record(
        name="certificates.print_asked",
        summary=f"menyusun berkas cetak {count} sertifikat",
        subject=program,
        by=by,
        at=at,
        within=within,
        data={"count": count},
    )


@transaction.atomic
def note_archive(
    *, program: Program, count: int, within: Organization, by: User, at: datetime
) -> None:
    """Note who takes all files of a program away at once (reliability H7)."""
    trail.record(
        name="certificates.archive_downloaded",
        summary=f"mengunduh ZIP berisi {count} sertifikat",
        subject=program,
        by=by,
        at=at,
        within=within,
        data={"count": count},
    )


def make_print_file(*, certificates: Sequence[int], name: str, title: str, report: Report) -> None:
    """Write the certificates, in this order, into one file in private storage: whole or absent.

    Raises:
        NotNowError: the frozen content of one was changed.
        NotPrintableError: one cannot be printed.
    """
    target = Path(default_storage.path(name))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    maker = Maker()
    try:
        with draft.open("wb") as out:
            papers = _papers(certificates, maker, report)
            merge_print_file(papers, out, title=title, forms=maker.forms)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _papers(
    keys: Sequence[int], maker: Maker, report: Report
) -> Iterator[tuple[CertificateContent, Design]]:
    for start in range(0, len(keys), READ_AT_ONCE):
        chunk = keys[start : start + READ_AT_ONCE]
        rows = Certificate.objects.in_bulk(chunk)
        for key in chunk:
            yield maker.paper(rows[key])
        report(start + len(chunk), len(keys), "Menyusun halaman")


def forget_print_files(*, older_than: datetime) -> int:
    """Delete the print files made before a moment; give how many."""
    folder = Path(default_storage.path(queries.PRINT_FOLDER))
    old = [path for path in folder.glob("*.pdf") if path.stat().st_mtime < older_than.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
