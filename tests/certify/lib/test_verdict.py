"""One verdict shows the button and guards the operation."""

import pytest

from certify.lib.errors import NotAllowedError, NotNowError
from certify.lib.verdict import ALLOWED, not_now, refused


def test_allowed_is_true_and_requires_nothing():
    assert bool(ALLOWED) is True
    assert ALLOWED.require() is None


@pytest.mark.parametrize(
    ("verdict", "error", "status"),
    [
        (refused("Bukan Anda."), NotAllowedError, 403),
        (not_now("Nanti."), NotNowError, 409),
    ],
)
def test_refusal_is_false_and_raises_its_sentence(verdict, error, status):
    assert bool(verdict) is False
    with pytest.raises(error) as caught:
        verdict.require()
    assert (caught.value.sentence, caught.value.status) == (verdict.reason, status)
