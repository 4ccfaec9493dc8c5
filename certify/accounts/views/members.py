"""People of an organization: inviting, roles, and help with sign-in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certify.accounts import letterheads, permissions, queries, tokens
from certify.accounts.actor import actor
from certify.accounts.enums import LinkPurpose
from certify.accounts.forms import (
    DisableForm,
    EndRoleForm,
    GrantForm,
    InvitationForm,
    ResetReasonForm,
)
from certify.accounts.models import AccountLink, Organization, User
from certify.accounts.operations import activation, factors, links, members
from certify.accounts.rules import qr_code
from certify.accounts.verification import recently_verified
from certify.audit import trail
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes
from certify.papers import render_paper


def _organization(user: User, pk: int) -> Organization:
    return get_object_or_404(queries.visible_to(user), pk=pk)


def _person(organization: Organization, pk: int) -> User:
    return get_object_or_404(queries.people_of(organization), pk=pk)


def _link(user: User, organization: int, pk: int) -> AccountLink:
    return get_object_or_404(queries.links_visible_to(user), organization=organization, pk=pk)


def _invitation_page(
    request: HttpRequest, found: Organization, form: InvitationForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "organization": found,
        "form": form,
        "may_invite": permissions.may_open_invitation_page(actor(request), found),
    }
    return render(request, "accounts/invite.html", context, status=status)


@require_safe
def new_invitation(request: HttpRequest, organization: int) -> HttpResponse:
    """The form of an invitation."""
    found = _organization(actor(request), organization)
    form = InvitationForm(roles=queries.roles_for(found.kind))
    return _invitation_page(request, found, form)


@changes
def invite(request: HttpRequest, organization: int) -> HttpResponse:
    """Make an invitation and show its link."""
    user = actor(request)
    found = _organization(user, organization)
    form = InvitationForm(request.POST, roles=queries.roles_for(found.kind))
    if not form.is_valid():
        return _invitation_page(request, found, form, status=422)
    link = links.invite(
        organization=found,
        full_name=form.cleaned_data["full_name"],
        roles=form.wanted(),
        by=user,
        at=timezone.now(),
    )
    return redirect("accounts:link", organization=found.pk, link=link.pk)


def _address(link: AccountLink) -> str:
    name = "invitation_arrival" if link.purpose == LinkPurpose.INVITATION else "password_arrival"
    path = reverse(f"accounts:{name}", args=[tokens.make(link.nonce)])
    return f"{settings.PUBLIC_URL}{path}"


@never_cache
@require_safe
def link(request: HttpRequest, organization: int, link: int) -> HttpResponse:
    """The address to copy or print, while it can be used."""
    user = actor(request)
    found = _link(user, organization, link)
    is_open = found.is_open(timezone.now())
    context = {
        "organization": found.organization,
        "link": found,
        "is_open": is_open,
        "address": _address(found) if is_open else "",
        "may_revoke": permissions.may_revoke_link(user, found),
        "message": render_to_string(
            "accounts/link_message.txt", {"link": found, "address": _address(found)}
        ).strip()
        if is_open
        else "",
    }
    return render(request, "accounts/link.html", context)


@never_cache
@require_safe
def link_card(request: HttpRequest, organization: int, link: int) -> HttpResponse:
    """The address as a printed card with a QR code, for people without WhatsApp."""
    found = get_object_or_404(
        queries.links_visible_to(actor(request)).filter(
            used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
        ),
        organization=organization,
        pk=link,
    )
    address = _address(found)
    body = render_to_string(
        "accounts/papers/link_card.html",
        {"link": found, "address": address, "qr": qr_code(address)},
    )
    pdf = render_paper(
        body,
        title=found.get_purpose_display(),
        dated_on=timezone.localdate(found.created_at),
        letterhead=letterheads.letterhead_of(found.organization) if found.organization else None,
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="kartu-tautan.pdf"'
    return response


@changes
def revoke_link(request: HttpRequest, organization: int, link: int) -> HttpResponse:
    """Take a link back."""
    user = actor(request)
    found = _link(user, organization, link)
    links.revoke(link=found, by=user, at=timezone.now())
    messages.success(request, "Tautan dibatalkan. Siapa pun yang membukanya kini ditolak.")
    return redirect("accounts:organization", organization=organization)


def _member_page(
    request: HttpRequest,
    found: Organization,
    person: User,
    *,
    grant_form: GrantForm | None = None,
    reason_form: ResetReasonForm | None = None,
    disable_form: DisableForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user, today = actor(request), timezone.localdate()
    roles = queries.roles_for(found.kind)
    grants = [
        {
            "grant": grant,
            "is_running": queries.is_running(grant, today),
            "may_end": permissions.may_end_role(user, grant),
            "form": EndRoleForm(initial={"ends_on": today}, prefix=f"peran-{grant.pk}"),
        }
        for grant in queries.grants_visible_to(user).filter(organization=found, user=person)
    ]
    resets = [
        {
            "reset": reset,
            "may_confirm": permissions.may_confirm_factor_reset(user, reset),
            "may_cancel": permissions.may_cancel_factor_reset(user, reset),
        }
        for reset in queries.open_resets(found).filter(user=person)
    ]
    context = {
        "organization": found,
        "person": person,
        "grants": grants,
        "resets": resets,
        "grant_form": grant_form or GrantForm(initial={"starts_on": today}, roles=roles),
        "reason_form": reason_form or ResetReasonForm(),
        "disable_form": disable_form or DisableForm(prefix="nonaktif"),
        "may_disable": permissions.may_disable(user, person),
        "may_enable": permissions.may_enable(user, person),
        "may_grant": permissions.may_grant(user, found, person),
        "may_help": permissions.may_help(user, person),
        "may_request_reset": permissions.may_request_factor_reset(user, person),
        "session_count": queries.session_count(person),
        "events": trail.timeline(person, user=user),
    }
    return render(request, "accounts/member.html", context, status=status)


@require_safe
def member(request: HttpRequest, organization: int, person: int) -> HttpResponse:
    """One person: roles, and help with sign-in."""
    found = _organization(actor(request), organization)
    return _member_page(request, found, _person(found, person))


@changes
def grant_role(request: HttpRequest, organization: int, person: int) -> HttpResponse:
    """Give a role."""
    user = actor(request)
    found = _organization(user, organization)
    someone = _person(found, person)
    form = GrantForm(request.POST, roles=queries.roles_for(found.kind))
    if form.is_valid():
        try:
            members.grant_role(
                organization=found,
                person=someone,
                role=form.wanted(),
                starts_on=form.cleaned_data["starts_on"],
                ends_on=form.cleaned_data["ends_on"],
                by=user,
                at=timezone.now(),
            )
        except InvalidInputError as error:
            form.add_error("role", error.sentence)
    if form.errors:
        return _member_page(request, found, someone, grant_form=form, status=422)
    messages.success(request, "Peran diberikan.")
    return redirect("accounts:member", organization=organization, person=person)


@changes
def end_role(request: HttpRequest, organization: int, grant: int) -> HttpResponse:
    """End a role."""
    user = actor(request)
    found = get_object_or_404(queries.grants_visible_to(user), organization=organization, pk=grant)
    form = EndRoleForm(request.POST, prefix=f"peran-{found.pk}")
    if not form.is_valid():
        messages.error(request, "Tanggal belum dikenali, jadi peran tidak berubah. Isi lagi.")
        return redirect("accounts:member", organization=organization, person=found.user_id)
    members.end_role(grant=found, ends_on=form.cleaned_data["ends_on"], by=user, at=timezone.now())
    messages.success(request, "Akhir peran tersimpan.")
    return redirect("accounts:member", organization=organization, person=found.user_id)


@changes
def end_sessions(request: HttpRequest, organization: int, person: int) -> HttpResponse:
    """Sign a person out everywhere."""
    user = actor(request)
    found = _organization(user, organization)
    someone = _person(found, person)
    members.end_sessions(person=someone, organization=found, by=user, at=timezone.now())
    messages.success(request, "Akun itu sudah dikeluarkan dari semua perangkat.")
    return redirect("accounts:member", organization=organization, person=person)


@changes
def disable(request: HttpRequest, organization: int, person: int) -> HttpResponse:
    """Switch an account off."""
    user = actor(request)
    found = _organization(user, organization)
    someone = _person(found, person)
    form = DisableForm(request.POST, prefix="nonaktif")
    if not form.is_valid():
        return _member_page(request, found, someone, disable_form=form, status=422)
    activation.disable(
        person=someone,
        organization=found,
        reason=form.cleaned_data["reason"],
        by=user,
        at=timezone.now(),
    )
    messages.success(request, "Akun dinonaktifkan. Perannya berakhir dan ia sudah dikeluarkan.")
    return redirect("accounts:member", organization=organization, person=person)


@changes
def enable(request: HttpRequest, organization: int, person: int) -> HttpResponse:
    """Switch an account on again."""
    user = actor(request)
    found = _organization(user, organization)
    someone = _person(found, person)
    activation.enable(person=someone, organization=found, by=user, at=timezone.now())
    messages.success(request, "Akun aktif lagi. Beri perannya di bawah ini.")
    return redirect("accounts:member", organization=organization, person=person)


@changes
def make_password_link(request: HttpRequest, organization: int, person: int) -> HttpResponse:
    """Make a link for a new password."""
    user = actor(request)
    found = _organization(user, organization)
    someone = _person(found, person)
    made = links.make_password_link(person=someone, organization=found, by=user, at=timezone.now())
    return redirect("accounts:link", organization=organization, link=made.pk)


@changes
def request_factor_reset(request: HttpRequest, organization: int, person: int) -> HttpResponse:
    """Ask that a lost second factor be taken away."""
    user = actor(request)
    found = _organization(user, organization)
    someone = _person(found, person)
    form = ResetReasonForm(request.POST)
    if not form.is_valid():
        return _member_page(request, found, someone, reason_form=form, status=422)
    factors.request_reset(
        person=someone,
        organization=found,
        reason=form.cleaned_data["reason"],
        by=user,
        at=timezone.now(),
    )
    messages.success(
        request,
        "Permintaan tercatat. Pengelola akun lain atau Pengelola sistem menyetujuinya "
        "di halaman ini.",
    )
    return redirect("accounts:member", organization=organization, person=person)


@recently_verified
@changes
def confirm_factor_reset(request: HttpRequest, organization: int, reset: int) -> HttpResponse:
    """Agree as the second person."""
    user = actor(request)
    found = get_object_or_404(queries.resets_visible_to(user), organization=organization, pk=reset)
    factors.confirm_reset(reset=found, by=user, at=timezone.now())
    messages.success(
        request, "Kode dari ponsel dicabut. Saat masuk lagi, orang itu memasang yang baru."
    )
    return redirect("accounts:member", organization=organization, person=found.user_id)


@changes
def cancel_factor_reset(request: HttpRequest, organization: int, reset: int) -> HttpResponse:
    """Drop the request."""
    user = actor(request)
    found = get_object_or_404(queries.resets_visible_to(user), organization=organization, pk=reset)
    factors.cancel_reset(reset=found, by=user, at=timezone.now())
    messages.success(request, "Permintaan dibatalkan.")
    return redirect("accounts:member", organization=organization, person=found.user_id)
