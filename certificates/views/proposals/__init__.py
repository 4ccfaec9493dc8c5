"""Usulan perubahan status: one person proposes, another approves or declines."""

from certificates.views.proposals.answers import (
    approval,
    approve,
    decline,
    declining,
    withdraw,
    withdrawal,
)
from certificates.views.proposals.making import propose, proposing
from certificates.views.proposals.pages import proposal, proposals
from certificates.views.proposals.words import WORDS

__all__ = [
    "WORDS",
    "approval",
    "approve",
    "decline",
    "declining",
    "proposal",
    "proposals",
    "propose",
    "proposing",
    "withdraw",
    "withdrawal",
]
