"""The frozen content: one spelling, one hash, and what it must never hold."""

import dataclasses
import datetime as dt
import json

import pytest

from certificates.content import CertificateContent, UnitLine
from tests.certificates.samples import SAMPLE

GOLDEN_JSON = (
    '{"agency_name":"Dinas Perdagangan dan Perindustrian Kabupaten Jombang",'
    '"body_licence_number":"BNSP-LSP-228-ID","body_name":"Lembaga Sertifikasi Profesi Batik",'
    '"body_name_en":"Professional Certification Body of Batik",'
    '"certificate_number":"13134 7318 2 0000123 2023","city":"Semarang",'
    '"digital_line":"Salinan digital; aslinya tercetak pada blanko BNSP","field":"Industri Batik",'
    '"field_en":"Batik Industry","holder_name":"Siti Romlah","is_example":false,'
    '"issued_on":"2023-01-26","logo_agency":null,"logo_body":null,"on_behalf_of_bnsp":true,'
    '"photo_jpeg":null,"program_name":"Fasilitasi Sertifikasi Kompetensi Profesi Batik 2022",'
    '"qualification":"Pembatik Tulis","qualification_en":"Hand-Drawn Batik Maker",'
    '"register_number":"LSP-B/2023/0001","registration_number":"BTK 228 00001 2023",'
    '"replaces_number":null,"scheme_code":"SKM.BTK.01","scheme_name":"Okupasi Pembatik Tulis",'
    '"signatory_name":"Dr. Rahayu Kusumawardani, M.Sn.","signatory_position":"Ketua",'
    '"signatory_position_en":"Chairman","standard_reference":"Kepmenaker RI No. 104 Tahun 2018",'
    '"template_version":"digital-1","units":[{"code":"DEMO.BTK.01.001","title":"Menyiapkan alat '
    'dan bahan membatik","title_en":"Prepare batik tools and materials"},{"code":"DEMO.BTK.02.001",'
    '"title":"Melekatkan malam dengan canting","title_en":null}],"valid_until":"2026-01-26",'
    '"validity_months":36,"verify_code":"7KQ4M000X9RT",'
    '"verify_url":"HTTPS://BATIK.JOMBANGKAB.GO.ID/V/7KQ4M000X9RT"}'
)
GOLDEN_SHA256 = "a8333f760960fcf087bd8a28d504bf6f45af3ffdc886973185bf934e0d587c50"


def test_the_canonical_json_is_this_and_stays_this():
    assert (SAMPLE.to_json(), SAMPLE.sha256()) == (GOLDEN_JSON, GOLDEN_SHA256)


def test_reading_back_gives_the_same_content_with_pictures():
    content = dataclasses.replace(SAMPLE, photo_jpeg=b"\xff\xd8\xff", logo_body=b"\x89PNG")
    assert CertificateContent.from_json(content.to_json()) == content


def test_strangers_may_know_this_and_no_more():
    content = dataclasses.replace(SAMPLE, photo_jpeg=b"\xff\xd8\xff", logo_body=b"\x89PNG")

    assert content.public_json() == (
        '{"body_name":"Lembaga Sertifikasi Profesi Batik",'
        '"body_name_en":"Professional Certification Body of Batik",'
        '"certificate_number":"13134 7318 2 0000123 2023","holder_name":"Siti Romlah",'
        '"is_example":false,"issued_on":"2023-01-26","qualification":"Pembatik Tulis",'
        '"qualification_en":"Hand-Drawn Batik Maker","register_number":"LSP-B/2023/0001",'
        '"registration_number":"BTK 228 00001 2023","scheme_name":"Okupasi Pembatik Tulis",'
        '"units":[["DEMO.BTK.01.001","Menyiapkan alat dan bahan membatik"],'
        '["DEMO.BTK.02.001","Melekatkan malam dengan canting"]],"valid_until":"2026-01-26"}'
    )


def test_a_name_typed_with_a_combining_mark_is_the_same_name():
    typed, composed = "Rene\u0301", "Ren\u00e9"
    content = dataclasses.replace(SAMPLE, holder_name=typed)
    assert content == dataclasses.replace(SAMPLE, holder_name=composed)
    assert UnitLine(code="1", title=typed) == UnitLine(code="1", title=composed)


def _without(name):
    values = json.loads(GOLDEN_JSON)
    del values[name]
    return values


@pytest.mark.parametrize(
    "values",
    [
        [],
        _without("holder_name"),
        json.loads(GOLDEN_JSON) | {"nik": "9917010101700001"},
        json.loads(GOLDEN_JSON) | {"issued_on": "26-01-2023"},
        json.loads(GOLDEN_JSON) | {"issued_on": None},
        json.loads(GOLDEN_JSON) | {"photo_jpeg": "tidak base64"},
        json.loads(GOLDEN_JSON) | {"units": [{"kode": "1"}]},
    ],
)
def test_a_stored_content_that_cannot_be_read_whole_is_refused(values):
    with pytest.raises(ValueError):  # noqa: PT011 -- the sentences are the standard library's
        CertificateContent.from_json(json.dumps(values))


def test_no_field_can_hold_a_national_identity_number_or_a_blank_number():
    names = {field.name for field in dataclasses.fields(CertificateContent)}
    assert not [name for name in names if "nik" in name or "blank" in name or "birth" in name]


def test_the_number_under_the_title_is_ours_when_the_body_issues_without_bnsp():
    alone = dataclasses.replace(SAMPLE, certificate_number=None, registration_number=None)
    assert [SAMPLE.printed_number, alone.printed_number] == [
        "13134 7318 2 0000123 2023",
        "LSP-B/2023/0001",
    ]


def test_the_content_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        SAMPLE.valid_until = dt.date(2030, 1, 1)


def test_a_content_that_was_read_is_hashed_over_the_text_it_was_read_from():
    read = CertificateContent.from_json(SAMPLE.to_json())
    assert (read, read.to_json(), read.sha256()) == (SAMPLE, SAMPLE.to_json(), SAMPLE.sha256())
    renamed = dataclasses.replace(read, holder_name="Ngatemi")
    assert renamed.to_json() == dataclasses.replace(SAMPLE, holder_name="Ngatemi").to_json()


def test_a_content_with_another_hash_is_not_read():
    read = CertificateContent.from_json(SAMPLE.to_json(), sha256=SAMPLE.sha256())
    assert read.sha256() == SAMPLE.sha256()
    with pytest.raises(ValueError, match="its hash differs"):
        CertificateContent.from_json(SAMPLE.to_json(), sha256="0" * 64)
