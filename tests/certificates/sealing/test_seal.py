"""The seal: valid for strangers' programs, whole file, the same bytes again."""

import importlib.metadata
import pathlib
import pickle
import subprocess
import sys

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from certificates import sealing
from certificates.rendering import render_pdf
from tests.certificates.samples import SAMPLE
from tests.certificates.sealing.conftest import AT


def pdfsig(pdf, folder):
    """What poppler says of a file's signatures; another library than the one that made them."""
    path = folder / "file.pdf"
    path.write_bytes(pdf)
    said = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=True).stdout
    return [line.strip(" -") for line in said.splitlines()]


@pytest.mark.parametrize("kind", ["seal", "rsa_seal"])
def test_poppler_and_pyhanko_call_the_whole_file_signed(kind, request, unsealed, tmp_path):
    seal = request.getfixturevalue(kind)

    pdf = seal.seal_file(unsealed, at=AT)

    said = pdfsig(pdf, tmp_path)
    assert "Signature Validation: Signature is Valid." in said
    assert "Total document signed" in said
    assert "Signature Type: ETSI.CAdES.detached" in said
    found = sealing.examine(pdf)
    assert found.is_sealed
    (signature,) = found.signatures
    assert (signature.fingerprint, signature.claimed_at) == (seal.fingerprint, AT)


def test_the_seal_is_one_revision_and_leaves_the_document_as_it_was(unsealed, sealed):
    assert sealed.startswith(unsealed)
    assert sealed.count(b"%%EOF") == unsealed.count(b"%%EOF") + 1
    assert b"/ModDate" not in sealed[len(unsealed) :]


def test_the_renderer_takes_the_seal(seal):
    pdf = render_pdf(SAMPLE, seal=seal, sealed_at=AT)

    assert sealing.examine(pdf).is_sealed


def test_the_signature_says_what_pades_asks_and_no_more(seal):
    info = cms.ContentInfo.load(seal.sign(bytes(32), at=AT), strict=True)

    (signer,) = info["content"]["signer_infos"]
    assert [attribute["type"].native for attribute in signer["signed_attrs"]] == [
        "content_type",
        "message_digest",
        "signing_certificate_v2",
    ]
    assert signer["unsigned_attrs"].native is None
    assert len(info["content"]["certificates"]) == 2
    assert info["content"]["encap_content_info"]["content"].native is None


@pytest.mark.parametrize("kind", ["seal", "rsa_seal"])
def test_a_signature_never_needs_more_than_its_room(kind, request):
    seal = request.getfixturevalue(kind)

    lengths = {len(seal.sign(bytes([n]) * 32, at=AT)) for n in range(200)}

    assert max(lengths) <= seal.room
    assert seal.room - min(lengths) < 8


IN_ANOTHER_PROCESS = """
import pickle, sys
from cryptography.hazmat.primitives.serialization import load_der_private_key
from certificates import sealing
key, chain, pdf, at = pickle.load(sys.stdin.buffer)
seal = sealing.PdfSeal(
    sealing.file_key(load_der_private_key(key, None)), sealing.Chain.from_pem(chain)
)
sys.stdout.buffer.write(seal.seal_file(pdf, at=at))
"""


def test_another_process_seals_to_the_same_bytes(pair, unsealed, sealed):
    key = pair.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    given = pickle.dumps((key, pair.chain.to_pem(), unsealed, AT))

    done = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS],
        input=given,
        capture_output=True,
        check=True,
        cwd=pathlib.Path(__file__).parents[3],
    )

    assert done.stdout == sealed


def test_pyhanko_is_the_version_whose_private_methods_we_replace():
    """Read ``certificates/sealing/revision.py`` against a new version before changing this."""
    assert importlib.metadata.version("pyhanko") == "0.38.0"
