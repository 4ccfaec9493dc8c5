"""What people type about the quotas of a program, its waves and the places of assessment."""

from typing import Any

from django import forms

from programs import operations
from programs.enums import VenueKind
from programs.forms.days import day_field
from programs.forms.organizations import OrganizationForm
from programs.models import Quota, Scheme, Venue, Wave


class SchemeChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Schemes of several bodies, told apart by body and version."""

    def label_from_instance(self, obj: Scheme) -> str:
        """Name, version, body."""
        example = " (CONTOH)" if obj.is_example else ""
        return f"{obj.name}{example} · versi {obj.version} · {obj.body.organization.short_name}"


class PlaceChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Places with their address."""

    def label_from_instance(self, obj: Venue) -> str:
        """Name and address."""
        return f"{obj.name} – {obj.address}"


class QuotaForm(forms.Form):
    """Places in a scheme."""

    scheme = SchemeChoiceField(
        Scheme.objects.none(), label="Skema", empty_label="Pilih skema dan LSP-nya"
    )
    places = forms.IntegerField(
        label="Kuota (orang)",
        min_value=1,
        max_value=10_000,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def __init__(self, *args: Any, schemes: Any, **kwargs: Any) -> None:
        """Offer the schemes in force and those the program has already."""
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]


class VenueForm(OrganizationForm):
    """A place of assessment."""

    name = forms.CharField(label="Nama tempat", max_length=150)
    kind = forms.ChoiceField(label="Jenis TUK", choices=VenueKind.choices)
    address = forms.CharField(
        label="Alamat", max_length=300, help_text="Seperti akan tercetak di surat dan jadwal."
    )

    def facts(self) -> operations.VenueFacts:
        """Give what was typed."""
        return operations.VenueFacts(
            name=self.cleaned_data["name"],
            kind=self.cleaned_data["kind"],
            address=self.cleaned_data["address"],
        )


class WaveForm(forms.Form):
    """Name, days and place of a wave."""

    name = forms.CharField(label="Nama angkatan", max_length=80, help_text="Misalnya: Angkatan I.")
    starts_on = day_field("Mulai")
    ends_on = day_field("Sampai")
    venue = PlaceChoiceField(
        Venue.objects.none(), label="Tempat asesmen (TUK)", empty_label="Pilih tempat"
    )

    def __init__(self, *args: Any, venues: Any, **kwargs: Any) -> None:
        """Offer the agency's places."""
        super().__init__(*args, **kwargs)
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A wave does not end before it starts."""
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Hari terakhir lebih awal dari hari pertama.")
        return data

    def facts(self) -> operations.WaveFacts:
        """Give what was typed."""
        return operations.WaveFacts(
            name=self.cleaned_data["name"],
            starts_on=self.cleaned_data["starts_on"],
            ends_on=self.cleaned_data["ends_on"],
            venue=self.cleaned_data["venue"],
        )

    @staticmethod
    def initial_of(wave: Wave) -> dict[str, Any]:
        """Give what stands now."""
        return {
            "name": wave.name,
            "starts_on": wave.starts_on,
            "ends_on": wave.ends_on,
            "venue": wave.venue_id,
        }


def quota_initial(quota: Quota | None) -> dict[str, Any]:
    """Give what stands now for the quota form."""
    return {"scheme": quota.scheme_id, "places": quota.places} if quota else {}
