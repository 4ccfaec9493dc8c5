"""Second and third step: files that are whole and durable, then rows that say so."""

import errno
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from certificates.enums import CertificateStatus
from certificates.models import Certificate
from certificates.operations import files, making
from certificates.operations.issuing.explaining import UNFORESEEN, explain
from certificates.sealing import SealError
from certificates.workflow import CERTIFICATE
from certify.audit import trail
from certify.lib.errors import DomainError, NotNowError

logger = logging.getLogger(__name__)

DISK_IS_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class NoRoomError(NotNowError):
    """The disk is full: nobody's file can be written, so the whole run stops."""

    def __init__(self) -> None:
        """Say what happened, what is safe and what to do."""
        super().__init__(
            "Ruang penyimpanan server penuh, jadi penerbitan berhenti. Yang sudah terbit dan nomor "
            "yang sudah diambil tetap aman. Minta pengelola sistem mengosongkan ruang, lalu tekan "
            "“Lanjutkan”."
        )


@dataclass(frozen=True, slots=True)
class _Made:
    """A file that lies on the disk, or is about to."""

    certificate: Certificate
    name: str
    sha256: str
    seal_fingerprint: str
    pdf: bytes


def finish_or_explain(
    *, certificates: Sequence[Certificate], maker: making.Maker, at: datetime
) -> None:
    """Finish a chunk; when it fails as a whole, try each by itself and say who failed.

    Raises:
        NoRoomError: the disk is full, which one certificate more will not change.
    """
    try:
        finish(certificates=certificates, maker=maker, at=at)
    except NoRoomError:
        raise
    except Exception:
        if len(certificates) == 1:
            logger.exception("certificate %s was not finished", certificates[0].pk)
            _explain(certificates, {certificates[0].pk: UNFORESEEN})
            return
        for certificate in certificates:
            finish_or_explain(certificates=[certificate], maker=maker, at=at)


def finish(
    *, certificates: Sequence[Certificate], at: datetime, maker: making.Maker | None = None
) -> list[Certificate]:
    """Make the files of reserved certificates from their frozen content, then call them issued.

    Gives whom this call issued: not those whom somebody else finished first, nor those who cannot
    be printed or whose content was changed since; the run's page says why. May be repeated at any
    time.

    Raises:
        NoRoomError: the disk is full.
    """
    maker = maker or making.Maker()
    made: list[_Made] = []
    problems: dict[int, str] = {}
    for certificate in certificates:
        problem = ""
        try:
            made.append(_make(certificate, maker))
        except (DomainError, SealError) as refusal:
            problem = str(refusal)
        except Exception:
            logger.exception("the file of certificate %s was not made", certificate.pk)
            problem = UNFORESEEN
        problems[certificate.pk] = problem
    try:
        files.write_all([(row.name, row.pdf) for row in made])
    except OSError as error:
        if error.errno in DISK_IS_FULL:
            raise NoRoomError from error
        raise
    return _mark_issued(certificates=certificates, made=made, problems=problems, at=at)


def _make(certificate: Certificate, maker: making.Maker) -> _Made:
    pdf = maker.pdf(certificate)
    sha256 = hashlib.sha256(pdf).hexdigest()
    name = making.file_name(certificate, sha256=sha256)
    return _Made(certificate, name, sha256, maker.seal_fingerprint(certificate), pdf)


@transaction.atomic
def _mark_issued(
    *,
    certificates: Sequence[Certificate],
    made: Sequence[_Made],
    problems: dict[int, str],
    at: datetime,
) -> list[Certificate]:
    rows = Certificate.objects.filter(status=CertificateStatus.RESERVED)
    keys = [row.certificate.pk for row in made]
    ours = set(
        rows.filter(pk__in=keys).select_for_update().order_by("pk").values_list("pk", flat=True)
    )
    chosen = [row for row in made if row.certificate.pk in ours]
    if chosen:
        _write_rows(chosen, at=at)
    _explain(certificates, problems)
    trail.record_many([_event(row, at=at) for row in chosen])
    return [row.certificate for row in chosen]


def _write_rows(chosen: Sequence[_Made], *, at: datetime) -> None:
    """Say of each locked row which file it has.

    By hand, because Django takes longer to write the same as ``Case`` for fifty rows than it takes
    to seal fifty files. Both databases (SQLite since 3.33) name the columns of VALUES `column1`, …
    """
    table = connection.ops.quote_name(Certificate._meta.db_table)
    one = "(%s, %s, %s, %s)"
    target = CERTIFICATE.target("finish", source=CertificateStatus.RESERVED)
    moment = Certificate._meta.get_field("finished_at").get_db_prep_value(at, connection)
    values = [
        value
        for row in chosen
        for value in (row.certificate.pk, row.name, row.sha256, row.seal_fingerprint)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET status = %s, finished_at = %s,"  # noqa: S608 -- no value is in it
            " pdf = made.column2, pdf_sha256 = made.column3, seal_fingerprint = made.column4"
            f" FROM (VALUES {', '.join([one] * len(chosen))}) AS made"
            f" WHERE {table}.id = made.column1 AND {table}.status = %s",
            [target, moment, *values, CertificateStatus.RESERVED.value],
        )


def _event(row: _Made, *, at: datetime) -> trail.Entry:
    certificate = row.certificate
    return trail.Entry(
        name="certificates.issued",
        summary=f"menerbitkan sertifikat {certificate}",
        subject=certificate,
        related=[certificate.assessment, certificate.program],
        by=certificate.issued_by,
        at=at,
        data={"pdf_sha256": row.sha256, "issued_on": certificate.issued_on.isoformat()},
    )


def _explain(certificates: Sequence[Certificate], problems: dict[int, str]) -> None:
    by_run: dict[int, dict[int, str]] = {}
    for row in certificates:
        if row.run_id is not None and row.pk in problems:
            by_run.setdefault(row.run_id, {})[row.assessment_id] = problems[row.pk]
    for run, sentences in by_run.items():
        explain(run=run, problems=sentences)
