"""The gate that a design passes before it is used: its forms look as the full render does.

Twenty awkward certificates are made both ways and compared. It guards the design, and an upgrade
of anything below it.
"""

import dataclasses

from certificates.content import CertificateContent
from certificates.rendering import digital, samples
from certificates.rendering.compiled import comparing, engine
from certificates.rendering.compiled.refusals import NeedsFullRenderError, NotCompilableError
from certificates.rendering.compiled.store import FormStore
from certificates.rendering.design import Design
from certificates.rendering.printable import check_printable


class FormDiffersError(Exception):
    """A design's compiled form prints something else than the full render."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Passage:
    """How a design passed: the samples that were compared, and those that no form can set."""

    compared: tuple[str, ...]
    in_full: tuple[str, ...]


def check(content: CertificateContent, *, design: Design, forms: FormStore) -> Passage:
    """Compare both ways of twenty awkward variations of ``content``; return how it went.

    The forms made on the way stay in the store. Raises ``FormDiffersError`` naming the first
    sample that differs, ``NotCompilableError`` when the design has something that no form can
    hold, and ``NotPrintableError`` when a sample has no room in it.
    """
    compared: list[str] = []
    in_full: list[str] = []
    for called, sample in samples.awkward(content):
        check_printable(sample, design=design)
        full = digital.render(sample, is_preview=False, design=design)
        was_compared = check_sample(called, sample, full=full, design=design, forms=forms)
        (compared if was_compared else in_full).append(called)
    return Passage(compared=tuple(compared), in_full=tuple(in_full))


def check_sample(
    called: str, sample: CertificateContent, *, full: bytes, design: Design, forms: FormStore
) -> bool:
    """Compare one sample with its ``full`` render; return whether a form can set it at all.

    Raises ``FormDiffersError`` and ``NotCompilableError`` as ``check``.
    """
    try:
        fast = engine.render(
            sample, design=design, forms=forms, credential=None, seal=None, sealed_at=None
        )
    except NeedsFullRenderError as reason:
        if isinstance(reason.__cause__, NotCompilableError):
            raise reason.__cause__ from reason
        return False
    if found := comparing.differences(fast, full):
        raise FormDiffersError(f"{called}: {'; '.join(found)}")
    return True
