"""Particulars of a certification body."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import Organization, User
from certify.accounts.roles import OrganizationKind, Permission
from certify.audit import trail
from certify.lib.errors import NotNowError
from certify.once.decorators import changes
from programs import forms, operations, permissions, queries
from programs.models import CertificationBody


def _body(user: User, pk: int) -> CertificationBody:
    """Load a body, begun when its organization is new."""
    if pk not in queries.body_keys_of(user):
        raise Http404
    organization = get_object_or_404(Organization, pk=pk, kind=OrganizationKind.BODY)
    return operations.body_for(organization)


@require_safe
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """Licence and certificate settings, to read or change."""
    user = actor(request)
    shown = _body(user, pk)
    context = {
        "body": shown,
        "form": forms.BodyForm(initial=forms.BodyForm.initial_of(shown)),
        "may_edit": permissions.may_edit_body(user, shown),
        "sees_keys": user.has(Permission.VIEW_CERTIFICATION, within=shown.pk),
        "events": trail.timeline(shown, user=user),
    }
    return render(request, "programs/body.html", context)


@changes
def save_body(request: HttpRequest, pk: int) -> HttpResponse:
    """Change them."""
    user = actor(request)
    shown = _body(user, pk)
    form = forms.BodyForm(request.POST)
    if form.is_valid():
        try:
            operations.update_body(body=shown, **form.cleaned_data, by=user, at=timezone.now())
        except NotNowError as refusal:
            form.add_error("register_prefix", refusal.sentence)
        else:
            messages.success(request, "Data LSP disimpan.")
            return redirect("programs:body", pk=pk)
    may_edit = permissions.may_edit_body(user, shown)
    may_edit.require()
    context = {"body": shown, "form": form, "may_edit": may_edit, "events": []}
    return render(request, "programs/body.html", context, status=422)
