"""Write the kawung tile that the header band repeats, from the certificate's own generator.

The stylesheet repeats the tile `round`, so whole figures only are ever shown.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from certificates.rendering import kawung_band_svg  # noqa: E402 -- the root must be found first

if __name__ == "__main__":
    (ROOT / "static" / "img" / "kawung.svg").write_text(kawung_band_svg() + "\n", encoding="utf-8")
