"""Pages behind a one-time link. Opening uses nothing up: scanners of messages open links too."""

import re
import unicodedata

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from certify.accounts.enums import LinkPurpose
from certify.accounts.forms import NewAccountForm, PasswordByLinkForm
from certify.accounts.models import AccountLink, User
from certify.accounts.operations import links
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes


def _suggestion(full_name: str) -> str:
    plain = unicodedata.normalize("NFKD", full_name.split(",")[0]).encode("ascii", "ignore")
    words = re.findall(r"[a-z0-9]+", plain.decode().lower())
    return ".".join(words[:2])[:60]


def _page(
    request: HttpRequest,
    token: str,
    link: AccountLink | None,
    form: PasswordByLinkForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    if link is None:
        response = render(request, "accounts/dead_link.html", {"sentence": links.DEAD}, status=410)
    else:
        template = (
            "accounts/invitation_accept.html"
            if link.purpose == LinkPurpose.INVITATION
            else "accounts/new_password.html"
        )
        context = {"link": link, "token": token, "form": form}
        response = render(request, template, context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _link(token: str, purpose: LinkPurpose) -> AccountLink | None:
    link = links.find(token=token, at=timezone.now())
    return link if link and link.purpose == purpose else None


@login_not_required
@never_cache
@require_safe
def invitation_arrival(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation with its form."""
    link = _link(token, LinkPurpose.INVITATION)
    if link is None:
        return _page(request, token, None)
    invited = User(full_name=link.full_name)
    initial = {"username": _suggestion(link.full_name)}
    return _page(request, token, link, NewAccountForm(user=invited, initial=initial))


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@changes
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Make the account, or add the roles to the account that is signed in."""
    link = _link(token, LinkPurpose.INVITATION)
    if link is None:
        return _page(request, token, None)
    if isinstance(request.user, User):
        links.accept_with_own_account(link=link, by=request.user, at=timezone.now())
        messages.success(request, "Peran baru sudah ditambahkan ke akun Anda.")
        return redirect("accounts:account")
    form = NewAccountForm(request.POST, user=User(full_name=link.full_name))
    if not form.is_valid():
        return _page(request, token, link, form, status=422)
    try:
        links.accept_with_new_account(
            link=link,
            username=form.cleaned_data["username"],
            password=form.cleaned_data["password1"],
            at=timezone.now(),
        )
    except InvalidInputError as error:
        form.add_error("username", error.sentence)
        return _page(request, token, link, form, status=422)
    messages.success(request, "Akun Anda sudah jadi. Masuk dengan nama akun dan kata sandi tadi.")
    return redirect("account_login")


@login_not_required
@never_cache
@require_safe
def password_arrival(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form for a new password."""
    link = _link(token, LinkPurpose.PASSWORD)
    form = PasswordByLinkForm(user=link.user) if link and link.user else None
    return _page(request, token, link, form)


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@changes
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    """Set the new password; every device is signed out."""
    link = _link(token, LinkPurpose.PASSWORD)
    if link is None or link.user is None:
        return _page(request, token, None)
    form = PasswordByLinkForm(request.POST, user=link.user)
    if not form.is_valid():
        return _page(request, token, link, form, status=422)
    links.set_password(link=link, password=form.cleaned_data["password1"], at=timezone.now())
    messages.success(request, "Kata sandi baru tersimpan. Silakan masuk.")
    return redirect("account_login")
