"""A stage with pictures."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from tests.factories.programs import Stage


@pytest.fixture
def illustrated(stage: Stage) -> Stage:
    """A stage whose organizations have logos."""
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "#6B3A1E").save(picture, "PNG")
    for organization in (stage.cast.body, stage.cast.agency):
        organization.logo.save("logo.png", ContentFile(picture.getvalue()))
    return stage
