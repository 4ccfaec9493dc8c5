"""What several views of assessments share: loading within sight, and showing a refusal in place."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from assessments import queries
from assessments.models import Assessment
from certify.accounts.actor import actor
from certify.lib.errors import DomainError

UNPROCESSABLE = 422


def visible(request: HttpRequest, pk: int) -> Assessment:
    """An assessment that the person may see, or 404."""
    return get_object_or_404(queries.visible_to(actor(request)), pk=pk)


def own(request: HttpRequest, pk: int) -> Assessment:
    """An assessment assigned to the person, or 404: only its assessor works on it."""
    return get_object_or_404(queries.own(actor(request)), pk=pk)


def refuse(form: Form, refusal: DomainError) -> Form:
    """Put a refusal on the form, so that what was typed stays on the page."""
    form.add_error(None, refusal.sentence)
    return form


def again(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Show a form again with what is wrong."""
    return render(request, template, context, status=UNPROCESSABLE)


def facts_of(assessment: Assessment) -> list[tuple[str, Any]]:
    """What a page says about the candidate, from the body's own copy."""
    application = assessment.application
    today = timezone.localdate()
    born = application.birth_date
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    years = application.years_in_business
    return [
        ("Skema", assessment.scheme.name),
        ("Umur", f"{age} tahun"),
        ("Desa", ", ".join(filter(None, [application.village_name, application.district_name]))),
        ("Usaha", application.business_name),
        ("Lama usaha", f"{years} tahun" if years is not None else ""),
        ("Pendidikan", application.get_education_display() if application.education else ""),
        ("TUK", assessment.venue.name if assessment.venue else ""),
    ]
