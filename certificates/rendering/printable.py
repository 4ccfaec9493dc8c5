"""What cannot be printed is refused before a number is taken, with a sentence for staff."""

import functools
import unicodedata

from certificates.content import CertificateContent
from certificates.rendering import back, placeholders, places
from certificates.rendering.design import STANDARD, Design, Wording
from certify.papers import measuring
from certify.papers.markup import is_picture, is_whole_picture
from certify.papers.refusals import NotPrintableError, letters_sentence

# What staff call the values whose length is measured.
_CALLED = {
    "holder_name": "Nama pemegang",
    "field": "Bidang",
    "field_en": "Bidang dalam bahasa Inggris",
    "qualification": "Kualifikasi",
    "qualification_en": "Kualifikasi dalam bahasa Inggris",
    "body_name": "Nama LSP",
    "body_name_en": "Nama LSP dalam bahasa Inggris",
    "signatory_name": "Nama penanda tangan",
}
# What is printed only where a design puts it in its words.
_IN_WORDING = {"agency_name": "Nama dinas", "digital_line": "Keterangan salinan"}
# What staff call the words of a design.
WORDING_CALLED = {
    "title": "Judul",
    "title_en": "Judul dalam bahasa Inggris",
    "together": "Baris penyelenggara",
    "statement": "Kalimat pembuka",
    "statement_en": "Kalimat pembuka dalam bahasa Inggris",
    "area": "Kalimat bidang",
    "area_en": "Kalimat bidang dalam bahasa Inggris",
    "competency": "Kalimat kualifikasi",
    "competency_en": "Kalimat kualifikasi dalam bahasa Inggris",
    "validity": "Kalimat masa berlaku",
    "validity_en": "Kalimat masa berlaku dalam bahasa Inggris",
    "until": "Kalimat akhir masa berlaku",
    "until_en": "Kalimat akhir masa berlaku dalam bahasa Inggris",
    "digital_line": "Keterangan salinan",
    "note": "Catatan kaki halaman depan",
    "units": "Judul daftar unit",
    "units_en": "Judul daftar unit dalam bahasa Inggris",
    "units_note": "Catatan di bawah daftar unit",
}
_PAPERS = (places.DIGITAL, places.OVERPRINT)
# A value may stand in either family: the holder's name also runs in the micro-text.
_FONTS = ("Spectral-Medium.ttf", "Spectral-Italic.ttf", "PlusJakartaSans-Medium.ttf")


def printable_problem(name: str) -> str | None:
    """Return why ``name`` cannot stand on a certificate as the holder's name, or None."""
    return _problem("holder_name", name)


def has_two_lines(name: str) -> bool:
    """Tell whether a holder's name is so long that it is set in two lines."""
    fitted = places.DIGITAL["holder_name"].fit(name)
    return fitted is not None and len(fitted.lines) > 1


def is_shrunk(name: str) -> bool:
    """Tell whether a holder's name is set in one line, smaller than others."""
    slot = places.DIGITAL["holder_name"]
    fitted = slot.fit(name)
    return fitted is not None and len(fitted.lines) == 1 and fitted.size < slot.largest


def check_printable(content: CertificateContent, *, design: Design = STANDARD) -> None:
    """Raise ``NotPrintableError`` when any value lacks letters in our fonts or has no room."""
    for field, called in _IN_WORDING.items():
        if not getattr(content, field).strip():
            raise NotPrintableError(f"{called} masih kosong. Isi dulu, lalu coba lagi.")
    _check_values(content)
    # Only BNSP's blank has an end: the body's own paper goes on over the next page.
    if content.on_behalf_of_bnsp and back.setting_of(content.units) is None:
        raise NotPrintableError(
            f"Daftar {len(content.units)} unit kompetensi tidak muat di balik satu blanko BNSP. "
            "Bagi skemanya menjadi beberapa klaster unit, lalu coba lagi."
        )
    _check_wording(content, design.wording)
    _check_pictures(content, design)


def _check_values(content: CertificateContent) -> None:
    for field in _CALLED:
        if problem := _problem(field, getattr(content, field)):
            raise NotPrintableError(problem)
    for called, value in _other_texts(content):
        if missing := missing_letters(value):
            raise NotPrintableError(letters_sentence(called, missing))


def _check_pictures(content: CertificateContent, design: Design) -> None:
    # A photograph was decoded when it was taken into the content; a logo comes from the disk.
    for called, picture, is_sound in (
        ("Foto", content.photo_jpeg, is_picture),
        ("Logo LSP", content.logo_body, is_whole_picture),
        ("Logo dinas", content.logo_agency, is_whole_picture),
        ("Logo rancangan", design.own_logo, is_whole_picture),
    ):
        if picture is not None and not is_sound(picture):
            raise NotPrintableError(
                f"{called} tidak dapat dicetak. Unggah ulang sebagai JPG atau PNG."
            )


def _check_wording(content: CertificateContent, wording: Wording) -> None:
    """Refuse words that, with this certificate's values in them, cannot be printed."""
    for field in WORDING_CALLED:
        words = getattr(wording, field)
        if not content.on_behalf_of_bnsp and "bnsp" in words.casefold():
            called = WORDING_CALLED[field]
            raise NotPrintableError(f"{called} menyebut BNSP, padahal LSP ini terbit tanpa BNSP.")
        if problem := _problem_of_words(field, placeholders.fill(words, content)):
            raise NotPrintableError(problem)


# Most words are the same on every certificate of a batch.
@functools.lru_cache(maxsize=1024)
def _problem_of_words(field: str, value: str) -> str | None:
    called = WORDING_CALLED[field]
    if missing := missing_letters(value):
        return letters_sentence(called, missing)
    slot = places.WORDING.get(field)
    if slot and not slot.fit(value):
        return f"{called} “{value}” terlalu panjang untuk tempatnya. Singkatkan, lalu coba lagi."
    return None


@functools.lru_cache(maxsize=1024)
def _problem(field: str, value: str) -> str | None:
    called = _CALLED[field]
    value = unicodedata.normalize("NFC", value)
    if not value.strip():
        return f"{called} masih kosong. Isi dulu, lalu coba lagi."
    if missing := missing_letters(value):
        return letters_sentence(called, missing)
    if not all(paper[field].fit(value) for paper in _PAPERS if field in paper):
        return (
            f"{called} “{value}” terlalu panjang untuk dicetak, juga dalam dua baris. "
            "Singkatkan, misalnya gelarnya, lalu coba lagi."
        )
    return None


def _other_texts(content: CertificateContent) -> list[tuple[str, str]]:
    texts = [
        ("Jabatan penanda tangan", content.signatory_position),
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
    ]
    texts += [
        (f"Unit {unit.code}", f"{unit.code}{unit.title}{unit.title_en or ''}")
        for unit in content.units
    ]
    return texts


def missing_letters(value: str) -> str:
    """Return the letters of ``value`` that one of our fonts lacks."""
    known = _known_letters()
    return "".join(dict.fromkeys(letter for letter in value if letter not in known))


@functools.cache
def _known_letters() -> frozenset[str]:
    """Return the letters that all our fonts can print: a set is asked for every letter we print."""
    letters = (measuring.font(file).letters() for file in _FONTS)
    return functools.reduce(frozenset.intersection, letters)
