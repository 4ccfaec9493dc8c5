"""The limited process in which a workbook is opened: ``python -m participants.importing.child``.

It gets the file on its standard input and answers with JSON on its standard output. It has no
settings, no database, no keys, cannot write files, and dies alone when a file asks for too much
(reliability notes, 2.7).
"""

import json
import resource
import sys
import warnings

from participants.importing import limits, sheets, workbook
from participants.importing.refusals import Refusal, UnreadableFileError


def limit_this_process() -> None:
    """Give up memory, processor time, files and cores beyond what a list of people needs."""
    for kind, amount in (
        (resource.RLIMIT_AS, limits.CHILD_MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.CHILD_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(
            kind, (amount if hard == resource.RLIM_INFINITY else min(amount, hard), hard)
        )


def answer(content: bytes) -> str:
    """Give the book as JSON, or ``{"refused": cause}``."""
    try:
        return sheets.dump(workbook.read(content))
    except UnreadableFileError as error:
        return json.dumps({"refused": error.refusal.value})
    except (MemoryError, RecursionError):
        return json.dumps({"refused": Refusal.TOO_HEAVY.value})


def main() -> None:
    """Read, answer, end."""
    limit_this_process()
    # openpyxl warns about styles and extensions that do not matter here.
    warnings.simplefilter("ignore")
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()).encode())


if __name__ == "__main__":
    main()
