"""A paper reads nothing of the network and nothing of the disk (reliability.md F10).

Eight ways by which HTML asks for something else. Each is tried on a server of our own that counts,
and on a file with a secret. The control is WeasyPrint's own fetcher, which opens both.
"""

import dataclasses
import http.server
import io
import subprocess
import sys
import threading
import zlib

import pypdf
import pytest
import weasyprint
from weasyprint import urls

from certificates.rendering import Design, render_pdf
from certificates.rendering.design import Witness, Wording
from certify.papers.typesetting import Typesetter
from tests.certificates.rendering import reading
from tests.certificates.samples import SAMPLE

SECRET = "MALAM-SOGA-7731"

CHANNELS = {
    "img": '<img src="{url}">',
    "css": '<link rel="stylesheet" href="{url}">',
    "import": '<style>@import url("{url}");</style>',
    "background": '<p style="height: 9mm; background: url({url})"></p>',
    "svg image": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<image href="{url}" width="9" height="9"/></svg>'
    ),
    "attachment of the page": '<link rel="attachment" href="{url}">',
    "attachment of a link": '<a rel="attachment" href="{url}" style="display: table"></a>',
    "redirect": '<img src="{redirect}">',
}
# These keep what they read as it is; the others need a picture or a style sheet.
KEEPING = ("attachment of the page", "attachment of a link")


class Counting(http.server.BaseHTTPRequestHandler):
    """Counts what it is asked for; half of its addresses send on to the other half."""

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path.startswith("/lanjut"):
            self.send_response(302)
            self.send_header("Location", "/gambar.svg")
            self.end_headers()
            return
        body = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
        self.send_response(200)
        self.send_header("Content-Type", "image/svg+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def outside():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "rahasia.css"
    file.write_text(f"/* {SECRET} */ p {{ color: red }}", encoding="utf-8")
    return file


def addresses(outside):
    base = f"http://127.0.0.1:{outside.server_address[1]}"
    return {"url": f"{base}/gambar.svg", "redirect": f"{base}/lanjut"}


def document(channel, **where):
    return f"<!DOCTYPE html><html lang=id><title>A</title><body>{channel.format(**where)}"


def everything_in(pdf: bytes) -> bytes:
    """Give the file with its streams unpacked, attachments too."""
    found = [pdf]
    for part in pdf.split(b"stream\n")[1:]:
        try:
            found.append(zlib.decompressobj().decompress(part))
        except zlib.error:
            continue
    return b"".join(found)


def open_pdf(html: str) -> bytes:
    return weasyprint.HTML(string=html, url_fetcher=urls.URLFetcher()).write_pdf()


def test_weasyprint_is_of_the_age_of_closed_fetchers():
    assert int(weasyprint.__version__.split(".")[0]) >= 70


@pytest.mark.parametrize("name", CHANNELS)
def test_no_channel_reaches_the_network(name, outside, tmp_path):
    outside.asked.clear()
    html = document(CHANNELS[name], **addresses(outside))
    pdf = Typesetter(folder=tmp_path, style_sheets=()).pdf(html)
    assert (outside.asked, pdf[:5]) == ([], b"%PDF-")


@pytest.mark.parametrize("name", CHANNELS)
def test_no_channel_reads_the_disk(name, secret, tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    html = document(CHANNELS[name], url=secret.as_uri(), redirect=secret.as_uri())
    pdf = Typesetter(folder=folder, style_sheets=()).pdf(html)
    assert SECRET.encode() not in everything_in(pdf)


@pytest.mark.parametrize("name", CHANNELS)
def test_an_open_fetcher_reaches_the_network_control(name, outside):
    outside.asked.clear()
    open_pdf(document(CHANNELS[name], **addresses(outside)))
    assert outside.asked != []


@pytest.mark.parametrize("name", KEEPING)
def test_an_open_fetcher_reads_the_disk_control(name, secret):
    html = document(CHANNELS[name], url=secret.as_uri(), redirect=secret.as_uri())
    assert SECRET.encode() in everything_in(open_pdf(html))


def test_what_staff_write_asks_for_nothing(outside, secret):
    """All channels in all words of a design and in a name: printed as letters, fetched by none."""
    outside.asked.clear()
    where = addresses(outside) | {"url": secret.as_uri()}
    image, link = (CHANNELS[name].format(**where) for name in ("img", "css"))
    design = Design(
        wording=Wording(note="<img src=file:///etc/passwd>", units_note=link),
        witness=Witness(opening="<b>a</b>", name="url(x)", position="<script>"),
    )
    content = dataclasses.replace(SAMPLE, program_name=image)
    pdf = render_pdf(content, design=design)
    assert outside.asked == []
    assert SECRET.encode() not in everything_in(pdf)
    assert "<imgsrc=file:///etc/passwd>" in "".join(reading.text(pdf, 0).split())
    assert pypdf.PdfReader(io.BytesIO(pdf)).attachments == {}


IN_A_CLOSED_ROOM = """
import sys
from certificates.rendering import Design, render_pdf
from certificates.rendering.design import Base
from tests.certificates.samples import SAMPLE

def watch(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        raise PermissionError(event)

sys.addaudithook(watch)
for base in Base:
    assert render_pdf(SAMPLE, design=Design(base=base)).startswith(b"%PDF-")
if "reach out" in sys.argv:
    import urllib.request
    urllib.request.urlopen("http://127.0.0.1:9/")
print("selesai")
"""


@pytest.mark.parametrize(("argument", "ends"), [("", "selesai"), ("reach out", "")])
def test_a_process_without_network_prints_every_cloth(argument, ends):
    """With its control: the same process is stopped when it does open a socket."""
    process = subprocess.run(
        [sys.executable, "-c", IN_A_CLOSED_ROOM, argument],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (process.stdout.strip(), "PermissionError" in process.stderr) == (ends, bool(argument))
