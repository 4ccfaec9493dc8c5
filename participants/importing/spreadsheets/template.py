"""The template to fill in: NIK as text, drop-downs, an example row that is not imported."""

from collections.abc import Sequence

from participants.importing.spreadsheets.writing import text_workbook

_COLUMNS = (
    ("No", 5),
    ("Nama Lengkap", 32),
    ("NIK", 20),
    ("Tempat Lahir", 18),
    ("Tanggal Lahir", 16),
    ("L/P", 6),
    ("Alamat", 36),
    ("Desa/Kelurahan", 20),
    ("Kecamatan", 20),
    ("No. HP/WA", 18),
    ("Pendidikan", 12),
    ("Nama Usaha", 26),
    ("Lama Usaha (th)", 16),
    ("Skema", 24),
)
_EXAMPLE = (
    "CONTOH", "Siti Contoh, S.Pd.", "9917085703800001", "Jombang", "17-03-1980", "P",
    "Dsn. Contoh RT 001 RW 002", "Jatipelem", "Diwek", "081200000000", "SMA", "Batik Contoh", "5",
)  # fmt: skip
_EDUCATION = ("SD", "SMP", "SMA", "SMK", "D1", "D2", "D3", "D4", "S1", "S2", "S3")
_ROWS = 500
_NOTE = (
    "Baris CONTOH tidak diimpor. Kolom NIK, tanggal, dan HP berjenis Teks, "
    "jadi angka nol di depan dan 16 angka NIK tetap utuh."
)


def template(schemes: Sequence[str]) -> bytes:
    """Write the template of a program with its schemes."""
    with text_workbook() as (book, text, stream):
        sheet = book.add_worksheet("Peserta")
        head = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
        grey = book.add_format({"italic": True, "font_color": "#5C574E", "num_format": "@"})
        for column, (title, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, title, head)
        for column, value in enumerate((*_EXAMPLE, schemes[0] if schemes else "")):
            sheet.write_string(1, column, value, grey)
        sheet.freeze_panes(1, 2)
        for column, choices in ((5, ("L", "P")), (10, _EDUCATION), (13, tuple(schemes))):
            if choices and len(",".join(choices)) <= _LONGEST_LIST:
                options = {"validate": "list", "source": list(choices), "error_type": "warning"}
                sheet.data_validation(1, column, _ROWS, column, options)
        sheet.write_comment(0, 0, _NOTE)
    return stream.getvalue()


_LONGEST_LIST = 255  # letters that Excel takes for a list of choices
