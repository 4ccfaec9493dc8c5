"""The stranger of the tenth year: an empty directory, published files, the script, nothing else."""

import ast
import base64
import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from certificates.credentials import (
    Form,
    Purpose,
    credential_jwt,
    did_document,
    encoded_list,
    list_credential,
    list_url,
    signed_jwt,
)
from tests.certificates.credentials.samples import PLACE, SIGNER, VALID, stranger
from tests.certificates.samples import SAMPLE

SCRIPT = Path(__file__).parents[2] / "docs" / "verify_offline.py"
NOW = timezone.now()
LISTS = {"pencabutan.jwt": Purpose.REVOCATION, "pembekuan.jwt": Purpose.SUSPENSION}


def publish(folder: Path, *, signer=SIGNER, since=NOW - dt.timedelta(hours=1), **bits) -> None:
    """Write the lists; ``revocation=[77]`` sets bits."""
    for name, purpose in LISTS.items():
        url = list_url(PLACE.address, purpose, Form.JWT)
        document = list_credential(
            url,
            did=SIGNER.did,
            purpose=purpose,
            encoded=encoded_list(bits.get(purpose, [])),
            valid_from=since,
            valid_until=since + dt.timedelta(days=7),
        )
        (folder / name).write_text(signed_jwt(document, signer=signer))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What was published, and the script; nothing of Canting."""
    shutil.copy(SCRIPT, tmp_path / "verify_offline.py")
    (tmp_path / "credential.jwt").write_text(
        credential_jwt(VALID, place=PLACE, signer=SIGNER) + "\n"
    )
    (tmp_path / "did.json").write_text(json.dumps(did_document(SIGNER.did, [SIGNER.public])))
    publish(tmp_path)
    return tmp_path


def asked(folder: Path, *lists: str, when: str = "now", key: str = "did.json") -> tuple[int, str]:
    names = lists or tuple(LISTS)
    command = [sys.executable, "-I", "verify_offline.py", when, "credential.jwt", key, *names]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={})
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_it_is_short_and_needs_only_cryptography():
    text = SCRIPT.read_text()
    roots = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert len(text.splitlines()) <= 60
    assert roots - sys.stdlib_module_names == {"cryptography"}


def test_good(folder):
    code, words = asked(folder)

    assert code == 0
    assert words.startswith("VALID as of")
    assert "Siti Romlah" in words
    assert SIGNER.did in words


@pytest.mark.parametrize("purpose", ["revocation", "suspension"])
def test_revoked_and_suspended(folder, purpose):
    publish(folder, **{purpose: [PLACE.index]})

    code, words = asked(folder)

    assert code == 1
    assert words.startswith(f"NOT VALID, {purpose} is recorded: ")


def test_a_neighbors_bit_is_not_ours(folder):
    publish(folder, revocation=[PLACE.index - 1, PLACE.index + 1])

    assert asked(folder)[0] == 0


def test_expired_now_and_valid_in_its_time(folder):
    (folder / "credential.jwt").write_text(credential_jwt(SAMPLE, place=PLACE, signer=SIGNER))
    publish(folder, since=dt.datetime(2024, 5, 1, tzinfo=dt.UTC))

    code, words = asked(folder)

    assert code == 1
    assert words.startswith(
        "NOT VALID, only 2023-01-26T00:00:00+07:00 to 2026-01-26T23:59:59+07:00"
    )
    assert asked(folder, when="2024-05-04")[0] == 0


def test_tampered(folder):
    head, body, signature = (folder / "credential.jwt").read_text().strip().split(".")
    text = base64.urlsafe_b64decode(body + "==").decode().replace("Siti Romlah", "Siti Rohmah")
    forged = base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()
    (folder / "credential.jwt").write_text(f"{head}.{forged}.{signature}")

    code, words = asked(folder)

    assert code == 1
    assert words.startswith("NOT VALID: changed since")


def test_somebody_else_under_our_name(folder):
    (folder / "credential.jwt").write_text(
        credential_jwt(VALID, place=PLACE, signer=stranger(SIGNER.did))
    )

    assert asked(folder)[0] == 1


def test_a_key_of_another_issuer_does_not_count(folder):
    document = did_document("did:web:elsewhere.example", [SIGNER.public])
    (folder / "did.json").write_text(json.dumps(document))

    assert asked(folder)[0] == 1


def test_one_key_alone_is_enough(folder):
    (folder / "key.json").write_text(json.dumps(SIGNER.public.jwk))

    assert asked(folder, key="key.json")[0] == 0


@pytest.mark.parametrize(
    "problem", ["a list is missing", "a list is old", "a list is forged", "no credential"]
)
def test_what_cannot_be_told_is_not_called_valid(folder, problem):
    lists = tuple(LISTS)
    match problem:
        case "a list is missing":
            lists = lists[:1]
        case "a list is old":
            publish(folder, since=NOW - dt.timedelta(days=8))
        case "a list is forged":
            publish(folder, signer=stranger(SIGNER.did))
        case "no credential":
            (folder / "credential.jwt").write_text("%PDF-1.7")

    code, words = asked(folder, *lists)

    assert code == 2
    assert words.startswith("CANNOT BE TOLD, ")
