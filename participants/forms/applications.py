"""Answers to applications, and rows chosen for a bulk act."""

from typing import Any

from django import forms


class SelectionForm(forms.Form):
    """Rows chosen by their keys among those the person may see."""

    pilih: Any = forms.ModelMultipleChoiceField(
        queryset=None,
        error_messages={
            "required": "Belum ada yang dipilih. Centang dulu namanya.",
            "invalid_choice": "Ada pilihan yang tidak dikenal. Muat ulang halaman, lalu ulangi.",
        },
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        """Keep the rows that may be chosen."""
        super().__init__(*args, **kwargs)
        self.fields["pilih"].queryset = rows  # type: ignore[attr-defined]

    def sentence(self) -> str:
        """Say what is wrong with the choice."""
        return str(next(iter(self.errors["pilih"])))


class NoteForm(forms.Form):
    """A note that the other side reads."""

    note = forms.CharField(
        label="Catatan",
        max_length=300,
        min_length=5,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300, "data-count": ""}),
    )


class ReturnForm(NoteForm):
    """What is missing from an application."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the question."""
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "Apa yang perlu dilengkapi?"
        self.fields["note"].help_text = "Dinas membaca catatan ini. Jangan tulis NIK di sini."


class RejectForm(NoteForm):
    """Why an application is declined."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the question."""
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "Mengapa permohonan ini tidak diterima?"
        self.fields["note"].help_text = "Dinas membaca alasan ini. Jangan tulis NIK di sini."
