"""A ZIP written while it is read: any number of files, the memory of one."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator

Reader = Callable[[], bytes]


class _Sink(io.RawIOBase):
    """Takes what the ZIP writes and gives it on; what was given cannot be gone back to."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._waiting.append(piece)
        return len(piece)

    def take(self) -> bytes:
        taken = b"".join(self._waiting)
        self._waiting.clear()
        return taken


def stored(files: Iterable[tuple[str, Reader]], *, at: dt.datetime) -> Iterator[bytes]:
    """Give the pieces of a ZIP of these names; each file is read when its turn comes.

    The files are stored as they are: deflating PDFs costs forty times the time and saves 3 %
    (pdf.md 9). ``at`` is written as every file's date.
    """
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for name, read in files:
            entry = zipfile.ZipInfo(name, date_time=at.timetuple()[:6])
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, read())
            yield sink.take()
    yield sink.take()


def apart(names: Iterable[str]) -> list[str]:
    """Give file names of which no two are the same, also where case does not count."""
    seen: dict[str, int] = {}
    made = []
    for name in names:
        count = seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        stem, dot, kind = name.rpartition(".")
        made.append(name if count == 1 else f"{stem}-{count}{dot}{kind}")
    return made
