"""What a certificate prints for one holder, as the very texts that stand on its lines.

Both ways of making a certificate ask here: the template is filled with these texts, and a compiled
form (`certificates.rendering.compiled`) sets the same texts without the template. Whatever is not
among `FIELDS` is the same for everybody who passed the same scheme in the same program.
"""

import dataclasses
from collections.abc import Mapping

from certificates.content import CertificateContent
from certificates.rendering import places, wording
from certify.lib import dates
from certify.papers import measuring
from certify.papers.measuring import Fitted

# The values of a content that belong to one holder, or to the program that a form is not made for.
FIELDS = frozenset(
    {
        "register_number",
        "certificate_number",
        "registration_number",
        "replaces_number",
        "holder_name",
        "program_name",
        "photo_jpeg",
        "verify_url",
        "verify_code",
        "issued_on",
        "valid_until",
    }
)

_SHORTEST_RULE_MM = 170
_BESIDE_NAME_MM = 6
_MICRO_FONT = "PlusJakartaSans-Medium.ttf"
_MICRO_POINTS = 2
_BETWEEN_PHRASES = " · "


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Micro:
    """The tiny line under the rule: one phrase as often as it fits, spread to the rule's width."""

    phrase: str
    times: int
    spacing_mm: float

    @property
    def last(self) -> str:
        """The last phrase of the line, which needs nothing between it and a next."""
        return self.phrase.removesuffix(_BETWEEN_PHRASES)

    @property
    def text(self) -> str:
        """The whole line."""
        return self.phrase * (self.times - 1) + self.last


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HolderTexts:
    """The texts of one holder by name, and the sizes that follow from the length of the name."""

    texts: Mapping[str, str]
    name: Fitted
    name_below_photo: tuple[str, ...]
    rule_mm: float
    micro: Micro


def texts(content: CertificateContent) -> HolderTexts:
    """Return what is printed for the holder of ``content``.

    Raises ``ValueError`` when the name does not fit its place; `check_printable` refused it before.
    """
    name = places.DIGITAL["holder_name"].fit(content.holder_name)
    if name is None:
        raise ValueError("holder_name does not fit its place")
    rule_mm = _rule_mm(name)
    micro = _micro(content, rule_mm)
    below_photo = places.holder_lines(content.holder_name)
    named = {
        **{f"name_{number}": line for number, line in enumerate(name.lines, 1)},
        **{f"below_photo_{number}": line for number, line in enumerate(below_photo, 1)},
        "holder_name": content.holder_name,
        "micro": micro.text,
        "printed_number": content.printed_number,
        "register_number": content.register_number,
        "registration_number": content.registration_number or "",
        "replaces_number": content.replaces_number or "",
        "program_name": content.program_name,
        "verify_url": content.verify_url,
        "code": code_in_groups(content.verify_code),
        "issued_on": dates.long_date(content.issued_on),
        "issued_on_en": dates.long_date_en(content.issued_on),
        "valid_until": dates.long_date(content.valid_until),
        "valid_until_en": dates.long_date_en(content.valid_until),
        "created": content.issued_on.isoformat(),
        "created_in_pdf": f"{content.issued_on:%Y%m%d}",
        "title": wording.title(content),
    }
    return HolderTexts(
        texts=named, name=name, name_below_photo=below_photo, rule_mm=rule_mm, micro=micro
    )


def code_in_groups(code: str) -> str:
    """Return a verification code in groups of four."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def _rule_mm(name: Fitted) -> float:
    """Return how long the line under the name is, to a hundredth as the template takes it."""
    font = measuring.font(places.DIGITAL["holder_name"].file)
    widths = [font.width_mm(line, name.size) + _BESIDE_NAME_MM for line in name.lines]
    return round(max(_SHORTEST_RULE_MM, *widths), 2)


def _micro(content: CertificateContent, width_mm: float) -> Micro:
    """Return number and name again, tiny, as often as fits: no office copier keeps them sharp."""
    font = measuring.font(_MICRO_FONT)
    phrase = f"{content.printed_number} {content.holder_name}{_BETWEEN_PHRASES}"
    one = font.width_mm(phrase, _MICRO_POINTS)
    times = max(1, int(width_mm / one)) if one else 1
    letters = len(phrase) * times - len(_BETWEEN_PHRASES)
    spare = width_mm - one * times + font.width_mm(_BETWEEN_PHRASES, _MICRO_POINTS)
    return Micro(phrase=phrase, times=times, spacing_mm=round(max(0.0, spare) / letters, 4))
