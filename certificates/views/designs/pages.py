"""The designs of a body: the list, a new one, one version with its page as it prints."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import operations, permissions, queries, tasks
from certificates.content import CertificateContent
from certificates.forms import NewDesignForm
from certificates.models import TemplateVersion
from certificates.rendering import Design, page_picture, render_pdf
from certify.accounts.actor import actor
from certify.accounts.models import Organization, User
from certify.accounts.roles import Permission
from certify.audit import trail
from certify.jobs import queries as job_queries
from certify.lib.errors import DomainError, NotAllowedError
from certify.once.decorators import changes
from programs import operations as programs_operations
from programs import queries as programs_queries

PICTURE_WIDTH = 1080
PAGES = ("1", "2")


def load(request: HttpRequest, pk: int) -> TemplateVersion:
    """Give a version of a body whose certification the person may see, or 404."""
    return get_object_or_404(queries.designs_visible_to(actor(request)), pk=pk)


def sample_of(version: TemplateVersion) -> CertificateContent:
    """Give the invented person's content for the pages of a version."""
    return queries.sample_content(version.template.body, issued_on=timezone.localdate())


def printed(version: TemplateVersion, design: Design | None = None) -> bytes:
    """Print the sample with a design, marked CONTOH on every page."""
    return render_pdf(sample_of(version), design=design or version.chosen)


def _bodies(user: User) -> QuerySet[Organization]:
    return programs_queries.organizations_with(user, Permission.DESIGN_CERTIFICATES)


@require_safe
def designs(request: HttpRequest) -> HttpResponse:
    """Show every template of the person's bodies, with its versions."""
    user = actor(request)
    context = {
        "templates": queries.templates_visible_to(user),
        "may_design": _bodies(user).exists(),
    }
    return render(request, "certificates/designs.html", context)


def _new_page(request: HttpRequest, form: NewDesignForm, *, status: int = 200) -> HttpResponse:
    return render(request, "certificates/design_new.html", {"form": form}, status=status)


def _new_form(request: HttpRequest) -> NewDesignForm:
    bodies = _bodies(actor(request))
    if not bodies:
        raise NotAllowedError(permissions.DESIGNERS)
    return NewDesignForm(request.POST or None, bodies=bodies)


@require_safe
def new_design(request: HttpRequest) -> HttpResponse:
    """Ask for the name of a new template."""
    return _new_page(request, _new_form(request))


@changes
def create_design(request: HttpRequest) -> HttpResponse:
    """Begin it with a draft that is the standard design."""
    form = _new_form(request)
    if form.is_valid():
        try:
            version = operations.create_template(
                body=programs_operations.body_for(form.organization),
                name=form.cleaned_data["name"],
                scheme=form.cleaned_data["scheme"],
                by=actor(request),
                at=timezone.now(),
            )
        except DomainError as refusal:
            form.add_error("name", refusal.sentence)
        else:
            return redirect("certificates:design_form", pk=version.pk)
    return _new_page(request, form, status=422)


@require_safe
def design(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version: its page, its state, what may be done with it."""
    user, version = actor(request), load(request, pk)
    job = job_queries.with_key(tasks.key_of_check(version))
    context = {
        "version": version,
        "template": version.template,
        "versions": version.template.versions.defer("design"),
        "job": job,
        "is_checking": job is not None and job.is_active,
        "may_edit": permissions.may_edit_design(user, version),
        "may_freeze": permissions.may_freeze_design(user, version),
        "may_activate": permissions.may_activate_design(user, version),
        "may_retire": permissions.may_retire_design(user, version),
        "may_copy": permissions.may_copy_design(user, version),
        "events": trail.timeline(version, user=user),
    }
    return render(request, "certificates/design.html", context)


@require_safe
def design_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a page of the sample as a picture."""
    pdf = printed(load(request, pk))
    page = PAGES.index(request.GET["halaman"]) if request.GET.get("halaman") in PAGES else 0
    response = HttpResponse(
        page_picture(pdf, width=PICTURE_WIDTH, page=page), content_type="image/jpeg"
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def design_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the sample as the PDF that would be issued, marked CONTOH."""
    response = HttpResponse(printed(load(request, pk)), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="Contoh.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
