"""What somebody types who came by a one-time link."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation

from certify.accounts.forms.signing_in import NEW_PASSWORD, PASSWORD_HELP
from certify.accounts.models import User


class PasswordByLinkForm(forms.Form):
    """A new password, twice."""

    password1 = forms.CharField(
        label="Kata sandi",
        help_text=PASSWORD_HELP,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )
    password2 = forms.CharField(
        label="Kata sandi sekali lagi",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Keep whose password it is: it may not resemble the name."""
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Ask that both are the same and the first is good enough."""
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", "Kata sandi ini berbeda dari yang di atas. Ketik lagi.")
        if first:
            try:
                password_validation.validate_password(first, self.user)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class NewAccountForm(PasswordByLinkForm):
    """An account name and a password."""

    username = forms.CharField(
        label="Nama akun",
        help_text="Dipakai saat masuk. Huruf kecil, angka, titik, atau garis.",
        min_length=3,
        max_length=60,
        validators=User._meta.get_field("username").validators,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    field_order = ("username", "password1", "password2")

    def clean_username(self) -> str:
        """Ask for a name that nobody has in any case."""
        username = str(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=username).exists():
            message = "Nama akun itu sudah dipakai orang lain. Pilih nama lain."
            raise forms.ValidationError(message)
        self.user.username = username
        return username
