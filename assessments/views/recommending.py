"""The end of the sheet: the summary for the candidate, and the assessor's recommendation."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import operations, permissions, queries
from assessments.forms import RecommendationForm
from assessments.models import Assessment
from assessments.queries import UnitSheet
from assessments.views import reading
from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes


def _context(
    assessment: Assessment, units: list[UnitSheet], user: User, form: RecommendationForm
) -> dict[str, Any]:
    return {
        "assessment": assessment,
        "units": units,
        "total": queries.total(units),
        "open": [(unit, line) for unit in units for line in unit.open],
        "notes": assessment.notes.select_related("written_by"),
        "photos": queries.photos_of(assessment),
        "form": form,
        "may": permissions.may_recommend(user, assessment),
    }


@require_safe
def summary(request: HttpRequest, pk: int) -> HttpResponse:
    """What was seen, in large type for the candidate; below it the recommendation."""
    assessment = reading.own(request, pk)
    units = queries.sheet(assessment)
    form = RecommendationForm(units=units)
    context = _context(assessment, units, actor(request), form)
    return render(request, "assessments/summary.html", context)


@changes
def recommend(request: HttpRequest, pk: int) -> HttpResponse:
    """Recommend K or BK."""
    assessment = reading.own(request, pk)
    units = queries.sheet(assessment)
    form = RecommendationForm(request.POST, units=units)
    if form.is_valid():
        data = form.cleaned_data
        try:
            operations.recommend(
                assessment=assessment,
                outcome=data["outcome"],
                unit_outcomes=form.unit_outcomes,
                candidate_answer=data["candidate_answer"],
                note=data["note"],
                follow_up=data["follow_up"],
                by=actor(request),
                at=timezone.now(),
            )
        except InvalidInputError as refusal:
            reading.refuse(form, refusal)
        else:
            name = assessment.application.full_name
            messages.success(request, f"Rekomendasi untuk {name} terkirim ke pleno.")
            return redirect("assessments:mine", program=assessment.program_id)
    context = _context(assessment, units, actor(request), form)
    return reading.again(request, "assessments/summary.html", context)
