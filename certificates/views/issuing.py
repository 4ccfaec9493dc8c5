"""Issue: who is ready and who is not, a look at the real page, the button, the progress."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.models import Assessment
from certificates import numbering, operations, permissions, queries, tasks
from certificates.content import CertificateContent
from certificates.enums import CertificateStatus
from certificates.forms import IssueForm
from certificates.queries import Row, Work
from certificates.rendering import Layout, page_picture, render_pdf
from certificates.views.numbers import load_work
from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.accounts.verification import recently_verified
from certify.audit import trail
from certify.jobs import queries as job_queries
from certify.lib.errors import DomainError
from certify.once.decorators import changes

PREVIEW_WIDTH = 1080
PEOPLE = 50


def _rows(work: Work, user: User, issued_on: dt.date) -> list[Row]:
    """Give everybody's row; who may not issue at all is told once, beside the button."""
    rows = queries.issue_rows(body=work.body, program=work.program, issued_on=issued_on)
    may_ask = permissions.may_ask_for_issue(user, work.body)
    for row in rows:
        if may_ask and row.is_ready:
            row.problem = permissions.may_issue(user, row.assessment).reason
    return rows


def _page(
    request: HttpRequest, work: Work, rows: list[Row], form: IssueForm, *, status: int = 200
) -> HttpResponse:
    user = actor(request)
    ready = [row for row in rows if row.is_ready]
    chosen = set(form["assessments"].value() or ()) if form.is_bound else None
    context = {
        "work": work,
        "program": work.program,
        "form": form,
        "ready": [(row, chosen is None or str(row.assessment.pk) in chosen) for row in ready],
        "not_ready": [row for row in rows if row.problem],
        "issued": [row for row in rows if row.certificate is not None],
        "total": len(rows),
        "numbers_text": _numbers_text(work, len(ready)),
        "may_issue": permissions.may_ask_for_issue(user, work.body),
        "seal_notice": queries.seal_notice(work.body, at=timezone.now()),
        "credential_notice": queries.credential_notice(work.body),
        "runs": queries.runs(user).filter(body=work.body, program=work.program)[:5],
    }
    return render(request, "certificates/issue.html", context, status=status)


def _numbers_text(work: Work, count: int) -> str:
    """Say which register numbers come next; others may take some meanwhile."""
    today = timezone.localdate()
    first = numbering.next_number(work.body, today.year)
    texts = [
        numbering.number_text(work.body.register_prefix, number, today)
        for number in (first, first + count - 1)
    ]
    return texts[0] if count == 1 else "–".join(texts)


def _form(work: Work, rows: list[Row], data: Any = None) -> IssueForm:
    ready = [row.assessment.pk for row in rows if row.is_ready]
    return IssueForm(
        data,
        initial={"issued_on": timezone.localdate()},
        choices=ready,
        designs=queries.active_designs(work.body),
    )


@recently_verified
@require_safe
def issue(request: HttpRequest, program: int) -> HttpResponse:
    """Show who is ready, who is not and why, and what the button does."""
    work = load_work(request, program)
    rows = _rows(work, actor(request), timezone.localdate())
    return _page(request, work, rows, _form(work, rows))


@recently_verified
@changes
def start_issue(request: HttpRequest, program: int) -> HttpResponse:
    """Ask for the certificates; the job makes them."""
    work, by, now = load_work(request, program), actor(request), timezone.now()
    permissions.may_ask_for_issue(by, work.body).require()
    rows = _rows(work, by, timezone.localdate(now))
    form = _form(work, rows, request.POST)
    if not form.is_valid():
        return _page(request, work, rows, form, status=422)
    try:
        run = operations.ask_for_issue(
            body=work.body,
            program=work.program,
            assessments=form.cleaned_data["assessments"],
            issued_on=form.cleaned_data["issued_on"],
            by=by,
            at=now,
            today=timezone.localdate(now),
            version=form.cleaned_data.get("version"),
        )
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, work, rows, form, status=422)
    tasks.start(run)
    return redirect("certificates:run", pk=run.pk)


@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a run's people, each as it is finished; closing the page does not stop it."""
    user = actor(request)
    shown = get_object_or_404(queries.runs(user), pk=pk)
    jobs = job_queries.under(tasks.key_of(shown))
    page = Paginator(queries.run_items(shown), PEOPLE).get_page(request.GET.get("halaman"))
    context = {
        "run": shown,
        "program": shown.program,
        "progress": queries.progress(shown),
        "page_obj": page,
        "is_active": any(job.is_active for job in jobs),
        "stopped": next((job.message for job in jobs if job.is_failed), ""),
        "may_continue": permissions.may_continue_run(user, shown),
        "events": trail.timeline(shown, user=user),
    }
    response = render(request, "certificates/run.html", context)
    if request.headers.get("HX-Request") == "true" and not context["is_active"]:
        response["HX-Refresh"] = "true"  # the buttons below the list are other ones now
    return response


@changes
def continue_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask again for what a run could not finish."""
    user = actor(request)
    shown = get_object_or_404(queries.runs(user), pk=pk)
    again = operations.ask_again(run=shown, by=user, at=timezone.now())
    tasks.start(again)
    return redirect("certificates:run", pk=pk)


def _competent(request: HttpRequest, pk: int) -> Assessment:
    return get_object_or_404(queries.competent_seen_by(actor(request)), pk=pk)


def _draft(assessment: Assessment) -> CertificateContent:
    """Choose what would be printed today for a competent result, or give what was printed."""
    issued = assessment.certificates.exclude(status=CertificateStatus.VOID).order_by("-pk").first()
    if issued is not None:
        return issued.frozen
    today = timezone.localdate()
    number = numbering.next_number(assessment.body, today.year)
    return queries.draft(assessment, masters=queries.Masters(today), number=number)


def _preview(request: HttpRequest, pk: int) -> bytes:
    content = _draft(_competent(request, pk))
    design = queries.design_named(content.template_version)
    return render_pdf(content, layout=Layout.PREVIEW, design=design)


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the watermarked paper of one person."""
    response = HttpResponse(_preview(request, pk), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="Pratinjau.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def preview_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the first page of the watermarked paper as a picture."""
    picture = page_picture(_preview(request, pk), width=PREVIEW_WIDTH)
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def preview_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the picture with what is to be compared with the identity card."""
    assessment = _competent(request, pk)
    content = _draft(assessment)
    neighbours = _neighbours(assessment)
    context = {
        "assessment": assessment,
        "content": content,
        "back_url": reverse("certificates:checks", args=[assessment.program_id]),
        **neighbours,
    }
    return render(request, "certificates/preview.html", context)


def _neighbours(assessment: Assessment) -> dict[str, int | None]:
    keys = list(
        queries.competent(body=assessment.body, program=assessment.program)
        .exclude(body__issues_for_bnsp=True, official_number__isnull=True)
        .values_list("pk", flat=True)
    )
    at = keys.index(assessment.pk) if assessment.pk in keys else 0
    return {
        "before": keys[at - 1] if at > 0 else None,
        "after": keys[at + 1] if at + 1 < len(keys) else None,
    }
