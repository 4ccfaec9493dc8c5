"""The progress of a job, as a page and as the fragment that the page fetches anew."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from certify.accounts.actor import actor
from certify.jobs import operations, permissions, queries
from certify.once.decorators import changes


@require_GET
def progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show how far a job is; the page around a fragment is loaded anew when the job ends."""
    user = actor(request)
    job = get_object_or_404(queries.visible_to(user), pk=pk)
    if request.headers.get("HX-Request") != "true":
        context = {"job": job, "may_retry": permissions.may_retry(user, job)}
        return render(request, "jobs/progress.html", context)
    response = render(request, "jobs/_progress.html", {"job": job})
    if not job.is_active:
        response["HX-Refresh"] = "true"
    return response


@changes
def retry(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Start a failed job again."""
    user = actor(request)
    job = get_object_or_404(queries.visible_to(user), pk=pk)
    operations.retry(job=job, by=user, at=timezone.now())
    messages.success(request, "Pekerjaan dimulai lagi. Yang sudah selesai tidak diulang.")
    return redirect(job.get_absolute_url())
