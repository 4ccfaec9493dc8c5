"""The facts about a person that a column may hold."""

from enum import StrEnum


class Field(StrEnum):
    """What a column means."""

    ROW_NUMBER = "row_number"
    NAME = "full_name"
    NIK = "nik"
    BIRTH = "birth"
    BIRTH_PLACE = "birth_place"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    ADDRESS = "address"
    VILLAGE = "village"
    DISTRICT = "district"
    PHONE = "phone"
    EMAIL = "email"
    EDUCATION = "education"
    BUSINESS = "business_name"
    BUSINESS_YEARS = "business_years"
    SCHEME = "scheme"
    IGNORED = "ignored"

    @property
    def label(self) -> str:
        """Give the word on the screen."""
        return _LABELS[self]


_LABELS = {
    Field.ROW_NUMBER: "Nomor urut",
    Field.NAME: "Nama",
    Field.NIK: "NIK",
    Field.BIRTH: "Tempat dan tanggal lahir",
    Field.BIRTH_PLACE: "Tempat lahir",
    Field.BIRTH_DATE: "Tanggal lahir",
    Field.SEX: "Jenis kelamin",
    Field.ADDRESS: "Alamat",
    Field.VILLAGE: "Desa/kelurahan",
    Field.DISTRICT: "Kecamatan",
    Field.PHONE: "Nomor HP/WA",
    Field.EMAIL: "E-mail (tidak disimpan)",
    Field.EDUCATION: "Pendidikan",
    Field.BUSINESS: "Nama usaha",
    Field.BUSINESS_YEARS: "Lama usaha (tahun)",
    Field.SCHEME: "Skema",
    Field.IGNORED: "Tidak dipakai",
}
