"""The form of a design: its cloth and colours, logos, words, and who else signs."""

import dataclasses
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField

from certificates.content import CertificateContent
from certificates.rendering import Design, NotPrintableError, check_printable
from certificates.rendering.design import Base, LogoPlace, Witness, Wording
from certificates.rendering.faults import OPTIONAL, faults
from certificates.rendering.printable import WORDING_CALLED
from certify.accounts.models import Organization
from certify.accounts.operations.organizations import encode_logo
from certify.lib.errors import InvalidInputError
from programs.models import Scheme

BASES = (
    (Base.KAWUNG.value, "Kawung: bingkai kawung di empat sisi, pita tumpal di kepala"),
    (Base.RIMBI.value, "Tumpal Rimbi: deret tumpal besar di kepala, garis malam di sekeliling"),
    (Base.TRUNTUM.value, "Truntum malam: bintang di atas warna gelap, dua lapis di sekeliling"),
)
LOGOS = (
    ("", "Tidak ada"),
    (LogoPlace.BODY.value, "Logo LSP"),
    (LogoPlace.AGENCY.value, "Logo dinas"),
    (LogoPlace.OWN.value, "Logo tambahan"),
)
LOGO_FIELDS = ("logo_left", "logo_right", "logo_third")
WITNESS_FIELDS = ("witness_opening", "witness_name", "witness_position")
LONG = {"note", "units_note"}
GROUPS = (
    (
        "Judul dan pembuka",
        ("title", "title_en", "together", "statement", "statement_en"),
    ),
    (
        "Isi",
        (
            *("area", "area_en", "competency", "competency_en"),
            *("validity", "validity_en", "until", "until_en"),
        ),
    ),
    ("Kaki dan daftar unit", ("digital_line", "note", "units", "units_en", "units_note")),
)


class NewDesignForm(forms.Form):
    """The name of a new template, and whose certificates it prints."""

    body = forms.ModelChoiceField(
        label="LSP", queryset=Organization.objects.none(), empty_label=None
    )
    name = forms.CharField(
        label="Nama rancangan",
        max_length=80,
        help_text="Hanya untuk petugas, misalnya “Batik tulis 2026”.",
        error_messages={"required": "Beri nama rancangan ini."},
    )
    scheme = forms.ModelChoiceField(
        label="Untuk skema",
        queryset=Scheme.objects.none(),
        required=False,
        empty_label="Semua skema",
    )

    def __init__(self, *args: Any, bodies: QuerySet[Organization], **kwargs: Any) -> None:
        """Offer the bodies that the person designs for, and their schemes; one is not asked for."""
        super().__init__(*args, **kwargs)
        self._bodies = bodies
        of_body, of_scheme = self.fields["body"], self.fields["scheme"]
        of_body.queryset = bodies  # type: ignore[attr-defined]
        of_scheme.queryset = Scheme.objects.filter(body__organization__in=bodies)  # type: ignore[attr-defined]
        if len(bodies) == 1:
            del self.fields["body"]

    @property
    def organization(self) -> Organization:
        """Whose template it will be."""
        chosen: Organization = self.cleaned_data.get("body") or self._bodies[0]
        return chosen


class DesignForm(forms.Form):
    """Everything that staff may choose of a design; nothing in it is markup or code."""

    base = forms.ChoiceField(label="Kain", choices=BASES, widget=forms.RadioSelect)
    heading = forms.CharField(
        label="Warna tulisan",
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color", "list": "warna-batik"}),
    )
    ornament = forms.CharField(
        label="Warna batik",
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color", "list": "warna-batik"}),
    )
    logo_left = forms.ChoiceField(label="Logo kiri", choices=LOGOS, required=False)
    logo_right = forms.ChoiceField(label="Logo kanan", choices=LOGOS, required=False)
    logo_third = forms.ChoiceField(label="Logo kanan kedua", choices=LOGOS, required=False)
    own_logo = forms.FileField(
        label="Berkas logo tambahan",
        required=False,
        help_text="PNG atau JPG. Gambarnya disimpan ulang, tanpa isi lain dari berkasnya.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    own_logo_called = forms.CharField(label="Logo tambahan milik", max_length=120, required=False)
    witness_opening = forms.CharField(label="Kata pengantar", max_length=60, required=False)
    witness_name = forms.CharField(label="Nama", max_length=120, required=False)
    witness_position = forms.CharField(label="Jabatan", max_length=120, required=False)

    def __init__(self, *args: Any, kept: Design, sample: CertificateContent, **kwargs: Any) -> None:
        """Show the design as it is ``kept``; ``sample`` tries whether the words have room."""
        super().__init__(*args, **kwargs)
        self._kept, self._sample = kept, sample
        self.design = kept
        for field in dataclasses.fields(Wording):
            called = WORDING_CALLED[field.name]
            self.fields[field.name] = forms.CharField(
                label=called,
                max_length=240 if field.name in LONG else 120,
                required=field.name not in OPTIONAL,
                error_messages={"required": f"{called} wajib ada. Isi dulu."},
                widget=forms.Textarea(attrs={"rows": 2}) if field.name in LONG else None,
            )
        self.initial = {**design_values(kept), **self.initial}

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """Give the fields of the words in the order of the page."""
        return [(called, [self[name] for name in names]) for called, names in GROUPS]

    def clean_own_logo(self) -> bytes | None:
        """Keep the picture only as we encode it anew."""
        upload = self.cleaned_data["own_logo"]
        if not upload:
            return self._kept.own_logo
        try:
            return encode_logo(upload.read())
        except InvalidInputError as problem:
            raise forms.ValidationError(problem.sentence) from problem

    def clean(self) -> dict[str, Any]:
        """Put the design together and say at each field what keeps it from being printed."""
        values = super().clean() or {}
        if self.errors:
            return values
        self.design = _design(values)
        for fault in faults(self.design):
            self.add_error(fault.field if fault.field in self.fields else None, fault.sentence)
        if not self.errors:
            try:
                check_printable(self._sample, design=self.design)
            except NotPrintableError as problem:
                self.add_error(None, str(problem))
        return values


def design_values(design: Design) -> dict[str, Any]:
    """Give the form's values of a design."""
    logos = [place.value for place in design.logos]
    witness = design.witness
    return {
        "base": design.base.value,
        "heading": design.heading.lower(),
        "ornament": design.ornament.lower(),
        **dict(zip(LOGO_FIELDS, [*logos, "", "", ""], strict=False)),
        "own_logo_called": design.own_logo_called,
        "witness_opening": witness.opening if witness else "Mengetahui,",
        "witness_name": witness.name if witness else "",
        "witness_position": witness.position if witness else "",
        **dataclasses.asdict(design.wording),
    }


def _design(values: dict[str, Any]) -> Design:
    """Give the design of the form's values."""
    logos = tuple(LogoPlace(values[field]) for field in LOGO_FIELDS if values[field])
    has_own = LogoPlace.OWN in logos
    has_witness = values["witness_name"] or values["witness_position"]
    return Design(
        base=Base(values["base"]),
        heading=values["heading"].upper(),
        ornament=values["ornament"].upper(),
        logos=logos,
        own_logo=values["own_logo"] if has_own else None,
        own_logo_called=values["own_logo_called"] if has_own else "",
        wording=Wording(**{row.name: values[row.name] for row in dataclasses.fields(Wording)}),
        witness=Witness(
            opening=values["witness_opening"],
            name=values["witness_name"],
            position=values["witness_position"],
        )
        if has_witness
        else None,
    )
