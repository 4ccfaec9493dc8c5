"""Whether a design prints a certificate as it should: what is asked before it is put to use."""

from collections.abc import Iterator

from certificates.content import CertificateContent
from certificates.rendering import render_pdf, samples
from certificates.rendering.design import Design
from certify.papers.refusals import NotPrintableError

RENDERER = "WeasyPrint"


def try_design(design: Design, base: CertificateContent) -> Iterator[tuple[str, str | None]]:
    """Yield the name of each awkward sample with the problem that its print has, or None."""
    for called, content in samples.awkward(base):
        yield called, problem_of(content, design)


def problem_of(content: CertificateContent, design: Design) -> str | None:
    """Return what is wrong with the print of one content, or None."""
    from certificates.rendering import picturing  # noqa: PLC0415 -- loads a native library

    try:
        pdf = render_pdf(content, design=design)
    except NotPrintableError as problem:
        return str(problem)
    front, back, *_ = picturing.page_letters(pdf)
    for called, value in (
        ("nama pemegang", content.holder_name),
        ("nomor", content.printed_number),
        ("kualifikasi", content.qualification),
        ("nama LSP", content.body_name),
    ):
        if "".join(value.split()) not in front:
            return f"Halaman depan tidak memuat {called} seutuhnya."
    if "".join(content.units[0].title.split()) not in back:
        return "Daftar unit tidak mulai di halaman kedua."
    return None
