"""What cannot be printed is refused before a number is taken, with a sentence for staff."""

from certificates.content import CertificateContent
from certify.papers import measuring
from certify.papers.markup import is_picture

NAME = measuring.Slot(
    file="Spectral-Medium.ttf", width_mm=225, largest=30, smallest=20, largest_in_two=22
)
QUALIFICATION = measuring.Slot(
    file="Spectral-Regular.ttf", width_mm=96, largest=20, smallest=12, largest_in_two=14
)
QUALIFICATION_EN = measuring.Slot(
    file="Spectral-Italic.ttf", width_mm=96, largest=11.5, smallest=8.5, largest_in_two=8.5
)
FIELD = measuring.Slot(
    file="Spectral-Regular.ttf", width_mm=70, largest=16, smallest=11, largest_in_two=12
)
FIELD_EN = measuring.Slot(
    file="Spectral-Italic.ttf", width_mm=70, largest=10.5, smallest=8.5, largest_in_two=8.5
)
SIGNATORY = measuring.Slot(
    file="Spectral-Medium.ttf", width_mm=84, largest=11.5, smallest=8, largest_in_two=8
)
LINE = measuring.Slot(
    file="Spectral-Medium.ttf", width_mm=84, largest=10.5, smallest=10.5, largest_in_two=10.5
)
HEADER = measuring.Slot(
    file="PlusJakartaSans-Bold.ttf",
    width_mm=150,
    largest=10.5,
    smallest=10.5,
    largest_in_two=10.5,
    lines=1,
)
SMALL = measuring.Slot(
    file="PlusJakartaSans-Medium.ttf",
    width_mm=200,
    largest=10,
    smallest=10,
    largest_in_two=10,
    lines=1,
)

# Field of the content, what staff call it, and the place it must fit.
_PLACES: tuple[tuple[str, str, measuring.Slot], ...] = (
    ("holder_name", "Nama pemegang", NAME),
    ("field", "Bidang", FIELD),
    ("field_en", "Bidang dalam bahasa Inggris", FIELD_EN),
    ("qualification", "Kualifikasi", QUALIFICATION),
    ("qualification_en", "Kualifikasi dalam bahasa Inggris", QUALIFICATION_EN),
    ("signatory_name", "Nama penanda tangan", SIGNATORY),
    ("signatory_position", "Jabatan penanda tangan", LINE),
    ("body_name", "Nama LSP", HEADER),
    ("agency_name", "Nama dinas", HEADER),
)


class NotPrintableError(ValueError):
    """The content cannot be printed as it stands; the message is a sentence for staff."""


def printable_problem(name: str) -> str | None:
    """Return why ``name`` cannot stand on a certificate as the holder's name, or None."""
    return _problem("Nama pemegang", name, NAME)


def check_printable(content: CertificateContent) -> None:
    """Raise ``NotPrintableError`` when any value lacks letters in our fonts or has no room."""
    for field, called, slot in _PLACES:
        if problem := _problem(called, getattr(content, field), slot):
            raise NotPrintableError(problem)
    for called, value in _other_texts(content):
        if missing := _missing_everywhere(value):
            raise NotPrintableError(_letters_sentence(called, missing))
    for called, picture in (
        ("Foto", content.photo_jpeg),
        ("Logo LSP", content.logo_body),
        ("Logo dinas", content.logo_agency),
    ):
        if picture is not None and not is_picture(picture):
            raise NotPrintableError(
                f"{called} tidak dapat dicetak. Unggah ulang sebagai JPG atau PNG."
            )


def _problem(called: str, value: str, slot: measuring.Slot) -> str | None:
    if not value.strip():
        return f"{called} masih kosong. Isi dulu, lalu coba lagi."
    if missing := measuring.font(slot.file).missing(value):
        return _letters_sentence(called, missing)
    if slot.fit(value) is None:
        return (
            f"{called} “{value}” terlalu panjang untuk dicetak, juga dalam dua baris. "
            "Singkatkan, misalnya gelarnya, lalu coba lagi."
        )
    return None


def _letters_sentence(called: str, missing: str) -> str:
    return (
        f"{called} memuat huruf yang tidak dapat dicetak: {measuring.letters_in_words(missing)}. "
        "Ganti dengan huruf Latin, lalu coba lagi."
    )


def _other_texts(content: CertificateContent) -> list[tuple[str, str]]:
    texts = [
        ("Nama LSP dalam bahasa Inggris", content.body_name_en),
        ("Jabatan penanda tangan dalam bahasa Inggris", content.signatory_position_en),
        ("Nomor register", content.register_number),
        ("Nomor sertifikat", content.certificate_number or ""),
        ("Nomor registrasi", content.registration_number or ""),
        ("Nomor sertifikat yang diganti", content.replaces_number or ""),
        ("Nama skema", content.scheme_name),
        ("Kode skema", content.scheme_code),
        ("Acuan standar", content.standard_reference),
        ("Nomor lisensi LSP", content.body_licence_number),
        ("Nama program", content.program_name),
        ("Kota", content.city),
        ("Keterangan salinan", content.digital_line),
    ]
    texts += [
        (f"Unit {unit.code}", f"{unit.code}{unit.title}{unit.title_en or ''}")
        for unit in content.units
    ]
    return texts


def _missing_everywhere(value: str) -> str:
    """Return the letters that one of the two families lacks; either may print the text."""
    return "".join(
        dict.fromkeys(
            measuring.font("Spectral-Italic.ttf").missing(value)
            + measuring.font("PlusJakartaSans-Medium.ttf").missing(value)
        )
    )
