"""What checking a row yields: values for the register, notes of what was tidied, issues."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from participants.importing.causes import Cause, Severity
from participants.importing.fields import Field

Choices = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Values:
    """One person as the register will hold it; the names are those of the tables."""

    full_name: str = ""
    nik: str = ""
    birth_place: str = ""
    birth_date: datetime.date | None = None
    sex: str = ""
    address: str = ""
    village_name: str = ""
    district_name: str = ""
    village_id: int | None = None
    phone: str = ""
    phone_note: str = ""
    education: str = ""
    business_name: str = ""
    years_in_business: int | None = None
    scheme_id: int | None = None


class Tidied(StrEnum):
    """What was put right without asking, because nothing that matters changed."""

    SPACES = "spaces"
    NIK_MARKS = "nik_marks"
    PHONE_FORM = "phone_form"
    PHONE_NOTE = "phone_note"
    DATE_CENTURY = "date_century"
    DATE_SERIAL = "date_serial"
    PLACE_READ = "place_read"
    EDUCATION = "education"
    SCHEME = "scheme"

    @property
    def heading(self) -> str:
        """Give the words on the screen."""
        return _TIDIED[self]


_TIDIED = {
    Tidied.SPACES: "Spasi berlebih dihapus",
    Tidied.NIK_MARKS: "Spasi dan tanda di NIK dihapus",
    Tidied.PHONE_FORM: "Nomor HP ditulis mulai dengan 0",
    Tidied.PHONE_NOTE: "Keterangan nomor HP disimpan sebagai catatan",
    Tidied.DATE_CENTURY: "Tahun lahir dua angka dipastikan dengan NIK",
    Tidied.DATE_SERIAL: "Angka tanggal Excel dibaca sebagai tanggal, cocok dengan NIK",
    Tidied.PLACE_READ: "Desa dan kecamatan dibaca dari alamat",
    Tidied.EDUCATION: "Tulisan pendidikan disamakan",
    Tidied.SCHEME: "Nama skema dicocokkan dengan program",
}


@dataclass(frozen=True, slots=True)
class Note:
    """One thing put right: what stood there and what stands there now."""

    row: int
    tidied: Tidied
    before: str
    after: str


@dataclass(slots=True)
class Issue:
    """One thing a human has to look at, in one row."""

    row: int
    cause: Cause
    field: Field
    found: str
    sentence: str = ""
    proposal: str = ""
    choices: Choices = ()
    answer: str = ""  # what was chosen or typed so far
    fault: str = ""  # why what was typed cannot be taken
    is_repaired: bool = False

    @property
    def severity(self) -> Severity:
        """Tell whether it stands in the way of saving."""
        return self.cause.text.severity

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits for an answer."""
        if self.severity is Severity.LOOK or self.is_repaired:
            return False
        return self.severity is Severity.MUST or not self.answer


@dataclass(slots=True)
class RowFindings:
    """Everything found in one row."""

    number: int
    name_as_written: str = ""
    values: Values = field(default_factory=Values)
    notes: list[Note] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def note(self, tidied: Tidied, before: str, after: str) -> None:
        """Remember what was put right."""
        self.notes.append(Note(self.number, tidied, before, after))
