"""What people type about an assessor."""

from typing import Any

from django import forms

from certify.accounts.models import User
from programs import operations
from programs.forms.days import day_field
from programs.models import Assessor


class AssessorForm(forms.Form):
    """What the body keeps about an assessor."""

    met_number = forms.CharField(
        label="Nomor registrasi (MET)",
        max_length=40,
        help_text="Seperti pada sertifikat asesornya, misalnya MET.000.001234.2021.",
    )
    valid_until = day_field("Berlaku sampai")
    employer = forms.CharField(
        label="Instansi asal",
        required=False,
        max_length=150,
        help_text="Asesor tidak ditugaskan kepada orang dari usaha atau instansi yang sama.",
    )
    daily_capacity = forms.IntegerField(
        label="Paling banyak asesi sehari",
        min_value=1,
        max_value=100,
        initial=10,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    is_active = forms.BooleanField(label="Bisa ditugaskan", required=False, initial=True)

    def facts(self) -> operations.AssessorFacts:
        """Give what was typed."""
        return operations.AssessorFacts(
            **{name: self.cleaned_data[name] for name in AssessorForm.base_fields}
        )

    @staticmethod
    def initial_of(assessor: Assessor) -> dict[str, Any]:
        """Give what stands now."""
        return {name: getattr(assessor, name) for name in AssessorForm.base_fields}


class NewAssessorForm(AssessorForm):
    """The same, with the account that becomes an assessor."""

    user = forms.ModelChoiceField(User.objects.none(), label="Akun", empty_label="Pilih akun")
    field_order = ("user",)

    def __init__(self, *args: Any, users: Any, **kwargs: Any) -> None:
        """Offer accounts with the role that are not entered yet."""
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = users  # type: ignore[attr-defined]
