"""The overprint: text only, placed on BNSP's numbered blank in an office printer.

The blank brings its own emblem, names and ornament; nothing of that is printed here. Where its
lines stand is not published, so the positions in `templates/overprint.css` follow the order of
certificates in the wild and are moved as a whole by the millimeters that a test sheet shows. On a
blank that already carries the fixed wording only the values are printed, in the same places.
"""

import functools
import string
from pathlib import Path

from certificates.content import CertificateContent
from certificates.rendering import back, places, wording
from certificates.rendering.layouts import Adjustment
from certify.lib import dates
from certify.papers.markup import text
from certify.papers.typesetting import Typesetter

_FOLDER = Path(__file__).parent / "templates"


@functools.cache
def _template() -> string.Template:
    return string.Template((_FOLDER / "overprint.html").read_text(encoding="utf-8"))


@functools.cache
def _typesetter() -> Typesetter:
    return Typesetter(folder=_FOLDER, style_sheets=("overprint.css",))


def render(content: CertificateContent, adjustment: Adjustment) -> bytes:
    """Return the front and the back of the blank as PDF; raises ``ValueError`` as ``places.fill``.

    `check_printable` has refused a list of units that the back does not hold.
    """
    setting = back.setting_of(content.units)
    if setting is None:
        raise ValueError("the units do not fit the back of the blank")
    plain = {
        field: text(getattr(content, field))
        for field in ("city", "printed_number", "signatory_position", "signatory_position_en")
    }
    page = _template().substitute(
        plain,
        **places.fill(content, places.OVERPRINT),
        title=text(wording.title(content)),
        created=content.issued_on.isoformat(),
        marks=wording.marks(content, is_preview=False),
        shift=f"left: {adjustment.right_mm:g}mm; top: {adjustment.down_mm:g}mm",
        wording="" if adjustment.prints_wording else "values-only",
        registration=text(wording.registration(content)),
        validity=wording.validity(content.validity_months),
        validity_en=wording.validity_en(content.validity_months),
        issued_on=dates.long_date(content.issued_on),
        on_behalf=wording.ON_BEHALF if content.on_behalf_of_bnsp else "",
        on_behalf_en=wording.ON_BEHALF_EN if content.on_behalf_of_bnsp else "",
        density=setting.name,
        units=wording.unit_rows(content.units, between=" · " if setting.is_joined else "<br>"),
    )
    return _typesetter().pdf(page)
