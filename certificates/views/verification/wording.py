"""The words, signs and colors of the answers: a state is never told by one of them alone."""

from dataclasses import dataclass

from certificates.enums import FileAnswer, PublicState, SealKind


@dataclass(frozen=True, slots=True)
class Manner:
    """How an answer looks and what it says in English."""

    tone: str
    sign: str
    words_en: str


STATES = {
    PublicState.VALID: Manner("good", "✓", "This certificate is valid"),
    PublicState.EXPIRED: Manner(
        "late", "◷", "This certificate is genuine, but its validity has ended"
    ),
    PublicState.SUSPENDED: Manner("warn", "‖", "This certificate is suspended"),
    PublicState.REVOKED: Manner("bad", "✕", "This certificate has been revoked"),
    PublicState.REPLACED: Manner("new", "⇄", "This certificate has been replaced"),
    PublicState.SAMPLE: Manner("sample", "◇", "This is a sample, not a real certificate"),
    PublicState.UNKNOWN: Manner("none", "?", "Code not found"),
}

FILES = {
    FileAnswer.UNCHANGED: Manner("good", "✓", "This file is genuine and unchanged"),
    FileAnswer.CHANGED: Manner("bad", "≠", "This file has been changed"),
    FileAnswer.UNKNOWN: Manner("none", "?", "This file is not one of ours"),
}

SEALS_EN = {
    SealKind.NONE: "QR code only, no electronic seal",
    SealKind.DEVELOPMENT: "Seal of a development authority, for trials only",
    SealKind.BODY: "Electronic seal of the certification body, not certified",
    SealKind.CERTIFIED: "Certified electronic seal",
    SealKind.COMPROMISED: "Seal whose key was later declared compromised",
    SealKind.SIGNED: "Electronic signature from outside, without the body's seal",
}
