"""Every read of jobs."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django_tasks_db.models import DBTaskResult, get_date_max

from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.jobs.models import Job


def visible_to(user: User) -> QuerySet[Job]:
    """Give the jobs of the organizations in which the person holds a role today.

    Jobs of the system itself (the calendar's) are seen by whoever manages the system.
    """
    organizations = [g.organization_id for g in user.active_grants if g.organization_id]
    mine = Q(organization__in=organizations)
    if user.has(Permission.MANAGE_SYSTEM):
        mine |= Q(organization__isnull=True)
    return Job.objects.filter(mine).order_by("-created_at", "pk")


def with_key(key: str) -> Job | None:
    """Give the job asked for under ``key``, for the page that shows its progress."""
    return Job.objects.filter(key=key).first()


def under(key: str) -> list[Job]:
    """Give the job asked for under ``key`` and those it asked for itself, ``key/…``, oldest first.

    Large work is shared out so; a page tells from all of them whether somebody is at it.
    """
    rows = Job.objects.filter(Q(key=key) | Q(key__startswith=f"{key}/"))
    return list(rows.order_by("created_at", "pk"))


def waiting_since(moment: datetime) -> bool:
    """Tell whether a job has been due since before ``moment`` while no worker works on any."""
    due = Q(run_after__lt=moment) | Q(run_after=get_date_max())
    waits = DBTaskResult.objects.ready().filter(due, enqueued_at__lt=moment).exists()
    return waits and not Job.objects.filter(heartbeat_at__gte=moment, claim__isnull=False).exists()
