"""What hangs on a person: photograph, reason for a reveal, trainings, ties."""

from datetime import date
from typing import Any

from django import forms

from certify.accounts.models import User
from participants.forms.people import NikField, day_field
from participants.operations import TrainingFacts
from programs.models import Assessor

LARGEST_PHOTO = 8 * 1024 * 1024


class PhotoForm(forms.Form):
    """A photograph."""

    photo = forms.FileField(
        label="Pas foto",
        help_text="JPEG atau PNG, paling besar 8 MB.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )

    def clean_photo(self) -> Any:
        """Refuse what is too large before it is read."""
        photo = self.cleaned_data["photo"]
        if photo.size > LARGEST_PHOTO:
            sentence = "Foto lebih dari 8 MB. Kirim foto yang lebih kecil."
            raise forms.ValidationError(sentence)
        return photo


class RevealForm(forms.Form):
    """Why a whole NIK is looked at."""

    reason = forms.CharField(
        label="Untuk apa NIK lengkap dibuka?",
        max_length=200,
        min_length=5,
        help_text="Alasan ini tercatat bersama nama Anda. NIK ditampilkan satu kali.",
    )


class TrainingForm(forms.Form):
    """Who trained a person, and when."""

    title = forms.CharField(label="Pelatihan", max_length=150)
    provider = forms.CharField(label="Penyelenggara", required=False, max_length=150)
    trainer_name = forms.CharField(label="Nama pelatih", max_length=150)
    trainer = forms.ModelChoiceField(
        User.objects.none(),
        label="Pelatih ini asesor atau panitia yang punya akun",
        required=False,
        empty_label="Bukan, atau tidak tahu",
        help_text="Pelatih tidak boleh menilai atau memutuskan orang yang dilatihnya.",
    )
    held_on = day_field("Tanggal")

    def __init__(self, *args: Any, trainers: Any, today: date, **kwargs: Any) -> None:
        """Offer accounts that assess or decide."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["trainer"].queryset = trainers  # type: ignore[attr-defined]

    def clean_held_on(self) -> date:
        """A training lies in the past."""
        day: date = self.cleaned_data["held_on"]
        if day > self.today:
            sentence = "Catat pelatihan setelah dilaksanakan; tanggal ini belum tiba."
            raise forms.ValidationError(sentence)
        return day

    def facts(self) -> TrainingFacts:
        """Give what was typed."""
        return TrainingFacts(**self.cleaned_data)


class TieForm(forms.Form):
    """A tie between an assessor and a person, named by the NIK."""

    nik = NikField(
        label="NIK orangnya", help_text="Hanya dipakai untuk mencocokkan; tidak ditampilkan lagi."
    )
    tie = forms.CharField(
        label="Hubungan", max_length=80, help_text="Misalnya: adik kandung, tetangga, satu usaha."
    )


class AssessorChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Assessors by name."""

    def label_from_instance(self, obj: Assessor) -> str:
        """The name."""
        return obj.user.full_name


class KnownTieForm(forms.Form):
    """A tie between an assessor and an applicant whose application is open."""

    assessor = AssessorChoiceField(
        Assessor.objects.none(), label="Asesor", empty_label="Pilih asesor"
    )
    tie = forms.CharField(label="Hubungan", max_length=80)

    def __init__(self, *args: Any, assessors: Any, **kwargs: Any) -> None:
        """Offer the assessors for whom the person may declare."""
        super().__init__(*args, **kwargs)
        self.fields["assessor"].queryset = assessors  # type: ignore[attr-defined]
