"""Who may change accounts, roles and organizations, each with the sentence that the page shows."""

from collections.abc import Iterable

from certify.accounts import queries
from certify.accounts.models import AccountLink, FactorReset, Organization, RoleGrant, User
from certify.accounts.roles import ROLES, Permission, Role
from certify.lib.verdict import ALLOWED, Verdict, not_now, refused

ONLY_ADMIN = "Hanya Pengelola akun lembaga ini yang boleh mengatur orang dan peran."
ONLY_SYSTEM = "Hanya Pengelola sistem yang boleh membuat lembaga."
CLOSED = "Lembaga ini tidak aktif, jadi orang dan perannya tidak bisa diubah."
OWN_ROLE = "Peran untuk diri sendiri diberikan oleh Pengelola akun lain."
ELSEWHERE = (
    "Orang ini juga berperan di lembaga lain, "
    "jadi akunnya hanya bisa dibantu oleh Pengelola sistem."
)
LAST_ADMIN = (
    "Ini Pengelola akun terakhir di lembaga ini. Beri peran itu kepada orang lain dulu, "
    "tanpa tanggal akhir, lalu ulangi."
)


def _is_system_admin(user: User) -> bool:
    return user.has(Permission.MANAGE_SYSTEM)


def may_create_organization(user: User) -> Verdict:
    """Organizations come into being by the system administrator alone."""
    return ALLOWED if _is_system_admin(user) else refused(ONLY_SYSTEM)


def may_edit_organization(user: User, organization: Organization) -> Verdict:
    """Letter head, logo and signatories belong to the organization itself."""
    if not user.has(Permission.MANAGE_ORGANIZATION, within=organization):
        return refused(
            "Hanya Pengelola akun lembaga ini yang boleh mengubah kop dan penanda tangan."
        )
    return ALLOWED


def may_manage_members(user: User, organization: Organization) -> Verdict:
    """People and roles of an organization are its own administrator's."""
    if not user.has(Permission.MANAGE_MEMBERS, within=organization):
        return refused(ONLY_ADMIN)
    return ALLOWED if organization.is_active else not_now(CLOSED)


def may_open_invitation_page(user: User, organization: Organization) -> Verdict:
    """The system administrator invites too, so that no organization stays without a head."""
    if _is_system_admin(user):
        return ALLOWED if organization.is_active else not_now(CLOSED)
    return may_manage_members(user, organization)


def may_invite(user: User, organization: Organization, roles: Iterable[Role]) -> Verdict:
    """The system administrator brings in administrators only; those bring in everybody else."""
    wanted = set(roles)
    if not all(organization.kind in ROLES[role].kinds for role in wanted):
        return refused("Peran itu tidak ada di lembaga sejenis ini.")
    manages = may_manage_members(user, organization)
    if manages or not _is_system_admin(user):
        return manages
    if Role.ORGANIZATION_ADMIN not in wanted:
        return refused(
            "Pengelola sistem hanya mengundang Pengelola akun; orang lain diundang olehnya."
        )
    return may_open_invitation_page(user, organization)


def may_revoke_link(user: User, link: AccountLink) -> Verdict:
    """Whoever may make such a link may take it back while it is open."""
    if link.organization is None:
        may = may_create_organization(user)
    else:
        may = may_open_invitation_page(user, link.organization)
    if not may:
        return may
    if link.used_at or link.revoked_at:
        return not_now("Tautan ini sudah dipakai atau dibatalkan.")
    return ALLOWED


def may_grant(user: User, organization: Organization, person: User) -> Verdict:
    """Nobody gives a role to themselves."""
    manages = may_manage_members(user, organization)
    if manages and user.pk == person.pk:
        return refused(OWN_ROLE)
    if manages and not person.is_active:
        return not_now("Akun ini nonaktif. Aktifkan dulu, lalu beri peran.")
    return manages


def may_grant_role(user: User, organization: Organization, person: User, role: Role) -> Verdict:
    """Give only roles that such an organization has."""
    may = may_grant(user, organization, person)
    if not may:
        return may
    if organization.kind not in ROLES[role].kinds:
        return refused("Peran itu tidak ada di lembaga sejenis ini.")
    return ALLOWED


def may_end_role(user: User, grant: RoleGrant) -> Verdict:
    """A role that still runs is ended, except by which the organization would lose its head.

    The operation asks again under a lock, so that two administrators cannot end each other.
    """
    if grant.organization is None:
        may = may_create_organization(user)
    else:
        may = may_manage_members(user, grant.organization)
    if not may:
        return may
    if grant.ended_at is not None:
        return not_now("Peran ini sudah berakhir.")
    heads = {Role.ORGANIZATION_ADMIN.value, Role.SYSTEM_ADMIN.value}
    if grant.role in heads and not queries.other_heads(grant).exists():
        return not_now(LAST_ADMIN)
    return ALLOWED


def may_help(user: User, person: User) -> Verdict:
    """Help with sign-in: only for people whose every role lies in one's own organizations.

    Otherwise two administrators of one organization could take over an account of another.
    """
    if user.pk == person.pk:
        return refused("Untuk akun sendiri, pakai halaman Akun dan keamanan.")
    if _is_system_admin(user):
        return ALLOWED
    mine = set(user.organizations_with(Permission.MANAGE_MEMBERS))
    theirs = queries.organizations_of(person)
    if not theirs & mine:
        return refused(ONLY_ADMIN)
    return ALLOWED if theirs <= mine else refused(ELSEWHERE)


def may_disable(user: User, person: User) -> Verdict:
    """Switch off whom one looks after, except the last administrator of an organization."""
    helps = may_help(user, person)
    if not helps:
        return helps
    if not person.is_active:
        return not_now("Akun ini sudah nonaktif.")
    lonely = [grant for grant in queries.headships_of(person) if not queries.other_heads(grant)]
    return not_now(LAST_ADMIN) if lonely else ALLOWED


def may_enable(user: User, person: User) -> Verdict:
    """Switch on again: whoever looks after every organization in which the person ever was.

    The roles ended with the account, so those of today no longer say whose it is.
    """
    if person.is_active:
        return not_now("Akun ini aktif.")
    if _is_system_admin(user):
        return ALLOWED
    mine = set(user.organizations_with(Permission.MANAGE_MEMBERS))
    theirs = queries.organizations_ever(person)
    if not theirs & mine:
        return refused(ONLY_ADMIN)
    return ALLOWED if theirs <= mine else refused(ELSEWHERE)


def may_request_factor_reset(user: User, person: User) -> Verdict:
    """One administrator asks; nothing happens yet."""
    helps = may_help(user, person)
    if not helps:
        return helps
    if FactorReset.objects.filter(
        user=person, confirmed_at__isnull=True, canceled_at__isnull=True
    ).exists():
        return not_now("Permintaan untuk orang ini sudah ada dan menunggu orang kedua.")
    if not queries.has_second_factor(person):
        return not_now("Orang ini belum memasang kode dari ponsel.")
    return ALLOWED


def may_confirm_factor_reset(user: User, reset: FactorReset) -> Verdict:
    """A second person confirms: another administrator, or the system administrator."""
    if not reset.is_open:
        return not_now("Permintaan ini sudah selesai.")
    if user.pk == reset.requested_by_id:
        return refused("Anda yang meminta, jadi orang kedua yang harus menyetujui.")
    return may_help(user, reset.user)


def may_cancel_factor_reset(user: User, reset: FactorReset) -> Verdict:
    """Whoever helps that person may drop the request."""
    if not reset.is_open:
        return not_now("Permintaan ini sudah selesai.")
    return may_help(user, reset.user)
