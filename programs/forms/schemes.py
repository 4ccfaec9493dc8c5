"""What people type about a scheme: its standard, its particulars, its units in work groups."""

from collections.abc import Iterable
from typing import Any

from django import forms

from programs import operations
from programs.enums import SchemeKind
from programs.models import Scheme, Standard, Unit


class StandardChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Standards by code and title."""

    def label_from_instance(self, obj: Standard) -> str:
        """Code, version, title."""
        return f"{obj} · {obj.title}"


class SchemeStartForm(forms.Form):
    """The standard a new scheme stands on."""

    standar = StandardChoiceField(
        Standard.objects.none(), label="Standar", empty_label="Pilih standar"
    )

    def __init__(self, *args: Any, standards: Any, **kwargs: Any) -> None:
        """Offer the body's standards."""
        super().__init__(*args, **kwargs)
        self.fields["standar"].queryset = standards  # type: ignore[attr-defined]


class SchemeForm(forms.Form):
    """What a scheme says about itself, and its units in work groups."""

    code = forms.CharField(label="Nomor skema", max_length=60)
    name = forms.CharField(label="Nama skema", max_length=150)
    kind = forms.ChoiceField(label="Jenis", choices=SchemeKind.choices)
    field = forms.CharField(label="Bidang", max_length=150)
    field_en = forms.CharField(label="Bidang dalam bahasa Inggris", max_length=150)
    qualification = forms.CharField(label="Kualifikasi", max_length=150)
    qualification_en = forms.CharField(label="Kualifikasi dalam bahasa Inggris", max_length=150)
    level = forms.IntegerField(
        label="Jenjang KKNI",
        required=False,
        min_value=1,
        max_value=9,
        help_text="Hanya untuk skema berjenis KKNI.",
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    validity_months = forms.IntegerField(
        label="Masa berlaku sertifikat (bulan)",
        min_value=1,
        max_value=120,
        initial=36,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        """Add three fields for every unit: taken, work group, order."""
        super().__init__(*args, **kwargs)
        self.units = list(units)
        for position, unit in enumerate(self.units, start=1):
            self.fields[f"pakai_{unit.pk}"] = forms.BooleanField(
                label=f"Pakai {unit}",
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
            self.fields[f"kelompok_{unit.pk}"] = forms.CharField(
                label=f"Kelompok pekerjaan {unit}", required=False, max_length=150
            )
            self.fields[f"urutan_{unit.pk}"] = forms.IntegerField(
                label=f"Urutan {unit}",
                required=False,
                min_value=1,
                max_value=999,
                initial=position,
                widget=forms.NumberInput(attrs={"class": "short"}),
            )
            for name in ("pakai", "kelompok", "urutan"):
                box = self.fields[f"{name}_{unit.pk}"].widget
                box.attrs["aria-label"] = self.fields[f"{name}_{unit.pk}"].label

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields about the scheme itself."""
        return [self[name] for name in self.base_fields]

    @property
    def unit_rows(self) -> list[tuple[Unit, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Every unit with its three fields."""
        return [
            (
                unit,
                self[f"pakai_{unit.pk}"],
                self[f"kelompok_{unit.pk}"],
                self[f"urutan_{unit.pk}"],
            )
            for unit in self.units
        ]

    def facts(self) -> operations.SchemeFacts:
        """Give what was typed about the scheme."""
        return operations.SchemeFacts(
            **{name: self.cleaned_data[name] for name in self.base_fields}
        )

    def groups(self) -> list[operations.WorkGroup]:
        """Give the chosen units in order; neighbors of the same group stand together."""
        chosen = [
            (
                self.cleaned_data[f"urutan_{unit.pk}"] or position,
                position,
                self.cleaned_data[f"kelompok_{unit.pk}"],
                unit,
            )
            for position, unit in enumerate(self.units, start=1)
            if self.cleaned_data[f"pakai_{unit.pk}"]
        ]
        return [
            operations.WorkGroup(name, (unit,))
            for _, _, name, unit in sorted(chosen, key=lambda row: row[:2])
        ]

    @staticmethod
    def initial_of(scheme: Scheme) -> dict[str, Any]:
        """Give what stands now."""
        values: dict[str, Any] = {name: getattr(scheme, name) for name in SchemeForm.base_fields}
        for row in scheme.scheme_units.all():
            values[f"pakai_{row.unit_id}"] = True
            values[f"kelompok_{row.unit_id}"] = row.work_group
            values[f"urutan_{row.unit_id}"] = row.position
        return values
