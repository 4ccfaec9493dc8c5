#!/usr/bin/env python3
"""Let outside programs decide over our papers; ends non-zero at the first disagreement.

Makes a program of 40 people and 500 with hostile names besides on a database of its own, issues
everybody by the real moves, and asks qpdf, pdfsig, pdftotext, pdffonts, two QR readers, veraPDF, a
credential verifier in Node and schemathesis. What is not installed is reported as not judged.
Usage: judge.py [--hostile N] [judge …]; no judge means all.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import bench

HOSTILE = 500


def main() -> int:
    """Make the batch, call the judges one after the other, and say what each said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hostile", type=int, default=HOSTILE)
    parser.add_argument("judges", nargs="*")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="canting-judge-") as folder:
        os.environ["PUBLIC_URL"] = "https://batik.jombangkab.example"
        bench.prepare(folder)
        import judge_api
        import judge_batch
        import judge_codes
        import judge_credentials
        import judge_papers
        from judge_verdicts import Disagreement, NotJudged

        judges: dict[str, Callable[[judge_batch.Batch], str]] = {
            "structure": judge_papers.structure,
            "text": judge_papers.text,
            "fonts": judge_papers.fonts,
            "seals": judge_papers.seals,
            "tampering": judge_papers.tampering,
            "credentials": judge_credentials.credentials,
            "codes": judge_codes.codes,
            "api": judge_api.api,
            "archive": judge_papers.archive,
        }
        started = time.monotonic()
        batch = judge_batch.make(Path(folder), hostile=options.hostile)
        words = f"{len(batch.papers)} issued, {batch.refused} refused by name"
        print(f"{'batch':<12}{words}, {time.monotonic() - started:.0f} s", flush=True)
        for name in options.judges or judges:
            started = time.monotonic()
            try:
                words = judges[name](batch)
            except NotJudged as reason:
                words = f"NOT JUDGED: {reason}"
            except Disagreement as words_against:
                print(f"{name:<12}DISAGREES: {words_against}", flush=True)
                return 1
            print(f"{name:<12}{words}, {time.monotonic() - started:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
