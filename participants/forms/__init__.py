"""What people type about participants and applications."""

from participants.forms.applications import NoteForm, RejectForm, ReturnForm, SelectionForm
from participants.forms.people import (
    EditPersonForm,
    EnrollForm,
    KnownTieForm,
    PersonForm,
    PhotoForm,
    PlaceForm,
    RevealForm,
    SchemeChangeForm,
    TieForm,
    TrainingForm,
    WaveForm,
)

__all__ = [
    "EditPersonForm",
    "EnrollForm",
    "KnownTieForm",
    "NoteForm",
    "PersonForm",
    "PhotoForm",
    "PlaceForm",
    "RejectForm",
    "ReturnForm",
    "RevealForm",
    "SchemeChangeForm",
    "SelectionForm",
    "TieForm",
    "TrainingForm",
    "WaveForm",
]
