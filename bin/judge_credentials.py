"""A credential verifier in Node that is not ours, over good, revoked, expired and forged badges."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pypdf
from django.test import Client
from judge_verdicts import Disagreement

from certificates.enums import CertificateStatus
from tests.factories import certificates
from tests.judges import nodejs

if TYPE_CHECKING:
    from judge_batch import Batch, Paper

    from certificates.models import Certificate

FAR = "2099-01-01T00:00:00Z"
ATTACHED = "credential.jwt"
PURPOSES = ("pencabutan", "pembekuan")


def _documents(client: Client, address: str, certificate: Certificate) -> dict[str, Any]:
    """Fetch what a stranger needs: who signs, and the lists of revoked and suspended places."""
    identity = client.get(f"/lsp/{certificate.body_id}/did.json").json()
    found: dict[str, Any] = {identity["id"]: identity}
    place = f"/lsp/{certificate.body_id}/status/{certificate.status_list.number}"
    for purpose in PURPOSES:
        jwt = client.get(f"{place}/{purpose}.jwt").content.decode()
        found[f"{address}{place}/{purpose}.jwt"] = jwt
        found[f"{address}{place}/{purpose}.json"] = json.loads(
            client.get(f"{place}/{purpose}.json").content
        )
    return found


def _attached(paper: Paper) -> str:
    reader = pypdf.PdfReader(io.BytesIO(paper.path.read_bytes()))
    return reader.attachments[ATTACHED][0].decode()


def _forms(client: Client, certificate: Certificate) -> list[dict[str, Any]]:
    base = f"/v/{certificate.code}"
    text = json.loads(client.get(f"{base}/kredensial.json").content)
    badge = client.get(f"{base}/lencana.svg").content.decode()
    return [{"form": "json", "credential": text}, {"form": "svg", "credential": badge}]


def _expect(cases: list[dict[str, Any]], *, reason: str) -> None:
    """Compare the verifier's answers with ours: no reason means good."""
    for number, verdict in enumerate(nodejs.verdicts(cases)):
        said = " ".join(verdict.reasons)
        if verdict.verified != (not reason) or reason not in said:
            form = cases[number]["form"]
            raise Disagreement(
                f"{form} {number}", f"expected {reason or 'good'!r}, Node says {said!r}"
            )


def credentials(batch: Batch) -> str:
    """Ask about every ordinary paper, then about badges that must be refused."""
    client, address = Client(), batch.address
    papers = batch.papers[:40]
    documents = _documents(client, address, papers[0].certificate)
    good = [{"form": "jwt", "credential": _attached(paper)} for paper in papers]
    for paper in papers[:5]:
        good += _forms(client, paper.certificate)
    _expect([case | {"documents": documents} for case in good], reason="")

    expired = [case | {"documents": documents, "now": FAR} for case in good[:1]]
    _expect(expired, reason="expired")

    forged = json.loads(json.dumps(good[-2]["credential"]).replace("Pembatik", "Perajin"))
    _expect([{"form": "json", "credential": forged, "documents": documents}], reason="Invalid")

    for status, reason in (
        (CertificateStatus.REVOKED, "status: revocation"),
        (CertificateStatus.SUSPENDED, "status: suspension"),
    ):
        changed = certificates.certificate_at(status, batch.stage)
        fresh = _documents(client, address, changed)
        jwt = client.get(f"/v/{changed.code}/kredensial.jwt").content.decode()
        cases = [{"form": "jwt", "credential": jwt}, *_forms(client, changed)]
        _expect([case | {"documents": fresh} for case in cases], reason=reason)
    return f"Node agrees on {len(good)} good badges, and on expired, forged, revoked, suspended"
