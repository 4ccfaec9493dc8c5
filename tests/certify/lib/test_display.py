"""What a device asked for."""

import pytest

from certify.lib import display
from certify.lib.display import Display


@pytest.mark.parametrize(
    ("cookie", "chosen"),
    [
        ("", set()),
        ("terik", {Display.SUN}),
        ("huruf-besar.terik", {Display.LARGE, Display.SUN}),
        ('terik."><script>.x', {Display.SUN}),
    ],
)
def test_only_known_words_count(cookie: str, chosen: set[Display]):
    assert display.read(cookie) == chosen


def test_a_choice_is_turned_on_and_off():
    both = display.switched(display.switched("", Display.SUN), Display.LARGE)

    assert both == "huruf-besar.terik"
    assert display.switched(both, Display.SUN) == "huruf-besar"
    assert display.switched("huruf-besar.jahat", Display.LARGE) == ""
