"""The papers that one content may become."""

import enum


class Layout(enum.StrEnum):
    """Which paper to print; the value is stored beside the certificate."""

    DIGITAL = "digital"
    PREVIEW = "preview"
    OVERPRINT = "overprint"
