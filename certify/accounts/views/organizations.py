"""Organizations: list, letter head, logo, signatories."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts import permissions, queries
from certify.accounts.actor import actor
from certify.accounts.forms import LetterheadForm, LogoForm, OrganizationForm, SignatoryForm
from certify.accounts.models import Organization, Signatory, User
from certify.accounts.operations import organizations
from certify.audit import trail
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes

PAGE_SIZE = 50


def _organization(user: User, pk: int) -> Organization:
    return get_object_or_404(queries.visible_to(user), pk=pk)


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    """The organizations that the person manages; the system administrator sees all."""
    user = actor(request)
    pages = Paginator(queries.organizations_with_counts(user), PAGE_SIZE)
    context = {
        "page_obj": pages.get_page(request.GET.get("halaman")),
        "may_create": permissions.may_create_organization(user),
    }
    return render(request, "accounts/organizations.html", context)


@require_safe
def new_organization(request: HttpRequest) -> HttpResponse:
    """The form of a new organization and its first person."""
    may_create = permissions.may_create_organization(actor(request))
    may_create.require()
    context = {"form": OrganizationForm(), "may_create": may_create}
    return render(request, "accounts/new_organization.html", context)


@changes
def create_organization(request: HttpRequest) -> HttpResponse:
    """Create it, and show the link of the first person."""
    user = actor(request)
    may_create = permissions.may_create_organization(user)
    may_create.require()
    form = OrganizationForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "may_create": may_create}
        return render(request, "accounts/new_organization.html", context, status=422)
    link = organizations.create_with_first_person(
        kind=form.cleaned_data["kind"],
        values=form.letterhead(),
        full_name=form.cleaned_data["full_name"],
        roles=form.wanted(),
        by=user,
        at=timezone.now(),
    )
    messages.success(request, "Lembaga dibuat. Kirim tautan ini kepada orang pertamanya.")
    return redirect("accounts:link", organization=link.organization_id, link=link.pk)


@require_safe
def organization(request: HttpRequest, organization: int) -> HttpResponse:
    """People, open links and requests, letter head and signatories of one organization."""
    user = actor(request)
    found = _organization(user, organization)
    today = timezone.localdate()
    pages = Paginator(queries.people_of(found), PAGE_SIZE)
    page_obj = pages.get_page(request.GET.get("halaman"))
    for person in page_obj.object_list:
        person.roles_now = [  # type: ignore[attr-defined]
            grant.label
            for grant in person.grants_here  # type: ignore[attr-defined]
            if queries.is_running(grant, today)
        ]
    context = {
        "organization": found,
        "page_obj": page_obj,
        "links": [link for link in queries.open_links(found) if link.is_open(timezone.now())],
        "resets": queries.open_resets(found),
        "signatories": found.signatories.all(),
        "today": today,
        "may_invite": permissions.may_open_invitation_page(user, found),
        "may_edit": permissions.may_edit_organization(user, found),
        "facts": [
            ("Jenis", found.get_kind_display()),
            ("Instansi induk", found.parent_name or "–"),
            ("Alamat", ", ".join(part for part in (found.address, found.city) if part)),
            ("Telepon", found.phone or "–"),
            ("E-mail", found.email or "–"),
            ("Situs", found.website or "–"),
        ],
        "events": trail.timeline(found, user=user),
    }
    return render(request, "accounts/organization.html", context)


def _letterhead_page(
    request: HttpRequest,
    found: Organization,
    form: LetterheadForm,
    logo_form: LogoForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "organization": found,
        "form": form,
        "logo_form": logo_form,
        "may_edit": permissions.may_edit_organization(actor(request), found),
    }
    return render(request, "accounts/letterhead.html", context, status=status)


@require_safe
def letterhead(request: HttpRequest, organization: int) -> HttpResponse:
    """The form of the letter head and the logo."""
    found = _organization(actor(request), organization)
    return _letterhead_page(request, found, LetterheadForm(instance=found), LogoForm())


@changes
def save_letterhead(request: HttpRequest, organization: int) -> HttpResponse:
    """Change the letter head."""
    user = actor(request)
    found = _organization(user, organization)
    form = LetterheadForm(request.POST, instance=found)
    if not form.is_valid():
        return _letterhead_page(request, found, form, LogoForm(), status=422)
    organizations.edit_letterhead(
        organization=found, values=form.cleaned_data, by=user, at=timezone.now()
    )
    messages.success(request, "Kop surat tersimpan. Surat yang sudah terbit tidak berubah.")
    return redirect("accounts:organization", organization=found.pk)


@changes
def replace_logo(request: HttpRequest, organization: int) -> HttpResponse:
    """Put a new logo."""
    user = actor(request)
    found = _organization(user, organization)
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["logo"]
        # One byte more than allowed is enough to know; a larger file is never read whole.
        data = upload.read(organizations.LOGO_BYTES + 1)
        try:
            organizations.replace_logo(organization=found, data=data, by=user, at=timezone.now())
        except InvalidInputError as error:
            form.add_error("logo", error.sentence)
    if form.errors:
        return _letterhead_page(request, found, LetterheadForm(instance=found), form, status=422)
    messages.success(request, "Logo tersimpan.")
    return redirect("accounts:letterhead", organization=found.pk)


@changes
def remove_logo(request: HttpRequest, organization: int) -> HttpResponse:
    """Print without a logo."""
    user = actor(request)
    found = _organization(user, organization)
    organizations.remove_logo(organization=found, by=user, at=timezone.now())
    messages.success(request, "Logo dihapus dari kop.")
    return redirect("accounts:letterhead", organization=found.pk)


@require_safe
def logo(request: HttpRequest, organization: int) -> HttpResponseBase:
    """The logo as a file; it was encoded anew when it came in."""
    found = _organization(actor(request), organization)
    if not found.logo:
        raise Http404
    return FileResponse(found.logo.open("rb"), content_type="image/png")


def _signatory(user: User, organization: int, pk: int) -> Signatory:
    return get_object_or_404(queries.signatories_visible_to(user), organization=organization, pk=pk)


def _signatory_page(
    request: HttpRequest,
    found: Organization,
    form: SignatoryForm,
    signatory: Signatory | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "organization": found,
        "signatory": signatory,
        "form": form,
        "may_edit": permissions.may_edit_organization(actor(request), found),
    }
    return render(request, "accounts/signatory.html", context, status=status)


@require_safe
def new_signatory(request: HttpRequest, organization: int) -> HttpResponse:
    """The form of one more signatory."""
    found = _organization(actor(request), organization)
    form = SignatoryForm(initial={"starts_on": timezone.localdate()})
    return _signatory_page(request, found, form)


@changes
def add_signatory(request: HttpRequest, organization: int) -> HttpResponse:
    """Say who signs."""
    user = actor(request)
    found = _organization(user, organization)
    form = SignatoryForm(request.POST)
    if not form.is_valid():
        return _signatory_page(request, found, form, status=422)
    organizations.add_signatory(
        organization=found, values=form.cleaned_data, by=user, at=timezone.now()
    )
    messages.success(request, "Penanda tangan tersimpan.")
    return redirect("accounts:organization", organization=found.pk)


@require_safe
def signatory(request: HttpRequest, organization: int, signatory: int) -> HttpResponse:
    """The form of a signatory."""
    found = _signatory(actor(request), organization, signatory)
    return _signatory_page(request, found.organization, SignatoryForm(instance=found), found)


@changes
def save_signatory(request: HttpRequest, organization: int, signatory: int) -> HttpResponse:
    """Correct a signatory, or end the office."""
    user = actor(request)
    found = _signatory(user, organization, signatory)
    form = SignatoryForm(request.POST, instance=found)
    if not form.is_valid():
        return _signatory_page(request, found.organization, form, found, status=422)
    organizations.edit_signatory(
        signatory=found, values=form.cleaned_data, by=user, at=timezone.now()
    )
    messages.success(request, "Penanda tangan tersimpan. Surat yang sudah terbit tidak berubah.")
    return redirect("accounts:organization", organization=organization)
