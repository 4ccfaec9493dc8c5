"""From the assignment of an assessor to the decree that makes a decision effective."""

from assessments.models.assessment import Assessment, Consent, Participation
from assessments.models.decree import Decree, DecreePattern
from assessments.models.marking import EvidencePhoto, Mark, MarkChange, Note, Recommendation
from assessments.models.panel import Decision, Panel, PanelCase, PanelMember
from assessments.models.papers import KeptPaper

__all__ = [
    "Assessment",
    "Consent",
    "Decision",
    "Decree",
    "DecreePattern",
    "EvidencePhoto",
    "KeptPaper",
    "Mark",
    "MarkChange",
    "Note",
    "Panel",
    "PanelCase",
    "PanelMember",
    "Participation",
    "Recommendation",
]
