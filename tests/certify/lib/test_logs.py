"""No identity number reaches a log line, not even inside a traceback."""

import io
import logging

import pytest

from certify.lib.logs import HIDDEN, MaskingFormatter, masked

CANARY = "9903011508950001"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"NIK {CANARY}.", f"NIK {HIDDEN}."),
        ("9903 0115 0895 0001", HIDDEN),
        ("99.03.01.150895.0001", HIDDEN),
        ("990301150895000", "990301150895000"),
        ("99030115089500011", "99030115089500011"),
        ("no number", "no number"),
    ],
)
def test_only_runs_of_sixteen_digits_are_hidden(text, expected):
    assert masked(text) == expected


def test_a_traceback_is_masked_too():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(MaskingFormatter("%(levelname)s %(message)s"))
    try:
        int(CANARY + "x")
    except ValueError as error:
        details = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "x", 1, "refused %s", (CANARY,), details)
    handler.emit(record)

    assert CANARY not in stream.getvalue()
    assert stream.getvalue().startswith(f"ERROR refused {HIDDEN}\n")
    assert stream.getvalue().count(HIDDEN) == 2
    assert "Traceback" in stream.getvalue()
