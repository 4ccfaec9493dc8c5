"""A workbook in memory whose cells are all text."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import xlsxwriter

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@contextmanager
def text_workbook() -> Iterator[tuple[Any, Any, io.BytesIO]]:
    """Give a workbook, its format for text cells, and where its bytes go."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    yield book, book.add_format({"num_format": "@", "text_wrap": False}), stream
    book.close()
