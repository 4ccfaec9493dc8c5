"""The road in Chromium: from the agency's untidy spreadsheet to certificates, and what follows.

The stage is the demo's own cast (``certify.demo``), so whoever walks the README meets the same
people. Every act of every role is done by hand in the browser. Of the forty artisans two are
assessed by tapping; the others take the same operations, called directly, because six hundred
more taps would prove nothing new.
"""

import datetime as dt
import io
import re

import pypdfium2
import pytest
import zxingcpp
from allauth.mfa.models import Authenticator
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.enums import AssessmentStatus
from assessments.models import Assessment, Decree, Panel
from certificates.models import Certificate
from certify.accounts.models import User
from certify.accounts.operations import factors
from certify.audit import trail
from certify.demo import cast, road, stage
from participants.models import Application, Enrollment, Person
from programs.models import Program
from tests.browsing import PHONE, bring_in
from tests.participants.importing.test_untidy import tidy_people
from tests.participants.operations.test_imports.saying import COLUMNS
from tests.participants.views.test_imports_in_a_browser import commit, repair, upload
from tests.processes import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.long]

BY_HAND = 2
BK_NUMBER = 2


@pytest.fixture
def ready(real_commits) -> stage.Stage:
    """The demo's company with schemes and assessors, and a program in planning."""
    at = timezone.now() - dt.timedelta(days=30)
    return stage.build(cast.gather(at), at)


@pytest.fixture
def program(ready) -> Program:
    today = timezone.localdate()
    plan = road.Plan(
        name="Fasilitasi Sertifikasi Batik Jombang",
        start=today - dt.timedelta(days=10),
        assessed_on=today,
        people=range(0),
        places=40,
    )
    made, _ = road.announce(ready, plan)
    return made


@pytest.fixture
def sit(open_page, server, ready):
    """Give a function that seats a person of the cast at a window of their own."""
    seats: dict[str, Page] = {}

    def sit_down(username: str, **options) -> Page:
        if username not in seats:
            seats[username] = open_page(**options)
            bring_in(seats[username], ready.company[username], server)
        return seats[username]

    return sit_down


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()


def code_of(user: User) -> str:
    return factors.code_at(Authenticator.objects.get(user=user), timezone.now())


def sign_in_by_hand(page: Page, username: str) -> None:
    """Type name, password and the code of the phone, as on the first morning."""
    page.goto("/masuk/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(cast.PASSWORD)
    press(page, "Masuk")
    page.locator("[name=code]").fill(code_of(User.objects.get(username=username)))
    page.locator("form button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat")


def import_list(rina: Page, program: Program) -> None:
    upload(rina, program)
    repair(rina)
    commit(rina)
    people = [row.person for row in Enrollment.objects.select_related("person").order_by("number")]
    assert [[getattr(person, name) for name in COLUMNS] for person in people] == [
        [getattr(values, name) for name in COLUMNS] for values in tidy_people()
    ]


def send(rina: Page, program: Program) -> None:
    rina.goto(f"/program/{program.pk}/")
    press(rina, re.compile("Buka program|Mulai program"))
    rina.goto(f"/program/{program.pk}/peserta/kirim/")
    press(rina, "Kirim permohonan yang dicentang")
    expect(rina.get_by_text("40 permohonan").first).to_be_visible()


def accept(sari: Page, program: Program) -> None:
    sari.goto(f"/program/{program.pk}/permohonan/")
    press(sari, "Terima yang dicentang")
    expect(sari.get_by_text("40 permohonan diterima").first).to_be_visible()
    assert Application.objects.filter(status="accepted").count() == 40


def assign(tuti: Page, program: Program, today: dt.date) -> None:
    for name in ("Budi", "Rahma", "Seno", "Lastri"):
        tuti.goto(f"/asesmen/penugasan/{program.pk}/?tanggal={today}")
        press(tuti, "Pilih 10 berikutnya")
        option = tuti.locator("#id_assessor option", has_text=name).get_attribute("value")
        tuti.locator("#id_assessor").select_option(option)
        press(tuti, re.compile("Tugaskan pada"))
        expect(tuti.get_by_role("status").first).to_be_visible()
    assert Assessment.objects.filter(status=AssessmentStatus.ASSIGNED).count() == 40


def attend(budi: Page, row: Assessment) -> None:
    budi.goto(f"/asesmen/{row.pk}/kesiapan/")
    press(budi, "Asesmen dapat dilanjutkan")
    for box in budi.locator("form input[type=checkbox]").all():
        box.check()
    budi.locator("form input[type=radio]").first.check()
    press(budi, "Mulai penilaian")
    expect(budi.get_by_role("button", name="Ya, sesuai").first).to_be_visible()


def tap_all(budi: Page, row: Assessment, *, gap: bool) -> None:
    """Tap each criterion of each unit; with ``gap`` the very first one is "Belum" with a reason."""
    units = row.scheme.scheme_units.count()
    for position in range(1, units + 1):
        budi.goto(f"/asesmen/{row.pk}/nilai/{position}/")
        lines = budi.locator(".criterion")
        for number in range(lines.count()):
            line = lines.nth(number)
            if gap and position == 1 and number == 0:
                line.get_by_role("button", name="Belum").click()
                line.locator(".reasons button").first.click()
                expect(line.locator(".answer.no")).to_have_attribute("aria-pressed", "true")
            else:
                line.get_by_role("button", name="Ya, sesuai").click()
                expect(line.locator(".answer.yes")).to_have_attribute("aria-pressed", "true")
    expect(budi.locator("#tersimpan")).to_contain_text("Tersimpan")


def recommend(budi: Page, row: Assessment, *, gap: bool) -> None:
    budi.goto(f"/asesmen/{row.pk}/ringkasan/")
    groups = budi.locator("fieldset.criterion")
    for number in range(groups.count()):
        is_bk = gap and number in {0, groups.count() - 1}
        value = "not_yet_competent" if is_bk else "competent"
        groups.nth(number).locator(f"input[value={value}]").check()
    if gap:
        budi.locator("[name=note]").fill("Garis belum rata.")
        budi.locator("[name=follow_up]").fill("Latihan unit pertama, lalu asesmen ulang.")
    budi.get_by_text("Menerima hasil penilaian").click()
    press(budi, "Kirim rekomendasi")
    row.refresh_from_db()
    assert row.status == AssessmentStatus.RECOMMENDED


def assess(budi: Page, program: Program) -> None:
    rows = list(
        Assessment.objects.filter(program=program).order_by("application__enrollment__number")
    )
    for row in rows[:BY_HAND]:
        gap = row.application.enrollment.number == BK_NUMBER
        attend(budi, row)
        tap_all(budi, row, gap=gap)
        recommend(budi, row, gap=gap)
    rest = rows[BY_HAND:]
    road.begin(rest)
    road.mark(rest)
    road.recommend(rest)


def convene(tuti: Page, program: Program, today: dt.date) -> Panel:
    tuti.goto(f"/pleno/undang/{program.pk}/")
    tuti.locator("[name=held_on]").fill(str(today))
    tuti.locator("[name=place]").fill("Kantor LSP Batik")
    for name in ("Wulan", "Hadi", "Ratna"):
        tuti.get_by_role("checkbox", name=re.compile(name)).check()
    chair = tuti.locator("#id_chair option", has_text="Wulan").get_attribute("value")
    tuti.locator("#id_chair").select_option(chair)
    press(tuti, "Undang pleno")
    tuti.wait_for_url("**/pleno/*/")
    return Panel.objects.get(program=program)


def decide(wulan: Page, panel: Panel) -> None:
    """K by keyboard for everybody but number 2, who gets a reason and a next step."""
    cases = list(panel.cases.select_related("assessment__application__enrollment"))
    wulan.goto(f"/pleno/{panel.pk}/?kasus={cases[0].pk}")
    for case in cases:
        # Each answer leads to the next person, so that the keys are all one needs.
        assert wulan.url.endswith(f"?kasus={case.pk}")
        if case.assessment.application.enrollment.number == BK_NUMBER:
            wulan.keyboard.press("b")
            wulan.locator("#belum [name=reason]").fill("Garis klowong belum rata.")
            wulan.locator("#belum [name=follow_up]").fill("Ulangi unit pertama.")
            with wulan.expect_navigation():
                press(wulan, "Catat belum kompeten")
        else:
            with wulan.expect_navigation():
                wulan.keyboard.press("k")
        wulan.wait_for_load_state()
        wait_for(lambda key=case.pk: panel.cases.get(pk=key).outcome, seconds=10)
    wulan.goto(f"/pleno/{panel.pk}/tetapkan/")
    expect(wulan.locator(".lead")).to_have_text("39 kompeten, 1 belum kompeten, 0 ditunda")
    press(wulan, re.compile("Tetapkan"))
    wait_for(lambda: panel.decisions.count() == 40, seconds=10)


def decree(tuti: Page, bagas: Page, panel: Panel) -> None:
    tuti.goto(f"/sk/pleno/{panel.pk}/")
    tuti.locator("main form button[type=submit]").last.click()
    wait_for(lambda: Decree.objects.filter(panel=panel).exists(), seconds=10)
    made = Decree.objects.get(panel=panel)
    bagas.goto(f"/sk/{made.pk}/tandatangan/")
    press(bagas, "Tanda tangani SK")
    expect(bagas.get_by_text("Berlaku").first).to_be_visible()


def enter_numbers(sari: Page, program: Program) -> None:
    sari.goto(f"/sertifikat/program/{program.pk}/nomor-bnsp/")
    certificates, registrations = (
        sari.locator("[name^=sertifikat-]"),
        sari.locator("[name^=registrasi-]"),
    )
    assert certificates.count() == 39
    for number in range(39):
        certificates.nth(number).fill(f"13134 7318 3 {number + 1:07d} {timezone.localdate().year}")
        registrations.nth(number).fill(f"BTK 000 {number + 1:05d} {timezone.localdate().year}")
    press(sari, "Simpan nomor")
    expect(sari.get_by_text("39 dari 39").first).to_be_visible()


def issue(sari: Page, program: Program) -> None:
    sari.goto(f"/sertifikat/program/{program.pk}/periksa/")
    expect(sari.locator(".lead")).to_contain_text("39 siap")
    sari.get_by_role("link", name="Lanjut terbitkan 39 sertifikat").click()
    press(sari, "Terbitkan sertifikat")
    sari.wait_for_url("**/penerbitan/*/")
    expect(sari.get_by_text("39 sertifikat sudah terbit.")).to_be_visible(timeout=120_000)


def download(sari: Page, certificate: Certificate) -> bytes:
    sari.goto(f"/sertifikat/{certificate.pk}/")
    with sari.expect_download() as waiting:
        sari.get_by_role("link", name="Unduh PDF").click()
    assert waiting.value.suggested_filename == "Sertifikat-Pembatik-Tulis-Ida-Hidayat.pdf"
    path = waiting.value.path()
    return path.read_bytes()


def scan(pdf: bytes) -> str:
    """Read the QR off the first page at 150 dpi, as a phone does off paper."""
    picture = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=150 / 72).to_pil()
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text


def answer_of(stranger: Page, certificate: Certificate) -> str:
    response = stranger.goto(f"/V/{certificate.code}")
    assert response is not None
    assert response.headers["cache-control"] == "no-store"
    assert "set-cookie" not in response.headers
    return stranger.get_by_role("heading", level=1).inner_text()


def propose(tuti: Page, certificate: Certificate, kind: str, reason: str, name: str = "") -> str:
    """Fill in a proposal; give the address of its page."""
    tuti.goto(f"/sertifikat/{certificate.pk}/usulkan/{kind}/")
    if name:
        tuti.locator("[name=full_name]").fill(name)
    tuti.locator("[name=reason]").fill(reason)
    press(tuti, "Kirim usulan")
    expect(tuti.get_by_text("Menunggu keputusan").first).to_be_visible()
    return tuti.url


def approve(bagas: Page, address: str) -> None:
    bagas.goto(address)
    bagas.get_by_role("link", name="Setujui").click()
    press(bagas, re.compile("Setujui"))
    expect(bagas.get_by_role("status").first).to_be_visible()


def revoke(tuti: Page, bagas: Page, certificate: Certificate) -> None:
    reason = "Dipakai orang lain untuk melamar kerja."
    approve(bagas, propose(tuti, certificate, "cabut", reason))
    expect(bagas.get_by_text("Dicabut").first).to_be_visible()


def correct(tuti: Page, bagas: Page, certificate: Certificate, name: str) -> Certificate:
    approve(bagas, propose(tuti, certificate, "ganti", "Ejaan pada KTP berbeda.", name))
    wait_for(lambda: Certificate.objects.filter(replaces=certificate, status="issued").exists())
    return Certificate.objects.get(replaces=certificate)


def hand_over(rina: Page, program: Program) -> None:
    rina.goto(f"/sertifikat/program/{program.pk}/serah-terima/")
    for box in rina.locator("[name=certificates]").all():
        box.check()
    press(rina, re.compile("Catat: diterima sendiri"))
    expect(rina.locator(".lead")).to_have_text("38 dari 38 sudah diserahkan.")


def open_as_holder(rina: Page, holder: Page, program: Program, person: Person) -> None:
    """Two taps: Buka, Unduh."""
    rina.goto(f"/sertifikat/program/{program.pk}/tautan/")
    row = rina.locator("tr", has_text=person.full_name)
    row.get_by_role("checkbox").check()
    press(rina, re.compile("WhatsApp"))
    address = re.search(r"/p/[0-9a-z]+/?", rina.content())
    assert address is not None
    holder.goto(address.group())
    expect(holder.get_by_text(program.name)).to_be_visible()
    assert person.full_name not in holder.content()
    press(holder, "Buka")
    expect(holder.get_by_text("KOMPETEN").first).to_be_visible()
    with holder.expect_download() as waiting:
        holder.get_by_role("link", name=re.compile("Unduh")).first.click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")


def test_from_the_untidy_list_to_certificates_in_hands(
    sit, open_page, complaints, ready, program, start_process
):
    today = timezone.localdate()
    start_process("manage.py", "work")
    rina, tuti, bagas = sit("rina"), sit("tuti"), sit("bagas")
    sari = open_page()
    sign_in_by_hand(sari, "sari")

    import_list(rina, program)
    send(rina, program)
    accept(sari, program)
    assign(tuti, program, today)
    assess(sit("budi", viewport=PHONE), program)
    panel = convene(tuti, program, today)
    decide(sit("wulan"), panel)
    decree(tuti, bagas, panel)
    enter_numbers(sari, program)
    issue(sari, program)

    first, second, *_ = Certificate.objects.order_by("register_number")
    assert [row.register_number for row in Certificate.objects.order_by("register_number")] == list(
        range(1, 40)
    )
    stranger = open_page(viewport=PHONE)
    assert scan(download(sari, first)).casefold().endswith(f"/v/{first.code}".casefold())
    assert answer_of(stranger, first).startswith("◇")  # the list holds invented people
    open_as_holder(
        rina, open_page(viewport=PHONE), program, Person.objects.get(full_name="Ida Hidayat")
    )
    revoke(tuti, bagas, first)
    assert "dicabut" in answer_of(stranger, first)

    replacement = correct(tuti, bagas, second, "Mulyono Wibawa, S.E.")
    assert "diganti" in answer_of(stranger, second)
    expect(stranger.get_by_text("Yang berlaku adalah penggantinya.")).to_be_visible()
    assert answer_of(stranger, replacement).startswith("◇")
    expect(stranger.get_by_text("Mulyono Wibawa, S.E.")).to_be_visible()

    hand_over(rina, program)

    assert trail.first_fault() is None
    assert ([m for m in complaints.messages if "422" not in m], complaints.foreign) == ([], [])
