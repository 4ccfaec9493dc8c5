"""What people type to sign in and to manage accounts."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

PASSWORD_HELP = "Paling sedikit 12 karakter. Kalimat pendek yang hanya Anda tahu sudah cukup."  # noqa: S105 -- a hint
NEW_PASSWORD = {"autocomplete": "new-password", "data-reveal": ""}
CODE_HELP = "6 angka dari aplikasi autentikator, atau satu kode pemulihan."


def _word(field: forms.Field, label: str, help_text: str = "", **attributes: str) -> None:
    """Label a field of the library; its placeholder would only repeat the label."""
    field.label = label
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


def _word_code(field: forms.Field, help_text: str) -> None:
    _word(
        field,
        "Kode",
        help_text,
        autocomplete="one-time-code",
        inputmode="numeric",
        autofocus="autofocus",
        **{"class": "short digits"},
    )


class SignInForm(LoginForm):
    """Account name or e-mail, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the fields in Indonesian."""
        super().__init__(*args, **kwargs)
        _word(
            self.fields["login"],
            "Nama akun atau e-mail",
            autocomplete="username",
            autocapitalize="none",
            spellcheck="false",
        )
        _word(self.fields["password"], "Kata sandi", **{"data-reveal": ""})


class PasswordAgainForm(ReauthenticateForm):
    """The password once more, of a person without a second factor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the field in Indonesian."""
        super().__init__(*args, **kwargs)
        _word(self.fields["password"], "Kata sandi", **{"data-reveal": ""})


class NewPasswordForm(ChangePasswordForm):
    """The password now and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the fields in Indonesian."""
        super().__init__(*args, **kwargs)
        _word(self.fields["oldpassword"], "Kata sandi sekarang", **{"data-reveal": ""})
        _word(self.fields["password1"], "Kata sandi baru", PASSWORD_HELP, **NEW_PASSWORD)
        _word(self.fields["password2"], "Kata sandi baru sekali lagi", **NEW_PASSWORD)


class SignInCodeForm(AuthenticateForm):
    """The code of the app while signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the field in Indonesian."""
        super().__init__(*args, **kwargs)
        _word_code(self.fields["code"], CODE_HELP)


class VerificationCodeForm(CodeAgainForm):
    """The code of the app before a grave act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the field in Indonesian."""
        super().__init__(*args, **kwargs)
        _word_code(self.fields["code"], CODE_HELP)


class EnrolmentForm(ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the field in Indonesian."""
        super().__init__(*args, **kwargs)
        _word_code(self.fields["code"], "6 angka yang tampil di aplikasi sekarang.")
