"""What people type about certificates, made into values; nothing is saved here."""

from typing import Any

from django import forms

from certificates.enums import CopyKind, LinkChannel, RecipientKind
from certificates.models import TemplateVersion

DAY = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")


class ReasonForm(forms.Form):
    """Why something is done that cannot be taken back."""

    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        min_length=5,
        help_text="Dicatat di riwayat. Masyarakat tidak melihatnya.",
        widget=forms.Textarea(attrs={"rows": 3, "data-count": ""}),
        error_messages={
            "required": "Tulis alasannya.",
            "min_length": "Tulis alasannya dengan beberapa kata.",
        },
    )


class ProposalForm(ReasonForm):
    """Why a certificate should change, and the letter that says so, if there is one."""

    document = forms.CharField(
        label="Dasar surat atau berita acara",
        max_length=120,
        required=False,
        help_text="Misalnya nomor dan tanggal berita acara rapat.",
    )


class CorrectionForm(ProposalForm):
    """What the new certificate says otherwise."""

    full_name = forms.CharField(
        label="Nama pemegang, seperti pada KTP",
        max_length=150,
        error_messages={"required": "Tulis nama pemegang."},
    )
    certificate_number = forms.CharField(
        label="Nomor sertifikat BNSP", max_length=60, required=False
    )
    registration_number = forms.CharField(
        label="Nomor registrasi BNSP", max_length=60, required=False
    )

    field_order = ("full_name", "certificate_number", "registration_number", "reason", "document")

    def __init__(self, *args: Any, needs_numbers: bool, **kwargs: Any) -> None:
        """A body that issues without BNSP has no numbers to retype."""
        super().__init__(*args, **kwargs)
        if not needs_numbers:
            del self.fields["certificate_number"], self.fields["registration_number"]


class CopyForm(forms.Form):
    """Which paper was printed."""

    kind = forms.ChoiceField(label="Jenis kertas", choices=CopyKind.choices)


class NameForm(forms.Form):
    """How a name is spelled on the certificate."""

    full_name = forms.CharField(
        label="Nama, seperti pada KTP",
        max_length=150,
        strip=True,
        help_text="Gelar, bila ikut dicetak, seperti pada ijazah.",
        error_messages={"required": "Tulis namanya."},
    )


class IssueForm(forms.Form):
    """Who gets a certificate, dated when."""

    issued_on = forms.DateField(
        label="Tanggal terbit",
        widget=DAY,
        error_messages={"required": "Isi tanggal terbit.", "invalid": "Tulis tanggal yang benar."},
    )
    assessments = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": "Belum ada yang dipilih. Beri tanda pada nama yang diterbitkan.",
            "invalid_choice": "Ada nama yang sudah tidak bisa dipilih. Muat ulang halaman.",
        },
    )

    version = forms.ModelChoiceField(
        label="Rancangan",
        queryset=TemplateVersion.objects.none(),
        required=False,
        empty_label="Menurut skema masing-masing",
        error_messages={
            "invalid_choice": "Rancangan ini tidak dipakai lagi. Muat ulang, lalu pilih lagi."
        },
    )

    def __init__(
        self, *args: Any, choices: list[int], designs: list[TemplateVersion], **kwargs: Any
    ) -> None:
        """Offer the people of the page, and the body's designs where it uses several."""
        super().__init__(*args, **kwargs)
        if len(designs) > 1:
            keys = [design.pk for design in designs]
            offered = TemplateVersion.objects.filter(pk__in=keys).select_related("template")
            self.fields["version"].queryset = offered  # type: ignore[attr-defined]
        else:
            del self.fields["version"]
        field = self.fields["assessments"]
        field.choices = [(str(key), str(key)) for key in choices]  # type: ignore[attr-defined]


class NumbersFileForm(forms.Form):
    """A list of BNSP numbers."""

    file = forms.FileField(
        label="Berkas XLSX atau CSV",
        help_text="Kolom: nomor peserta atau nama, nomor sertifikat, nomor registrasi.",
        error_messages={"required": "Pilih berkasnya dulu."},
    )


class HandoverForm(forms.Form):
    """Who took the paper, and when."""

    recipient_kind = forms.ChoiceField(
        label="Yang menerima",
        choices=RecipientKind.choices,
        initial=RecipientKind.HOLDER,
        widget=forms.RadioSelect,
    )
    recipient_name = forms.CharField(
        label="Nama wakil", max_length=150, required=False, help_text="Hanya bila diwakilkan."
    )
    relation = forms.CharField(
        label="Hubungan dengan pemegang",
        max_length=80,
        required=False,
        help_text="Misalnya anak, suami, ketua kelompok. Simpan surat kuasanya.",
    )
    handed_on = forms.DateField(
        label="Tanggal serah",
        widget=DAY,
        error_messages={"required": "Isi tanggal serah.", "invalid": "Tulis tanggal yang benar."},
    )

    def clean(self) -> dict[str, Any]:
        """A proxy has a name and a relation."""
        cleaned = super().clean() or {}
        if cleaned.get("recipient_kind") == RecipientKind.PROXY:
            if not cleaned.get("recipient_name"):
                self.add_error("recipient_name", "Tulis nama wakil.")
            if not cleaned.get("relation"):
                self.add_error("relation", "Tulis hubungannya dengan pemegang.")
        return cleaned


class EventForm(forms.Form):
    """Who took their papers themselves at an event."""

    handed_on = forms.DateField(
        label="Tanggal serah",
        widget=DAY,
        error_messages={"required": "Isi tanggal serah.", "invalid": "Tulis tanggal yang benar."},
    )
    certificates = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": "Belum ada yang dipilih. Beri tanda pada nama yang menerima.",
            "invalid_choice": "Ada yang sudah diserahkan. Muat ulang halaman, lalu pilih lagi.",
        },
    )

    def __init__(self, *args: Any, choices: list[int], **kwargs: Any) -> None:
        """Offer the certificates of the page."""
        super().__init__(*args, **kwargs)
        field = self.fields["certificates"]
        field.choices = [(str(key), str(key)) for key in choices]  # type: ignore[attr-defined]


class LinksForm(forms.Form):
    """Who gets a personal link, and how."""

    channel = forms.ChoiceField(label="Cara", choices=LinkChannel.choices)
    enrollments = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": "Belum ada yang dipilih. Beri tanda pada nama yang dikirimi.",
            "invalid_choice": "Ada nama yang sudah tidak bisa dipilih. Muat ulang halaman.",
        },
    )

    def __init__(self, *args: Any, choices: list[int], **kwargs: Any) -> None:
        """Offer the people of the page."""
        super().__init__(*args, **kwargs)
        field = self.fields["enrollments"]
        field.choices = [(str(key), str(key)) for key in choices]  # type: ignore[attr-defined]


class NameReportForm(forms.Form):
    """How a holder says the name should be written."""

    proposed_name = forms.CharField(
        label="Nama yang benar, seperti pada KTP",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Tulis nama yang benar, seperti pada KTP."},
    )
    message = forms.CharField(label="Pesan", max_length=300, required=False)


class AnswerForm(forms.Form):
    """What the office answers a holder."""

    answer = forms.CharField(
        label="Jawaban untuk peserta",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": ""}),
        error_messages={"required": "Tulis jawaban untuk peserta."},
    )
