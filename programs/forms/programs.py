"""What people type about a program."""

from django import forms

from programs import operations
from programs.enums import FundingSource
from programs.forms.organizations import OrganizationForm


class ProgramForm(OrganizationForm):
    """Name, year and funding of a program."""

    name = forms.CharField(
        label="Nama program",
        max_length=200,
        help_text="Misalnya: Fasilitasi Sertifikasi Batik Tulis Diwek 2026.",
    )
    year = forms.IntegerField(
        label="Tahun anggaran",
        min_value=2000,
        max_value=2100,
        localize=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    funding_source = forms.ChoiceField(label="Sumber anggaran", choices=FundingSource.choices)

    def facts(self) -> operations.ProgramFacts:
        """Give what was typed."""
        return operations.ProgramFacts(
            name=self.cleaned_data["name"],
            year=self.cleaned_data["year"],
            funding_source=self.cleaned_data["funding_source"],
        )
