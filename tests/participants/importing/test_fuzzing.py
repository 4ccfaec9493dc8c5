"""Damaged and odd files by the thousand: a documented refusal or a book, never another error (E14).

``make test`` runs a few hundred; ``make drill`` runs the full count. Both go through the code of
the child in this process, where an unforeseen error would show, and a few through the child itself.
"""

import random
import zipfile
from io import BytesIO

import pytest

from participants.importing import archive, child, delimited, reading, sheets, tables
from participants.importing.refusals import Refusal, UnreadableFileError
from tests.factories.imports import TIDY, UNTIDY

REDUCED = 300
FULL = 20_000
THROUGH_THE_CHILD = 12
REFUSED = {f'{{"refused": "{refusal.value}"}}' for refusal in Refusal}
PIECES = (
    b"<row", b"</row>", b'r="99999999"', b"<c t='s'><v>9999</v></c>", b"&#0;", b"]]>", b"<v>1e999",
    b'<c r="ZZZZ1">', b"<f t='shared' si='9'/>", b"<v>-1</v>", b"\xff\xfe", b't="d"><v>x</v>',
    b'<mergeCell ref="A1:XFD1048576"/>', b's="99"', b"<is><t/></is>", b'hidden="1"', b"\x00",
)  # fmt: skip


def mutated_bytes(content: bytes, chance: random.Random) -> bytes:
    """Flip, cut or repeat some bytes of the whole file."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(made))
        act = chance.randrange(3)
        if act == 0:
            made[place] = chance.randrange(256)
        elif act == 1:
            del made[place : place + chance.randint(1, 40)]
        else:
            made[place:place] = made[place : place + chance.randint(1, 40)]
    return bytes(made)


def mutated_part(content: bytes, chance: random.Random) -> bytes:
    """Put nonsense into one part of the workbook and pack it properly again."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        victim = chance.choice([name for name in old.namelist() if name.endswith(".xml")])
        for name in old.namelist():
            part = old.read(name)
            if name == victim:
                place = chance.randrange(len(part))
                part = part[:place] + chance.choice(PIECES) + part[place + chance.randint(0, 9) :]
            new.writestr(name, part)
    return stream.getvalue()


def try_workbook(content: bytes) -> None:
    try:
        archive.check(content)
    except UnreadableFileError:
        return
    said = child.answer(content)
    if said not in REFUSED:
        try_table(sheets.load(said))


def try_text(content: bytes) -> None:
    try:
        try_table(delimited.read(content))
    except UnreadableFileError:
        return


def try_table(book: sheets.Book) -> None:
    try:
        tables.choose(book)
    except UnreadableFileError:
        return


def fuzz(count: int, seed: int) -> None:
    chance = random.Random(seed)
    workbook, text = UNTIDY.read_bytes(), TIDY.read_bytes()
    for _ in range(count):
        try_workbook(mutated_bytes(workbook, chance))
        try_workbook(mutated_part(workbook, chance))
        try_text(mutated_bytes(text, chance))


@pytest.mark.filterwarnings("ignore")
def test_damaged_files_are_refused_or_read() -> None:
    fuzz(REDUCED, seed=2022)


@pytest.mark.drill
@pytest.mark.filterwarnings("ignore")
def test_many_damaged_files_are_refused_or_read() -> None:
    fuzz(FULL, seed=random.randrange(10**6))


def test_the_parent_outlives_what_the_child_is_given() -> None:
    chance = random.Random(7)
    outcomes = set()
    for _ in range(THROUGH_THE_CHILD):
        try:
            reading.read_file(mutated_part(UNTIDY.read_bytes(), chance))
            outcomes.add("read")
        except UnreadableFileError as error:
            outcomes.add(error.refusal)

    assert outcomes <= {"read", *Refusal}
    assert Refusal.TOO_HEAVY not in outcomes  # the child died in no way that nobody foresaw
