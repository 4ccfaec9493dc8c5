"""The papers that one content may become."""

import dataclasses
import enum


class Layout(enum.StrEnum):
    """Which paper to print; the value is stored beside the certificate."""

    DIGITAL = "digital"
    PREVIEW = "preview"
    OVERPRINT = "overprint"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Adjustment:
    """How the text is moved to meet the blank, and whether the blank has the wording already."""

    right_mm: float = 0
    down_mm: float = 0
    prints_wording: bool = True
