"""Whether a design prints certificates as it should: what is asked before it is put to use.

Each of twenty awkward samples is typeset in full and read back, and where certificates are made
from compiled forms, made that way too and compared.
"""

import dataclasses
from collections.abc import Iterator

from certificates.content import CertificateContent
from certificates.rendering import FormStore, render_pdf, samples
from certificates.rendering.compiled import NotCompilableError
from certificates.rendering.design import Design
from certify.papers.refusals import NotPrintableError


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trial:
    """How a design bore one sample: ``problem`` is None when it did."""

    called: str
    problem: str | None
    is_compiled: bool


def try_design(
    design: Design, base: CertificateContent, *, forms: FormStore | None
) -> Iterator[Trial]:
    """Try each awkward variation of ``base``; without ``forms`` only in full."""
    for called, content in samples.awkward(base):
        yield _try(called, content, design, forms)


def _try(
    called: str, content: CertificateContent, design: Design, forms: FormStore | None
) -> Trial:
    from certificates.rendering.compiled import gate  # noqa: PLC0415 -- loads the typesetter

    try:
        full = render_pdf(content, design=design)
    except NotPrintableError as refusal:
        return Trial(called=called, problem=str(refusal), is_compiled=False)
    problem, is_compiled = _misprint(content, full), False
    if problem is None and forms is not None:
        try:
            is_compiled = gate.check_sample(called, content, full=full, design=design, forms=forms)
        except gate.FormDiffersError:
            problem = "Cetakan cepat dan cetakan penuh tidak sama."
        except NotCompilableError:
            is_compiled = False
    return Trial(called=called, problem=problem, is_compiled=is_compiled)


def _misprint(content: CertificateContent, pdf: bytes) -> str | None:
    """Return what a print lacks of what it has to say, or None."""
    from certificates.rendering import picturing  # noqa: PLC0415 -- loads a native library

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
