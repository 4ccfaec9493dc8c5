"""Taking back a certificate that somebody signed outside."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import operations, permissions, queries
from certificates.forms import SignedFileForm
from certificates.models import Certificate
from certificates.operations import LARGEST_SIGNED_FILE
from certificates.views.register import pdf_answer
from certify.accounts.actor import actor
from certify.accounts.verification import recently_verified
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes


def _load(request: HttpRequest, pk: int) -> Certificate:
    return get_object_or_404(queries.visible_to(actor(request)), pk=pk)


def _page(
    request: HttpRequest, shown: Certificate, form: SignedFileForm, *, status: int = 200
) -> HttpResponse:
    permissions.may_attach_signed_file(actor(request), shown).require()
    context = {
        "certificate": shown,
        "form": form,
        "signed": shown.signed_files.select_related("uploaded_by"),
    }
    return render(request, "certificates/signed_file.html", context, status=status)


@recently_verified
@require_safe
def signed_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how: download, sign outside, bring back."""
    return _page(request, _load(request, pk), SignedFileForm())


@require_safe
def original_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the file as it was issued, to be signed."""
    shown = _load(request, pk)
    permissions.may_attach_signed_file(actor(request), shown).require()
    return pdf_answer(shown, queries.stored_pdf(shown), as_attachment=True)


@recently_verified
@changes
def attach_signed_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the signed file."""
    shown = _load(request, pk)
    form = SignedFileForm(request.POST, request.FILES)
    if form.is_valid():
        # One byte more than allowed is enough to know; a larger file is never read whole.
        data = form.cleaned_data["signed"].read(LARGEST_SIGNED_FILE + 1)
        try:
            signed = operations.attach_signed_file(
                certificate=shown, data=data, by=actor(request), at=timezone.now()
            )
        except InvalidInputError as refusal:
            form.add_error("signed", refusal.sentence)
        else:
            messages.success(request, f"Tersimpan. Ditandatangani oleh {signed.signer}.")
            return redirect(shown)
    return _page(request, shown, form, status=422)
