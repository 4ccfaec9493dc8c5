"""What a certification body says about itself."""

from typing import Any

from django import forms

from programs.forms.days import day_field
from programs.models import CertificationBody


class BodyForm(forms.Form):
    """Particulars of a body that certificates and papers print."""

    licence_number = forms.CharField(
        label="Nomor lisensi BNSP",
        required=False,
        max_length=60,
        help_text="Misalnya BNSP-LSP-000-ID.",
    )
    licence_until = day_field("Lisensi berlaku sampai", required=False)
    issues_for_bnsp = forms.BooleanField(
        label="Menerbitkan atas nama BNSP",
        required=False,
        help_text="Kalau ya, sertifikat baru terbit setelah nomor BNSP dicatat.",
    )
    digital_line = forms.CharField(label="Keterangan pada sertifikat digital", max_length=160)
    register_prefix = forms.RegexField(
        r"^[A-Z0-9.-]+$",
        label="Awalan nomor register",
        max_length=12,
        error_messages={"invalid": "Pakai huruf besar, angka, titik, atau tanda hubung."},
        widget=forms.TextInput(attrs={"class": "short"}),
    )

    @staticmethod
    def initial_of(body: CertificationBody) -> dict[str, Any]:
        """Give what stands now."""
        return {name: getattr(body, name) for name in BodyForm.base_fields}
