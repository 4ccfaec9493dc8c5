"""The rows of the bench. Loaded by bench.py when the project is set up on a database of its own."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from http import HTTPStatus

import measures_issuing
import measures_papers
import measures_public
import openpyxl
from bench import Figures, Pair
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participants import operations
from participants.enums import ImportStatus
from participants.importing import stored
from participants.importing.checking import Outcome
from tests.conftest import make_cast
from tests.factories import accounts, imports, participants, programs
from tests.participants.importing import workbooks

PEOPLE = 10_000
BOARD = 400

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _list_of(count: int) -> bytes:
    rows = [workbooks.HEADER]
    for number in range(1, count + 1):
        nik = f"9901{1 + number // 9000:02}570580{1 + number % 9000:04}"
        name = imports.name(number)
        rows.append([str(number), name, nik, "Jombang", "17-05-1980", "P", "Pembatik Tulis"])
    return workbooks.workbook(rows)


@functools.cache
def stage_with(places: int) -> programs.Stage:
    """Give an open program with room for ``places`` people."""
    cast = make_cast(f"{places}")
    cast.body.name_en = "Example Professional Certification Body"  # certificates ask for it
    cast.body.save()
    return programs.stage(cast, places=places)


def _import(content: bytes, *, is_saved: bool) -> None:
    stage = stage_with(PEOPLE)
    now, dewi = timezone.now(), stage.cast.dewi
    with transaction.atomic():
        draft = operations.start_import(
            program=stage.program, content=content, file_name="daftar.xlsx", by=dewi, at=now
        )
        if draft.status == ImportStatus.READING:
            draft = operations.read_import(draft=draft, at=now)
        checked = stored.check(draft, today=timezone.localdate(now))
        if checked.count(Outcome.ADD) != PEOPLE:
            message = f"the list is not clean: {checked.groups}"
            raise RuntimeError(message)
        if is_saved:
            operations.commit_import(draft=draft, by=dewi, at=now)
        transaction.set_rollback(True)  # the next round finds an empty register again


def _imported(*, is_saved: bool, words: str) -> Pair:
    content = _list_of(PEOPLE)

    def bare() -> int:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return sum(len([cell.value for cell in row]) for row in book.active.iter_rows())

    return Pair(
        lambda: _import(content, is_saved=is_saved),
        bare,
        words,
        "openpyxl, read-only, touches every cell of the same file",
        rounds=3,
    )


def import_10000_vs_openpyxl() -> Pair:
    """A large list up to the repair page."""
    words = "10,000 people from the upload to the page of problems: kept encrypted, read, checked"
    return _imported(is_saved=False, words=words)


def import_10000_saved_vs_openpyxl() -> Pair:
    """A large list until everybody is enrolled."""
    return _imported(is_saved=True, words="the same, and everybody saved and enrolled")


def board_400_vs_40() -> Pair:
    """The staff's board of a large program beside that of an ordinary one."""

    def board_of(count: int) -> Callable[[], None]:
        stage = stage_with(count)
        participants.accepted_many(stage, count)
        client = accounts.sign_in(Client(), stage.cast.sari)
        address = reverse("desk:board", args=[stage.program.pk])

        def get() -> None:
            answer = client.get(address)
            if answer.status_code != HTTPStatus.OK or f"{count}" not in answer.content.decode():
                raise RuntimeError(address)

        return get

    return Pair(
        board_of(BOARD),
        board_of(BOARD // 10),
        "the board of 400 people",
        "the board of 40 people",
        rounds=30,
    )


PAIRS: dict[str, Callable[[], Pair | Figures]] = {
    function.__name__: function
    for function in (
        *measures_papers.PAIRS.values(),
        import_10000_vs_openpyxl,
        import_10000_saved_vs_openpyxl,
        measures_issuing.issue_40,
        measures_issuing.issue_10000,
        measures_public.verify_vs_empty_view,
        measures_public.verify_million_vs_10000,
        board_400_vs_40,
    )
}
