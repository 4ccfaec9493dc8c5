"""A stranger holds a paper or a file and asks: by the QR code, by typing, by the file."""

import io
import subprocess
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from certificates import rules
from tests.browsing import DESK, PHONE
from tests.factories import certificates, programs


@pytest.fixture
def stage(committed_cast):
    committed_cast.body.name_en = "Example Professional Certification Body"
    committed_cast.body.save()
    return programs.stage(committed_cast)


@pytest.fixture
def certificate(stage):
    return certificates.unmarked(stage)[0]


def scanned(pdf: bytes, folder) -> str:
    """Read the QR code of the first page as a phone does; give the path of its address."""
    (folder / "paper.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-png", "paper.pdf", "page"],
        cwd=folder,
        check=True,
    )
    [picture] = folder.glob("page*.png")
    read = subprocess.run(
        ["zbarimg", "--quiet", "--raw", picture], capture_output=True, text=True, check=True
    )
    return urlsplit(read.stdout.strip()).path


def pdf(content: bytes) -> dict[str, object]:
    return {"name": "Sertifikat.pdf", "mimeType": "application/pdf", "buffer": content}


def requests_of(page: Page) -> list[Request]:
    """Give the list to which each request from now on is added."""
    sent: list[Request] = []

    def note(request: Request) -> None:
        sent.append(request)

    page.on("request", note)
    return sent


def answer(page: Page):
    return page.locator("#jawaban")


@pytest.mark.browser
def test_by_the_code_on_the_paper(open_page, certificate, media, tmp_path, complaints):
    page = open_page(viewport=PHONE, java_script_enabled=False)

    page.goto(scanned(certificates.stored(certificate, media), tmp_path))

    expect(answer(page)).to_contain_text("✓ Sertifikat ini sah")
    expect(page.get_by_text(certificate.holder_name)).to_be_visible()
    page.get_by_text("unit kompetensi").click()
    expect(page.locator(".units li").first).to_be_visible()
    assert page.context.cookies() == []
    assert complaints.foreign == []


@pytest.mark.browser
def test_by_typing(open_page, certificate, complaints):
    page = open_page(viewport=PHONE)
    page.goto("/v/")
    asked = requests_of(page)
    field = page.get_by_label("Kode periksa")
    code = certificate.code
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")

    field.press_sequentially(wrong.lower())
    expect(field).to_have_value(f"{wrong[:4]} {wrong[4:8]} {wrong[8:]}")
    page.get_by_role("button", name="Periksa").click()
    expect(page.get_by_role("alert")).to_contain_text("Ada huruf atau angka yang keliru")
    assert [request.url for request in asked if request.is_navigation_request()] == []
    field.fill("")
    field.press_sequentially(code.lower().replace("0", "o").replace("1", "l"))
    page.get_by_role("button", name="Periksa").click()

    expect(answer(page)).to_contain_text("✓ Sertifikat ini sah")
    assert page.context.cookies() == []
    assert complaints.messages == []


@pytest.mark.browser
def test_both_languages_agree_on_the_check_character(open_page, server, complaints):
    page = open_page()
    page.goto("/v/")
    field, said = page.get_by_label("Kode periksa"), page.get_by_role("alert")
    page.evaluate("document.forms[0].addEventListener('submit', (event) => event.preventDefault())")
    for _ in range(40):
        code = rules.new_code()
        at = ord(code[0]) % rules.CODE_RANDOM
        other = rules.CODE_ALPHABET[(rules.CODE_ALPHABET.index(code[at]) + 1) % 32]

        field.fill(code[:at] + other + code[at + 1 :])
        field.press("Enter")
        expect(said).to_contain_text("keliru")
        field.fill(code)
        field.press("Enter")
        expect(said).to_have_text("")
    assert complaints.messages == []


@pytest.mark.browser
def test_by_the_file(open_page, certificate, media, complaints):
    genuine = certificates.stored(certificate, media)
    page = open_page(viewport=DESK)
    sent = requests_of(page)
    page.goto(f"/v/{certificate.code}")
    assert [request for request in sent if request.resource_type == "script"] == []
    answers = {
        "✓ Berkas ini asli, tidak diubah": genuine,
        "≠ Berkas ini sudah diubah": resaved(genuine),
        "? Berkas ini bukan dari kami": b"%PDF-1.7\nsomebody else's\n%%EOF",
    }

    page.get_by_role("link", name="Periksa berkas PDF").click()
    for words, content in answers.items():
        # Said by the script: before it runs, a chosen file waits for the button.
        expect(page.get_by_text("Berkas tidak dikirim ke mana pun")).to_be_visible()
        page.set_input_files("#berkas", pdf(content))
        expect(answer(page)).to_contain_text(words)
        page.get_by_role("link", name="Periksa berkas lain").click()

    assert {request.method for request in sent} == {"GET"}
    assert page.context.cookies() == []
    # The browser itself notes a 404, the honest status of a file that is not ours.
    assert [text for text in complaints.messages if "404" not in text] == []


def resaved(content: bytes) -> bytes:
    """Write a file anew, as an editor does that leaves its description in."""
    from pypdf import PdfReader, PdfWriter

    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(content))), io.BytesIO()
    writer.compress_identical_objects()
    writer.write(out)
    return out.getvalue()


@pytest.mark.browser
def test_a_dropped_file_stays_here(open_page, certificate, media):
    page = open_page(viewport=DESK)
    page.goto("/v/berkas/")
    expect(page.get_by_text("jatuhkan di sini")).to_be_visible()
    sent = requests_of(page)
    dropped = page.evaluate_handle(
        """(bytes) => {
          const carried = new DataTransfer();
          carried.items.add(new File([new Uint8Array(bytes)], "a.pdf", {type: "application/pdf"}));
          return carried;
        }""",
        list(certificates.stored(certificate, media)),
    )

    page.dispatch_event("main", "drop", {"dataTransfer": dropped})

    expect(answer(page)).to_contain_text("Berkas ini asli")
    assert all(is_only_a_question(request) for request in sent)


def is_only_a_question(request: Request) -> bool:
    return request.method == "GET" and request.post_data is None


@pytest.mark.browser
def test_by_the_file_without_scripts(open_page, certificate, media):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    genuine = certificates.stored(certificate, media)
    for words, content in (("asli", genuine), ("sudah diubah", genuine + b"\n")):
        page.goto("/v/berkas/")
        expect(page.get_by_text("Berkas tidak dikirim")).to_be_hidden()

        page.set_input_files("#berkas", pdf(content))
        page.get_by_role("button", name="Periksa").click()

        expect(answer(page)).to_contain_text(f"Berkas ini {words}")
    assert page.context.cookies() == []
