"""Why a file cannot be read at all, each cause with its sentence and the way out."""

from enum import StrEnum

from certify.lib.errors import DomainError

_IN_EXCEL = (
    "Di Excel: buka berkasnya, pilih File → Save As (Simpan Sebagai), "
    "lalu jenis “Excel Workbook (*.xlsx)”."
)
_IN_LIBREOFFICE = (
    "Di LibreOffice: buka berkasnya, pilih Berkas → Simpan Sebagai, "
    "lalu jenis “Excel 2007–365 (.xlsx)”."
)
_SAVE_AS_XLSX = (_IN_EXCEL, _IN_LIBREOFFICE)
_SPLIT = ("Bagi daftarnya menjadi beberapa berkas, lalu impor satu per satu.",)
_SAVE_AGAIN = (
    "Buka berkasnya di Excel atau LibreOffice, simpan lagi sebagai .xlsx, lalu unggah yang baru.",
    "Atau salin tabelnya di Excel dan tempel di sini.",
)
_COPY_OUT = ("Atau salin tabelnya di Excel dan tempel di sini.",)


class Refusal(StrEnum):
    """The cause, as the child process and the tests name it."""

    NOTHING = "nothing"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OLD_EXCEL = "old_excel"
    PASSWORD = "password"  # noqa: S105 -- the name of a cause
    BINARY_EXCEL = "binary_excel"
    MACROS = "macros"
    STRICT_EXCEL = "strict_excel"
    OPENDOCUMENT = "opendocument"
    WORD = "word"
    PDF = "pdf"
    PICTURE = "picture"
    WEB_PAGE = "web_page"
    OTHER_ARCHIVE = "other_archive"
    UNKNOWN = "unknown"
    BOMB = "bomb"
    ENTITIES = "entities"
    DAMAGED = "damaged"
    TOO_HEAVY = "too_heavy"
    TOO_MANY_ROWS = "too_many_rows"
    NO_TABLE = "no_table"
    ENCODING = "encoding"
    QUOTES = "quotes"


_SENTENCES: dict[Refusal, tuple[str, tuple[str, ...]]] = {
    Refusal.NOTHING: (
        "Belum ada daftar yang dipilih.",
        ("Pilih berkasnya, atau tempel tabelnya, lalu tekan “Baca daftar”.",),
    ),
    Refusal.EMPTY: ("Tidak ada isi yang bisa dibaca.", ("Pilih berkas lain.",)),
    Refusal.TOO_LARGE: ("Berkas ini lebih besar dari 5 MB.", (*_SPLIT, *_COPY_OUT)),
    Refusal.OLD_EXCEL: ("Ini berkas Excel lama (.xls), belum bisa dibaca.", _SAVE_AS_XLSX),
    Refusal.PASSWORD: (
        "Berkas Excel ini dikunci dengan kata sandi.",
        ("Buka berkasnya, hapus kata sandinya, simpan, lalu unggah lagi.", *_COPY_OUT),
    ),
    Refusal.BINARY_EXCEL: ("Ini berkas Excel biner (.xlsb), belum bisa dibaca.", _SAVE_AS_XLSX),
    Refusal.MACROS: ("Berkas Excel ini berisi makro, jadi tidak dibuka.", _SAVE_AS_XLSX),
    Refusal.STRICT_EXCEL: (
        "Ini jenis “Strict Open XML”, belum bisa dibaca.",
        _SAVE_AS_XLSX,
    ),
    Refusal.OPENDOCUMENT: ("Ini berkas LibreOffice (.ods), belum bisa dibaca.", _SAVE_AS_XLSX),
    Refusal.WORD: (
        "Ini dokumen Word, bukan tabel Excel.",
        ("Salin tabelnya ke Excel, lalu unggah atau tempel di sini.",),
    ),
    Refusal.PDF: (
        "Ini berkas PDF, bukan tabel Excel.",
        ("Minta berkas Excel aslinya kepada pembuat daftar.", *_SAVE_AS_XLSX),
    ),
    Refusal.PICTURE: (
        "Ini gambar atau foto, bukan tabel Excel.",
        ("Minta berkas Excel aslinya kepada pembuat daftar.", *_SAVE_AS_XLSX),
    ),
    Refusal.WEB_PAGE: (
        "Ini halaman web yang diberi nama Excel, bukan berkas Excel.",
        _SAVE_AS_XLSX,
    ),
    Refusal.OTHER_ARCHIVE: (
        "Ini berkas terkompresi, bukan tabel Excel.",
        ("Buka arsipnya, lalu unggah berkas Excel di dalamnya.",),
    ),
    Refusal.UNKNOWN: ("Jenis berkas ini tidak dikenal.", _SAVE_AS_XLSX),
    Refusal.BOMB: (
        "Isi berkas ini jauh lebih besar dari ukurannya, jadi tidak dibuka.",
        _COPY_OUT,
    ),
    Refusal.ENTITIES: (
        "Berkas ini berisi perintah yang tidak ada di berkas Excel biasa, jadi tidak dibuka.",
        _SAVE_AGAIN,
    ),
    Refusal.DAMAGED: ("Berkas Excel ini rusak atau tidak lengkap.", _SAVE_AGAIN),
    Refusal.TOO_HEAVY: (
        "Berkas ini terlalu berat untuk dibuka.",
        ("Salin hanya tabel pesertanya ke berkas baru, lalu unggah.", *_COPY_OUT),
    ),
    Refusal.TOO_MANY_ROWS: ("Daftar ini lebih dari 20.000 baris.", _SPLIT),
    Refusal.NO_TABLE: (
        "Tidak ditemukan tabel peserta di sini.",
        ("Pastikan ada baris judul kolom, misalnya Nama, NIK, dan Tanggal Lahir.",),
    ),
    Refusal.ENCODING: (
        "Huruf di berkas teks ini tidak bisa dibaca.",
        (
            "Di Excel: pilih File → Save As, lalu jenis “CSV UTF-8 (*.csv)” atau “.xlsx”.",
            "Di LibreOffice: pilih Berkas → Simpan Sebagai, lalu jenis “Excel 2007–365 (.xlsx)”.",
        ),
    ),
    Refusal.QUOTES: (
        'Ada tanda kutip (") yang tidak ditutup, sehingga baris-barisnya menyatu.',
        ("Perbaiki tanda kutipnya, atau simpan daftarnya sebagai .xlsx.",),
    ),
}


class UnreadableFileError(DomainError):
    """The file is refused as a whole; nothing of it was kept."""

    status = 422

    def __init__(self, refusal: Refusal, *, detail: str = "") -> None:
        """Take the cause; ``detail`` names a place in the file."""
        sentence, self.steps = _SENTENCES[refusal]
        super().__init__(f"{sentence} {detail}".strip())
        self.refusal = refusal
