"""Pages of standards, schemes, assessors and the body itself."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certify.accounts.roles import Role
from programs import importing
from programs.models import Assessor, Scheme, Standard, Unit
from tests.factories import accounts, programs
from tests.visiting import Visitor, text_of

SCHEME = {
    "code": "SKM-1",
    "name": "Tukang Lorod",
    "kind": "occupation",
    "field": "Industri Batik",
    "field_en": "Batik Industry",
    "qualification": "Tukang Lorod",
    "qualification_en": "Wax Remover",
    "validity_months": 36,
}


@pytest.fixture
def tuti(cast):
    return Visitor(cast.tuti)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code, standard__code="DEMO.BTK")


def test_standard_comes_from_a_file_and_is_marked_contoh(cast, tuti):
    programs.body(cast.body)

    answer = tuti.post(
        "programs:import_standard",
        file=upload("standar.json", importing.SHIPPED_STANDARDS.read_bytes()),
    )

    assert tuti.said(answer) == ["4 standar diimpor."]
    page = text_of(tuti.get("programs:standard", Standard.objects.get(code="DEMO.BTK").pk))
    assert "DEMO.BTK versi 1 CONTOH" in page
    assert "DEMO.BTK.001.1 Menyiapkan Alat dan Bahan Membatik Tulis CONTOH" in page
    official = text_of(
        tuti.get("programs:standard", Standard.objects.get(code="SKKNI-104-2018").pk)
    )
    assert "CONTOH" not in official
    assert "C.13BTK01.001.2 Menggambar Sketsa Batik belum ada KUK" in official


def test_template_filled_in_is_imported(tuti):
    template = tuti.get("programs:standard_template").content

    answer = tuti.post("programs:import_standard", file=upload("isian.xlsx", template))

    assert answer.status_code == 302
    assert Standard.objects.get().code == "SKKNI-000-2018"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("foto.png", b"\x89PNG", "Pakai berkas .json atau templat .xlsx."),
        ("besar.json", b" " * (2 * 1024 * 1024 + 1), "lebih dari 2 MB"),
        ("rusak.json", b"{", "bukan JSON yang utuh"),
        (
            "kosong.json",
            b'{"standards":[{"id":"X","title":"","units":[]}]}',
            "Standar belum punya judul.",
        ),
    ],
)
def test_other_files_are_refused_with_what_to_do(name, content, said, tuti):
    shown = tuti.post("programs:import_standard", file=upload(name, content))

    assert shown.status_code == 422
    assert said in text_of(shown)
    assert not Standard.objects.exists()


def test_same_file_twice_is_refused(tuti):
    content = importing.SHIPPED_STANDARDS.read_bytes()
    tuti.post("programs:import_standard", file=upload("standar.json", content))

    shown = tuti.post("programs:import_standard", file=upload("standar.json", content))

    assert shown.status_code == 422
    assert "tidak ada yang disimpan" in text_of(shown)
    assert Standard.objects.count() == 4


def test_scheme_is_drafted_published_renewed_and_retired(cast, tuti):
    standard = programs.standard(programs.body(cast.body))
    lorod, check = unit("DEMO.BTK.007.1"), unit("DEMO.BTK.008.1")
    asked = tuti.get("programs:new_scheme", standar=standard.pk)
    assert "DEMO.BTK.007.1 Melorod Malam (Nglorod)" in text_of(asked)
    fields = SCHEME | {
        f"pakai_{lorod.pk}": "on",
        f"urutan_{lorod.pk}": 2,
        f"kelompok_{lorod.pk}": "Melorod",
        f"pakai_{check.pk}": "on",
        f"urutan_{check.pk}": 1,
    }

    made = tuti.post("programs:create_scheme", standard.pk, **fields)
    scheme = Scheme.objects.get()
    assert made.url == reverse("programs:scheme", args=[scheme.pk])
    units = scheme.scheme_units.values_list("position", "work_group", "unit__code")
    assert list(units) == [(1, "", "DEMO.BTK.008.1"), (2, "Melorod", "DEMO.BTK.007.1")]

    tuti.post("programs:save_scheme", scheme.pk, **fields | {"name": "Pelorod"})
    tuti.post("programs:publish_scheme", scheme.pk)
    renewed = tuti.post("programs:renew_scheme", scheme.pk)
    asked = tuti.get("programs:confirm_retire_scheme", scheme.pk)
    tuti.post("programs:retire_scheme", scheme.pk)

    states = Scheme.objects.order_by("version").values_list("name", "version", "status")
    assert list(states) == [("Pelorod", 1, "retired"), ("Pelorod", 2, "draft")]
    assert renewed.url == reverse("programs:scheme", args=[Scheme.objects.get(version=2).pk])
    assert "sertifikat yang sudah terbit tidak berubah" in text_of(asked)


def test_scheme_that_cannot_be_assessed_says_why(cast, tuti):
    tuti.post(
        "programs:import_standard",
        file=upload("standar.json", importing.SHIPPED_STANDARDS.read_bytes()),
    )
    official = Standard.objects.get(code="SKKNI-314-2013")
    taken = {f"pakai_{row.pk}": "on" for row in official.units.all()}
    tuti.post("programs:create_scheme", official.pk, **SCHEME, **taken)
    scheme = Scheme.objects.get()

    page = text_of(tuti.get("programs:scheme", scheme.pk))
    refused = tuti.post("programs:publish_scheme", scheme.pk)

    assert "Belum bisa dinilai karena elemen dan KUK-nya belum ada" in page
    assert refused.status_code == 409
    scheme.refresh_from_db()
    assert scheme.status == "draft"


def test_taken_code_is_told_beside_the_form(stage):
    shown = Visitor(stage.cast.tuti).post(
        "programs:create_scheme", stage.scheme.standard_id, **SCHEME | {"code": stage.scheme.code}
    )

    assert shown.status_code == 422
    assert f"Nomor skema {stage.scheme.code} sudah dipakai" in text_of(shown)


def test_new_scheme_without_a_standard_sends_to_the_import(tuti):
    assert "Impor standarnya dulu" in text_of(tuti.get("programs:new_scheme"))


def test_assessor_is_entered_and_edited(stage):
    tuti = Visitor(stage.cast.tuti)
    new = accounts.member("Ning", Role.ASSESSOR, stage.cast.body)
    fields = {"met_number": "MET.1", "valid_until": "2020-01-31", "daily_capacity": 8}

    tuti.post("programs:register_assessor", stage.body.pk, user=new.pk, **fields)
    made = Assessor.objects.get(user=new)
    page = text_of(tuti.get("programs:assessor", made.pk))
    tuti.post("programs:save_assessor", made.pk, **fields | {"employer": "SMK", "is_active": "on"})

    made.refresh_from_db()
    assert (made.met_number, made.valid_until, made.employer, made.is_active) == (
        "MET.1",
        dt.date(2020, 1, 31),
        "SMK",
        True,
    )
    assert "Nomor MET habis pada 31 Januari 2020" in page


def test_taken_met_number_is_told_beside_its_field(stage):
    tuti = Visitor(stage.cast.tuti)

    shown = tuti.post(
        "programs:save_assessor",
        stage.budi.pk,
        met_number=stage.rahma.met_number,
        valid_until="2030-01-01",
        daily_capacity=10,
    )

    assert shown.status_code == 422
    assert "sudah dipakai asesor lain" in text_of(shown)


def test_body_is_edited_by_those_who_keep_it_and_read_by_the_others(stage):
    tuti, wulan = Visitor(stage.cast.tuti), Visitor(stage.cast.wulan)
    fields = {
        "licence_number": "BNSP-LSP-000-ID",
        "digital_line": "Salinan",
        "register_prefix": "kecil",
    }

    wrong = tuti.post("programs:save_body", stage.body.pk, **fields)
    tuti.post("programs:save_body", stage.body.pk, **fields | {"register_prefix": "BTK"})

    assert wrong.status_code == 422
    assert "Pakai huruf besar" in text_of(wrong)
    page = text_of(wulan.get("programs:body", stage.body.pk))
    assert "BNSP-LSP-000-ID" in page
    assert "Simpan data LSP" not in page
