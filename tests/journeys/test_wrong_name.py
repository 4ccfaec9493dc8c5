"""A wrong name is corrected, and both papers answer truly.

The holder says so on her phone, the office proposes the correction, the manager approves it.
Then both papers are scanned off a print, by a stranger who knows nothing of this.
"""

import io
import re

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from certificates import operations
from certificates.models import Certificate, NameReport, Proposal
from tests.browsing import PHONE, bring_in
from tests.factories import certificates, programs
from tests.processes import wait_for

pytestmark = pytest.mark.browser
WRONG, RIGHT = "Siti Romla", "Siti Romlah Ningsih"


@pytest.fixture
def stage(committed_cast):
    committed_cast.body.name_en = "Example Professional Certification Body"
    committed_cast.body.save()
    return programs.stage(committed_cast)


def report(holder: Page, door: str) -> None:
    holder.goto(door)
    holder.get_by_role("button", name="Buka").click()
    expect(holder.get_by_role("heading", level=1)).to_have_text(f"Selamat, {WRONG}")
    holder.get_by_text("Laporkan nama yang benar").click()
    holder.locator("[name=proposed_name]").fill(RIGHT)
    holder.locator("[name=message]").fill("Kurang satu huruf dan satu kata.")
    holder.get_by_role("button", name="Kirim laporan").click()
    expect(holder.get_by_role("status")).to_contain_text("Laporan Anda sudah kami terima")


def propose(sari: Page) -> None:
    """From the desk to the report, from the report to the correction, filled in already."""
    sari.goto("/")
    sari.get_by_role("link", name=re.compile("Jawab 1 laporan nama")).click()
    sari.get_by_role("link", name="Usulkan penggantian sertifikat").click()
    expect(sari.locator("[name=full_name]")).to_have_value(RIGHT)
    sari.get_by_role("button", name="Kirim usulan").click()
    expect(sari.get_by_text("Menunggu keputusan").first).to_be_visible()
    expect(sari.get_by_role("link", name="Setujui")).to_have_count(0)


def approve(tuti: Page) -> None:
    tuti.goto("/")
    tuti.get_by_role("link", name=re.compile("Putuskan 1 usulan")).click()
    tuti.get_by_role("link", name=f"Ganti sertifikat {WRONG}").click()
    expect(tuti.locator("main")).to_contain_text(RIGHT)
    tuti.get_by_role("link", name="Setujui").click()
    tuti.get_by_role("button", name="Setujui: ganti sertifikat").click()
    expect(tuti.get_by_role("status").first).to_contain_text("Sertifikat pengganti sedang dibuat")


def scanned(certificate: Certificate, media) -> str:
    """Give the path that a phone reads off a print at 150 dpi."""
    page = pypdfium2.PdfDocument(io.BytesIO(certificates.stored(certificate, media)))[0]
    (found,) = zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())
    return "/" + found.text.split("/", 3)[3]


def test_a_wrong_name_is_corrected_and_both_papers_answer_truly(
    server, open_page, stage, media, start_process, complaints
):
    old = certificates.issued(stage, full_name=WRONG)[0]
    door = f"/p/{operations.token_of(certificates.link(stage, old))}"
    start_process("manage.py", "work")
    holder, stranger = open_page(viewport=PHONE), open_page(viewport=PHONE)
    sari, tuti = open_page(), open_page()
    bring_in(sari, stage.cast.sari, server)
    bring_in(tuti, stage.cast.tuti, server)

    report(holder, door)
    propose(sari)
    stranger.goto(scanned(old, media))
    expect(stranger.get_by_text(WRONG)).to_be_visible()
    expect(stranger.get_by_role("heading", level=1)).not_to_contain_text("diganti")
    approve(tuti)
    wait_for(lambda: Certificate.objects.filter(replaces=old, status="issued").exists())

    new = Certificate.objects.get(replaces=old)
    stranger.goto(scanned(old, media))
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("Sertifikat ini sudah diganti")
    expect(stranger.locator("dd.name")).to_have_text(WRONG)
    stranger.get_by_role("link", name=str(new)).click()
    expect(stranger.locator("dd.name")).to_have_text(RIGHT)
    expect(stranger.get_by_role("link", name=str(old))).to_be_visible()
    stranger.goto(scanned(new, media))
    expect(stranger.locator("dd.name")).to_have_text(RIGHT)
    expect(stranger.get_by_role("heading", level=1)).not_to_contain_text("diganti")

    holder.goto("/milik-saya/")
    expect(holder.get_by_role("heading", level=1)).to_have_text(f"Selamat, {RIGHT}")
    expect(holder.get_by_text("Nama pada sertifikat sudah diperbaiki")).to_be_visible()
    expect(holder.get_by_text(f"Sertifikat ini menggantikan {old}")).to_be_visible()
    proposal = Proposal.objects.get()
    assert (proposal.proposed_by, proposal.decided_by) == (stage.cast.sari, stage.cast.tuti)
    assert NameReport.objects.get().answered_by == stage.cast.tuti
    assert new.valid_until == old.valid_until
    assert (complaints.messages, complaints.foreign) == ([], [])
