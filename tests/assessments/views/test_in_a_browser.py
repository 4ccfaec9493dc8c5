"""The sheet under a thumb and the meeting under keys, in Chromium."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from assessments import queries
from assessments.models import Mark
from tests.browsing import PHONE, Complaints, Open, bring_in
from tests.conftest import Cast
from tests.factories import assessments as make
from tests.factories import programs
from tests.factories.programs import Stage

pytestmark = pytest.mark.browser
THUMB = 56


@pytest.fixture
def setting(committed_cast: Cast) -> Stage:
    return programs.stage(committed_cast)


def at_the_sheet(page: Page, stage: Stage, server: str):
    row = make.assessment_at("consented", stage)
    bring_in(page, stage.cast.budi, server)
    page.goto(f"/asesmen/{row.pk}/nilai/1/")
    return row, [line.criterion.pk for line in queries.sheet(row)[0].lines]


def test_each_tap_is_saved_and_seen(
    setting: Stage, open_page: Open, server: str, complaints: Complaints
):
    page = open_page(viewport=PHONE)
    row, keys = at_the_sheet(page, setting, server)

    page.click(f"#kuk-{keys[0]}-ya")
    expect(page.locator(f"#kuk-{keys[0]}-ya")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#tersimpan")).to_contain_text("1 dari 17 kriteria")
    expect(page.locator("#hitungan")).to_contain_text("1/6")
    expect(page.locator(".units [aria-current]")).to_contain_text("1/6")
    page.click(f"#kuk-{keys[1]}-belum")
    expect(page.locator(f"#kuk-{keys[1]}")).to_contain_text("Pilih atau ketik alasan belum")
    assert Mark.objects.filter(assessment=row).count() == 1
    page.locator(f"#kuk-{keys[1]}").get_by_role("button", name="Belum rapi").click()
    expect(page.locator(f"#kuk-{keys[1]}-belum")).to_have_attribute("aria-pressed", "true")
    page.click(f"#kuk-{keys[0]}-belum")
    page.fill(f"#kuk-{keys[0]}-alasan", "malam bocor")
    page.keyboard.press("Enter")
    expect(page.locator(f"#kuk-{keys[0]}-belum")).to_have_attribute("aria-pressed", "true")
    assert [m.reason for m in Mark.objects.order_by("pk")] == ["malam bocor", "Belum rapi"]
    assert [m for m in complaints.messages if "422" not in m] == []
    assert complaints.foreign == []


def test_targets_are_large_enough_for_a_thumb(setting: Stage, open_page: Open, server: str):
    page = open_page(viewport={"width": 320, "height": 640})
    at_the_sheet(page, setting, server)

    sizes = page.eval_on_selector_all(
        ".answers .answer", "found => found.map(e => [e.offsetHeight, e.offsetWidth])"
    )
    assert len(sizes) == 12
    assert all(height >= THUMB and width >= THUMB for height, width in sizes)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_tap_that_did_not_arrive_says_so(setting: Stage, open_page: Open, server: str):
    page = open_page(viewport=PHONE)
    _, keys = at_the_sheet(page, setting, server)
    page.context.set_offline(True)

    page.click(f"#kuk-{keys[0]}-ya")

    expect(page.locator("#tersimpan")).to_contain_text("Belum tersimpan.")
    expect(page.locator(f"#kuk-{keys[0]}-ya")).to_have_attribute("aria-pressed", "false")
    page.context.set_offline(False)
    page.click(f"#kuk-{keys[0]}-ya")
    expect(page.locator("#tersimpan")).to_contain_text("Tersimpan")
    expect(page.locator(f"#kuk-{keys[0]}-ya")).to_have_attribute("aria-pressed", "true")


def test_two_devices_on_one_sheet(setting: Stage, open_page: Open, server: str):
    first = open_page(viewport=PHONE)
    row, keys = at_the_sheet(first, setting, server)
    second = open_page(viewport=PHONE)
    bring_in(second, setting.cast.budi, server)
    second.goto(f"/asesmen/{row.pk}/nilai/1/")
    first.click(f"#kuk-{keys[0]}-ya")
    expect(first.locator("#tersimpan")).to_contain_text("1 dari 17")

    second.click(f"#kuk-{keys[0]}-belum")
    told = second.locator(f"#kuk-{keys[0]} [role=alert]")
    expect(told).to_contain_text("Budi sudah mencatat “Ya, sesuai”")
    expect(told).to_contain_text("Pilihan Anda")
    assert Mark.objects.get().value == "met"
    told.get_by_role("button", name="Ganti: Belum").click()
    second.locator(f"#kuk-{keys[0]}").get_by_role("button", name="Belum rapi").click()

    expect(second.locator(f"#kuk-{keys[0]}-belum")).to_have_attribute("aria-pressed", "true")
    assert Mark.objects.get().reason == "Belum rapi"


def test_without_javascript_the_sheet_posts(setting: Stage, open_page: Open, server: str):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    _, keys = at_the_sheet(page, setting, server)

    page.click(f"#kuk-{keys[0]}-ya")
    expect(page.locator(f"#kuk-{keys[0]}-ya")).to_have_attribute("aria-pressed", "true")
    page.click(f"#kuk-{keys[1]}-belum")
    page.locator(f"#kuk-{keys[1]}").get_by_role("button", name="Belum rapi").click()
    expect(page.locator(f"#kuk-{keys[1]}-belum")).to_have_attribute("aria-pressed", "true")
    assert page.url.endswith(f"#kuk-{keys[1]}")


def test_a_table_of_three_and_a_second_phone(
    setting: Stage, open_page: Open, server: str, complaints: Complaints
):
    rows = [make.assessment_at("consented", setting) for _ in range(3)]
    page, second = open_page(viewport=PHONE), open_page(viewport=PHONE)
    for phone in (page, second):
        bring_in(phone, setting.cast.budi, server)
        phone.goto("/asesmen/saya/")
        phone.get_by_role("link", name="Nilai per kriteria").click()
        expect(phone.locator("#hitungan")).to_contain_text("0/3 orang")

    page.click(f"#asesi-{rows[0].pk}-ya")
    expect(page.locator("#hitungan")).to_contain_text("1/3 orang")
    page.click(f"#asesi-{rows[1].pk}-belum")
    page.locator(f"#asesi-{rows[1].pk}").get_by_role("button", name="Belum rapi").click()
    expect(page.locator("#masih")).to_contain_text("1 orang masih terbuka")
    second.click(f"#asesi-{rows[0].pk}-belum")
    told = second.locator(f"#asesi-{rows[0].pk} [role=alert]")
    expect(told).to_contain_text("Budi sudah mencatat “Ya, sesuai”")
    told.get_by_role("link", name="Tetap: Ya, sesuai").click()
    expect(second.locator(f"#asesi-{rows[0].pk}-ya")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Berikutnya").click()
    expect(page.locator("#hitungan")).to_contain_text("0/3 orang")

    assert {m.assessment_id: m.value for m in Mark.objects.all()} == {
        rows[0].pk: "met",
        rows[1].pk: "not_yet",
    }
    assert [m for m in complaints.messages if "422" not in m and "409" not in m] == []


def test_a_photo_is_made_small_on_the_phone(
    setting: Stage, open_page: Open, server: str, complaints: Complaints, tmp_path: Path
):
    image = Image.effect_noise((3000, 2000), 90).convert("RGB")
    image.save(tmp_path / "IMG_0001.jpg", quality=95)
    page = open_page(viewport=PHONE)
    row, _ = at_the_sheet(page, setting, server)
    sent: list[int] = []
    page.on("request", lambda asked: sent.append(len(asked.post_data_buffer or b"")))

    page.get_by_role("link", name="Foto").click()
    page.set_input_files("#foto input[type=file]", tmp_path / "IMG_0001.jpg")

    expect(page.get_by_text("Foto tersimpan.")).to_be_visible()
    assert max(sent) < 200_000 < (tmp_path / "IMG_0001.jpg").stat().st_size
    photo = row.photos.get()
    assert photo.picture.size <= 150_000
    page.get_by_role("link", name="Foto").click()
    shown = page.get_by_role("img", name="Foto hasil kerja 1")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("image => image.naturalWidth") > 0
    assert (complaints.messages, complaints.foreign) == ([], [])


def test_a_meeting_by_keys(setting: Stage, open_page: Open, server: str, complaints: Complaints):
    rows = [make.assessment_at("recommended", setting) for _ in range(3)]
    meeting = make.panel(setting)
    page = open_page()
    bring_in(page, setting.cast.wulan, server)
    page.goto(f"/pleno/{meeting.pk}/")
    name = page.locator("#orang")

    page.keyboard.press("k")
    expect(name).to_contain_text(rows[1].application.full_name)
    page.keyboard.press("ArrowUp")
    expect(name).to_contain_text(rows[0].application.full_name)
    page.keyboard.press("ArrowDown")
    expect(name).to_contain_text(rows[1].application.full_name)
    page.keyboard.press("b")
    page.keyboard.type("Goresan putus, kurang rata")
    page.keyboard.press("Tab")
    page.keyboard.type("Latih nglowong")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(name).to_contain_text(rows[2].application.full_name)

    assert {c.assessment: c.outcome for c in meeting.cases.all()} == {
        rows[0]: "competent",
        rows[1]: "not_yet_competent",
        rows[2]: "",
    }
    assert (complaints.messages, complaints.foreign) == ([], [])


def test_two_laptops_see_each_other(setting: Stage, open_page: Open, server: str):
    make.assessment_at("recommended", setting)
    meeting = make.panel(setting)
    pages = []
    for person in (setting.cast.wulan, setting.cast.hadi):
        page = open_page()
        bring_in(page, person, server)
        page.goto(f"/pleno/{meeting.pk}/")
        pages.append(page)

    pages[0].keyboard.press("k")

    expect(pages[1].locator("#daftar")).to_contain_text("Wulan baru mencatat", timeout=9_000)
