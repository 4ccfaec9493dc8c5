"""The typesetter reads nothing but its own folder, and prints no letter but ours."""

import base64
import http.server
import io
import threading

import pytest
import weasyprint
from PIL import Image

from certify.papers import NotPrintableError, typesetting

CANARY = "rahasia-yang-tidak-boleh-tercetak"


class _Recorder(http.server.BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(302 if "pindah" in self.path else 200)
        self.send_header("Location", "/sampai")
        self.end_headers()
        self.wfile.write(CANARY.encode())

    def log_message(self, *_):
        """Stay silent."""


@pytest.fixture(scope="module")
def outside():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Recorder)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _channels(address):
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        f'<image href="{address}/svg" width="9" height="9"/></svg>'
    )
    inner = base64.b64encode(drawing.encode()).decode()
    return {
        "img": f'<img src="{address}/img">',
        "redirect": f'<img src="{address}/pindah">',
        "link": f'<link rel="stylesheet" href="{address}/css">',
        "import": f'<style>@import "{address}/import";</style>',
        "background": f'<p style="background: url({address}/latar)">x</p>',
        "font": f'<style>@font-face {{ font-family: X; src: url("{address}/huruf") }}</style>',
        "svg inline": drawing,
        "svg in data": f'<img src="data:image/svg+xml;base64,{inner}">',
        "object": f'<object data="{address}/objek"></object>',
        "embed": f'<embed src="{address}/embed">',
        "attachment": f'<link rel="attachment" href="{address}/lampiran">',
        "anchor attachment": f'<a rel="attachment" href="{address}/lampiran2">x</a>',
        "content": f'<style>p::before {{ content: url("{address}/isi") }}</style><p>x</p>',
        "base": f'<base href="{address}/dasar/"><img src="img">',
    }


@pytest.fixture
def typesetter(tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "paper.css").write_text('html { font-family: "Canting Spectral" }')
    return typesetting.Typesetter(folder=folder, style_sheets=("paper.css",))


@pytest.mark.parametrize("channel", _channels(""))
def test_no_channel_reaches_the_network(channel, typesetter, outside):
    _Recorder.asked.clear()
    pdf = typesetter.pdf(f"<html><body>{_channels(outside)[channel]}</body></html>")
    assert (_Recorder.asked, pdf[:5]) == ([], b"%PDF-")


@pytest.mark.parametrize("channel", _channels(""))
def test_no_channel_reads_a_file_outside_the_folder(channel, typesetter, tmp_path):
    """The file is one that each channel would take in, were it allowed to."""
    (tmp_path / "img").write_text(CANARY)
    for name in ("lampiran", "lampiran2", "objek"):
        (tmp_path / name).write_text(CANARY)
    html = _channels(tmp_path.as_uri())[channel]
    closed = typesetter.pdf(f"<html><body>{html}</body></html>")
    assert CANARY.encode() not in closed
    assert b"/EmbeddedFile" not in closed


def test_the_control_leaks(tmp_path, outside):
    """WeasyPrint left to itself asks the network and attaches the file."""
    _Recorder.asked.clear()
    (tmp_path / "lampiran").write_text(CANARY)
    channels = _channels(outside)["img"] + _channels(tmp_path.as_uri())["attachment"]
    pdf = weasyprint.HTML(string=channels).write_pdf(font_config=typesetting.font_configuration())
    assert (_Recorder.asked, b"/EmbeddedFile" in pdf) == (["/img"], True)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/x.css",
        "https://example.id/x.css",
        "ftp://example.id/x.css",
        "file:///etc/passwd",
        "file:///etc/hosts.css",
        "file://server/templates/paper.css",
        "{folder}/../rahasia.css",
        "{folder}/%2e%2e/rahasia.css",
        "{folder}/tautan.css",
        "{folder}/paper.py",
        "{folder}-lain/paper.css",
        "relatif.css",
    ],
)
def test_the_fetcher_refuses_every_address_but_files_of_the_folder(address, tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "rahasia.css").write_text(CANARY)
    (tmp_path / "templates-lain").mkdir()
    (tmp_path / "templates-lain" / "paper.css").write_text(CANARY)
    (folder / "paper.py").write_text(CANARY)
    (folder / "tautan.css").symlink_to(tmp_path / "rahasia.css")
    fetcher = typesetting.ClosedFetcher(folder)
    with pytest.raises(OSError, match="papers may not read"):
        fetcher.fetch(address.format(folder=folder.as_uri()))


def test_the_fetcher_hands_out_the_files_of_the_folder(tmp_path):
    (tmp_path / "paper.css").write_text("p {}")
    fetcher = typesetting.ClosedFetcher(tmp_path)
    answer = fetcher.fetch(f"{tmp_path.as_uri()}/paper.css")
    assert (answer.read(), answer.content_type) == (b"p {}", "text/css")
    assert fetcher.fetch("data:text/plain,isi").read() == b"isi"


@pytest.mark.parametrize(
    ("text", "named"), [("明", "“明”"), ("ꦧꦠ", "“ꦠ”, “ꦧ”"), ("\ue000", r"U\+E000")]
)
def test_a_letter_that_our_fonts_lack_is_refused(typesetter, text, named):
    sentence = f"Kertas ini memuat huruf yang tidak dapat dicetak: {named}. Ganti dengan"
    with pytest.raises(NotPrintableError, match=sentence):
        typesetter.pdf(f"<html><body>Siti {text}</body></html>")


def test_a_broken_picture_stays_broken_beside_the_typesetter():
    """WeasyPrint switches Pillow's check off for the whole process; we switch it on again."""
    whole = io.BytesIO()
    Image.new("RGB", (60, 40)).save(whole, "PNG")
    with pytest.raises(OSError, match="truncated"):
        Image.open(io.BytesIO(whole.getvalue()[:60])).load()
