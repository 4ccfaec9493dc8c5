"""A body's seal: its page, putting a key in place, ending one."""

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

from certificates import operations, permissions, queries
from certificates.enums import SealPlace
from certificates.forms import ReasonForm, SealFileForm, SealTokenForm, SigningForm
from certificates.models import SealKey
from certificates.operations import TokenFacts
from certificates.sealing import pkcs12
from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.accounts.verification import recently_verified
from certify.audit import trail
from certify.lib.errors import InvalidInputError
from certify.lib.verdict import Verdict
from certify.once.decorators import changes
from programs.models import CertificationBody

View = Callable[..., HttpResponse]


def _body(request: HttpRequest, pk: int) -> CertificationBody:
    return get_object_or_404(queries.bodies_visible_to(actor(request)), pk=pk)


def _key(request: HttpRequest, pk: int) -> SealKey:
    return get_object_or_404(queries.seal_keys(actor(request)), pk=pk)


def _facts(key: SealKey) -> list[tuple[str, Any]]:
    return [
        ("Atas nama", key.subject),
        ("Dikeluarkan oleh", key.issuer),
        ("Kedudukan", key.get_standing_display()),
        ("Jenis kunci", key.algorithm),
        ("Tempat kunci", key.get_place_display()),
        ("Sidik sertifikat", key.fingerprint),
    ]


def _page(
    request: HttpRequest, body: CertificationBody, form: SigningForm, *, status: int = 200
) -> HttpResponse:
    user = actor(request)
    keys = list(queries.seal_keys(user).filter(body=body))
    active = next((key for key in keys if key.is_active), None)
    context = {
        "body": body,
        "active": active,
        "facts": _facts(active) if active else [],
        "former": [
            (key, permissions.may_declare_seal_compromised(user, key))
            for key in keys
            if not key.is_active
        ],
        "notice": queries.seal_notice(body, at=timezone.now()),
        "form": form,
        "signs_elsewhere": queries.signs_elsewhere(body),
        "may_manage": permissions.may_manage_seal(user, body),
        "events": trail.timeline(body, user=user),
    }
    return render(request, "certificates/seals.html", context, status=status)


@require_safe
def seals(request: HttpRequest, body: int) -> HttpResponse:
    """Show the key that seals, those that did, and how new certificates are signed."""
    shown = _body(request, body)
    way = SigningForm.ELSEWHERE if queries.signs_elsewhere(shown) else SigningForm.HERE
    return _page(request, shown, SigningForm(initial={"way": way}))


@recently_verified
@changes
def choose_signing(request: HttpRequest, body: int) -> HttpResponse:
    """Sign here or outside from now on."""
    shown, user = _body(request, body), actor(request)
    form = SigningForm(request.POST)
    if not form.is_valid():
        permissions.may_manage_seal(user, shown).require()
        return _page(request, shown, form, status=422)
    operations.choose_signing(
        body=shown,
        signs_elsewhere=form.cleaned_data["way"] == SigningForm.ELSEWHERE,
        by=user,
        at=timezone.now(),
    )
    messages.success(request, "Tersimpan. Sertifikat yang sudah terbit tidak berubah.")
    return redirect("certificates:seals", body=shown.pk)


def _form_page(
    request: HttpRequest, body: CertificationBody, form: Form, *, status: int = 200
) -> HttpResponse:
    permissions.may_manage_seal(actor(request), body).require()
    context = {
        "body": body,
        "form": form,
        "place": SealPlace.FILE if isinstance(form, SealFileForm) else SealPlace.TOKEN,
        "follows": queries.active_seal_key(body),
    }
    return render(request, "certificates/seal_form.html", context, status=status)


@recently_verified
@require_safe
def new_seal(request: HttpRequest, body: int) -> HttpResponse:
    """Ask for a key in a file, or for one on a token."""
    is_token = request.GET.get("tempat") == SealPlace.TOKEN
    form = SealTokenForm() if is_token else SealFileForm()
    return _form_page(request, _body(request, body), form)


@recently_verified
@changes
def add_seal(request: HttpRequest, body: int) -> HttpResponse:
    """Put a key in place."""
    shown = _body(request, body)
    is_token = request.POST.get("place") == SealPlace.TOKEN
    form = SealTokenForm(request.POST) if is_token else SealFileForm(request.POST, request.FILES)
    if form.is_valid():
        add = _add_on_token if is_token else _add_from_file
        try:
            add(request, shown, form)
        except InvalidInputError as refusal:
            form.add_error(None, refusal.sentence)
    if form.errors:
        return _form_page(request, shown, form, status=422)
    messages.success(request, "Segel dipasang. Sertifikat berikutnya memakai segel ini.")
    return redirect("certificates:seals", body=shown.pk)


def _add_from_file(request: HttpRequest, body: CertificationBody, form: Form) -> SealKey:
    return operations.add_seal_from_file(
        body=body,
        # One byte more than allowed is enough to know; a larger file is never read whole.
        data=form.cleaned_data["key_file"].read(pkcs12.LARGEST + 1),
        password=form.cleaned_data["password"],
        by=actor(request),
        at=timezone.now(),
    )


def _add_on_token(request: HttpRequest, body: CertificationBody, form: Form) -> SealKey:
    return operations.add_seal_on_token(
        body=body, facts=TokenFacts(**form.cleaned_data), by=actor(request), at=timezone.now()
    )


@dataclass(frozen=True, slots=True)
class Ending:
    """The words of one way in which a key ends."""

    url: str
    verb: str
    consequence: str
    done: str
    may: Callable[[User, SealKey], Verdict]
    operation: Callable[..., SealKey]


RETIREMENT = Ending(
    "retire_seal",
    "Pensiunkan kunci segel",
    "Sertifikat berikutnya terbit tanpa segel sampai kunci baru dipasang. Sertifikat yang sudah "
    "bersegel tetap sah, dan kunci publiknya tetap diumumkan.",
    "Kunci segel dipensiunkan.",
    permissions.may_retire_seal,
    operations.retire_seal,
)
LEAK = Ending(
    "declare_seal_compromised",
    "Nyatakan kunci bocor",
    "Halaman periksa langsung memberi tahu bahwa kunci ini bocor. Sertifikat yang terbit tetap "
    "sah, karena berkasnya tercatat di sini. Langkah ini tidak bisa dibatalkan.",
    "Kunci dinyatakan bocor. Pasang kunci baru sebelum menerbitkan lagi.",
    permissions.may_declare_seal_compromised,
    operations.declare_seal_compromised,
)


def _ending_page(
    request: HttpRequest, key: SealKey, ending: Ending, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    ending.may(actor(request), key).require()
    context = {
        "question": f"{ending.verb}?",
        "facts": _facts(key),
        "consequence": ending.consequence,
        "action": reverse(f"certificates:{ending.url}", args=[key.pk]),
        "verb": ending.verb,
        "danger": True,
        "back_url": reverse("certificates:seals", args=[key.body_id]),
        "form": form,
    }
    return render(request, "confirm.html", context, status=status)


def _asking(ending: Ending) -> View:
    @recently_verified
    @require_safe
    def page(request: HttpRequest, pk: int) -> HttpResponse:
        return _ending_page(request, _key(request, pk), ending, ReasonForm())

    return page


def _acting(ending: Ending) -> View:
    @recently_verified
    @changes
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        key, form = _key(request, pk), ReasonForm(request.POST)
        if not form.is_valid():
            return _ending_page(request, key, ending, form, status=422)
        reason = form.cleaned_data["reason"]
        ending.operation(key=key, reason=reason, by=actor(request), at=timezone.now())
        messages.success(request, ending.done)
        return redirect("certificates:seals", body=key.body_id)

    return view


seal_retirement, retire_seal = _asking(RETIREMENT), _acting(RETIREMENT)
seal_leak, declare_seal_compromised = _asking(LEAK), _acting(LEAK)
