"""What each column means, guessed from the words above it and from what stands in it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from certify.lib import nik as niks
from certify.lib.text import words_key
from participants.importing import dates, vocabulary
from participants.importing.fields import Field
from participants.importing.sheets import Cell, CellKind, Row

_SAMPLES = 200
_SHOWN = 3
_HEADER_LENGTH = 60
_MOST = 0.6
_ENOUGH = 2

# Asked in this order of the header's letters and digits without spaces: «N I K» is «nik».
_HEADERS: tuple[tuple[Field, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        (Field.IGNORED, r"(no|nomor|nmr)?(kk|kartukeluarga)$|.*(paraf|tandatangan|ttd|foto)"),
        (
            Field.NIK,
            r"(no|nomor|nmr)?(nik|ktp|ektp|identitas)|(no|nomor)induk(kependudukan|penduduk)",
        ),
        (Field.BIRTH, r"ttl$|(te?mpa?t|tp?t|kota).*(tgl|tanggal|tg)|kelahiran$"),
        (Field.BIRTH_PLACE, r"(te?mpa?t|tp?t|kota|kab).*(lahir|lhr)|lahirte?mpa?t|tempat$"),
        (
            Field.BIRTH_DATE,
            r"(tgl|tanggal|tg).*(lahir|lhr)|lahir(tgl|tanggal)|(tgl|tanggal)$|lahir$",
        ),
        (
            Field.SEX,
            r"(jenis|jns)?(kelamin|kel)$|jeniskel|jk$|lp$|l?p?kelamin|lakilaki|gender$|sex$",
        ),
        (
            Field.BUSINESS_YEARS,
            r"(lama|masa|tahun)(usaha|kerja|bekerja|membatik)|pengalaman|berdiri",
        ),
        (
            Field.BUSINESS,
            r"(nama)?(ikm|ukm|umkm|usaha|perusahaan|kelompok|sanggar|merek|merk|instansi|galeri)",
        ),
        (Field.SCHEME, r"(nama|pilihan)?skema|jabatankerja|kualifikasi|okupasi"),
        (Field.EDUCATION, r"(tingkat|jenjang)?(pendidikan|pend|pddk|ijazah)"),
        (Field.EMAIL, r"(alamat)?(email|surel|surat?elektronik)"),
        (Field.VILLAGE, r"(alamat|nama)?(desa|kelurahan|ds)(kel|kelurahan|desa)?$|kel$|deskel$"),
        (Field.DISTRICT, r"(alamat|nama)?(kecamatan|kec)$"),
        (
            Field.PHONE,
            r"(no|nomor|nmr)?(hp|wa|telp|tlp|telepon|telpon|handphone|whats?app?|ponsel|kontak|seluler)",
        ),
        (Field.ADDRESS, r"alamat|domisili|dusun|jalan"),
        (Field.NAME, r"(nama(peserta|lengkap|calon|asesi|sesuai|dan|ktp|pengrajin|perajin)?|nm)"),
        (Field.ROW_NUMBER, r"(no|nomor|nmr|nr)(urut|peserta)?$"),
    )
)


@lru_cache(maxsize=4096)
def from_header(text: str) -> Field | None:
    """Recognize the words above a column; None when they say nothing known."""
    if len(text) > _HEADER_LENGTH:
        return None
    squeezed = words_key(text).replace(" ", "")
    if text.strip() == "#":
        return Field.ROW_NUMBER
    for meaning, pattern in _HEADERS:
        if pattern.match(squeezed):
            return meaning
    return None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table and what it seems to hold."""

    index: int
    header: str
    meaning: Field
    is_sure: bool
    samples: tuple[str, ...]
    is_hidden: bool = False

    @property
    def letter(self) -> str:
        """Give the letter that Excel shows above the column."""
        number, letters = self.index + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


def guess(
    headers: Sequence[str],
    rows: Sequence[Row],
    *,
    hidden: frozenset[int] = frozenset(),
    lines: Sequence[Sequence[str]] = (),
) -> list[Column]:
    """Guess every column that has a header or content.

    A header word and fitting content make a sure guess. Content alone, or two columns that claim
    the same meaning, make an unsure one: the page then asks. ``lines`` are the single lines of a
    header of several lines; the lowest is read first («ALAMAT» over «Desa»).
    """
    columns: list[Column] = []
    taken: set[Field] = set()
    for index, header in enumerate(headers):
        cells = [row.cell(index) for row in rows[:_SAMPLES]]
        filled = [cell for cell in cells if cell]
        if not header and not filled:
            continue
        meaning, is_sure = _meaning(header, [line[index] for line in lines], filled)
        if meaning is not Field.IGNORED and meaning in taken:
            meaning, is_sure = Field.IGNORED, False
        taken.add(meaning)
        samples = tuple(dict.fromkeys(cell.text.strip() for cell in filled))[:_SHOWN]
        columns.append(Column(index, header, meaning, is_sure, samples, index in hidden))
    return columns


def _meaning(header: str, lines: Sequence[str], filled: list[Cell]) -> tuple[Field, bool]:
    told = next(
        (found for line in (*reversed(lines), header) if line and (found := from_header(line))),
        None,
    )
    if told in {Field.BIRTH_PLACE, Field.BIRTH_DATE, Field.BIRTH} or told is None:
        # «Tempat» alone is where somebody was born only under «Lahir»; together they decide.
        told = from_header(header) or told
    seen = _from_content(filled)
    if told is None:
        return (seen or Field.IGNORED, not filled)
    if told is Field.BIRTH_DATE and seen is Field.BIRTH:
        return Field.BIRTH, True
    if told is Field.BIRTH and seen is Field.BIRTH_DATE:
        return Field.BIRTH_DATE, True
    contradicted = seen is not None and seen is not told and {seen, told} & _TELLING
    return told, not contradicted


def _from_content(filled: list[Cell]) -> Field | None:
    if len(filled) < _ENOUGH:
        return None
    for meaning, looks in _LOOKS:
        if sum(looks(cell) for cell in filled) > len(filled) * _MOST:
            return meaning
    return None


def _is_nik(cell: Cell) -> bool:
    digits = niks.normalized(cell.text)
    return digits.isdigit() and niks.LENGTH - 1 <= len(digits) <= niks.LENGTH


def _is_phone(cell: Cell) -> bool:
    digits = re.sub(r"[\s.+()\-]", "", cell.text)[:14]
    return bool(re.match(r"(0|62)?8\d{8,11}", digits))


def _is_date(cell: Cell) -> bool:
    return cell.kind is CellKind.DATE or dates.read(cell.text) is not None


def _is_birth(cell: Cell) -> bool:
    place, date = dates.split_place(cell.text)
    return bool(place and date) and dates.read(date) is not None


def _is_sex(cell: Cell) -> bool:
    return vocabulary.sex(cell.text) is not None


def _is_education(cell: Cell) -> bool:
    return vocabulary.education(cell.text) is not None


def _is_email(cell: Cell) -> bool:
    return bool(re.fullmatch(r"\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*", cell.text))


_LOOKS: tuple[tuple[Field, Callable[[Cell], bool]], ...] = (
    (Field.NIK, _is_nik),
    (Field.PHONE, _is_phone),
    (Field.EMAIL, _is_email),
    (Field.BIRTH_DATE, _is_date),
    (Field.BIRTH, _is_birth),
    (Field.SEX, _is_sex),
    (Field.EDUCATION, _is_education),
)
_TELLING = frozenset({Field.NIK, Field.PHONE, Field.EMAIL, Field.BIRTH_DATE, Field.BIRTH})
