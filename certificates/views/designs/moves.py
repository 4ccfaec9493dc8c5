"""What happens to a version: frozen, checked and used, retired, copied."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import operations, permissions, tasks
from certificates.views.designs.pages import load, sample_of
from certify.accounts.actor import actor
from certify.once.decorators import changes


@require_safe
def design_freezing(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more before a version is frozen."""
    version = load(request, pk)
    permissions.may_freeze_design(actor(request), version).require()
    context = {
        "question": f"Kunci {version}?",
        "consequence": "Setelah dikunci, versi ini tidak bisa diubah lagi oleh siapa pun. "
        "Perubahan berikutnya menjadi versi baru.",
        "action": reverse("certificates:freeze_design", args=[pk]),
        "verb": "Kunci versi ini",
        "back_url": version.get_absolute_url(),
    }
    return render(request, "confirm.html", context)


@changes
def freeze_design(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze a version."""
    version = load(request, pk)
    operations.freeze_design(
        version=version, sample=sample_of(version), by=actor(request), at=timezone.now()
    )
    messages.success(request, f"{version} sudah dikunci. Tekan “Periksa dan pakai”.")
    return redirect(version)


@changes
def activate_design(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the check; the job puts the version to use when it passes."""
    version, by = load(request, pk), actor(request)
    asked = operations.ask_for_activation(version=version, by=by, at=timezone.now())
    tasks.start_check(asked, by=by)
    return redirect(version)


@require_safe
def design_retirement(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more before nothing new is printed with a version."""
    version = load(request, pk)
    permissions.may_retire_design(actor(request), version).require()
    context = {
        "question": f"Hentikan pemakaian {version}?",
        "consequence": "Sertifikat baru tidak memakai versi ini lagi. Yang sudah terbit tetap, "
        "dan tetap dicetak dengan versi ini.",
        "action": reverse("certificates:retire_design", args=[pk]),
        "verb": "Hentikan",
        "back_url": version.get_absolute_url(),
    }
    return render(request, "confirm.html", context)


@changes
def retire_design(request: HttpRequest, pk: int) -> HttpResponse:
    """Print nothing new with a version."""
    version = load(request, pk)
    operations.retire_design(version=version, by=actor(request), at=timezone.now())
    messages.success(request, f"{version} tidak dipakai lagi.")
    return redirect(version)


@changes
def copy_design(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version as a copy of this one."""
    version = load(request, pk)
    copy = operations.copy_design(version=version, by=actor(request), at=timezone.now())
    messages.success(request, f"{copy} dibuat sebagai salinan.")
    return redirect("certificates:design_form", pk=copy.pk)
