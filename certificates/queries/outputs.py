"""What is taken away of a program's certificates: files, lists, prints."""

from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.db.models import F, QuerySet

from certificates import rules
from certificates.enums import CertificateStatus
from certificates.models import Certificate, SignedFile
from certificates.queries import register
from certify.accounts.models import User
from certify.lib import zipping
from certify.lib.errors import NotNowError
from programs.models import Program


@dataclass(frozen=True, slots=True)
class File:
    """A file to be taken away, under the name that people read."""

    name: str
    path: Path


def in_force(user: User, program: Program, *, run: int | None = None) -> QuerySet[Certificate]:
    """Give a program's certificates in force that this person may see, in order of the benches.

    ``run`` narrows them to one press of the button. What is suspended, revoked or replaced is
    nothing to hand out.
    """
    rows = register.visible_to(user).filter(program=program, status=CertificateStatus.ISSUED)
    if run is not None:
        rows = rows.filter(run=run)
    enrollment = "assessment__application__enrollment"
    first_day = F(f"{enrollment}__wave__starts_on").asc(nulls_last=True)
    return rows.order_by(first_day, f"{enrollment}__number", "pk")


def files_of(rows: QuerySet[Certificate]) -> list[File]:
    """Give the file that is handed out for each certificate, and see that it is there.

    Raises:
        NotNowError: a file is missing, so nothing is handed out in part.
    """
    facts = list(rows.values_list("pk", "qualification", "holder_name", "pdf"))
    signed = dict(
        SignedFile.objects.filter(certificate__in=[key for key, *_ in facts])
        .order_by("uploaded_at", "pk")
        .values_list("certificate_id", "pdf")
    )
    names = zipping.apart(
        rules.file_name(qualification=qualification, holder_name=holder)
        for _, qualification, holder, _ in facts
    )
    files = [
        File(name, Path(default_storage.path(signed.get(key, pdf))))
        for name, (key, _, _, pdf) in zip(names, facts, strict=True)
    ]
    missing = sum(1 for file in files if not file.path.is_file())
    if missing:
        raise NotNowError(
            f"{missing} berkas sertifikat tidak ada di penyimpanan, jadi unduhan tidak dimulai. "
            "Datanya tetap aman. Beri tahu pengelola sistem."
        )
    return files
