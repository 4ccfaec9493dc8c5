"""A stranger with a PDF and the published files: from the paper to the script's verdict."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from django.utils import timezone

from certificates import operations
from certificates.models import Certificate
from tests.docs.test_verify_offline import SCRIPT
from tests.factories import certificates

pytestmark = pytest.mark.django_db
PUBLISHED = ("pencabutan.jwt", "pembekuan.jwt")


def collect(folder: Path, client, certificate: Certificate, media: Path) -> None:
    """Put into an empty directory what docs/verification.md tells a stranger to get."""
    shutil.copy(SCRIPT, folder)
    paper = pypdf.PdfReader(io.BytesIO(certificates.stored(certificate, media)))
    (folder / "credential.jwt").write_bytes(paper.attachments["credential.jwt"][0])
    base = f"/lsp/{certificate.body_id}"
    (folder / "did.json").write_bytes(client.get(f"{base}/did.json").content)
    for name in PUBLISHED:
        (folder / name).write_bytes(client.get(f"{base}/status/1/{name}").content)


def verdict(folder: Path) -> tuple[int, str]:
    files = ["verify_offline.py", "now", "credential.jwt", "did.json", *PUBLISHED]
    done = subprocess.run(
        [sys.executable, "-I", *files], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        ("issued", 0, "VALID as of"),
        ("suspended", 1, "NOT VALID, suspension is recorded"),
        ("revoked", 1, "NOT VALID, revocation is recorded"),
        ("replaced", 1, "NOT VALID, revocation is recorded"),
    ],
)
def test_every_state_from_the_paper_alone(stage, client, media, tmp_path, state, code, words):
    certificates.credential_key(stage)
    certificate = certificates.certificate_at(state, stage)
    certificate.refresh_from_db()
    folder = tmp_path / "empty"
    folder.mkdir()

    collect(folder, client, certificate, media)

    said = verdict(folder)
    assert said[0] == code
    assert said[1].startswith(words)
    assert certificate.holder_name in said[1]


def test_the_next_key_does_not_end_what_the_former_signed(stage, client, media, tmp_path):
    certificates.credential_key(stage)
    certificate = certificates.issued(stage)[0]
    operations.make_credential_key(body=stage.body, by=stage.cast.bagas, at=timezone.now())
    folder = tmp_path / "empty"
    folder.mkdir()

    collect(folder, client, certificate, media)

    assert verdict(folder)[0] == 0
