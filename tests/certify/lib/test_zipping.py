"""A ZIP that is written while it is read."""

import datetime as dt
import io
import zipfile

from certify.lib import zipping

AT = dt.datetime(2026, 3, 1, 8, 30, tzinfo=dt.UTC)


def test_every_tool_reads_what_was_streamed():
    files = {"a.pdf": b"%PDF a", "b.pdf": b"x" * 100_000, "c.pdf": b""}

    pieces = list(zipping.stored(((n, lambda c=c: c) for n, c in files.items()), at=AT))

    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        assert {entry.filename: archive.read(entry) for entry in archive.infolist()} == files
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        assert archive.infolist()[0].date_time == (2026, 3, 1, 8, 30, 0)


def test_a_file_is_read_only_when_its_turn_comes():
    read = []

    def reader(name):
        return lambda: read.append(name) or b"x" * 50_000

    pieces = zipping.stored(((name, reader(name)) for name in "abc"), at=AT)
    first = next(pieces)

    assert read == ["a"]
    assert 50_000 < len(first) < 51_000


def test_names_are_kept_apart():
    names = ["S-Siti.pdf", "S-siti.pdf", "S-Ani.pdf", "S-Siti.pdf"]

    assert zipping.apart(names) == ["S-Siti.pdf", "S-siti-2.pdf", "S-Ani.pdf", "S-Siti-3.pdf"]
