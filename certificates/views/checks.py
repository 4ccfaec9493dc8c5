"""Before issuing: what to look at, person by person, and mending a name."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.models import Assessment
from certificates import operations, permissions, queries
from certificates.enums import Check
from certificates.forms import NameForm
from certificates.queries import Row
from certificates.views.numbers import load_work
from certify.accounts.actor import actor
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes

ALL = ""
ANY = "any"


@require_safe
def checks(request: HttpRequest, program: int) -> HttpResponse:
    """List everybody with what to look at before issuing; filters show one kind at a time."""
    work, user = load_work(request, program), actor(request)
    today = timezone.localdate()
    rows = queries.issue_rows(body=work.body, program=work.program, issued_on=today)
    open_rows = [row for row in rows if row.certificate is None]
    chosen = request.GET.get("periksa", ALL)
    context = {
        "work": work,
        "program": work.program,
        "rows": [row for row in open_rows if _is_chosen(row, chosen)],
        "tabs": _tabs(open_rows, chosen),
        "is_filtered": chosen != ALL,
        "ready": sum(1 for row in rows if row.is_ready),
        "not_ready": sum(1 for row in rows if row.problem),
        "issued": len(rows) - len(open_rows),
        "total": len(rows),
        "may_issue": permissions.may_ask_for_issue(user, work.body),
        "seal": queries.seal_notice(work.body, at=timezone.now()),
        "credential_notice": queries.credential_notice(work.body),
    }
    return render(request, "certificates/checks.html", context)


def _is_chosen(row: Row, chosen: str) -> bool:
    if chosen == ANY:
        return bool(row.checks)
    return chosen not in Check.values or chosen in row.checks


def _tabs(rows: list[Row], chosen: str) -> list[dict[str, Any]]:
    offered = [(ALL, "Semua", len(rows)), (ANY, "Perlu dilihat", _count(rows, ANY))]
    offered += [(check.value, check.label, _count(rows, check.value)) for check in Check]
    return [
        {
            "url": f"?periksa={value}" if value else "?",
            "label": label,
            "count": count,
            "current": value == chosen,
        }
        for value, label, count in offered
        if count or value in (ALL, chosen)
    ]


def _count(rows: list[Row], chosen: str) -> int:
    return sum(1 for row in rows if _is_chosen(row, chosen))


def _competent(request: HttpRequest, pk: int) -> Assessment:
    return get_object_or_404(queries.competent_seen_by(actor(request)), pk=pk)


def _naming_page(
    request: HttpRequest, assessment: Assessment, form: NameForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "form": form,
        "may_correct": permissions.may_correct_name(actor(request), assessment),
        "back_url": reverse("certificates:checks", args=[assessment.program_id]),
    }
    return render(request, "certificates/naming.html", context, status=status)


@require_safe
def naming(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a name is spelled, to be compared with the identity card."""
    assessment = _competent(request, pk)
    form = NameForm(initial={"full_name": assessment.application.full_name})
    return _naming_page(request, assessment, form)


@changes
def correct_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the spelling of a name before its certificate is issued."""
    assessment, form = _competent(request, pk), NameForm(request.POST)
    if form.is_valid():
        try:
            operations.correct_name(
                assessment=assessment,
                full_name=form.cleaned_data["full_name"],
                by=actor(request),
                at=timezone.now(),
            )
        except InvalidInputError as refusal:
            form.add_error("full_name", refusal.sentence)
        else:
            messages.success(request, "Nama disimpan. Lihat pratinjaunya sekali lagi.")
            return redirect("certificates:checks", program=assessment.program_id)
    return _naming_page(request, assessment, form, status=422)
