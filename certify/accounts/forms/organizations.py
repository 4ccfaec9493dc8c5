"""What an administrator types: people, roles, letter head, signatories. Nothing here saves."""

from collections.abc import Sequence
from typing import Any

from django import forms

from certify.accounts.models import Organization, Signatory
from certify.accounts.operations.organizations import LETTERHEAD, SIGNATORY
from certify.accounts.queries import RoleChoice
from certify.accounts.roles import ROLES, OrganizationKind, Role

OTHER_ROLES = [
    (role, [kind for kind in OrganizationKind if kind in row.kinds])
    for role, row in ROLES.items()
    if row.kinds and role != Role.ORGANIZATION_ADMIN
]


def _date_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})


def _choices(roles: Sequence[RoleChoice]) -> list[tuple[str, str]]:
    return [(choice.role.value, f"{choice.label}. {choice.explanation}") for choice in roles]


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    full_name = forms.CharField(
        label="Nama lengkap", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    roles = forms.MultipleChoiceField(
        label="Peran",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu peran."},
    )

    def __init__(self, *args: Any, roles: Sequence[RoleChoice], **kwargs: Any) -> None:
        """Offer the roles that may be given here."""
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- declared above
        field.choices = _choices(roles)

    def clean_full_name(self) -> str:
        """Join runs of spaces."""
        return " ".join(str(self.cleaned_data["full_name"]).split())

    def wanted(self) -> list[Role]:
        """Give the chosen roles."""
        return [Role(value) for value in self.cleaned_data["roles"]]


class GrantForm(forms.Form):
    """A role from a day to a day."""

    role = forms.ChoiceField(label="Peran")
    starts_on = forms.DateField(label="Mulai", widget=_date_input())
    ends_on = forms.DateField(label="Sampai", required=False, widget=_date_input())

    def __init__(self, *args: Any, roles: Sequence[RoleChoice], **kwargs: Any) -> None:
        """Offer the roles of this kind of organization."""
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [
            ("", "Pilih peran"),
            *((choice.role.value, choice.label) for choice in roles),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask that it does not end before it starts."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Tanggal akhir sebelum tanggal mulai. Perbaiki salah satu.")
        return cleaned

    def wanted(self) -> Role:
        """Give the chosen role."""
        return Role(self.cleaned_data["role"])


class EndRoleForm(forms.Form):
    """The last day of a role."""

    ends_on = forms.DateField(
        label="Hari terakhir",
        help_text="Hari ini atau sebelumnya: berakhir sekarang juga.",
        widget=_date_input(),
    )


class ResetReasonForm(forms.Form):
    """Why the second factor has to go."""

    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        help_text="Misalnya: ponsel hilang, sudah ditelepon dan dikenali suaranya.",
        widget=forms.Textarea(attrs={"rows": 3, "data-count": ""}),
    )


class DisableForm(forms.Form):
    """Why an account is switched off."""

    reason = forms.CharField(
        label="Alasan",
        max_length=200,
        help_text="Misalnya: pindah tugas, pensiun, atau ponselnya dicuri.",
        widget=forms.Textarea(attrs={"rows": 2, "data-count": ""}),
    )


class LetterheadForm(forms.ModelForm[Organization]):
    """What the letter head prints."""

    class Meta:
        model = Organization
        fields = LETTERHEAD
        help_texts = {"name_en": "Untuk sertifikat dan halaman pemeriksaan."}


class OrganizationForm(LetterheadForm):
    """A new organization and its first person."""

    kind = forms.ChoiceField(
        label="Jenis", choices=OrganizationKind.choices, widget=forms.RadioSelect
    )
    full_name = forms.CharField(
        label="Nama orang pertama",
        max_length=150,
        help_text="Menjadi Pengelola akun lembaga ini dan mengundang orang lain.",
    )
    roles = forms.MultipleChoiceField(
        label="Peran lain orang itu",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (role.value, f"{role.label} ({', '.join(kind.label for kind in kinds)})")
            for role, kinds in OTHER_ROLES
        ],
    )
    field_order = ("kind", *LETTERHEAD, "full_name", "roles")

    def clean(self) -> dict[str, Any]:
        """Ask that the roles are those of such an organization."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind and any(kind not in ROLES[role].kinds for role in self.wanted()):
            self.add_error("roles", "Peran itu tidak ada di lembaga sejenis ini. Pilih yang lain.")
        return cleaned

    def letterhead(self) -> dict[str, Any]:
        """Give what the letter head prints."""
        return {name: self.cleaned_data[name] for name in LETTERHEAD}

    def wanted(self) -> list[Role]:
        """Give the roles beside that of the administrator."""
        return [Role(value) for value in self.cleaned_data.get("roles", [])]


class LogoForm(forms.Form):
    """A picture file."""

    logo = forms.FileField(
        label="Logo",
        help_text="PNG atau JPEG, paling banyak 2 MB. Latar bening paling baik.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )


class SignatoryForm(forms.ModelForm[Signatory]):
    """Who signs, in which office, from a day to a day."""

    class Meta:
        model = Signatory
        fields = SIGNATORY
        widgets = {"starts_on": _date_input(), "ends_on": _date_input()}

    def clean(self) -> dict[str, Any]:
        """Ask that it does not end before it starts."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Tanggal akhir sebelum tanggal mulai. Perbaiki salah satu.")
        return cleaned
