"""Staff make a design in Chromium, lock it, put it to use, issue with it: the paper shows it."""

import re

import pytest
from playwright.sync_api import Page, expect

from certificates import queries
from certificates.models import Certificate, TemplateVersion
from tests.browsing import bring_in
from tests.certificates.rendering import reading
from tests.factories import certificates, programs

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture
def stage(committed_cast):
    committed_cast.body.name_en = "Example Professional Certification Body"
    committed_cast.body.save()
    return programs.stage(committed_cast)


@pytest.fixture
def sari(stage, open_page, server) -> Page:
    page = open_page()
    # A page is typeset before some answers, on a machine that may have much else to do.
    page.set_default_timeout(60_000)
    bring_in(page, stage.cast.sari, server)
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_staff_make_a_design_and_issue_with_it(stage, sari, start_process, complaints):
    start_process("manage.py", "work")
    rows = certificates.numbered(stage, 2)

    sari.goto("/sertifikat/rancangan/")
    sari.get_by_role("link", name="Buat rancangan").first.click()
    sari.get_by_label("Nama rancangan").fill("Batik Jombang 2026")
    press(sari, "Mulai merancang")

    picture = sari.locator("#hasil img")
    before = picture.get_attribute("src")
    sari.get_by_label(re.compile("^Tumpal Rimbi")).check()
    sari.locator("[name=statement]").fill("{lsp} menyatakan dengan bangga bahwa,")
    sari.locator("[name=statement]").blur()
    expect(picture).not_to_have_attribute("src", before)
    press(sari, "Simpan rancangan")
    expect(sari.get_by_text("Rancangan disimpan.")).to_be_visible()

    sari.get_by_role("link", name="Kunci versi ini").click()
    press(sari, "Kunci versi ini")
    press(sari, "Periksa dan pakai")
    expect(sari.get_by_text("Lulus 20 contoh sulit")).to_be_visible(timeout=180_000)
    expect(sari.get_by_role("link", name="Ubah rancangan")).to_have_count(0)

    sari.goto(f"/sertifikat/program/{stage.program.pk}/terbitkan/")
    press(sari, "Terbitkan sertifikat")
    expect(sari.get_by_text("2 sertifikat sudah terbit.")).to_be_visible(timeout=180_000)

    version = TemplateVersion.objects.get()
    made = Certificate.objects.filter(assessment__in=rows)
    assert {row.frozen.template_version for row in made} == {version.chosen.version}
    for certificate in made:
        printed = reading.text(queries.stored_pdf(certificate), 0)
        assert f"{stage.body} menyatakan dengan bangga bahwa," in printed
    assert (complaints.messages, complaints.foreign) == ([], [])
