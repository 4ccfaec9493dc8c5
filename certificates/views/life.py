"""Revoke, suspend, lift, void, replace: a page that says what will happen, and the act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import operations, permissions, queries, tasks
from certificates.forms import ReasonForm, ReplacementForm
from certificates.models import Certificate
from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.accounts.verification import recently_verified
from certify.lib.errors import DomainError
from certify.lib.verdict import Verdict
from certify.once.decorators import changes

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Act:
    """The words of one move."""

    url: str
    verb: str
    consequence: str
    done: str
    may: Callable[[User, Certificate], Verdict]
    operation: Callable[..., Certificate]
    is_danger: bool = False


REVOKE = Act(
    "revoke",
    "Cabut sertifikat",
    "Pencabutan berlaku tetap. Halaman periksa langsung menjawab “dicabut”.",
    "Sertifikat dicabut.",
    permissions.may_revoke,
    operations.revoke,
    is_danger=True,
)
SUSPEND = Act(
    "suspend",
    "Bekukan sertifikat",
    "Halaman periksa langsung menjawab “dibekukan”, sampai sertifikat dipulihkan.",
    "Sertifikat dibekukan.",
    permissions.may_suspend,
    operations.suspend,
)
LIFT = Act(
    "lift",
    "Pulihkan sertifikat",
    "Halaman periksa langsung menjawab “sah” lagi.",
    "Sertifikat dipulihkan.",
    permissions.may_lift,
    operations.lift,
)
VOID = Act(
    "void",
    "Batalkan nomor",
    "Nomor ini tetap tercatat sebagai batal dan tidak dipakai lagi.",
    "Nomor dibatalkan.",
    permissions.may_void,
    operations.void,
    is_danger=True,
)


def _load(request: HttpRequest, pk: int) -> Certificate:
    rows = queries.visible_to(actor(request)).select_related("assessment__application")
    return get_object_or_404(rows, pk=pk)


def _page(
    request: HttpRequest, shown: Certificate, act: Act, form: Form, *, status: int = 200
) -> HttpResponse:
    act.may(actor(request), shown).require()
    context = {
        "question": f"{act.verb} {shown} milik {shown.holder_name}?",
        "facts": _facts(shown),
        "consequence": act.consequence,
        "action": reverse(f"certificates:{act.url}", args=[shown.pk]),
        "verb": act.verb,
        "danger": act.is_danger,
        "back_url": shown.get_absolute_url(),
        "form": form,
    }
    return render(request, "confirm.html", context, status=status)


def _facts(shown: Certificate) -> list[tuple[str, Any]]:
    return [
        ("Nama", shown.holder_name),
        ("Keahlian", shown.qualification),
        ("Nomor", shown.printed_number),
        ("Keadaan", shown.get_status_display()),
    ]


def _asking(act: Act) -> View:
    @recently_verified
    @require_safe
    def page(request: HttpRequest, pk: int) -> HttpResponse:
        return _page(request, _load(request, pk), act, ReasonForm())

    return page


def _acting(act: Act) -> View:
    @recently_verified
    @changes
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        shown = _load(request, pk)
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return _page(request, shown, act, form, status=422)
        act.operation(
            certificate=shown,
            reason=form.cleaned_data["reason"],
            by=actor(request),
            at=timezone.now(),
        )
        messages.success(request, act.done)
        return redirect(shown)

    return view


revocation, revoke = _asking(REVOKE), _acting(REVOKE)
suspension, suspend = _asking(SUSPEND), _acting(SUSPEND)
lifting, lift = _asking(LIFT), _acting(LIFT)
voiding, void = _asking(VOID), _acting(VOID)


def _replacement_form(shown: Certificate, data: Any = None) -> ReplacementForm:
    initial = {
        "full_name": shown.assessment.application.full_name,
        "certificate_number": shown.certificate_number,
        "registration_number": shown.registration_number,
    }
    return ReplacementForm(data, initial=initial, needs_numbers=shown.body.issues_for_bnsp)


def _replacement_page(
    request: HttpRequest, shown: Certificate, form: ReplacementForm, *, status: int = 200
) -> HttpResponse:
    permissions.may_replace(actor(request), shown).require()
    context = {"certificate": shown, "form": form, "facts": _facts(shown)}
    return render(request, "certificates/replacement.html", context, status=status)


@recently_verified
@require_safe
def replacement(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what the new certificate should say."""
    shown = _load(request, pk)
    return _replacement_page(request, shown, _replacement_form(shown))


@recently_verified
@changes
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a corrected certificate in place of this one."""
    shown, by, now = _load(request, pk), actor(request), timezone.now()
    form = _replacement_form(shown, request.POST)
    if not form.is_valid():
        return _replacement_page(request, shown, form, status=422)
    correction = operations.Correction(
        full_name=form.cleaned_data["full_name"],
        certificate_number=form.cleaned_data.get("certificate_number", ""),
        registration_number=form.cleaned_data.get("registration_number", ""),
        reason=form.cleaned_data["reason"],
    )
    try:
        run = operations.replace(
            certificate=shown,
            correction=correction,
            by=by,
            at=now,
            today=timezone.localdate(now),
        )
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _replacement_page(request, shown, form, status=422)
    tasks.start(run)
    messages.success(request, "Sertifikat pengganti sedang dibuat.")
    return redirect("certificates:run", pk=run.pk)
