"""Photographs of the work: added on the sheet, looked at wherever the marks are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessments import operations, queries
from assessments.forms import PhotoForm
from assessments.models import EvidencePhoto
from assessments.rules import PHOTO_BYTES, PHOTO_SIDE
from assessments.views import marking, reading
from certify.accounts.actor import actor
from certify.lib import pictures
from certify.lib.errors import InvalidInputError, NotNowError
from certify.once.decorators import changes
from participants.views.people import photo_response


@changes
def add_photo(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """Re-encode and keep a photograph of one unit."""
    assessment = reading.own(request, pk)
    units = queries.sheet(assessment)
    unit = marking.unit_at(units, position)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            jpeg = pictures.photograph(
                form.cleaned_data["photo"].read(),
                largest_side=PHOTO_SIDE,
                most_bytes=PHOTO_BYTES,
            )
            operations.add_photo(
                assessment=assessment,
                unit=unit.unit,
                jpeg=jpeg,
                by=actor(request),
                at=timezone.now(),
            )
        except (InvalidInputError, NotNowError) as refusal:
            form.add_error("photo", refusal.sentence)
        else:
            messages.success(request, "Foto tersimpan.")
            return redirect("assessments:unit", pk=assessment.pk, position=position)
    context = marking.page(request, assessment, units, unit, photo_form=form)
    return render(request, "assessments/sheet.html", context, status=reading.UNPROCESSABLE)


def _photo(request: HttpRequest, pk: int) -> EvidencePhoto:
    return get_object_or_404(queries.photos_visible_to(actor(request)), pk=pk)


@require_safe
@cache_control(private=True, max_age=300)
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One photograph, to who may see the assessment."""
    return photo_response(_photo(request, pk).picture)


@changes
def remove_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a photograph out again."""
    shown = _photo(request, pk)
    operations.remove_photo(photo=shown, by=actor(request), at=timezone.now())
    messages.success(request, "Foto dihapus.")
    return redirect(f"{reverse('assessments:sheet', args=[shown.assessment_id])}")
