"""Compile assets/scss into static/css/canting.css with libsass; ``--check`` fails when it is stale.

The compiled file is committed so that running needs neither Node nor a compiler.
"""

import argparse
import sys
from pathlib import Path

import sass

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "assets" / "scss"
BOOTSTRAP = ROOT / "assets" / "vendor" / "bootstrap" / "scss"
TARGET = ROOT / "static" / "css" / "canting.css"


def compiled() -> str:
    """The stylesheet of the staff pages, from our tokens and the used parts of Bootstrap."""
    css: str = sass.compile(
        filename=str(SOURCES / "canting.scss"),
        include_paths=[str(SOURCES), str(BOOTSTRAP)],
        output_style="compressed",
    )
    return css


def main() -> int:
    """Write the file, or compare the committed one with what the sources give now."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="fail when the committed file is stale"
    )
    css = compiled()
    if parser.parse_args().check:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != css:
            print("static/css/canting.css is stale: run `make css`")
            return 1
        return 0
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(css, encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(css.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
