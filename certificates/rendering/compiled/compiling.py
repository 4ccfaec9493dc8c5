"""A form made out of a typeset page: what is fixed becomes bytes, what is a holder's becomes data.

This is the slow way once, half a second, so that it need not be taken for each holder. It runs
WeasyPrint (through `recording`), and proves as it goes that it can repeat what WeasyPrint did:
every line that was kept apart is set again from the form's data and must come out the same.
"""

from certificates.content import CertificateContent
from certificates.rendering import digital, digital_page
from certificates.rendering.compiled import agreement, building, recipe, recording
from certificates.rendering.compiled.form import Form
from certificates.rendering.compiled.sentinels import Shape
from certificates.rendering.compiled.watching import Watcher
from certificates.rendering.design import Design
from certify.papers.markup import data_address
from certify.papers.typesetting import Typesetter


def compile_form(
    content: CertificateContent,
    *,
    shape: Shape,
    design: Design,
    typesetter: Typesetter | None = None,
) -> Form:
    """Return the form for certificates that differ from ``content`` in their holder alone.

    ``typesetter`` is the design's own unless another is given.

    Raises ``NotCompilableError`` when the page has something that a form cannot hold, and
    ``NotPrintableError`` when it cannot be typeset at all.
    """
    nobody = recipe.nobody(content, shape)
    watcher = Watcher(nobody, shape, design, typesetter or digital.typesetter(design))
    built: list[Form] = []
    recording.record(
        watcher.typesetter,
        digital_page.page(nobody, is_preview=False, design=design),
        pictures={
            data_address("svg+xml", svg.encode()): watcher.pictures[name]
            for name, svg in watcher.drawings.items()
        },
        is_set=watcher.is_set,
        on_text=watcher.widen,
        then=lambda recorded: built.append(building.Builder(recorded, watcher).form()),
    )
    [form] = built
    agreement.check(form, watcher.holds, watcher.seen)
    return form
