"""One-time links: an invitation, or a new password for whoever forgot the old one."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from certify.accounts import permissions, tokens
from certify.accounts.enums import LinkPurpose
from certify.accounts.models import AccountLink, Organization, RoleGrant, User
from certify.accounts.operations import sessions
from certify.accounts.roles import Role
from certify.audit import trail
from certify.lib.errors import InvalidInputError, NotNowError

LIFETIME = timedelta(days=7)
DEAD = (
    "Tautan ini sudah dipakai, dibatalkan, atau lewat 7 hari. Tidak ada yang berubah. "
    "Minta tautan baru kepada Pengelola akun lembaga Anda."
)


def _make(
    *,
    purpose: LinkPurpose,
    organization: Organization | None,
    full_name: str,
    by: User | None,
    at: datetime,
    roles: Iterable[Role] = (),
    user: User | None = None,
) -> AccountLink:
    nonce = secrets.token_urlsafe(16)
    return AccountLink.objects.create(
        purpose=purpose,
        organization=organization,
        user=user,
        full_name=full_name,
        roles=[role.value for role in roles],
        nonce=nonce,
        token_sha256=tokens.sha256(tokens.make(nonce)),
        created_by=by,
        created_at=at,
        expires_at=at + LIFETIME,
    )


@transaction.atomic
def invite(
    *, organization: Organization, full_name: str, roles: Iterable[Role], by: User, at: datetime
) -> AccountLink:
    """Make an invitation that its holder turns into an account within seven days.

    Raises NotAllowedError when ``by`` may not give these roles there.
    """
    wanted = list(dict.fromkeys(roles))
    permissions.may_invite(by, organization, wanted).require()
    link = _make(
        purpose=LinkPurpose.INVITATION,
        organization=organization,
        full_name=full_name,
        roles=wanted,
        by=by,
        at=at,
    )
    trail.record(
        name="accounts.invited",
        summary="mengundang seorang pengguna",
        subject=organization,
        related=[link],
        within=organization,
        by=by,
        at=at,
        data={"roles": link.roles},
    )
    return link


@transaction.atomic
def invite_system_admin(*, full_name: str, at: datetime) -> AccountLink:
    """Make the invitation of a system administrator; only the server's console does."""
    link = _make(
        purpose=LinkPurpose.INVITATION,
        organization=None,
        full_name=full_name,
        roles=[Role.SYSTEM_ADMIN],
        by=None,
        at=at,
    )
    trail.record(
        name="accounts.system_admin_invited",
        summary="undangan Pengelola sistem dibuat di server",
        subject=link,
        by=None,
        at=at,
    )
    return link


@transaction.atomic
def make_password_link(
    *, person: User, organization: Organization, by: User, at: datetime
) -> AccountLink:
    """Make a link for a new password; older open ones of the person stop working.

    Raises NotAllowedError unless ``by`` looks after that person's account.
    """
    permissions.may_help(by, person).require()
    AccountLink.objects.filter(
        user=person, purpose=LinkPurpose.PASSWORD, used_at__isnull=True, revoked_at__isnull=True
    ).update(revoked_at=at, revoked_by=by)
    link = _make(
        purpose=LinkPurpose.PASSWORD,
        organization=organization,
        full_name=person.full_name,
        user=person,
        by=by,
        at=at,
    )
    trail.record(
        name="accounts.password_link_made",
        summary="membuat tautan kata sandi baru",
        subject=person,
        related=[link],
        within=organization,
        by=by,
        at=at,
    )
    return link


@transaction.atomic
def revoke(*, link: AccountLink, by: User, at: datetime) -> AccountLink:
    """Take an open link back. Raises NotNowError when it was used or revoked."""
    locked = AccountLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    permissions.may_revoke_link(by, locked).require()
    locked.revoked_at, locked.revoked_by = at, by
    locked.save(update_fields=["revoked_at", "revoked_by"])
    trail.record(
        name="accounts.link_revoked",
        summary="membatalkan tautan",
        subject=locked,
        within=locked.organization,
        by=by,
        at=at,
    )
    return locked


def find(*, token: str, at: datetime) -> AccountLink | None:
    """Give the open link of a token; looking does not use it, scanners of messages look too."""
    link = (
        AccountLink.objects.select_related("organization", "user", "created_by")
        .filter(token_sha256=tokens.sha256(token))
        .first()
    )
    return link if link and link.is_open(at) else None


def _consume(link: AccountLink, *, purpose: LinkPurpose, at: datetime) -> AccountLink:
    locked = AccountLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if not locked.is_open(at) or locked.purpose != purpose:
        raise NotNowError(DEAD)
    return locked


@transaction.atomic
def accept_with_new_account(
    *, link: AccountLink, username: str, password: str, at: datetime
) -> User:
    """Turn an invitation into an account with its roles, once.

    Raises NotNowError when the link is dead, InvalidInputError when the name was just taken.
    """
    locked = _consume(link, purpose=LinkPurpose.INVITATION, at=at)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                username, password, full_name=locked.full_name, created_at=at
            )
    except IntegrityError as error:
        sentence = "Nama akun itu sudah dipakai orang lain. Pilih nama lain."
        raise InvalidInputError(sentence) from error
    return _join(locked, user, at)


@transaction.atomic
def accept_with_own_account(*, link: AccountLink, by: User, at: datetime) -> User:
    """Add the roles of an invitation to the account that is signed in."""
    return _join(_consume(link, purpose=LinkPurpose.INVITATION, at=at), by, at)


def _join(link: AccountLink, user: User, at: datetime) -> User:
    for role in link.roles:
        open_grant = RoleGrant.objects.filter(
            user=user, organization=link.organization, role=role, ends_on__isnull=True
        )
        if not open_grant.exists():
            RoleGrant.objects.create(
                user=user,
                organization=link.organization,
                role=role,
                starts_on=timezone.localdate(at),
                granted_by=link.created_by,
                granted_at=at,
            )
    user.__dict__.pop("active_grants", None)
    link.used_at, link.user = at, user
    link.save(update_fields=["used_at", "user"])
    trail.record(
        name="accounts.invitation_accepted",
        summary="menerima undangan",
        subject=user,
        related=[link, *([link.organization] if link.organization else [])],
        within=link.organization,
        by=user,
        at=at,
        data={"roles": link.roles},
    )
    return user


@transaction.atomic
def set_password(*, link: AccountLink, password: str, at: datetime) -> User:
    """Set a new password by a link, once; every session of the person ends.

    Raises NotNowError when the link is dead.
    """
    locked = _consume(link, purpose=LinkPurpose.PASSWORD, at=at)
    if locked.user_id is None:
        raise NotNowError(DEAD)
    user = User.objects.select_for_update().get(pk=locked.user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    locked.used_at = at
    locked.save(update_fields=["used_at"])
    sessions.end_others(user=user)
    trail.record(
        name="accounts.password_set_by_link",
        summary="membuat kata sandi baru lewat tautan",
        subject=user,
        related=[locked],
        by=user,
        at=at,
    )
    return user
