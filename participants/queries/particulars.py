"""Trainings, ties of kinship, and who looked at an identity number."""

from django.db.models import Q, QuerySet

from certify.accounts.models import RoleGrant, User
from certify.accounts.roles import Permission, Role
from participants.models import Application, KinTie, NikReveal, Training
from participants.queries.people import people_visible_to
from programs.models import Assessor, Quota


def trainings_visible_to(user: User) -> QuerySet[Training]:
    """Trainings of people whom the person sees."""
    return Training.objects.filter(person__in=people_visible_to(user)).select_related(
        "person__agency__organization"
    )


def ties_visible_to(user: User) -> QuerySet[KinTie]:
    """Declared ties of the assessors whose ties the person keeps."""
    return KinTie.objects.filter(assessor__in=assessors_with_ties(user)).select_related(
        "assessor__body__organization", "assessor__user"
    )


def reveals_by(user: User) -> QuerySet[NikReveal]:
    """Identity numbers that this person looked at."""
    return NikReveal.objects.filter(user=user)


def trainings_of(application: Application) -> QuerySet[Training]:
    """Trainings of the applicant: the body needs them to keep trainers away from assessing."""
    return (
        Training.objects.filter(person__enrollments__application=application)
        .select_related("trainer")
        .order_by("-held_on", "pk")
    )


def ties_of(application: Application) -> QuerySet[KinTie]:
    """Ties declared between the applicant and assessors of the same body."""
    return (
        KinTie.objects.filter(assessor__body=application.body_id, nik_hash=application.nik_hash)
        .select_related("assessor__user")
        .order_by("assessor__user__full_name", "pk")
    )


def assessors_to_tie(user: User, application: Application) -> QuerySet[Assessor]:
    """Assessors of the application's body for whom the person may declare a tie."""
    rows = Assessor.objects.filter(body=application.body_id).select_related("user")
    if not user.has(Permission.MANAGE_ASSESSORS, within=application.body_id):
        rows = rows.filter(user=user)
    return rows.order_by("user__full_name", "pk")


def assessors_with_ties(user: User) -> QuerySet[Assessor]:
    """Assessors whose ties the person may read: those of the person's bodies, and oneself."""
    return (
        Assessor.objects.filter(
            Q(body__in=user.organizations_with(Permission.VIEW_CERTIFICATION)) | Q(user=user)
        )
        .select_related("user", "body__organization")
        .order_by("user__full_name", "pk")
    )


def possible_trainers(agency: int) -> QuerySet[User]:
    """Accounts that assess or decide at the bodies of the agency's programs.

    For them a training has consequences; accounts of other bodies stay unknown here.
    """
    holders = RoleGrant.objects.filter(
        role__in=[Role.ASSESSOR, Role.COMMITTEE_MEMBER],
        ends_on__isnull=True,
        organization__in=Quota.objects.filter(program__agency=agency).values("scheme__body"),
    )
    return User.objects.filter(pk__in=holders.values("user"), is_active=True).order_by(
        "full_name", "pk"
    )
