"""What people type about a person: who they are and where they live."""

from datetime import date
from typing import Any

from django import forms

from certify.lib import nik as nik_rules
from certify.lib import phones
from certify.lib.errors import InvalidInputError
from certify.lib.text import tidy
from participants.content import PersonFacts
from participants.enums import Education, Sex
from participants.models import Person
from programs import queries as programs
from programs.models import Program, Scheme, Village, Wave


def day_field(label: str, **extra: Any) -> forms.DateField:
    """A calendar day, typed or picked."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
    return forms.DateField(label=label, widget=widget, **extra)


class NikField(forms.CharField):
    """Sixteen digits, however they are grouped."""

    def __init__(self, **extra: Any) -> None:
        """Count the digits while typing."""
        widget = forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "off",
                "class": "digits",
                "data-count": "16",
            }
        )
        super().__init__(max_length=40, widget=widget, **extra)

    def clean(self, value: Any) -> str:
        """Give the sixteen digits."""
        text = super().clean(value)
        if not text:
            return ""
        try:
            return nik_rules.parse(text)
        except InvalidInputError as error:
            raise forms.ValidationError(error.sentence) from error


class SchemeChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Schemes by name, marked when invented."""

    def label_from_instance(self, obj: Scheme) -> str:
        """Name and body."""
        example = " (CONTOH)" if obj.is_example else ""
        return f"{obj.name}{example} · {obj.body.organization.short_name}"


class PersonForm(forms.Form):
    """What stands on the identity card, and what the program asks beside it."""

    full_name = forms.CharField(
        label="Nama lengkap",
        max_length=150,
        help_text="Persis seperti di KTP, dengan gelar kalau ada. Nama inilah yang tercetak.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    nik = NikField(label="NIK", help_text="16 angka dari KTP. Boleh diketik dengan spasi.")
    birth_place = forms.CharField(label="Tempat lahir", max_length=80)
    # Typed, not picked: a browser in English would show month and day the other way round.
    birth_date = forms.DateField(
        label="Tanggal lahir",
        help_text="Hari, bulan, tahun. Misalnya 17/05/1980.",
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.DateInput(
            format="%d/%m/%Y",
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"},
        ),
        error_messages={"invalid": "Tulis hari/bulan/tahun dengan angka, misalnya 17/05/1980."},
    )
    sex = forms.ChoiceField(label="Jenis kelamin", choices=Sex.choices, widget=forms.RadioSelect)
    address = forms.CharField(
        label="Alamat", max_length=300, help_text="Jalan atau dusun, RT/RW. Tanpa desa."
    )
    village = forms.ChoiceField(label="Desa/kelurahan", required=False)
    other_village = forms.CharField(
        label="Desa di luar daftar",
        required=False,
        max_length=80,
        help_text="Isi hanya kalau desanya tidak ada dalam daftar.",
    )
    other_district = forms.CharField(label="Kecamatannya", required=False, max_length=80)
    phone = forms.CharField(
        label="Nomor HP/WA",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    education = forms.ChoiceField(
        label="Pendidikan terakhir",
        required=False,
        choices=[("", "Pilih"), *Education.choices],
    )
    business_name = forms.CharField(label="Nama usaha", required=False, max_length=150)
    years_in_business = forms.IntegerField(
        label="Lama usaha (tahun)",
        required=False,
        min_value=0,
        max_value=80,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    sure = forms.BooleanField(
        label="Sudah saya cocokkan dengan KTP, datanya memang begitu.", required=False
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the villages by district."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.doubts: list[str] = []
        villages = Village.objects.select_related("district").order_by("district__name", "name")
        self._villages = {str(village.pk): village for village in villages}
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, village in self._villages.items():
            groups.setdefault(f"Kec. {village.district.name}", []).append((key, village.name))
        choices: list[Any] = [("", "Pilih desa"), *groups.items()]
        self.fields["village"].choices = choices  # type: ignore[attr-defined]

    def clean_full_name(self) -> str:
        """Take stray spaces away, nothing else."""
        return tidy(self.cleaned_data["full_name"])

    def clean_birth_date(self) -> date:
        """A person is born before today, and not long before living memory."""
        day: date = self.cleaned_data["birth_date"]
        if day >= self.today:
            sentence = "Tanggal lahir harus sebelum hari ini."
            raise forms.ValidationError(sentence)
        if day.year < OLDEST:
            sentence = f"Tahun {day.year} terlalu lama. Periksa tahunnya."
            raise forms.ValidationError(sentence)
        return day

    def clean_phone(self) -> str:
        """Read the number; a remark beside it is kept as its note."""
        text = self.cleaned_data["phone"]
        self.phone_note = ""
        if not text:
            return ""
        try:
            phone = phones.parse(text)
        except InvalidInputError as error:
            raise forms.ValidationError(error.sentence) from error
        self.phone_note = phone.note
        return phone.local

    def clean(self) -> dict[str, Any]:
        """Ask once more where NIK, birth date and sex disagree: a doubt, never a refusal."""
        data = super().clean() or {}
        if data.get("nik") and not self.errors:
            self.doubts = nik_rules.doubts(
                data["nik"],
                born_on=data["birth_date"],
                is_female=data["sex"] == Sex.FEMALE,
            )
            if self.doubts and not data.get("sure"):
                self.add_error("nik", " ".join(self.doubts))
        return data

    def facts(self) -> PersonFacts:
        """Give what was typed."""
        data = self.cleaned_data
        village = self._villages.get(data["village"])
        return PersonFacts(
            full_name=data["full_name"],
            nik=data["nik"],
            birth_place=tidy(data["birth_place"]),
            birth_date=data["birth_date"],
            sex=data["sex"],
            address=tidy(data["address"]),
            village=village.pk if village else None,
            village_name=village.name if village else tidy(data["other_village"]),
            district_name=village.district.name if village else tidy(data["other_district"]),
            phone=data["phone"],
            phone_note=self.phone_note,
            education=data["education"],
            business_name=tidy(data["business_name"]),
            years_in_business=data["years_in_business"],
        )

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """Give what stands now, the NIK left out: it is shown on request only."""
        kept = (
            "full_name",
            "birth_place",
            "birth_date",
            "sex",
            "address",
            "phone",
            "education",
            "business_name",
            "years_in_business",
        )
        values: dict[str, Any] = {name: getattr(person, name) for name in kept}
        if person.village_id:
            values["village"] = str(person.village_id)
        else:
            values["other_village"] = person.village_name
            values["other_district"] = person.district_name
        return values


OLDEST = 1900


class EditPersonForm(PersonForm):
    """The same person again: an empty NIK keeps the one that is known."""

    nik = NikField(
        label="NIK",
        required=False,
        help_text="Kosongkan kalau NIK-nya tidak berubah.",
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        """Keep the person."""
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_nik(self) -> str:
        """Give the new number or the known one."""
        typed: str = self.cleaned_data["nik"]
        return typed or str(self.person.nik)


class PlaceForm(forms.Form):
    """Scheme and wave of one person in a program."""

    scheme = SchemeChoiceField(Scheme.objects.none(), label="Skema", empty_label="Pilih skema")
    wave = forms.ModelChoiceField(
        Wave.objects.none(),
        label="Angkatan",
        required=False,
        empty_label="Ditentukan nanti",
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        """Offer the program's schemes and waves."""
        super().__init__(*args, **kwargs)
        schemes = programs.schemes_with_quota(program)
        self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]
        self.fields["wave"].queryset = Wave.objects.filter(  # type: ignore[attr-defined]
            program=program
        ).order_by("starts_on", "pk")
        only = list(schemes[:2])
        if len(only) == 1:
            self.fields["scheme"].initial = only[0].pk
