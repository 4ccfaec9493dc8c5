"""The words of a cell, from what is known of the person already: nothing is read here."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.enums import AssessmentStatus, Outcome
from certificates.enums import CertificateStatus
from certify.lib import dates
from desk import rules
from desk.rules import Facts, Stage
from participants.enums import ApplicationStatus, EnrollmentStatus

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """One word of a row under its column's head.

    ``tone``: act (this side has to), done (a tick with the word unseen), none (nothing yet).
    """

    head: str
    text: str
    tone: str = ""


def application_cell(facts: Facts, stage: Stage) -> Cell:
    """How far the application came, and whether this side has to act on it."""
    head = "Permohonan"
    if facts.enrollment == EnrollmentStatus.WITHDRAWN:
        return Cell(head, "mengundurkan diri")
    if facts.application is None:
        return Cell(head, "belum dikirim", "act")
    if facts.application == ApplicationStatus.ACCEPTED:
        return Cell(head, "diterima", "done")
    word = ApplicationStatus(facts.application).label.lower().replace("lsp", "LSP")
    if stage is rules.TO_ANSWER:
        return Cell(head, "perlu diperiksa", "act")
    return Cell(head, word, "act" if stage.is_ours else "")


def agency_assessment_cell(facts: Facts) -> Cell:
    """Assessed or not: more the agency does not learn before the decree."""
    head = "Asesmen"
    if facts.application != ApplicationStatus.ACCEPTED:
        return Cell(head, NOTHING, "none")
    if facts.assessment in rules.ASSESSED:
        return Cell(head, "dinilai", "done")
    words = {
        AssessmentStatus.ABSENT.value: "tidak hadir",
        AssessmentStatus.WITHDRAWN.value: "mengundurkan diri",
    }
    return Cell(head, words.get(facts.assessment or "", "belum dinilai"))


def assessor_cell(person: Mapping[str, Any], stage: Stage) -> Cell:
    """Who assesses."""
    if stage is rules.TO_ASSIGN:
        return Cell("Asesor", "perlu asesor", "act")
    name = person["assessor"]
    return Cell("Asesor", name) if name else Cell("Asesor", NOTHING, "none")


def outcome_cell(outcome: str | None) -> Cell:
    """The decision in letters, once there is one that may be shown."""
    if not outcome:
        return Cell("Keputusan", NOTHING, "none")
    return Cell("Keputusan", letters(outcome))


def letters(outcome: str) -> str:
    """K or BK."""
    return "K" if outcome == Outcome.COMPETENT else "BK"


def certificate_cell(certificate: Mapping[str, Any] | None, stage: Stage, today: dt.date) -> Cell:
    """The register number with the state of the certificate, or what it waits for."""
    head = "Sertifikat"
    if certificate is None:
        words = {
            rules.AWAITS_NUMBER: Cell(head, "menunggu nomor"),
            rules.AWAITS_ISSUE: Cell(head, "menunggu terbit"),
            rules.TO_NUMBER: Cell(head, "perlu nomor BNSP", "act"),
            rules.TO_ISSUE: Cell(head, "siap terbit", "act"),
        }
        return words.get(stage, Cell(head, NOTHING, "none"))
    number = (
        f"{certificate['prefix']}.{certificate['register_number']:04d}/"
        f"{certificate['register_year']}"
    )
    states = {
        CertificateStatus.RESERVED.value: "sedang dibuat",
        CertificateStatus.SUSPENDED.value: "dibekukan",
        CertificateStatus.REVOKED.value: "dicabut",
        CertificateStatus.REPLACED.value: "diganti",
    }
    state = states.get(certificate["status"], "")
    if not state and certificate["valid_until"] < today:
        state = "habis berlaku"
    return Cell(head, f"{number}, {state}" if state else number)


def handover_cell(certificate: Mapping[str, Any] | None, stage: Stage) -> Cell:
    """The day of the hand-over."""
    if certificate and certificate["handed_on"]:
        return Cell("Serah", dates.short_date(certificate["handed_on"]))
    if stage is rules.TO_HAND_OVER:
        return Cell("Serah", "belum", "act")
    return Cell("Serah", NOTHING, "none")
