"""A certificate with everything, forms to make it from, and a seal for it."""

import dataclasses
import io

import pytest
from PIL import Image

from certificates import sealing
from certificates.rendering import FormStore
from certificates.sealing import development
from tests.certificates.rendering.compiled.samples import AT
from tests.certificates.samples import SAMPLE


def _picture(kind, size):
    data = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(data, kind)
    return data.getvalue()


@pytest.fixture(scope="session")
def whole():
    """A content with photograph and logos."""
    return dataclasses.replace(
        SAMPLE,
        photo_jpeg=_picture("JPEG", (354, 472)),
        logo_body=_picture("PNG", (80, 80)),
        logo_agency=_picture("PNG", (64, 80)),
    )


@pytest.fixture(scope="session")
def forms(tmp_path_factory):
    return FormStore(tmp_path_factory.mktemp("forms"))


@pytest.fixture(scope="session")
def seal():
    pair = development.make_key_pair("LSP Batik Uji", at=AT)
    return sealing.PdfSeal(sealing.file_key(pair.key), pair.chain)
