"""What people type about certificates and their designs, made into values."""

from certificates.forms.acts import (
    AnswerForm,
    CopyForm,
    CorrectionForm,
    EventForm,
    HandoverForm,
    IssueForm,
    LinksForm,
    NameForm,
    NameReportForm,
    NumbersFileForm,
    ProposalForm,
    ReasonForm,
)
from certificates.forms.designs import DesignForm, NewDesignForm, design_values
from certificates.forms.seals import SealFileForm, SealTokenForm, SignedFileForm, SigningForm

__all__ = [
    "AnswerForm",
    "CopyForm",
    "CorrectionForm",
    "DesignForm",
    "EventForm",
    "HandoverForm",
    "IssueForm",
    "LinksForm",
    "NameForm",
    "NameReportForm",
    "NewDesignForm",
    "NumbersFileForm",
    "ProposalForm",
    "ReasonForm",
    "SealFileForm",
    "SealTokenForm",
    "SignedFileForm",
    "SigningForm",
    "design_values",
]
