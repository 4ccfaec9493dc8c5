"""What people type about a person in a program: scheme, wave."""

from typing import Any

from django import forms

from participants.forms.people import SchemeChoiceField
from programs import queries as programs
from programs.models import Program, Quota, Scheme, Wave


class ProgramChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A place: program and scheme."""

    def label_from_instance(self, obj: Quota) -> str:
        """Program, year, scheme."""
        return f"{obj.program.name} ({obj.program.year}) · {obj.scheme.name}"


class EnrollForm(forms.Form):
    """A known person into another program."""

    quota = ProgramChoiceField(
        Quota.objects.none(), label="Program dan skema", empty_label="Pilih program"
    )

    def __init__(self, *args: Any, quotas: Any, **kwargs: Any) -> None:
        """Offer the quotas of programs that are not closed."""
        super().__init__(*args, **kwargs)
        self.fields["quota"].queryset = quotas  # type: ignore[attr-defined]


class SchemeChangeForm(forms.Form):
    """Another scheme of the same program."""

    scheme = SchemeChoiceField(Scheme.objects.none(), label="Skema", empty_label=None)

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        """Offer the program's schemes."""
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = programs.schemes_with_quota(  # type: ignore[attr-defined]
            program
        )


class WaveForm(forms.Form):
    """The wave that many people go into."""

    wave = forms.ModelChoiceField(
        Wave.objects.none(),
        label="Pindahkan ke angkatan",
        required=False,
        empty_label="Tanpa angkatan",
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        """Offer the program's waves."""
        super().__init__(*args, **kwargs)
        self.fields["wave"].queryset = Wave.objects.filter(  # type: ignore[attr-defined]
            program=program
        ).order_by("starts_on", "pk")
