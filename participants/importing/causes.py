"""Every cause for which the import stops and asks, with its words."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What has to happen before the import can be saved."""

    MUST = "must"  # repaired, or the row skipped
    CHOICE = "choice"  # decided one way or the other
    LOOK = "look"  # seen; nothing has to be done


class Repair(StrEnum):
    """How the page lets a human answer."""

    TYPE = "type"  # a text field per row
    DIGIT = "digit"  # one digit, or the whole number
    DATE = "date"
    PICK = "pick"  # one of the choices per row
    MEANING = "meaning"  # one choice for all rows with the same words
    NONE = "none"


class Cause(StrEnum):
    """The cause of an issue; the pages group by it, in this order."""

    NIK_NUMBER = "nik_number"
    NIK_SHORTENED = "nik_shortened"
    NIK_WRONG = "nik_wrong"
    NIK_MISSING = "nik_missing"
    NAME_FORMULA = "name_formula"
    NAME_MISSING = "name_missing"
    BIRTH_DATE_MISSING = "birth_date_missing"
    BIRTH_DATE_WRONG = "birth_date_wrong"
    SEX_MISSING = "sex_missing"
    SCHEME_UNKNOWN = "scheme_unknown"
    SCHEME_MISSING = "scheme_missing"
    PHONE_WRONG = "phone_wrong"
    FORMULA = "formula"
    TOO_LONG = "too_long"
    YEARS_WRONG = "years_wrong"
    DUPLICATE = "duplicate"
    ENROLLED = "enrolled"
    REGISTERED = "registered"
    SIMILAR_IN_FILE = "similar_in_file"
    SIMILAR_REGISTERED = "similar_registered"
    NAME_UPPER = "name_upper"
    NAME_LOWER = "name_lower"
    NAME_BRACKETS = "name_brackets"
    BIRTH_DATE_CENTURY = "birth_date_century"
    BIRTH_DATE_SWAPPED = "birth_date_swapped"
    PLACE_UNKNOWN = "place_unknown"
    EDUCATION_UNKNOWN = "education_unknown"
    NIK_DOUBT = "nik_doubt"
    NAME_ODD = "name_odd"
    BIRTH_DATE_ODD = "birth_date_odd"
    WITHDRAWN = "withdrawn"

    @property
    def text(self) -> "CauseText":
        """Give its words."""
        return _TEXTS[self]


@dataclass(frozen=True, slots=True)
class CauseText:
    """Heading, explanation, and how it is answered."""

    severity: Severity
    repair: Repair
    title: str
    help: str = ""
    for_all: tuple[tuple[str, str], ...] = ()  # (answer, words on the button)


_M, _C, _L = Severity.MUST, Severity.CHOICE, Severity.LOOK

_TEXTS = {
    Cause.NIK_NUMBER: CauseText(
        _M,
        Repair.DIGIT,
        "NIK kehilangan angka terakhir",
        "Excel menyimpan NIK ini sebagai angka dan hanya menjaga 15 angka pertama. "
        "Lihat KTP, lalu ketik angka terakhirnya. Jika angka lain juga berbeda, ketik 16 angka.",
    ),
    Cause.NIK_SHORTENED: CauseText(
        _M,
        Repair.TYPE,
        "NIK dipendekkan Excel",
        "Yang tersisa hanya bentuk seperti 3,51701E+15. Ketik 16 angka dari KTP.",
    ),
    Cause.NIK_WRONG: CauseText(
        _M, Repair.TYPE, "NIK belum benar", "Cocokkan dengan KTP, lalu ketik 16 angka."
    ),
    Cause.NIK_MISSING: CauseText(_M, Repair.TYPE, "NIK kosong", "Ketik 16 angka dari KTP."),
    Cause.NAME_FORMULA: CauseText(
        _M,
        Repair.TYPE,
        "Nama berisi rumus Excel",
        "Rumus tidak dijalankan dan dibaca apa adanya. Ketik nama orangnya, atau lewati barisnya.",
    ),
    Cause.NAME_MISSING: CauseText(_M, Repair.TYPE, "Nama kosong", "Ketik nama sesuai KTP."),
    Cause.BIRTH_DATE_MISSING: CauseText(
        _M, Repair.DATE, "Tanggal lahir kosong", "Ketik seperti 17-09-1961."
    ),
    Cause.BIRTH_DATE_WRONG: CauseText(
        _M, Repair.DATE, "Tanggal lahir tidak terbaca", "Ketik seperti 17-09-1961."
    ),
    Cause.SEX_MISSING: CauseText(
        _M,
        Repair.PICK,
        "Jenis kelamin kosong atau tidak terbaca",
        "Pilih untuk tiap orang, atau pakai yang tertulis di NIK.",
        (("nik", "Ikuti NIK untuk semua"),),
    ),
    Cause.SCHEME_UNKNOWN: CauseText(
        _M,
        Repair.MEANING,
        "Nama skema tidak dikenal",
        "Pilih skema program ini untuk tiap tulisan.",
    ),
    Cause.SCHEME_MISSING: CauseText(
        _M, Repair.MEANING, "Skema belum diisi", "Pilih skema untuk baris-baris ini."
    ),
    Cause.PHONE_WRONG: CauseText(
        _M,
        Repair.TYPE,
        "Nomor HP tidak terbaca",
        "Ketik nomornya, atau kosongkan bila tidak ada.",
        (("clear", "Kosongkan semua nomor ini"),),
    ),
    Cause.FORMULA: CauseText(
        _M,
        Repair.TYPE,
        "Isi berupa rumus Excel",
        "Rumus tidak dijalankan. Ketik isinya, atau kosongkan.",
        (("clear", "Kosongkan semua"),),
    ),
    Cause.TOO_LONG: CauseText(
        _M, Repair.TYPE, "Isi terlalu panjang", "Ketik yang lebih pendek, atau lewati barisnya."
    ),
    Cause.YEARS_WRONG: CauseText(
        _M,
        Repair.TYPE,
        "Lama usaha tidak terbaca",
        "Ketik jumlah tahun, atau kosongkan.",
        (("clear", "Kosongkan semua"),),
    ),
    Cause.DUPLICATE: CauseText(
        _C,
        Repair.PICK,
        "Orang yang sama tertulis dua kali",
        "NIK-nya sama. Pilih baris mana yang dipakai.",
        (("skip", "Lewati semua baris yang kedua"),),
    ),
    Cause.ENROLLED: CauseText(
        _C,
        Repair.PICK,
        "Sudah terdaftar di program ini, datanya berbeda",
        "Pilih apakah data di program diperbarui.",
        (("update", "Perbarui semua"), ("skip", "Biarkan semua")),
    ),
    Cause.REGISTERED: CauseText(
        _C,
        Repair.PICK,
        "Sudah pernah difasilitasi",
        "NIK ini sudah ada di daftar dinas. Pastikan orangnya sama.",
        (("same", "Orang yang sama, daftarkan semua"),),
    ),
    Cause.SIMILAR_IN_FILE: CauseText(
        _C,
        Repair.PICK,
        "Nama dan tanggal lahir sama, NIK berbeda",
        "Mungkin satu orang tertulis dua kali.",
        (("other", "Semua orang yang berbeda"),),
    ),
    Cause.SIMILAR_REGISTERED: CauseText(
        _C,
        Repair.PICK,
        "Mirip orang yang sudah ada di daftar dinas",
        "Nama dan tanggal lahirnya sama, NIK-nya berbeda. Periksa NIK.",
        (("other", "Semua orang yang berbeda"),),
    ),
    Cause.NAME_UPPER: CauseText(
        _C,
        Repair.PICK,
        "Nama ditulis dengan huruf besar semua",
        "Nama dicetak di sertifikat persis seperti ini.",
        (("fix", "Pakai usulan untuk semua"), ("keep", "Biarkan huruf besar semua")),
    ),
    Cause.NAME_LOWER: CauseText(
        _C,
        Repair.PICK,
        "Nama ditulis dengan huruf kecil semua",
        "Nama dicetak di sertifikat persis seperti ini.",
        (("fix", "Pakai usulan untuk semua"), ("keep", "Biarkan huruf kecil semua")),
    ),
    Cause.NAME_BRACKETS: CauseText(
        _C,
        Repair.PICK,
        "Ada keterangan dalam kurung di nama",
        "Tidak ada yang dihapus tanpa pilihan Anda.",
        (("keep", "Biarkan semua"), ("remove", "Hapus semua keterangan")),
    ),
    Cause.BIRTH_DATE_CENTURY: CauseText(
        _C, Repair.PICK, "Tahun lahir hanya dua angka", "NIK tidak bisa memastikan. Pilih tahunnya."
    ),
    Cause.BIRTH_DATE_SWAPPED: CauseText(
        _C,
        Repair.PICK,
        "Tanggal dan bulan mungkin tertukar",
        "Menurut NIK urutannya terbalik. Pilih yang sesuai KTP.",
        (("nik", "Ikuti NIK untuk semua"),),
    ),
    Cause.PLACE_UNKNOWN: CauseText(
        _C,
        Repair.MEANING,
        "Desa atau kecamatan tidak ada di tabel wilayah",
        "Pilih yang dimaksud, atau biarkan seperti tertulis.",
    ),
    Cause.EDUCATION_UNKNOWN: CauseText(
        _C, Repair.MEANING, "Pendidikan tidak dikenal", "Pilih untuk tiap tulisan."
    ),
    Cause.NIK_DOUBT: CauseText(
        _L, Repair.NONE, "NIK berbeda dari data lain", "Boleh disimpan. Cocokkan dengan KTP."
    ),
    Cause.NAME_ODD: CauseText(
        _L, Repair.NONE, "Nama berisi angka atau tanda yang tidak biasa", "Boleh disimpan."
    ),
    Cause.BIRTH_DATE_ODD: CauseText(
        _L, Repair.NONE, "Umur tidak biasa", "Boleh disimpan. Periksa tahun lahirnya."
    ),
    Cause.WITHDRAWN: CauseText(
        _L,
        Repair.NONE,
        "Sudah mengundurkan diri dari program ini",
        "Impor tidak mendaftarkannya kembali. Itu dilakukan di halaman pesertanya.",
    ),
}
