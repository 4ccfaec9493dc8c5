"""The file with standards that a body hands in."""

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator

from programs.forms.organizations import OrganizationForm

LARGEST_FILE = 2 * 1024 * 1024


class StandardForm(OrganizationForm):
    """A file with standards."""

    file = forms.FileField(
        label="Berkas standar",
        help_text="JSON, atau templat spreadsheet (.xlsx). Paling besar 2 MB.",
        validators=[
            FileExtensionValidator(
                ["json", "xlsx"], message="Pakai berkas .json atau templat .xlsx."
            )
        ],
        widget=forms.FileInput(attrs={"accept": ".json,.xlsx"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("Berkas lebih dari 2 MB. Bagi menjadi beberapa berkas.")
        return file
