"""The signed-in person's own account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from certify.accounts import queries
from certify.accounts.actor import actor


@login_not_required
@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """Say who helps: there is no reset by e-mail, many have none."""
    return render(request, "accounts/forgotten.html")


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Name, roles, and the way to password, second factor and devices."""
    user = actor(request)
    context = {
        "grants": user.active_grants,
        "has_second_factor": queries.has_second_factor(user),
        "facts": [
            ("Nama", user.full_name),
            ("Nama akun", user.username),
            ("E-mail", user.email or "tidak ada"),
        ],
    }
    return render(request, "accounts/account.html", context)
