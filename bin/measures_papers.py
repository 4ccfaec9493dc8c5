"""The bench's rows about certificates: from forms, beside WeasyPrint and other makers of PDF.

Processor time from a frozen content, read and checked against its hash, to the bytes of a file.
Each round makes new certificates, with a photograph of 28 KB and a credential.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import io
import itertools
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import peers_reportlab
import peers_typst
import weasyprint
from asn1crypto import keys, x509
from bench import ROOT, Pair, child_cpu_milliseconds, cpu_milliseconds, told
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore
from weasyprint.text.fonts import FontConfiguration

from certificates import sealing
from certificates.content import CertificateContent
from certificates.rendering import (
    STANDARD,
    FormStore,
    artwork,
    digital_page,
    merge_print_file,
    render_pdf,
)
from certificates.sealing import development
from certify.papers.typesetting import FONTS_FOLDER
from tests.certificates.samples import SAMPLE

AT = dt.datetime(2026, 11, 23, 3, 4, 5, tzinfo=dt.UTC)
PHOTO_BYTES = 28_000
# As long as an Open Badge of ours with ten units.
CREDENTIAL = "e" * 3_000
NAMES = (
    "Siti Romlah",
    "Ngatemi",
    "Muhammad Nur'aini Hidayat",
    "Dewi Pramudyawardhani, S.Pd.",
    "Raden Ajeng Kusumaningtyas",
)
OURS, PEERS, ROUNDS = 100, 4, 9


@functools.cache
def _photo() -> bytes:
    """Give a photograph of 26 KB: noise, so that nothing can pack it again."""
    pixels = random.Random(0).randbytes(354 * 472)  # noqa: S311 -- noise, no secret
    data = io.BytesIO()
    Image.frombytes("L", (354, 472), pixels).convert("RGB").save(data, "JPEG", quality=5)
    return data.getvalue()


def _photo_of(number: int) -> bytes:
    """Give everybody a file of their own, of 28 KB."""
    return (_photo() + b"%08d" % number).ljust(PHOTO_BYTES, b"\0")


def _contents() -> Iterator[CertificateContent]:
    """Give certificates of invented people, each read and checked as the maker does."""
    for number in itertools.count(1):
        code = f"7KQ4{number:08}"
        content = dataclasses.replace(
            SAMPLE,
            holder_name=NAMES[number % len(NAMES)],
            certificate_number=f"13134 7318 2 {number:07} 2023",
            register_number=f"LSP-B/2023/{number:06}",
            verify_code=code,
            verify_url=f"HTTPS://BATIK.JOMBANGKAB.GO.ID/V/{code}",
            photo_jpeg=_photo_of(number),
        )
        yield CertificateContent.from_json(content.to_json(), sha256=content.sha256())


def _each(make: Callable[[CertificateContent], object], count: int) -> Callable[[], None]:
    """Make ``count`` certificates; their contents are there before the clock starts."""
    calls = ROUNDS + 1
    batches = [list(itertools.islice(_contents(), count)) for _ in range(calls)]

    def act() -> None:
        for content in batches.pop():
            make(content)

    return act


@functools.cache
def _forms() -> FormStore:
    return FormStore(Path(settings.VAR_DIR) / "forms")


def _unsealed(content: CertificateContent) -> bytes:
    return render_pdf(content, credential=CREDENTIAL, forms=_forms())


@functools.cache
def _naive_folder() -> Path:
    folder = Path(settings.VAR_DIR) / "naive"
    if not folder.exists():
        shutil.copytree(digital_page.FOLDER, folder)
        (folder / "front.svg").write_text(artwork.front(), encoding="utf-8")
        (folder / "back.svg").write_text(artwork.back(), encoding="utf-8")
    return folder


def naive(content: CertificateContent) -> bytes:
    """Typeset a certificate as WeasyPrint's manual begins."""
    folder, fonts = _naive_folder(), FontConfiguration()
    styles = [
        weasyprint.CSS(filename=file, font_config=fonts)
        for file in (FONTS_FOLDER / "fonts.css", folder / "digital.css")
    ]
    page = digital_page.page(content, is_preview=False)
    credential = weasyprint.Attachment(
        string=CREDENTIAL, name="credential.jwt", relationship="Alternative"
    )
    html = weasyprint.HTML(string=page, base_url=f"{folder}/")
    pdf: bytes = html.write_pdf(
        stylesheets=styles, font_config=fonts, pdf_variant="pdf/a-3a", attachments=[credential]
    )
    return pdf


_NAIVE = "the same HTML by `HTML(string).write_pdf()`, style sheet and fonts read each time"


def certificate_vs_naive() -> Pair:
    """One certificate without its form, as with RENDERER=full and for names no form can set."""
    return Pair(
        _each(lambda content: render_pdf(content, credential=CREDENTIAL), 1),
        _each(naive, 1),
        "one unsealed certificate typeset in full, fonts and style sheets kept, CPU",
        _NAIVE,
        rounds=ROUNDS,
        gauge=cpu_milliseconds,
    )


def certificate_unsealed_vs_naive() -> Pair:
    """One certificate to bytes."""
    return Pair(
        _each(_unsealed, OURS),
        _each(naive, 1),
        "one unsealed certificate with photograph and credential, from its form, CPU",
        _NAIVE,
        rounds=ROUNDS,
        gauge=cpu_milliseconds,
        made=(OURS, 1),
    )


@functools.cache
def _pair() -> sealing.KeyPair:
    return development.make_key_pair("LSP Bench", at=AT)


def certificate_sealed_vs_naive() -> Pair:
    """One sealed certificate, ECDSA P-256."""
    pair = _pair()
    seal = sealing.PdfSeal(sealing.file_key(pair.key), pair.chain)
    private = pair.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    certificates = [x509.Certificate.load(der) for der in pair.chain.to_der()]
    store = SimpleCertificateStore()
    store.register_multiple(certificates)
    signer = signers.SimpleSigner(
        signing_cert=certificates[0],
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=store,
    )
    metadata = PdfSignatureMetadata(
        field_name="Segel",
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )

    def ours(content: CertificateContent) -> bytes:
        return render_pdf(content, credential=CREDENTIAL, seal=seal, sealed_at=AT, forms=_forms())

    def beside(content: CertificateContent) -> object:
        writer = IncrementalPdfFileWriter(io.BytesIO(naive(content)))
        return signers.PdfSigner(metadata, signer=signer).sign_pdf(writer)

    return Pair(
        _each(ours, OURS),
        _each(beside, 1),
        "one certificate sealed in the writer (PAdES, ECDSA P-256), CPU",
        f"{_NAIVE}, then pyHanko's signer",
        rounds=ROUNDS,
        gauge=cpu_milliseconds,
        made=(OURS, 1),
    )


def certificate_vs_reportlab() -> Pair:
    """One certificate beside the page drawn by hand."""
    return Pair(
        _each(_unsealed, OURS),
        _each(peers_reportlab.certificate, PEERS),
        "one unsealed certificate with photograph and credential, from its form, CPU",
        "ReportLab drawing the same page by hand, fonts and outlines ready, no tags, no PDF/A",
        rounds=ROUNDS,
        gauge=cpu_milliseconds,
        made=(OURS, PEERS),
    )


def certificate_vs_typst() -> Pair:
    """One certificate beside typst with a compiler that is kept."""
    setter = peers_typst.Setter(Path(settings.VAR_DIR) / "typst", credential=CREDENTIAL)
    return Pair(
        _each(_unsealed, OURS),
        _each(setter.certificate, PEERS),
        "one unsealed certificate with photograph and credential, from its form, CPU",
        "typst setting the same page as PDF/A-3b with the credential, one compiler kept for all",
        rounds=ROUNDS,
        gauge=cpu_milliseconds,
        made=(OURS, PEERS),
    )


_COLD = """
import sys
from pathlib import Path
sys.path[:0] = [{root!r}, {bin!r}]
from certificates.content import CertificateContent
content = CertificateContent.from_json(Path({content!r}).read_text(encoding="utf-8"))
"""
_COLD_OURS = """
from certificates.rendering import FormStore, render_pdf
render_pdf(content, credential="e" * 3000, forms=FormStore(Path({forms!r})))
"""
_COLD_NAIVE = """
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from certificates.rendering import digital_page
folder, fonts = Path({folder!r}), FontConfiguration()
styles = [weasyprint.CSS(filename=file, font_config=fonts) for file in {styles!r}]
page = digital_page.page(content, is_preview=False)
credential = weasyprint.Attachment(string="e" * 3000, name="credential.jwt")
weasyprint.HTML(string=page, base_url=f"{{folder}}/").write_pdf(
    stylesheets=styles, font_config=fonts, pdf_variant="pdf/a-3a", attachments=[credential]
)
"""


def certificate_cold_process() -> Pair:
    """One certificate from the start of a process that has made none."""
    content = next(_contents())
    _unsealed(content)
    kept, forms = Path(settings.VAR_DIR) / "content.json", Path(settings.VAR_DIR) / "forms"
    kept.write_text(content.to_json(), encoding="utf-8")
    folder = _naive_folder()
    styles = [str(FONTS_FOLDER / "fonts.css"), str(folder / "digital.css")]
    head = _COLD.format(root=str(ROOT), bin=str(ROOT / "bin"), content=str(kept))
    programs = (
        head + _COLD_OURS.format(forms=str(forms)),
        head + _COLD_NAIVE.format(folder=str(folder), styles=styles),
    )

    def started(program: str) -> Callable[[], None]:
        return lambda: subprocess.run([sys.executable, "-c", program], check=True) and None

    return Pair(
        started(programs[0]),
        started(programs[1]),
        "a new process until its first certificate, its form on disk, CPU",
        f"a new process until its first certificate: {_NAIVE}",
        rounds=ROUNDS,
        gauge=child_cpu_milliseconds,
    )


def certificate_file_size() -> Pair:
    """The size of one sealed file."""
    pair = _pair()
    seal = sealing.PdfSeal(sealing.file_key(pair.key), pair.chain)
    content = next(_contents())
    options = {"credential": CREDENTIAL, "seal": seal, "sealed_at": AT}
    return Pair(
        lambda: len(render_pdf(content, **options, forms=_forms())) / 1000,
        lambda: len(render_pdf(content, **options)) / 1000,
        "a certificate with a photograph of 28 KB, seal and credential, from its form",
        "the same typeset in full and sealed by pyHanko",
        rounds=1,
        unit="KB",
        gauge=told,
    )


def print_file_1000() -> Pair:
    """A thousand certificates in one file for the printer, beside as many files."""
    count = 1000

    def ours() -> float:
        file = io.BytesIO()
        papers = ((content, STANDARD) for content in itertools.islice(_contents(), count))
        merge_print_file(papers, file, title="Bench", forms=_forms())
        return file.tell() / count / 1000

    def beside() -> float:
        contents = itertools.islice(_contents(), count)
        return sum(len(render_pdf(content, forms=_forms())) for content in contents) / count / 1000

    return Pair(
        ours,
        beside,
        "each of 1,000 certificates with photographs of 28 KB in one print file",
        "each of the same in a file of its own",
        rounds=1,
        unit="KB",
        gauge=told,
    )


PAIRS: dict[str, Callable[[], Pair]] = {
    function.__name__: function
    for function in (
        certificate_vs_naive,
        certificate_unsealed_vs_naive,
        certificate_sealed_vs_naive,
        certificate_vs_reportlab,
        certificate_vs_typst,
        certificate_cold_process,
        certificate_file_size,
        print_file_1000,
    )
}
