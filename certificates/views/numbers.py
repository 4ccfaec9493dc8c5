"""BNSP's two numbers: one page, typed or out of a file, saved together."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from certificates import importing, operations, permissions, queries
from certificates.forms import NumbersFileForm
from certificates.operations import NumberEntry, RowProblemsError
from certificates.queries import Row, Work
from certify.accounts.actor import actor
from certify.lib.errors import InvalidInputError
from certify.once.decorators import changes

CERTIFICATE, REGISTRATION = "sertifikat", "registrasi"


@dataclass
class Line:
    """One row of the page: who, what stands in the two boxes, and what is wrong with it."""

    row: Row
    certificate_number: str
    registration_number: str
    problem: str = ""
    is_new: bool = False

    @property
    def key(self) -> int:
        """The assessment."""
        return self.row.assessment.pk

    @property
    def has_both(self) -> bool:
        """True when both boxes are filled, saved or not."""
        return bool(self.certificate_number and self.registration_number)

    @property
    def is_saved(self) -> bool:
        """True when both numbers are kept."""
        kept = getattr(self.row.assessment, "official_number", None)
        return bool(kept and kept.certificate_number and kept.registration_number)

    @property
    def is_locked(self) -> bool:
        """True when the certificate is issued, so the numbers stand."""
        return self.row.certificate is not None


def load_work(request: HttpRequest, program: int) -> Work:
    """Give the body's share of a program; 404 for people of no such body."""
    asked = request.POST.get("lsp") or request.GET.get("lsp") or ""
    body = int(asked) if asked.isdecimal() else None
    work = queries.work(actor(request), program=program, body=body)
    if work is None:
        raise Http404
    return work


def _lines(work: Work) -> list[Line]:
    lines = []
    for row in queries.number_rows(body=work.body, program=work.program):
        kept = getattr(row.assessment, "official_number", None)
        lines.append(
            Line(
                row,
                kept.certificate_number if kept else "",
                kept.registration_number if kept else "",
            )
        )
    return lines


def _page(
    request: HttpRequest, work: Work, lines: list[Line], *, status: int = 200, **more: Any
) -> HttpResponse:
    may_record = permissions.may_record_numbers(actor(request), work.body)
    context = {
        "work": work,
        "program": work.program,
        "lines": lines,
        "given": sum(1 for line in lines if line.has_both),
        "saved": sum(1 for line in lines if line.is_saved),
        "may_go_on": any(line.is_saved and not line.is_locked for line in lines),
        "may_record": may_record,
        "may_type": may_record and not all(line.is_locked for line in lines),
        "file_form": NumbersFileForm(),
        "problems": [line for line in lines if line.problem],
    }
    return render(request, "certificates/numbers.html", context | more, status=status)


@require_safe
def numbers(request: HttpRequest, program: int) -> HttpResponse:
    """Show everybody competent with two boxes each."""
    work = load_work(request, program)
    return _page(request, work, _lines(work))


def _box(request: HttpRequest, name: str, line: Line) -> str:
    typed = request.POST.get(f"{name}-{line.key}", "").replace("\0", "")
    return " ".join(typed.split())


def _typed(request: HttpRequest, lines: list[Line]) -> list[NumberEntry]:
    """Take what was typed into the lines; give the rows that are not empty."""
    entries = []
    for line in lines:
        if line.is_locked:
            continue
        line.certificate_number = _box(request, CERTIFICATE, line)
        line.registration_number = _box(request, REGISTRATION, line)
        if line.certificate_number or line.registration_number:
            entries.append(
                NumberEntry(line.key, line.certificate_number[:60], line.registration_number[:60])
            )
    return entries


@changes
def save_numbers(request: HttpRequest, program: int) -> HttpResponse:
    """Save all rows together, or none and say which row is wrong."""
    work = load_work(request, program)
    permissions.may_record_numbers(actor(request), work.body).require()
    lines = _lines(work)
    entries = _typed(request, lines)
    try:
        changed = operations.record_numbers(entries=entries, by=actor(request), at=timezone.now())
    except RowProblemsError as refusal:
        for line in lines:
            line.problem = refusal.problems.get(line.key, "")
        return _page(request, work, lines, status=422)
    if changed:
        messages.success(request, f"Nomor BNSP {changed} orang tersimpan.")
    else:
        messages.info(request, "Tidak ada nomor yang berubah.")
    return redirect("certificates:numbers", program=program)


@require_POST
def read_numbers(request: HttpRequest, program: int) -> HttpResponse:
    """Put the numbers of a file into the boxes, to be looked at before they are saved.

    Changes nothing, so it needs no one-use key.
    """
    work = load_work(request, program)
    permissions.may_record_numbers(actor(request), work.body).require()
    lines = _lines(work)
    form = NumbersFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, work, lines, status=422, file_form=form)
    people = [
        importing.Person(
            line.key,
            line.row.assessment.application.enrollment.number,
            line.row.assessment.application.full_name,
        )
        for line in lines
    ]
    try:
        found = importing.read(form.cleaned_data["file"].read(), people)
    except InvalidInputError as refusal:
        form.add_error("file", refusal.sentence)
        return _page(request, work, lines, status=422, file_form=form)
    filled = _fill(lines, found.numbers)
    return _page(request, work, lines, filled=filled, strangers=found.strangers, is_read=True)


def _fill(lines: list[Line], numbers: dict[int, tuple[str, str]]) -> int:
    filled = 0
    for line in lines:
        pair = numbers.get(line.key)
        if pair is None or line.is_locked:
            continue
        line.is_new = pair != (line.certificate_number, line.registration_number)
        line.certificate_number, line.registration_number = pair
        filled += line.is_new
    problems = operations.number_problems(
        [
            NumberEntry(line.key, line.certificate_number, line.registration_number)
            for line in lines
            if line.certificate_number or line.registration_number
        ]
    )
    for line in lines:
        line.problem = problems.get(line.key, "")
    return filled
