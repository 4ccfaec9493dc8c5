"""BNSP numbers, certificates with their frozen content, their life, links and hand-over."""

from certificates.models.certificate import LIVING, Certificate, StatusChange
from certificates.models.credentials import KeptCredential
from certificates.models.handovers import Handover
from certificates.models.links import AccessLink, NameReport
from certificates.models.numbers import OfficialNumber
from certificates.models.runs import IssueItem, IssueRun
from certificates.models.status import CredentialKey, StatusList, StatusPublication
from certificates.models.templates import CertificateTemplate, TemplateVersion

__all__ = [
    "LIVING",
    "AccessLink",
    "Certificate",
    "CertificateTemplate",
    "CredentialKey",
    "Handover",
    "IssueItem",
    "IssueRun",
    "KeptCredential",
    "NameReport",
    "OfficialNumber",
    "StatusChange",
    "StatusList",
    "StatusPublication",
    "TemplateVersion",
]
