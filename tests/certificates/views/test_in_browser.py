"""What only a browser does: the door opens with one tap, and the file lands on the phone."""

import pytest

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
