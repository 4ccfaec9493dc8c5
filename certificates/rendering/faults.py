"""What a design may not be: every fault found, each at its field, in words for staff."""

import dataclasses
from collections.abc import Iterator

from certificates.rendering import colors, placeholders, places
from certificates.rendering.design import Design, LogoPlace, Witness, Wording
from certificates.rendering.printable import WORDING_CALLED, missing_letters
from certify.papers.refusals import letters_sentence

MOST_LOGOS = 3
# These words may be left out; the others are asked for by BNSP's certificate, in both languages.
OPTIONAL = frozenset({"together", "note", "units_note"})
# What has to stand in some of them, whatever else does: it is called what it is, and it says
# "kompeten"; the line of the digital copy is the body's own (decisions 3 and 5).
SAYS = {
    "title": "sertifikat kompetensi",
    "title_en": "certificate of compet",
    "area": "kompeten",
    "area_en": "competent",
    "digital_line": "{keterangan}",
}
_SAID = {
    "title": "Sertifikat Kompetensi",
    "title_en": "Certificate of Competence",
    "area": "kompeten",
    "area_en": "competent",
    "digital_line": "{keterangan}",
}
_WITNESS_CALLED = {
    "opening": "Kata pengantar",
    "position": "Jabatan",
    "name": "Nama",
}


@dataclasses.dataclass(frozen=True)
class Fault:
    """One thing to be mended, and where."""

    field: str
    sentence: str


def faults(design: Design) -> list[Fault]:
    """Return everything that keeps a design from being printed; empty when nothing does."""
    found = [*_of_colors(design), *_of_words(design.wording), *_of_logos(design)]
    if design.witness:
        found += _of_witness(design.witness)
    return found


def _of_colors(design: Design) -> Iterator[Fault]:
    for field in ("heading", "ornament"):
        if sentence := colors.problem(getattr(design, field)):
            yield Fault(field, sentence)


def _of_words(wording: Wording) -> Iterator[Fault]:
    for row in dataclasses.fields(wording):
        field, words = row.name, getattr(wording, row.name)
        sentence = _problem_of_words(field, words)
        if sentence:
            yield Fault(field, sentence)


def _problem_of_words(field: str, words: str) -> str | None:
    called = WORDING_CALLED[field]
    if unknown := placeholders.unknown(words):
        return (
            f"“{{{unknown[0]}}}” bukan isian yang dikenal. "
            "Pakai isian dari daftar, atau hapus kurung kurawalnya."
        )
    if not words.strip():
        return None if field in OPTIONAL else f"{called} wajib ada. Isi dulu."
    if field in SAYS and SAYS[field] not in words.casefold():
        return f"{called} harus memuat “{_SAID[field]}”."
    if missing := missing_letters(words):
        return letters_sentence(called, missing)
    return None


def _of_logos(design: Design) -> Iterator[Fault]:
    if len(design.logos) > MOST_LOGOS or len(set(design.logos)) != len(design.logos):
        yield Fault("logos", "Pilih paling banyak tiga logo, masing-masing satu kali.")
    if LogoPlace.OWN in design.logos and not (design.own_logo and design.own_logo_called.strip()):
        yield Fault("own_logo", "Unggah logo tambahan dan tulis milik siapa, atau jangan dipakai.")


def _of_witness(witness: Witness) -> Iterator[Fault]:
    for field, slot in places.WITNESS.items():
        called, words = _WITNESS_CALLED[field], getattr(witness, field)
        if not words.strip():
            yield Fault(f"witness_{field}", f"{called} wajib ada kalau ada penanda tangan kedua.")
        elif missing := missing_letters(words):
            yield Fault(f"witness_{field}", letters_sentence(called, missing))
        elif not slot.fit(words):
            yield Fault(f"witness_{field}", f"{called} terlalu panjang untuk tempatnya.")
