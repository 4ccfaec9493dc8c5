"""BNSP numbers, certificates with their frozen content, their life, papers, links, hand-over."""

from certificates.models.certificate import LIVING, Certificate
from certificates.models.copies import CURRENT, CopyChange, PhysicalCopy
from certificates.models.credentials import KeptCredential
from certificates.models.handovers import STANDING, Handover
from certificates.models.links import AccessLink, NameReport
from certificates.models.numbers import OfficialNumber
from certificates.models.proposals import Proposal, StatusChange
from certificates.models.runs import IssueItem, IssueRun
from certificates.models.seals import SealKey, SealPolicy, SignedFile
from certificates.models.status import CredentialKey, StatusList, StatusPublication
from certificates.models.templates import CertificateTemplate, TemplateVersion

__all__ = [
    "CURRENT",
    "LIVING",
    "STANDING",
    "AccessLink",
    "Certificate",
    "CertificateTemplate",
    "CopyChange",
    "CredentialKey",
    "Handover",
    "IssueItem",
    "IssueRun",
    "KeptCredential",
    "NameReport",
    "OfficialNumber",
    "PhysicalCopy",
    "Proposal",
    "SealKey",
    "SealPolicy",
    "SignedFile",
    "StatusChange",
    "StatusList",
    "StatusPublication",
    "TemplateVersion",
]
