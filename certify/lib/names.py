"""Names of people: cleaned without changing them, and a proposal where the capitals are wrong.

A name is printed as typed (decisions, 10), so nothing here is applied silently: ``proposal`` is
only ever offered to a human.
"""

import re

from certify.lib.text import bracketed, tidy, without_brackets, words_key

# Degrees and titles in the spelling of the university letters; the key is without dots, lower.
_SPELLED = """
A.Md. A.Md.Kom. A.Md.Keb. A.Md.Kep. A.Ma. A.Ma.Pd. S.Pd. S.Pd.I. S.Pd.SD. S.E. S.E.I. S.E.Sy. S.Ak.
S.H. S.H.I. S.T. S.Tr. S.Tr.T. S.Si. S.Sos. S.Sos.I. S.Sn. S.Ds. S.Kom. S.Kep. S.Keb. S.Ag. S.Ars.
S.P. S.Pt. S.Psi. S.I.Kom. S.IP. S.Hum. S.S. S.Th.I. S.Farm. S.Gz. S.KM. S.AP. S.AB. S.TP. S.Par.
S.ST. S.Tr.Par. M.Pd. M.Pd.I. M.M. M.E. M.Si. M.T. M.H. M.Hum. M.Sn. M.Ds. M.Kom. M.Ag. M.Ak. M.A.
M.AP. M.Kes. M.Sc. M.B.A. M.P. M.Psi. Ph.D. Apt. Ners. Gr.
"""
_DEGREES = {spelled.replace(".", "").lower(): spelled for spelled in _SPELLED.split()}
# These stand before a name, or are short for one; written so whatever the case was.
_SHORT = {
    "h": "H.", "hj": "Hj.", "kh": "KH.", "dr": "Dr.", "drs": "Drs.", "dra": "Dra.", "ir": "Ir.",
    "prof": "Prof.", "moch": "Moch.", "moh": "Moh.", "muh": "Muh.", "mohd": "Mohd.",
    "much": "Much.", "abd": "Abd.", "st": "St.", "rr": "Rr.", "rm": "R.M.", "ra": "R.A.",
    "alm": "Alm.", "almh": "Almh.", "ny": "Ny.", "tn": "Tn.",
}  # fmt: skip
_LOWER = frozenset({"bin", "binti", "al", "el", "an", "van", "de"})
_PARTICLES = frozenset({"bin", "binti"})
_ROMAN = re.compile(r"(?=[ivx])(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"(\s+|,\s*|-|/|\(|\)|\[|\])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")


def letter_case(name: str) -> str:
    """Tell ``upper`` or ``lower`` when the whole name is written so, otherwise ``""``.

    Degrees after the comma, brackets and single letters say nothing about how the name was typed.
    """
    body = without_brackets(name).split(",")[0]
    words = [word for word in _WORD.findall(body) if len(word) > 1]
    joined = "".join(words)
    if not any(word.lower() not in _SHORT and word.lower() not in _PARTICLES for word in words):
        return ""
    if joined.isupper():
        return "upper"
    return "lower" if joined.islower() else ""


def proposal(name: str) -> str:
    """Offer ordinary capitals: «SITI KUSUMA, S.PD.» → «Siti Kusuma, S.Pd.».

    Degrees and titles keep their spelling, *bin* and *binti* are small, what follows an apostrophe
    inside a name is small (Ma'ruf) except after a single letter (O'Brien).
    """
    pieces = _PIECE.split(tidy(name))
    written: list[str] = []
    after_comma = False
    for position, piece in enumerate(pieces):
        after_comma = after_comma or piece.startswith(",")
        if not piece or _PIECE.fullmatch(piece):
            written.append(piece)
        else:
            written.append(_word(piece, first=position == 0, after_comma=after_comma))
    return "".join(written)


def _word(word: str, *, first: bool, after_comma: bool) -> str:
    key = word.replace(".", "").lower()
    # Without a dot «Se» or «Ma» is a name; after a comma, or with its dots, it is a degree.
    if key in _DEGREES and (after_comma or "." in word.rstrip(".")):
        spelled = _DEGREES[key]
        if "." not in word:
            return spelled.replace(".", "")
        return spelled if word.endswith(".") else spelled.rstrip(".")
    if key in _SHORT and word.endswith("."):
        return _SHORT[key]
    if key in _SHORT and first and key in {"hj", "drs", "dra", "moch", "moh", "muh"}:
        return _SHORT[key].rstrip(".")
    if key in _PARTICLES or (key in _LOWER and not first and "." not in word):
        return key
    if _INITIALS.fullmatch(word):
        return word.upper()
    if _ROMAN.fullmatch(word) and not first:
        return word.upper()
    return _capitalized(word)


def _capitalized(word: str) -> str:
    head, mark, tail = word, "", ""
    for apostrophe in ("'", "’", "‘", "`"):
        if apostrophe in word:
            head, mark, tail = word.partition(apostrophe)
            break
    tail = tail.capitalize() if len(head) == 1 and len(tail) > 1 else tail.lower()
    return f"{head.capitalize()}{mark}{tail}"


def notes(name: str) -> list[str]:
    """List what stands in brackets inside a name: «(Alm. Pak Darmo)», «(Bu RT)»."""
    return bracketed(name)


def without_notes(name: str) -> str:
    """Give the name with its brackets taken out, for a human who chose so."""
    return without_brackets(name)


def without_degrees(name: str) -> str:
    """Give the bare name: no degrees after the comma, no title before it, no brackets."""
    body = without_brackets(name).split(",")[0]
    words = body.split()
    while len(words) > 1 and words[0].replace(".", "").lower() in _TITLES:
        words.pop(0)
    while len(words) > 1 and "." in words[-1] and words[-1].replace(".", "").lower() in _DEGREES:
        words.pop()
    return " ".join(words)


_TITLES = frozenset({"h", "hj", "kh", "dr", "drs", "dra", "ir", "prof"})


def bnsp_name(name: str) -> str:
    """Derive the name of BNSP's list: capitals, no degrees (domain notes, 8)."""
    return without_degrees(name).upper()


def same_key(name: str) -> str:
    """Give a form in which two spellings of one person's name are equal."""
    return words_key(without_degrees(name).replace("'", "").replace("’", ""))
