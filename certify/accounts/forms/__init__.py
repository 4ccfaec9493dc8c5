"""What people type to sign in and to manage accounts and organizations."""

from certify.accounts.forms.joining import NewAccountForm, PasswordByLinkForm
from certify.accounts.forms.organizations import (
    DisableForm,
    EndRoleForm,
    GrantForm,
    InvitationForm,
    LetterheadForm,
    LogoForm,
    OrganizationForm,
    ResetReasonForm,
    SignatoryForm,
)
from certify.accounts.forms.signing_in import (
    EnrolmentForm,
    NewPasswordForm,
    PasswordAgainForm,
    SignInCodeForm,
    SignInForm,
    VerificationCodeForm,
)

__all__ = [
    "DisableForm",
    "EndRoleForm",
    "EnrolmentForm",
    "GrantForm",
    "InvitationForm",
    "LetterheadForm",
    "LogoForm",
    "NewAccountForm",
    "NewPasswordForm",
    "OrganizationForm",
    "PasswordAgainForm",
    "PasswordByLinkForm",
    "ResetReasonForm",
    "SignInCodeForm",
    "SignInForm",
    "SignatoryForm",
    "VerificationCodeForm",
]
