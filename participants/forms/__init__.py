"""What people type about participants and applications."""

from participants.forms.applications import NoteForm, RejectForm, ReturnForm, SelectionForm
from participants.forms.enrolling import EnrollForm, SchemeChangeForm, WaveForm
from participants.forms.particulars import (
    KnownTieForm,
    PhotoForm,
    RevealForm,
    TieForm,
    TrainingForm,
)
from participants.forms.people import EditPersonForm, PersonForm, PlaceForm

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
