"""The limited process that opens a workbook: ``python -m programs.importing.child``.

The file comes on standard input, its cells leave as JSON on standard output. It may not write a
file, and dies alone when a workbook asks for too much (decisions.md 21).
"""

import io
import json
import resource
import sys
import warnings

import openpyxl

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 10
MOST_ROWS = 10_000
COLUMNS = 8
SHEETS = ("Standar", "Unit")


def limit_this_process() -> None:
    """Give up memory, processor time and files beyond what a standard needs."""
    for kind, amount in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(
            kind, (amount if hard == resource.RLIM_INFINITY else min(amount, hard), hard)
        )


def cells(content: bytes) -> dict[str, list[list[str]]]:
    """Give the text of the two sheets, row by row; a formula is its text, never a value."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    return {
        name: [
            ["" if value is None else str(value) for value in row]
            for row in book[name].iter_rows(max_row=MOST_ROWS, max_col=COLUMNS, values_only=True)
        ]
        for name in SHEETS
        if name in book.sheetnames
    }


def main() -> None:
    """Read, answer, end."""
    limit_this_process()
    # openpyxl warns about styles that do not matter here.
    warnings.simplefilter("ignore")
    sys.stdout.write(json.dumps(cells(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
