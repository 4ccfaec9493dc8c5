"""People of a program: list, waves in bulk, one enrollment with its moves."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts.actor import actor
from certify.accounts.models import User
from certify.audit import trail
from certify.once.decorators import changes
from participants import forms, operations, permissions, queries
from participants.content import Tally
from participants.models import Enrollment
from programs import queries as programs

PER_PAGE = 100
FILTERS = {
    "semua": "Semua",
    "belum": "Belum dikirim",
    "lengkapi": "Perlu dilengkapi",
    "tanpa-angkatan": "Tanpa angkatan",
    "mundur": "Mengundurkan diri",
}


@require_safe
def enrollments(request: HttpRequest, program: int) -> HttpResponse:
    """Everybody in the program, filtered and found by name."""
    user = actor(request)
    shown = get_object_or_404(programs.own_programs(user), pk=program)
    chosen = request.GET.get("saring", "semua")
    text = request.GET.get("q", "").strip()[:80]
    page = Paginator(queries.enrollments_page(shown, chosen, text), PER_PAGE).get_page(
        request.GET.get("halaman")
    )
    counts = queries.enrollment_counts(shown)
    context = {
        "program": shown,
        "page_obj": page,
        "earlier": queries.facilitated_before(shown, [row.person_id for row in page]),
        "q": text,
        "chosen": chosen,
        "tabs": _tabs(shown.pk, counts, chosen),
        "total": counts["semua"],
        "unsent": counts["belum"],
        "wave_form": forms.WaveForm(program=shown),
        "may_enroll": permissions.may_enroll(user, shown),
        "may_send": permissions.may_send_applications(user, shown),
    }
    return render(request, "participants/enrollments.html", context)


def _tabs(program: int, counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    url = reverse("participants:enrollments", args=[program])
    return [
        {
            "label": label,
            "count": counts[key],
            "url": f"{url}?saring={key}",
            "current": key == chosen,
        }
        for key, label in FILTERS.items()
        if counts[key] or key in {"semua", chosen}
    ]


def say(request: HttpRequest, tally: Tally, act: str) -> None:
    """Tell the outcome of a bulk act, who was left out with the reason."""
    if tally.left_out:
        messages.warning(request, tally.sentence(act))
    else:
        messages.success(request, tally.sentence(act))


@changes
def assign_wave(request: HttpRequest, program: int) -> HttpResponse:
    """Put the chosen people into a wave."""
    user = actor(request)
    shown = get_object_or_404(programs.own_programs(user), pk=program)
    chosen = forms.SelectionForm(request.POST, rows=queries.enrollments_of(shown))
    wave = forms.WaveForm(request.POST, program=shown)
    if chosen.is_valid() and wave.is_valid():
        tally = operations.assign_wave(
            program=shown,
            enrollments=chosen.cleaned_data["pilih"],
            wave=wave.cleaned_data["wave"],
            by=user,
            at=timezone.now(),
        )
        say(request, tally, "peserta dipindahkan")
    else:
        messages.warning(request, chosen.sentence() if chosen.errors else "Pilih angkatannya dulu.")
    return redirect("participants:enrollments", program=program)


def _load(user: User, pk: int) -> Enrollment:
    return get_object_or_404(queries.enrollments_visible_to(user), pk=pk)


@require_safe
def enrollment(request: HttpRequest, pk: int) -> HttpResponse:
    """One person in a program: place, application, what may be done now."""
    user = actor(request)
    shown = _load(user, pk)
    application = permissions.application_of(shown)
    context: dict[str, Any] = {
        "enrollment": shown,
        "person": shown.person,
        "application": application,
        "earlier": queries.earlier_enrollments(shown.person, besides=shown),
        "may_send": permissions.may_send_application(user, shown),
        "may_change_scheme": permissions.may_change_scheme(user, shown),
        "may_withdraw": permissions.may_withdraw_enrollment(user, shown),
        "may_rejoin": permissions.may_rejoin(user, shown),
        "scheme_form": forms.SchemeChangeForm(
            program=shown.program, initial={"scheme": shown.scheme_id}
        ),
        "events": trail.timeline(shown, user=user),
    }
    if application is not None:
        context |= {
            "is_outdated": queries.copy_is_outdated(application, shown),
            "may_resubmit": permissions.may_resubmit_application(user, application),
            "may_take_back": permissions.may_withdraw_application(user, application),
        }
    return render(request, "participants/enrollment.html", context)


@changes
def change_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose another scheme before the application is sent."""
    user = actor(request)
    shown = _load(user, pk)
    form = forms.SchemeChangeForm(request.POST, program=shown.program)
    if form.is_valid():
        scheme = form.cleaned_data["scheme"]
        operations.change_scheme(enrollment=shown, scheme=scheme, by=user, at=timezone.now())
        messages.success(request, f"Skema {shown.person}: {scheme.name}.")
    else:
        messages.warning(request, "Skema itu tidak ada dalam program ini. Pilih yang lain.")
    return redirect("participants:enrollment", pk=pk)


@require_safe
def confirm_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what leaving means."""
    user = actor(request)
    shown = _load(user, pk)
    permissions.may_withdraw_enrollment(user, shown).require()
    context = {
        "question": f"Catat bahwa {shown.person} mengundurkan diri?",
        "facts": [("Program", shown.program.name), ("Nomor", shown.number)],
        "consequence": (
            "Tempatnya bisa diisi orang lain. Datanya tetap tersimpan, "
            "dan ia bisa didaftarkan kembali selama masih ada tempat."
        ),
        "action": reverse("participants:withdraw_enrollment", args=[pk]),
        "verb": "Catat pengunduran diri",
        "danger": True,
        "back_url": reverse("participants:enrollment", args=[pk]),
    }
    return render(request, "confirm.html", context)


@changes
def withdraw_enrollment(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the person leave."""
    user = actor(request)
    shown = _load(user, pk)
    operations.withdraw_enrollment(enrollment=shown, by=user, at=timezone.now())
    messages.success(request, f"Pengunduran diri {shown.person} dicatat.")
    return redirect("participants:enrollment", pk=pk)


@changes
def rejoin_enrollment(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the person back."""
    user = actor(request)
    shown = _load(user, pk)
    operations.rejoin_enrollment(enrollment=shown, by=user, at=timezone.now())
    messages.success(request, f"{shown.person} terdaftar kembali.")
    return redirect("participants:enrollment", pk=pk)
