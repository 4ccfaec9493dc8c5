"""The slower forms of a credential: JSON with its proof in it, and the baked badge.

Both are made once, on first request. openbadgeslib brings JSON-LD with the contexts it knows in
its own files: it opens no connection, and refuses a context it does not know.
"""

import datetime as dt
import json
from typing import Any

from certificates.content import CertificateContent
from certificates.credentials.badge import open_badge
from certificates.credentials.keys import Signer
from certificates.credentials.status import Form, StatusPlace


def secured(document: dict[str, Any], *, signer: Signer, created: dt.datetime) -> str:
    """Put a Data Integrity proof (``eddsa-rdfc-2022``) into a credential; give its JSON."""
    from openbadgeslib import ob3  # noqa: PLC0415 -- JSON-LD takes a tenth of a second to load

    proved = ob3.add_data_integrity_proof(
        document, signer.private, signer.public.multikey_id, created=created
    )
    return json.dumps(proved, ensure_ascii=False, indent=2)


def credential_json(
    content: CertificateContent, *, place: StatusPlace, signer: Signer, created: dt.datetime
) -> str:
    """Give a certificate's credential as JSON with its proof in it."""
    document = open_badge(content, did=signer.did, place=place, form=Form.JSON)
    return secured(document, signer=signer, created=created)


def baked(svg: str, token: str) -> str:
    """Bake a VC-JWT into a picture by the rule of Open Badges 3.0 (5.3.2)."""
    from openbadgeslib import baking  # noqa: PLC0415 -- only a badge needs its XML parser

    picture = baking.bake_svg(
        svg.encode(), token, element=baking.SVG_ELEMENT_OB3, namespace=baking.SVG_NS_OB3
    )
    return picture.decode()
