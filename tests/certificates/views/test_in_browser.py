"""What only a browser does: the file is compared on the phone, the door opens with one tap."""

import pytest
from playwright.sync_api import expect

from certificates import operations
from tests.browsing import PHONE
from tests.factories import certificates, programs

pytestmark = pytest.mark.browser


@pytest.fixture
def certificate(committed_cast):
    committed_cast.body.name_en = "Example Professional Certification Body"
    committed_cast.body.save()
    stage = programs.stage(committed_cast)
    made = certificates.issued(stage, full_name="Siti Romlah")[0]
    return made, operations.token_of(certificates.link(stage, made))


def _file(content: bytes) -> dict[str, object]:
    return {"name": "Sertifikat.pdf", "mimeType": "application/pdf", "buffer": content}


def test_a_file_is_compared_without_being_sent(open_page, certificate, media, complaints):
    made, _ = certificate
    page = open_page(viewport=PHONE)
    genuine = certificates.stored(made, media)
    page.goto(f"/v/{made.code}")
    sent = []
    page.on("request", lambda request: sent.append(request.method))

    page.get_by_text("Periksa berkas PDF").click()
    page.set_input_files("#berkas", _file(genuine))
    expect(page.get_by_role("status")).to_contain_text("sama dengan yang diterbitkan")
    page.set_input_files("#berkas", _file(genuine[:-1] + b"!"))
    expect(page.get_by_role("status")).to_contain_text("berbeda")

    assert set(sent) <= {"GET"}
    assert complaints.messages == []


def test_two_taps_from_the_message_to_the_file(open_page, certificate, complaints):
    _, token = certificate
    page = open_page(viewport=PHONE)
    page.goto(f"/p/{token}")

    page.get_by_role("button", name="Buka").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh sertifikat").click()

    assert download.value.suggested_filename == "Sertifikat-Pembatik-Tulis-Siti-Romlah.pdf"
    assert complaints.messages == []
    assert complaints.foreign == []
