"""The base of every official paper: letter head, signature block, page x of y, one set of fonts.

How to make a paper. Its body is HTML: an app writes it as a Django template under
`templates/<app>/papers/`, renders it to a string, and calls `render_paper` with the letter head
and the title. Django's escaping keeps values from outside text. A `SignatureBlock` may stand in
such a template as `{{ block }}`: it knows how to print itself (`__html__`), as does `Letterhead`.
Classes for the body's tables and lists are described in `templates/paper.css`. Nothing here
imports Django, so that the certificate's renderer may stand on the same typesetting.
"""

from certify.papers.blocks import Letterhead, SignatureBlock, SignatureRow
from certify.papers.paper import Orientation, render_paper
from certify.papers.refusals import NotPrintableError

__all__ = [
    "Letterhead",
    "NotPrintableError",
    "Orientation",
    "SignatureBlock",
    "SignatureRow",
    "render_paper",
]
