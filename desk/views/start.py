"""Meja kerja: what waits for me, each line opening exactly that step (ux.md S1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certify.accounts import queries as accounts
from certify.accounts.actor import actor
from desk import queries, rules
from desk.views import tasks


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """List the work that waits for the person, then the programs under way."""
    user, now = actor(request), timezone.localtime()
    waiting = queries.waiting_for(user, at=now, today=now.date())
    running = queries.running_for(user)
    return render(
        request,
        "desk/start.html",
        {
            "greeting": rules.greeting(now.hour),
            "tasks": [tasks.task_of(line, today=now.date()) for line in waiting],
            "running": running,
            "people": sum(program.people for program in running),
            # Who only keeps accounts has no programs: their work starts at the organization.
            "keeps_accounts": not waiting and not running and accounts.visible_to(user).exists(),
        },
    )
