"""Make the two small screen fonts from the whole ones that the papers use (Spectral, OFL).

Latin letters of Indonesian and its neighbors only: a quarter of a page's budget instead of all.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WHOLE = ROOT / "certify" / "papers" / "fonts"
SCREEN = ROOT / "static" / "fonts"
LETTERS = (
    "U+0020-007E,U+00A0-017F,U+02BC,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2032,U+2033,U+2212"
)
FEATURES = "kern,liga,lnum,tnum,pnum,onum,ccmp,mark,mkmk,locl"


def main() -> int:
    """Write static/fonts/spectral-*.woff2 and the license beside them."""
    for name in ("Regular", "Medium"):
        target = SCREEN / f"spectral-{name.lower()}.woff2"
        arguments = [
            str(WHOLE / f"Spectral-{name}.ttf"),
            f"--unicodes={LETTERS}",
            f"--layout-features={FEATURES}",
            "--no-hinting",
            "--drop-tables+=meta",
            "--flavor=woff2",
            f"--output-file={target}",
        ]
        subprocess.run([sys.executable, "-m", "fontTools.subset", *arguments], check=True)
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")
    license_text = (WHOLE / "OFL-Spectral.txt").read_text(encoding="utf-8")
    (SCREEN / "OFL-Spectral.txt").write_text(license_text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
