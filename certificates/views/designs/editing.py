"""The form of a draft, with the real page beside it."""

import base64

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from certificates import operations, permissions
from certificates.forms import DesignForm
from certificates.models import TemplateVersion
from certificates.rendering import Design, page_picture, placeholders
from certificates.views.designs.pages import PICTURE_WIDTH, load, printed, sample_of
from certify.accounts.actor import actor
from certify.once.decorators import changes

# What the batik of Jombang is dyed in, offered by the colour field.
PALETTE = ("#16284a", "#6b3a1e", "#9e2b25", "#2f5d3a", "#2f4f86", "#1b1a17")


def _load(request: HttpRequest, pk: int) -> TemplateVersion:
    version = load(request, pk)
    permissions.may_edit_design(actor(request), version).require()
    return version


def _form(request: HttpRequest, version: TemplateVersion) -> DesignForm:
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return DesignForm(*posted, kept=version.chosen, sample=sample_of(version))


def _page(
    request: HttpRequest,
    version: TemplateVersion,
    form: DesignForm,
    *,
    shown: Design,
    status: int = 200,
) -> HttpResponse:
    """Show the form; the picture stands in the page itself, as nothing of it is kept."""
    picture = page_picture(printed(version, shown), width=PICTURE_WIDTH)
    context = {
        "version": version,
        "form": form,
        "picture": base64.b64encode(picture).decode(),
        "placeholders": list(placeholders.PLACEHOLDERS),
        "palette": PALETTE,
    }
    return render(request, "certificates/design_form.html", context, status=status)


@require_safe
def design_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the draft as it was saved."""
    version = _load(request, pk)
    return _page(request, version, _form(request, version), shown=version.chosen)


@require_POST
def try_design(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was typed as a page, and save nothing; a fault keeps the last saved page."""
    version = _load(request, pk)
    form = _form(request, version)
    shown = form.design if form.is_valid() else version.chosen
    return _page(request, version, form, shown=shown)


@changes
def save_design(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the draft as it is typed."""
    version = _load(request, pk)
    form = _form(request, version)
    if not form.is_valid():
        return _page(request, version, form, shown=version.chosen, status=422)
    operations.save_design(
        version=version, design=form.design, by=actor(request), at=timezone.now()
    )
    messages.success(request, "Rancangan disimpan.")
    return redirect(version)
