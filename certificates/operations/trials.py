"""Checking a frozen design on twenty awkward samples, and using it when it bears them all."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from certificates import queries
from certificates.enums import DesignStatus
from certificates.models import TemplateVersion
from certificates.operations.designs import activate_design, refuse_activation
from certificates.operations.making import forms_store
from certificates.rendering import trial
from certify.accounts.models import User

SAMPLES = 20
PROBLEM_LENGTH = 400
Clock = Callable[[], datetime]
Report = Callable[[int, int, str], None]


def check_and_activate(
    *, version: TemplateVersion, by: User, clock: Clock, report: Report
) -> TemplateVersion:
    """Try a version; the first sample it cannot bear refuses it, otherwise it prints from now on.

    May be stopped anywhere and called again; what is no longer waiting is left as it is.
    """
    if version.status not in (DesignStatus.FROZEN, DesignStatus.RETIRED):
        return version
    sample = queries.sample_content(version.template.body, issued_on=timezone.localdate(clock()))
    forms = forms_store()
    compiled = 0
    trials = trial.try_design(version.chosen, sample, forms=forms)
    for done, tried in enumerate(trials, start=1):
        compiled += tried.is_compiled
        if tried.problem:
            return refuse_activation(
                version=version,
                samples=done,
                renderer=_renderer(compiled, done),
                problem=f"Contoh “{tried.called}”: {tried.problem}"[:PROBLEM_LENGTH],
                at=clock(),
            )
        report(done, SAMPLES, f"Mencoba contoh “{tried.called}”")
    renderer = _renderer(compiled, SAMPLES)
    return activate_design(version=version, samples=SAMPLES, renderer=renderer, by=by, at=clock())


def _renderer(compiled: int, done: int) -> str:
    if compiled == done:
        return "semuanya dengan cetakan cepat"
    return f"cetakan cepat {compiled} dari {done} contoh, sisanya penuh"
