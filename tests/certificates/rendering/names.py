"""Names that break layouts: long, short, with marks, degrees, apostrophes and no spaces."""

import itertools

_GIVEN = (
    "Siti", "Ngatemi", "Muhammad Nur'aini", "I Gusti Ayu Kadek", "Maria Goreti", "Jeanne-d’Arc",
    "Raden Ajeng Kusumaningtyas", "Łucja", "Đặng Thị", "Ñusta", "Øystein", "Çağla", "WWWWWWWWWW",
)  # fmt: skip
_FAMILY = (
    "", "Romlah", "binti Haji Abdurrahman Wahid", "Pramudyawardhani Sastrowardoyo Mangkunegara",
    "Simanungkalit-Hutagalung", "Iiiiiiiiii Llllllllll", "MMMMMMMMMMMMMMMMMMMMMMMM",
)  # fmt: skip
_MIDDLE = ("", "Dewi ", "Sri ", "Nur ", "Ayu Lestari ")
_BEFORE = ("", "Dr. Hj. ", "Ir. ")
_AFTER = ("", ", S.Pd.", ", S.E., M.M.", ", A.Md.Kes., S.Tr.Keb., M.Kes.")

EXTREMES = ("O", "Li", "Y", "A" * 40, "Siti " * 11 + "Romlah", "Ayu, S.Pd., M.Pd., M.Si., Ph.D.")


def hostile(count: int) -> list[str]:
    """Return ``count`` different names, spread over all combinations, with the extremes first."""
    pairs = [
        f"{before}{given} {middle}{family}".strip() + after
        for before, given, middle, family, after in itertools.product(
            _BEFORE, _GIVEN, _MIDDLE, _FAMILY, _AFTER
        )
    ]
    step = len(pairs) / (count - len(EXTREMES))
    return [*EXTREMES, *(pairs[int(index * step)] for index in range(count - len(EXTREMES)))]
