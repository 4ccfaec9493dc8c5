"""Builders of users, organizations and roles: valid rows, no surprises."""

import datetime as dt
import itertools
import time

from allauth.account.internal.flows import login
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from certify.accounts.models import (
    AccountLink,
    FactorReset,
    Organization,
    RoleGrant,
    Signatory,
    User,
)
from certify.accounts.operations import factors, links
from certify.accounts.roles import ROLES, OrganizationKind, Role

SINCE = dt.date(2020, 1, 1)
PASSWORD = "lilin-malam-soga-2026"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
serial = itertools.count(1)


def organization(kind: str = OrganizationKind.AGENCY, **fields: object) -> Organization:
    """Make an organization with a name of its own."""
    number = next(serial)
    word = OrganizationKind(kind).label
    values = {
        "name": f"{word} Contoh {number}",
        "short_name": f"{word} {number}",
        "city": "Jombang",
        "address": "Jalan Contoh 1",
    }
    return Organization.objects.create(kind=kind, **(values | fields))


def user(full_name: str = "", *, is_demo: bool = False, **fields: object) -> User:
    """Make a user who can sign in with PASSWORD."""
    number = next(serial)
    return User.objects.create_user(
        username=str(fields.pop("username", f"orang{number}")),
        password=PASSWORD,
        full_name=full_name or f"Orang Contoh {number}",
        is_demo=is_demo,
        **fields,
    )


def grant(
    person: User,
    role: Role,
    within: Organization | None = None,
    *,
    starts_on: dt.date = SINCE,
    ends_on: dt.date | None = None,
) -> RoleGrant:
    """Give a role and forget what the person had cached."""
    person.__dict__.pop("active_grants", None)
    return RoleGrant.objects.create(
        user=person, organization=within, role=role, starts_on=starts_on, ends_on=ends_on
    )


def member(full_name: str, role: Role, within: Organization | None = None) -> User:
    """Make a user who holds one role, with the second factor where the role demands it."""
    person = user(full_name)
    grant(person, role, within)
    if ROLES[role].second_factor_required:
        enrol(person)
    return person


def enrol(person: User) -> Authenticator:
    """Set up the authenticator app of a person, as if they had scanned the picture."""
    return TOTP.activate(person, SECRET).instance


def sign_in(client: Client, person: User, *, verified_seconds_ago: int = 0) -> Client:
    """Sign in as if password and code had just been given, so ``@recently_verified`` is content."""
    client.force_login(person)
    session = client.session
    method = "mfa" if Authenticator.objects.filter(user=person).exists() else "password"
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": method, "at": time.time() - verified_seconds_ago}
    ]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session.save()
    return client


def device(person: User) -> UserSession:
    """Sign a person in on another device, which is noted as its first page does."""
    key = sign_in(Client(), person).session.session_key
    return UserSession.objects.create(
        user=person, session_key=key, ip="192.0.2.1", user_agent="Mozilla/5.0 (Android 14)"
    )


def signatory(within: Organization, **fields: object) -> Signatory:
    """Make who signs for the organization."""
    values = {"name": "Dr. Nama Pejabat, M.Sn.", "position": "Ketua", "position_en": "Chair"}
    return Signatory.objects.create(organization=within, starts_on=SINCE, **(values | fields))


def invitation(
    within: Organization, *, by: User, roles: tuple[Role, ...] = (Role.ORGANIZATION_ADMIN,)
) -> AccountLink:
    """Make an open invitation."""
    return links.invite(
        organization=within, full_name="Siti Aminah", roles=roles, by=by, at=timezone.now()
    )


def password_link(person: User, within: Organization, *, by: User) -> AccountLink:
    """Make an open link for a new password."""
    return links.make_password_link(person=person, organization=within, by=by, at=timezone.now())


def factor_reset(person: User, within: Organization, *, by: User) -> FactorReset:
    """Ask for a lost factor to be taken away; it waits for the second person."""
    return factors.request_reset(
        person=person, organization=within, reason="Ponsel hilang", by=by, at=timezone.now()
    )
