"""Every read of accounts, roles and organizations that a page or another app needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from certify.accounts.models import (
    AccountLink,
    FactorReset,
    Organization,
    RoleGrant,
    Signatory,
    User,
)
from certify.accounts.roles import ROLES, Permission, Role


def visible_to(user: User) -> QuerySet[Organization]:
    """Give the organizations whose people and papers the person manages."""
    if user.has(Permission.MANAGE_SYSTEM):
        return Organization.objects.order_by("name", "pk")
    keys = {
        *user.organizations_with(Permission.MANAGE_MEMBERS),
        *user.organizations_with(Permission.MANAGE_ORGANIZATION),
    }
    return Organization.objects.filter(pk__in=keys).order_by("name", "pk")


def organizations_with_counts(user: User) -> QuerySet[Organization]:
    """Give the list of organizations with how many people hold a role there."""
    running = Q(grants__in=RoleGrant.objects.held_today())
    return (
        visible_to(user)
        .annotate(people_count=Count("grants__user", filter=running, distinct=True))
        .order_by("name", "pk")
    )


def has_second_factor(user: User) -> bool:
    """Tell whether the person has set up an authenticator app."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def second_factor_of(user: User) -> Authenticator:
    """Give the authenticator app that was set up; raises DoesNotExist."""
    found: Authenticator = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return found


def own_sessions(user: User, *, at: datetime) -> list[UserSession]:
    """Give the devices on which the person is signed in, oldest first; two queries in all.

    The library asks for each of them twice and deletes on the way what has run out.
    """
    devices = UserSession.objects.filter(user=user).order_by("created_at", "pk")
    kept = Session.objects.filter(session_key__in=devices.values("session_key"), expire_date__gt=at)
    # A new password ends what was signed in with the old one.
    valid = {user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()}
    living = {row.session_key for row in kept if row.get_decoded().get(HASH_SESSION_KEY) in valid}
    return [device for device in devices if device.session_key in living]


def organizations_of(user: User) -> set[int | None]:
    """Give the keys of all organizations with a role of ``user`` that runs or will run.

    None stands for the system itself.
    """
    grants = RoleGrant.objects.filter(user=user).not_over()
    return set(grants.values_list("organization_id", flat=True))


def organizations_ever(user: User) -> set[int | None]:
    """Give the keys of all organizations in which the person holds or held a role."""
    return set(RoleGrant.objects.filter(user=user).values_list("organization_id", flat=True))


def headships_of(user: User) -> QuerySet[RoleGrant]:
    """Give the roles by which the person heads an organization or the system today."""
    return (
        RoleGrant.objects.held_today()
        .filter(user=user, role__in=[Role.ORGANIZATION_ADMIN, Role.SYSTEM_ADMIN])
        .select_related("organization")
    )


def people_of(organization: Organization) -> QuerySet[User]:
    """Give everybody who holds or held a role there, with those grants and the second factor."""
    grants = RoleGrant.objects.filter(organization=organization).order_by("-starts_on", "role")
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return (
        User.objects.filter(
            Exists(RoleGrant.objects.filter(user=OuterRef("pk"), organization=organization))
        )
        .annotate(has_factor=Exists(factor))
        .prefetch_related(Prefetch("grants", queryset=grants, to_attr="grants_here"))
        .order_by("full_name", "pk")
    )


def is_running(grant: RoleGrant, day: date) -> bool:
    """Tell whether a loaded grant is in force on ``day``."""
    ended = grant.ended_at is not None or (grant.ends_on is not None and grant.ends_on < day)
    return not ended and grant.starts_on <= day


def other_heads(grant: RoleGrant) -> QuerySet[RoleGrant]:
    """Give the other administrators who stay without an end date."""
    return (
        RoleGrant.objects.held_today()
        .filter(
            organization=grant.organization,
            role=grant.role,
            ends_on__isnull=True,
            user__is_active=True,
        )
        .exclude(pk=grant.pk)
        .exclude(user=grant.user)
    )


def open_links(organization: Organization) -> QuerySet[AccountLink]:
    """Give the links that were made and neither used nor taken back, newest first."""
    return AccountLink.objects.filter(
        organization=organization, used_at__isnull=True, revoked_at__isnull=True
    ).select_related("created_by", "user")


def links_visible_to(user: User) -> QuerySet[AccountLink]:
    """Give the links of organizations that the person manages."""
    return AccountLink.objects.filter(organization__in=visible_to(user)).select_related(
        "organization", "user", "created_by"
    )


def grants_visible_to(user: User) -> QuerySet[RoleGrant]:
    """Give the roles of organizations that the person manages."""
    return RoleGrant.objects.filter(organization__in=visible_to(user)).select_related(
        "organization", "user"
    )


def resets_visible_to(user: User) -> QuerySet[FactorReset]:
    """Give the requests to reset a second factor that the person may see."""
    return FactorReset.objects.filter(organization__in=visible_to(user)).select_related(
        "organization", "user", "requested_by", "confirmed_by"
    )


def open_resets(organization: Organization) -> QuerySet[FactorReset]:
    """Give the requests that wait for the second person."""
    return FactorReset.objects.filter(
        organization=organization, confirmed_at__isnull=True, canceled_at__isnull=True
    ).select_related("user", "requested_by")


def signatories_visible_to(user: User) -> QuerySet[Signatory]:
    """Give the signatories of organizations that the person manages."""
    return Signatory.objects.filter(organization__in=visible_to(user)).select_related(
        "organization"
    )


def signatory_on(organization: Organization, day: date) -> Signatory | None:
    """Give who signs for the organization on ``day``: the one who began last."""
    return (
        organization.signatories.filter(
            Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )
        .order_by("-starts_on", "-pk")
        .first()
    )


def session_count(user: User) -> int:
    """Give on how many devices the person is signed in."""
    return int(UserSession.objects.filter(user=user).count())


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """One role as administrators read it."""

    role: Role
    label: str
    explanation: str


def roles_for(kind: str, *, only: Iterable[Role] | None = None) -> list[RoleChoice]:
    """Give the roles that an organization of this kind has, with their explanation."""
    wanted = set(Role if only is None else only)
    return [
        RoleChoice(role, role.label, row.explanation)
        for role, row in ROLES.items()
        if kind in row.kinds and role in wanted
    ]
