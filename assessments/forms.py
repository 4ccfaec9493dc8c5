"""What people type about assessments, parsed into values; nothing here saves."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from assessments.enums import CandidateAnswer, ConsentMeans, MarkValue, Outcome
from assessments.queries import Load, UnitSheet
from certify.accounts.models import User
from participants import forms as people
from participants.models import Application
from programs.models import Assessor

POSTPONED = "postponed"


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": 1000, "class": "form-control"})


class AssessorField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Assessors with the places they have left on a day."""

    def offer(self, loads: list[Load]) -> None:
        """Offer these assessors."""
        self.free = {load.assessor.pk: load.free for load in loads}
        self.queryset = Assessor.objects.filter(pk__in=self.free).select_related("user")

    def label_from_instance(self, obj: Any) -> str:
        """Name and places left."""
        free = self.free[obj.pk]
        return f"{obj.user.full_name} · masih {free} dari {obj.daily_capacity} orang"


class AssignmentForm(forms.Form):
    """Which assessor, which day; the people are ticked in the table beside it."""

    assessor = AssessorField(
        Assessor.objects.none(),
        label="Asesor",
        empty_label="Pilih asesor",
        error_messages={
            "required": "Pilih asesor.",
            "invalid_choice": "Asesor itu tidak bertugas pada tanggal ini.",
        },
    )
    scheduled_on = forms.DateField(
        label="Tanggal asesmen", widget=_date(), error_messages={"required": "Isi tanggal."}
    )

    def __init__(self, *args: Any, loads: list[Load], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assessor"]
        assert isinstance(field, AssessorField)  # noqa: S101 -- tells the type checker
        field.offer(loads)


class PeopleForm(forms.Form):
    """The people ticked for an assignment."""

    people = forms.ModelMultipleChoiceField(
        Application.objects.none(),
        error_messages={"required": "Pilih paling sedikit satu orang."},
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, waiting: QuerySet[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- as above
        field.queryset = waiting


class NoteForm(forms.Form):
    """A note that may stay empty."""

    note = forms.CharField(
        label="Catatan",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )


class FieldNoteForm(forms.Form):
    """A note of the assessor while watching."""

    text = forms.CharField(
        label="Catatan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        error_messages={"required": "Tulis dulu catatannya."},
    )


class ReasonForm(forms.Form):
    """Why; always asked."""

    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        error_messages={"required": "Tulis alasannya."},
    )


class ConsentForm(forms.Form):
    """What both sides agreed to, ticked after it was read aloud (FR.AK.01)."""

    candidate_agrees = forms.BooleanField(
        label="Asesi setuju dinilai",
        error_messages={"required": "Centang kalau asesi setuju."},
    )
    assessor_agrees = forms.BooleanField(
        label="Saya, asesor, setuju dengan janji saya",
        error_messages={"required": "Centang kalau Anda setuju."},
    )
    appeal_explained = forms.BooleanField(
        label="Hak banding sudah saya jelaskan",
        error_messages={"required": "Jelaskan dulu hak banding, lalu centang."},
    )
    means = forms.ChoiceField(
        label="Cara asesi menyetujui",
        choices=ConsentMeans.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih caranya."},
    )


class MarkForm(forms.Form):
    """One tap on a criterion. A chip or typed words are the reason of "belum"."""

    value = forms.ChoiceField(choices=MarkValue.choices, required=False)
    chip = forms.CharField(max_length=200, required=False)
    typed = forms.CharField(max_length=200, required=False)
    version = forms.IntegerField(min_value=0)

    def clean(self) -> dict[str, Any]:
        """A chip alone means "belum": it is only offered there."""
        cleaned = super().clean() or {}
        if cleaned.get("chip"):
            cleaned["value"] = MarkValue.NOT_YET
        if not cleaned.get("value"):
            sentence = "Pilih Ya atau Belum."
            raise forms.ValidationError(sentence)
        return cleaned

    @property
    def reason(self) -> str:
        """The tapped reason, or the typed one."""
        data = self.cleaned_data
        return str(data.get("chip") or data.get("typed") or "").strip()


class PhotoForm(people.PhotoForm):
    """A photograph of the work. A phone offers its camera; the page makes it small before."""

    photo = forms.FileField(
        label="Foto hasil kerja",
        help_text="JPEG atau PNG, paling besar 8 MB. Lokasi dan data kamera tidak ikut disimpan.",
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png", "capture": "environment", "data-photo": ""}
        ),
    )


class RecommendationForm(forms.Form):
    """K or BK per unit and for the whole; nothing is chosen beforehand (FR.AK.02)."""

    outcome = forms.ChoiceField(
        label="Rekomendasi",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih kompeten atau belum kompeten."},
    )
    note = forms.CharField(
        label="Catatan asesor",
        required=False,
        max_length=1000,
        help_text="Wajib kalau belum kompeten.",
        widget=_words(3),
    )
    follow_up = forms.CharField(
        label="Tindak lanjut",
        required=False,
        max_length=1000,
        help_text="Apa yang perlu dilatih atau diulang. Wajib kalau belum kompeten.",
        widget=_words(3),
    )
    candidate_answer = forms.ChoiceField(
        label="Tanggapan asesi",
        choices=CandidateAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Catat tanggapan asesi."},
    )

    def __init__(self, *args: Any, units: Iterable[UnitSheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = list(units)
        for unit in self.units:
            self.fields[f"unit_{unit.unit.pk}"] = forms.ChoiceField(
                label=f"Unit {unit.position}. {unit.unit.title}",
                choices=Outcome.choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"Pilih hasil unit {unit.position}."},
            )

    @property
    def unit_fields(self) -> list[tuple[UnitSheet, forms.BoundField]]:
        """Each unit with its own choice, for the page."""
        return [(unit, self[f"unit_{unit.unit.pk}"]) for unit in self.units]

    @property
    def unit_outcomes(self) -> dict[int, str]:
        """What was chosen, by the key of the unit."""
        return {unit.unit.pk: self.cleaned_data[f"unit_{unit.unit.pk}"] for unit in self.units}


class ConveneForm(forms.Form):
    """Day, place and people of a panel."""

    held_on = forms.DateField(
        label="Tanggal pleno", widget=_date(), error_messages={"required": "Isi tanggal."}
    )
    place = forms.CharField(
        label="Tempat", max_length=150, error_messages={"required": "Isi tempat."}
    )
    chair = forms.ModelChoiceField(
        User.objects.none(),
        label="Ketua",
        empty_label="Pilih ketua",
        error_messages={"required": "Pilih ketua."},
    )
    members = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Anggota",
        help_text="Paling sedikit tiga orang, ketua termasuk.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih anggota."},
    )

    def __init__(self, *args: Any, committee: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("chair", "members"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- as above
            field.queryset = committee


class CaseForm(forms.Form):
    """What the panel notes for one person."""

    choice = forms.ChoiceField(choices=[*Outcome.choices, (POSTPONED, "Tunda")])
    reason = forms.CharField(
        label="Alasan",
        required=False,
        max_length=1000,
        widget=_words(3),
    )
    follow_up = forms.CharField(
        label="Langkah berikutnya",
        required=False,
        max_length=1000,
        widget=_words(2),
    )
    version = forms.IntegerField(min_value=0)


class ClosingForm(forms.Form):
    """The state the check page showed."""

    seen = forms.CharField(max_length=64)


class DecreeForm(forms.Form):
    """Number and date of a decree; the suggested number may be overtyped."""

    number = forms.CharField(
        label="Nomor SK", max_length=80, error_messages={"required": "Isi nomor SK."}
    )
    decided_on = forms.DateField(
        label="Tanggal SK", widget=_date(), error_messages={"required": "Isi tanggal SK."}
    )


class PatternForm(forms.Form):
    """How the body's decrees are numbered."""

    pattern = forms.CharField(
        label="Pola nomor SK",
        max_length=80,
        help_text="{seq} nomor urut, {roman_month} bulan Romawi, {year} tahun.",
        error_messages={"required": "Isi pola nomor."},
    )


class DayForm(forms.Form):
    """The day for which free places are counted."""

    tanggal = forms.DateField(required=False)

    def day(self, *, otherwise: dt.date) -> dt.date:
        """The day asked for, or another when none or nonsense was asked."""
        if not self.is_valid():
            return otherwise
        return self.cleaned_data["tanggal"] or otherwise
