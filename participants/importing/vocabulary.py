"""Words for sex and education as lists write them."""

import re
from functools import lru_cache

from certify.lib.text import tidy, words_key

FEMALE = "female"
MALE = "male"

_SEX = {
    **dict.fromkeys(("p", "pr", "perempuan", "wanita", "w", "wnt", "prempuan", "cewek"), FEMALE),
    **dict.fromkeys(("l", "lk", "laki", "laki laki", "lakilaki", "pria", "cowok"), MALE),
}
_EDUCATION = {
    "none": ("tidak sekolah", "tidak tamat sd", "belum sekolah"),
    "sd": ("sd", "mi", "sr", "paket a", "sekolah dasar"),
    "smp": ("smp", "sltp", "mts", "mtsn", "paket b", "sekolah menengah pertama"),
    "sma": ("sma", "slta", "smu", "ma", "man", "paket c", "sekolah menengah atas"),
    "smk": ("smk", "stm", "smea", "smkk", "smip", "sekolah menengah kejuruan"),
    "d1": ("d1", "di", "diploma 1", "diploma i"),
    "d2": ("d2", "dii", "diploma 2", "diploma ii"),
    "d3": ("d3", "diii", "diploma 3", "diploma iii"),
    "d4": ("d4", "div", "diploma 4", "diploma iv"),
    "s1": ("s1", "si", "sarjana", "strata 1", "strata i"),
    "s2": ("s2", "sii", "magister", "pascasarjana", "strata 2"),
    "s3": ("s3", "siii", "doktor", "strata 3"),
}
_BY_WORD = {word: code for code, words in _EDUCATION.items() for word in words}
_EQUIVALENT = re.compile(
    r"\b(?:se|sedera|dera)?(?:derajat|jat|setara)\b|\bsederajat\b|\btamat\b|\blulus\b"
)
_GRADE = re.compile(r"\b([ds]) ?([1-4])\b")


@lru_cache(maxsize=1024)
def sex(text: str) -> str | None:
    """Read «P», «Wanita», «Laki-laki»; None when it says neither."""
    return _SEX.get(words_key(text))


@lru_cache(maxsize=1024)
def education(text: str) -> str | None:
    """Read «smk / sederajat», «SLTA», «D-III», «S1 Seni Rupa»; None when unknown."""
    key = tidy(_EQUIVALENT.sub(" ", words_key(text)))
    key = _GRADE.sub(r"\1\2", key)
    if key in _BY_WORD:
        return _BY_WORD[key]
    joined = key.replace(" ", "")
    if joined in _BY_WORD:
        return _BY_WORD[joined]
    first = key.split(" ")[0] if key else ""
    return _BY_WORD.get(first) if len(first) > 1 else None
