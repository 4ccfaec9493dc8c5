"""The untidy list of the agency, repaired by a human in Chromium: forty people, field by field."""

import pytest
from playwright.sync_api import Page, expect

from participants.models import Enrollment, Person
from programs.models import Program
from tests.browsing import PHONE, Complaints, Open, bring_in
from tests.conftest import Cast
from tests.factories import imports, programs
from tests.participants.importing.test_untidy import tidy_people
from tests.participants.operations.test_imports.saying import COLUMNS

pytestmark = pytest.mark.browser


@pytest.fixture
def program(committed_cast: Cast) -> Program:
    return imports.three_schemes(programs.stage(committed_cast))


def upload(page: Page, program: Program) -> None:
    page.goto(f"/program/{program.pk}/impor/")
    page.get_by_label("Berkas Excel (.xlsx) atau CSV").set_input_files(imports.UNTIDY)
    page.get_by_role("button", name="Baca daftar").click()
    expect(page.get_by_text("Kolom N I K = NIK")).to_be_visible()
    page.get_by_role("button", name="Lanjut ke perbaikan").click()


def section(page: Page, title: str):
    return page.locator("section").filter(has=page.get_by_role("heading", name=title))


def save(page: Page) -> None:
    page.locator(".dock").get_by_role("button").click()


def repair(page: Page) -> None:
    expect(page.get_by_text("18 dari 42 baris siap.")).to_be_visible()
    digits = section(page, "NIK kehilangan angka terakhir").get_by_role("textbox")
    digits.nth(0).fill("7")
    digits.nth(1).fill("0")
    section(page, "NIK belum benar").get_by_role("textbox").fill("99010161126500")
    section(page, "Nama berisi rumus Excel").get_by_label("Lewati baris ini").check()
    section(page, "Orang yang sama tertulis dua kali").get_by_label("lewati baris 49").check()
    save(page)

    # One answer was wrong: everything typed is still there.
    expect(page.get_by_text("NIK harus 16 angka. Ini baru 14.")).to_be_visible()
    expect(page.locator("[name=ketik-13-nik]")).to_have_value("7")
    expect(page.locator("[name=ketik-27-nik]")).to_have_value("0")
    section(page, "NIK belum benar").get_by_role("textbox").fill("9901016112650012")
    save(page)

    expect(page.get_by_text("Jawaban tersimpan.")).to_be_visible()
    section(page, "huruf besar semua").get_by_role("button", name="Pakai usulan").click()
    section(page, "huruf kecil semua").get_by_role("button", name="Pakai usulan").click()
    section(page, "dalam kurung").get_by_role("button", name="Biarkan semua").click()


def commit(page: Page) -> None:
    expect(page.get_by_role("heading", name="Periksa dan simpan")).to_be_visible()
    expect(page.locator(".lead")).to_have_text("Tambah 40 orang, lewati 2.")
    page.get_by_role("button", name="Simpan ke program").click()
    expect(page.get_by_text("40 orang ditambahkan").first).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_the_untidy_list_is_repaired_into_the_forty_people(
    open_page: Open,
    complaints: Complaints,
    committed_cast: Cast,
    program: Program,
    server: str,
    javascript: bool,
) -> None:
    page = open_page(java_script_enabled=javascript)
    bring_in(page, committed_cast.dewi, server)

    upload(page, program)
    repair(page)
    commit(page)

    people = [row.person for row in Enrollment.objects.select_related("person").order_by("number")]
    assert [[getattr(person, name) for name in COLUMNS] for person in people] == [
        [getattr(values, name) for name in COLUMNS] for values in tidy_people()
    ]
    refused = [text for text in complaints.messages if "422" not in text]
    assert (refused, complaints.foreign) == ([], [])


def test_a_photo_of_the_list_is_refused_with_the_way_out(
    open_page: Open,
    committed_cast: Cast,
    program: Program,
    server: str,
) -> None:
    page = open_page(viewport=PHONE)
    bring_in(page, committed_cast.dewi, server)
    page.goto(f"/program/{program.pk}/impor/")
    page.get_by_label("Berkas Excel (.xlsx) atau CSV").set_input_files(
        {"name": "daftar.xlsx", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0" * 100}
    )
    page.get_by_role("button", name="Baca daftar").click()

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(
        "Ini gambar atau foto, bukan tabel Excel. Belum ada yang disimpan."
    )
    expect(alert).to_contain_text("Di LibreOffice: buka berkasnya")
    assert Person.objects.count() == 0


def test_a_pasted_block_goes_the_same_way(
    open_page: Open,
    committed_cast: Cast,
    program: Program,
    server: str,
) -> None:
    page = open_page()
    bring_in(page, committed_cast.dewi, server)
    page.goto(f"/program/{program.pk}/impor/")
    block = imports.csv(imports.line(1), imports.line(2)).decode().replace(";", "\t")
    page.get_by_label("Atau tempel dari Excel").fill(block)
    page.get_by_role("button", name="Baca daftar").click()
    page.get_by_role("button", name="Lanjut ke perbaikan").click()
    save(page)
    page.get_by_role("button", name="Simpan ke program").click()

    expect(page.get_by_text("2 orang ditambahkan").first).to_be_visible()
    assert Person.objects.count() == 2
