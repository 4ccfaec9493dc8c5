"""What is taken away of a program's certificates: files, lists, prints."""

import hashlib
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

PRINT_FOLDER = "cetak"


@dataclass(frozen=True, slots=True)
class PrintRun:
    """What is printed in one file; ``name`` follows from the contents and their order."""

    certificates: list[int]
    name: str

    @property
    def path(self) -> Path:
        """Where the file lies, once it is made."""
        return Path(default_storage.path(self.name))

    @property
    def is_made(self) -> bool:
        """True when it can be taken."""
        return self.path.is_file()


def print_run(user: User, program: Program) -> PrintRun:
    """Give what one print of a program holds for this person; another person's may differ."""
    facts = list(in_force(user, program).values_list("pk", "content_sha256"))
    digest = hashlib.sha256(" ".join(sha256 for _, sha256 in facts).encode()).hexdigest()
    return PrintRun([key for key, _ in facts], f"{PRINT_FOLDER}/{digest}.pdf")


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
