"""The sheet on the phone: every tap is one POST that answers with the criterion as it now is.

Without JavaScript the same POST leads back to the same place of the page. Nothing is preset; a
conflict shows both values and changes nothing (reliability.md G1).
"""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import operations, permissions, queries
from assessments.forms import FieldNoteForm, PhotoForm
from assessments.models import Assessment
from assessments.queries import ElementSheet, Line, UnitSheet
from assessments.views import reading, tapping
from assessments.views.tapping import Ask
from certify.accounts.actor import actor
from certify.once.decorators import changes


def unit_at(units: list[UnitSheet], position: int) -> UnitSheet:
    """The unit at a place of the sheet, or 404."""
    for unit in units:
        if unit.position == position:
            return unit
    raise Http404


def _first_open(units: list[UnitSheet]) -> UnitSheet:
    return next((unit for unit in units if unit.open), units[0])


def _place(units: list[UnitSheet], criterion: int) -> tuple[UnitSheet, ElementSheet, Line]:
    for unit in units:
        for element in unit.elements:
            for line in element.lines:
                if line.criterion.pk == criterion:
                    return unit, element, line
    raise Http404


def _element(units: list[UnitSheet], pk: int) -> tuple[UnitSheet, ElementSheet]:
    for unit in units:
        for element in unit.elements:
            if element.element.pk == pk:
                return unit, element
    raise Http404


def _saved_at(units: list[UnitSheet]) -> datetime | None:
    """When the last tap on the sheet was saved."""
    moments = (line.mark.marked_at for unit in units for line in unit.lines if line.mark)
    return max(moments, default=None)


def _neighbors(request: HttpRequest, assessment: Assessment) -> dict[str, Assessment | None]:
    """The people before and after on the same day, for the arrows beside the name."""
    rows = list(queries.own(actor(request)).filter(scheduled_on=assessment.scheduled_on))
    here = [row.pk for row in rows].index(assessment.pk)
    return {
        "before": rows[here - 1] if here else None,
        "after": rows[here + 1] if here + 1 < len(rows) else None,
    }


def page(
    request: HttpRequest,
    assessment: Assessment,
    units: list[UnitSheet],
    unit: UnitSheet,
    **more: Any,
) -> dict[str, Any]:
    """What the sheet shows of one unit."""
    return {
        "assessment": assessment,
        "unit": unit,
        "units": units,
        "total": queries.total(units),
        "chips": queries.reason_chips(assessment),
        "may": permissions.may_mark(actor(request), assessment),
        "is_early": timezone.localdate() < assessment.scheduled_on,
        "notes": assessment.notes.select_related("written_by"),
        "note_form": FieldNoteForm(),
        "photos": queries.photos_of(assessment),
        "photo_form": PhotoForm(),
        "saved_at": _saved_at(units),
        **_neighbors(request, assessment),
        **more,
    }


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to the first unit that is still open."""
    assessment = reading.own(request, pk)
    units = queries.sheet(assessment)
    if not units:
        raise Http404
    return redirect("assessments:unit", pk=assessment.pk, position=_first_open(units).position)


@require_safe
def unit(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """One unit of one person: its criteria, each with two large targets."""
    assessment = reading.own(request, pk)
    units = queries.sheet(assessment)
    context = page(request, assessment, units, unit_at(units, position))
    return render(request, "assessments/sheet.html", context)


@require_safe
def line(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """One criterion as it now is; without htmx the page around it."""
    assessment = reading.own(request, pk)
    if not request.headers.get("HX-Request"):
        unit = _place(queries.sheet(assessment), criterion)[0]
        address = reverse("assessments:unit", args=[assessment.pk, unit.position])
        return redirect(f"{address}#kuk-{criterion}")
    return _line(request, assessment, criterion, Ask())


def _line(request: HttpRequest, assessment: Assessment, criterion: int, ask: Ask) -> HttpResponse:
    units = queries.sheet(assessment)
    unit, element, found = _place(units, criterion)
    if request.headers.get("HX-Request"):
        context = {
            "assessment": assessment,
            "units": units,
            "unit": unit,
            "element": element,
            "line": found,
            "ask": ask,
            "chips": queries.reason_chips(assessment),
            "total": queries.total(units),
            "saved_at": _saved_at(units),
        }
        return render(request, "assessments/_line_answer.html", context, status=ask.status)
    context = page(request, assessment, units, unit, asked=criterion, ask=ask)
    return render(request, "assessments/sheet.html", context, status=ask.status)


@changes
def mark(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """Save one tap. "Belum" without a reason asks for it; a changed mark shows both values."""
    assessment = reading.own(request, pk)
    ask = tapping.tap(request, assessment, criterion)
    if ask.status != HTTPStatus.OK or request.headers.get("HX-Request"):
        return _line(request, assessment, criterion, ask)
    unit = _place(queries.sheet(assessment), criterion)[0]
    address = reverse("assessments:unit", args=[assessment.pk, unit.position])
    return redirect(f"{address}#kuk-{criterion}")


def _to_element(assessment: Assessment, unit: UnitSheet, element: int) -> HttpResponse:
    address = reverse("assessments:unit", args=[assessment.pk, unit.position])
    return redirect(f"{address}#elemen-{element}")


@changes
def mark_element(request: HttpRequest, pk: int, element: int) -> HttpResponse:
    """*Ya semua di elemen ini*: an act of its own, recorded as such."""
    assessment = reading.own(request, pk)
    unit, found = _element(queries.sheet(assessment), element)
    saved = operations.mark_element(
        assessment=assessment, element=found.element, by=actor(request), at=timezone.now()
    )
    messages.success(request, f"{len(saved)} kriteria ditandai “Ya, sesuai”. Bisa dibatalkan.")
    return _to_element(assessment, unit, element)


@changes
def unmark_element(request: HttpRequest, pk: int, element: int) -> HttpResponse:
    """Take *Ya semua* back."""
    assessment = reading.own(request, pk)
    unit, found = _element(queries.sheet(assessment), element)
    cleared = operations.unmark_element(
        assessment=assessment, element=found.element, by=actor(request), at=timezone.now()
    )
    messages.success(request, f"{len(cleared)} kriteria dikosongkan kembali.")
    return _to_element(assessment, unit, element)


@changes
def add_note(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """Keep what the assessor saw."""
    assessment = reading.own(request, pk)
    units = queries.sheet(assessment)
    form = FieldNoteForm(request.POST)
    if not form.is_valid():
        context = page(request, assessment, units, unit_at(units, position), note_form=form)
        return reading.again(request, "assessments/sheet.html", context)
    operations.add_note(
        assessment=assessment, text=form.cleaned_data["text"], by=actor(request), at=timezone.now()
    )
    messages.success(request, "Catatan tersimpan.")
    return redirect("assessments:unit", pk=assessment.pk, position=position)
