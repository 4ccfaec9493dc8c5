"""What people type about programs, standards, schemes and assessors."""

from programs.forms.assessors import AssessorForm, NewAssessorForm
from programs.forms.profiles import BodyForm
from programs.forms.programs import ProgramForm
from programs.forms.rounds import QuotaForm, VenueForm, WaveForm, quota_initial
from programs.forms.schemes import SchemeForm, SchemeStartForm
from programs.forms.standards import StandardForm

__all__ = [
    "AssessorForm",
    "BodyForm",
    "NewAssessorForm",
    "ProgramForm",
    "QuotaForm",
    "SchemeForm",
    "SchemeStartForm",
    "StandardForm",
    "VenueForm",
    "WaveForm",
    "quota_initial",
]
