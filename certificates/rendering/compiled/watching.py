"""What is watched for while the page of a form is drawn, and what was seen of it."""

import dataclasses
from typing import Any

from certificates.content import CertificateContent
from certificates.rendering import digital_page, holder
from certificates.rendering.compiled import recipe, sentinels, widening
from certificates.rendering.compiled.recorded import RecordedText
from certificates.rendering.compiled.recording import SlotPicture
from certificates.rendering.compiled.sentinels import Shape
from certificates.rendering.design import Design
from certificates.rendering.holder import HolderTexts
from certify.papers.typesetting import Typesetter


class Watcher:
    """Chooses the texts that are the holder's, and makes their fonts carry what they may need."""

    def __init__(
        self,
        nobody: CertificateContent,
        shape: Shape,
        design: Design,
        typesetter: Typesetter,
    ) -> None:
        self.nobody, self.shape, self.design = nobody, shape, design
        self.key = recipe.key(nobody, shape, design)
        self.holds = _varying(holder.texts(nobody), shape)
        self.typesetter = typesetter
        self.drawings = digital_page.holder_drawings(nobody, is_preview=False, design=design)
        self.pictures = {
            name: SlotPicture(self.typesetter.picture(svg), has_own_object=name == "strip")
            for name, svg in self.drawings.items()
        }
        self.seen: list[RecordedText] = []
        self.letters: dict[str, set[str]] = {}
        self.files: dict[str, str] = {}

    def is_set(self, text: str) -> bool:
        """Say whether a text of the page is the holder's, in part or whole."""
        return len(sentinels.split(text, self.holds)) > 1

    def widen(self, text: RecordedText, font: Any) -> None:
        """Make the font of a holder's text carry every letter that such a text may have."""
        self.seen.append(text)
        words = sentinels.split(text.text, self.holds, is_name=text.is_name)
        wanted = sentinels.letters_for(words[1::2], self.shape) + "".join(words[::2])
        printable = widening.widen(font, "".join(dict.fromkeys(wanted)), text.setting)
        self.letters.setdefault(text.resource, set()).update(printable)
        self.files[text.resource] = text.setting.file


def _varying(holds: HolderTexts, shape: Shape) -> HolderTexts:
    """Return the texts without that of the program where the form is for one program alone."""
    if not shape.program:
        return holds
    return dataclasses.replace(holds, texts={**holds.texts, "program_name": ""})
