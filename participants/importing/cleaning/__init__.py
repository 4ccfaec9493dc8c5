"""From the cells of a row to the values of a person; every change is noted, every doubt asked."""

from participants.importing.cleaning.birth import read_birth
from participants.importing.cleaning.contact import read_address, read_phone
from participants.importing.cleaning.identity import read_name, read_nik, read_sex
from participants.importing.cleaning.rows import Context, RowReader, SchemeOption
from participants.importing.cleaning.work import (
    read_business,
    read_education,
    read_scheme,
    read_years,
)

__all__ = ["Context", "RowReader", "SchemeOption", "read_row"]


def read_row(reader: RowReader) -> None:
    """Read every field of a row; the NIK first, because it settles sex and birth date."""
    read_nik(reader)
    read_name(reader)
    read_birth(reader)
    read_sex(reader)
    read_address(reader)
    read_phone(reader)
    read_education(reader)
    read_business(reader)
    read_years(reader)
    read_scheme(reader)
