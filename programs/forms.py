"""What people type about programs, standards, schemes and assessors."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator

from certify.accounts.models import Organization, User
from programs import operations
from programs.enums import FundingSource, SchemeKind, VenueKind
from programs.models import Assessor, CertificationBody, Quota, Scheme, Standard, Unit, Venue, Wave

LARGEST_FILE = 2 * 1024 * 1024


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


class StandardChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Standards by code and title."""

    def label_from_instance(self, obj: Standard) -> str:
        """Code, version, title."""
        return f"{obj} · {obj.title}"


def day_field(label: str, **extra: Any) -> forms.DateField:
    """A calendar day, typed or picked."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
    return forms.DateField(label=label, widget=widget, **extra)


class OrganizationForm(forms.Form):
    """A form of one organization; asks for which only when the person works for several."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label="Lembaga")

    def __init__(
        self, *args: Any, organizations: Iterable[Organization] = (), **kwargs: Any
    ) -> None:
        """Keep the choices."""
        super().__init__(*args, **kwargs)
        self.organizations = list(organizations)
        if len(self.organizations) > 1:
            field = self.fields["organization"]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type
            field.queryset = Organization.objects.filter(
                pk__in=[row.pk for row in self.organizations]
            )
        else:
            del self.fields["organization"]

    def chosen(self) -> Organization:
        """Give the organization typed, or the only one."""
        return self.cleaned_data.get("organization") or self.organizations[0]


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


def quota_initial(quota: Quota | None) -> dict[str, Any]:
    """Give what stands now for the quota form."""
    return {"scheme": quota.scheme_id, "places": quota.places} if quota else {}
