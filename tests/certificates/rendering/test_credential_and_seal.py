"""What a certificate carries besides its print: its credential and the body's seal."""

import datetime as dt
import hashlib
import io
import subprocess
import sys

import pypdf
import pytest

from certificates.rendering import Layout, render_pdf
from tests.certificates.samples import SAMPLE

CREDENTIAL = "eyJhbGciOiJFZERTQSJ9.eyJ2YyI6e319.c2lnbmVk"
SEALED_AT = dt.datetime(2023, 1, 26, 3, 30, tzinfo=dt.UTC)


class RecordingSeal:
    """Stands where a body's seal stands, and shows what it was given."""

    room = 2048

    def sign(self, digest, *, at):
        return digest + at.isoformat().encode()

    def seal_file(self, pdf, *, at):
        return pdf + f"% sealed {at.isoformat()}\n".encode()


def test_the_credential_is_an_associated_file_of_the_certificate():
    pdf = render_pdf(SAMPLE, credential=CREDENTIAL)
    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    [name, named] = root["/Names"]["/EmbeddedFiles"]["/Names"]
    [associated] = root["/AF"]
    specification = associated.get_object()
    embedded = specification["/EF"]["/F"].get_object()
    assert (named.get_object() == specification, name) == (True, "credential.jwt")
    assert {
        "data": embedded.get_data(),
        "kind": embedded["/Subtype"],
        "checksum": embedded["/Params"]["/CheckSum"].original_bytes,
        "size": embedded["/Params"]["/Size"],
        "dated": embedded["/Params"]["/ModDate"],
        "called": (specification["/F"], specification["/UF"]),
        "relationship": specification["/AFRelationship"],
    } == {
        "data": CREDENTIAL.encode(),
        "kind": "/application/jwt",
        "checksum": hashlib.md5(CREDENTIAL.encode()).digest(),
        "size": len(CREDENTIAL),
        "dated": "D:20230126",
        "called": ("credential.jwt", "credential.jwt"),
        "relationship": "/Alternative",
    }


IN_ANOTHER_PROCESS = """
import hashlib
from certificates.rendering import render_pdf
from tests.certificates.rendering.test_credential_and_seal import *
pdf = render_pdf(SAMPLE, credential=CREDENTIAL, seal=RecordingSeal(), sealed_at=SEALED_AT)
print(hashlib.sha256(pdf).hexdigest())
"""


def test_another_process_makes_the_same_sealed_bytes():
    here = render_pdf(SAMPLE, credential=CREDENTIAL, seal=RecordingSeal(), sealed_at=SEALED_AT)
    there = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS], check=True, capture_output=True, text=True
    )
    assert there.stdout.strip() == hashlib.sha256(here).hexdigest()


@pytest.mark.control
def test_control_a_file_that_says_when_it_was_made_is_another_each_time():
    moments = (SEALED_AT, SEALED_AT + dt.timedelta(seconds=1))
    made = {render_pdf(SAMPLE, seal=RecordingSeal(), sealed_at=moment) for moment in moments}
    assert len(made) == 2


def test_only_the_digital_certificate_is_sealed_and_a_seal_has_its_moment():
    with pytest.raises(ValueError, match="only the digital certificate"):
        render_pdf(SAMPLE, layout=Layout.PREVIEW, credential=CREDENTIAL)
    with pytest.raises(ValueError, match="states the moment"):
        render_pdf(SAMPLE, seal=RecordingSeal())
