"""Two QR readers that are not ours, on the clean page and on bad prints of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from judge_verdicts import Disagreement

from tests.certificates.rendering import prints

if TYPE_CHECKING:
    from judge_batch import Batch, Paper

DPI = 150


def _readings(paper: Paper, folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    clean = prints.page(paper.path, dpi=DPI)
    for reader, read in prints.READERS.items():
        yield reader, "clean", read(clean, folder)
        for name, spoil in prints.SPOILED.items():
            yield reader, name, read(spoil(clean), folder)


def codes(batch: Batch) -> str:
    """Read the code of every ordinary paper and every tenth hostile one, clean and spoiled.

    The clean page must be read by both readers, and nothing may ever be read wrongly.
    """
    papers = batch.papers[:40] + batch.papers[40::10]
    tried: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for paper in papers:
        for reader, print_, found in _readings(paper, batch.folder):
            tried[reader, print_] += 1
            seen[reader, print_] += found == [paper.content.verify_url]
            if found not in ([], [paper.content.verify_url]) or (print_ == "clean" and not found):
                raise Disagreement(paper.name, f"{reader} reads {found} from the {print_} page")
    for key, count in tried.items():
        if seen[key] < prints.LEAST_SHARE * count:
            raise Disagreement("QR", f"{' on '.join(key)}: {seen[key]} of {count} are read")
    spoiled = {
        name: min(seen[reader, name] for reader in prints.READERS) for name in prints.SPOILED
    }
    words = ", ".join(f"{name} {count}" for name, count in spoiled.items())
    return f"zxing and zbar read all {len(papers)} at {DPI} dpi; of bad prints at least: {words}"
