"""The people who sign in to the demo: one for every role, each with a second factor where asked."""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from certify.accounts.models import Organization, User
from certify.accounts.operations import links, organizations
from certify.accounts.roles import ROLES, OrganizationKind, Role

PASSWORD = "malam-canting-soga"  # noqa: S105 -- printed at every start, demo accounts only


@dataclass(frozen=True, slots=True)
class Player:
    """One sign-in of the demo."""

    username: str
    full_name: str
    role: Role


SYSTEM = Player("sistem", "Pengelola Sistem", Role.SYSTEM_ADMIN)
AGENCY = (
    Player("dian", "Dian Paramita", Role.ORGANIZATION_ADMIN),
    Player("rina", "Rina Kusumawati", Role.AGENCY_STAFF),
    Player("hartono", "Drs. Hartono Wibisana, M.Si.", Role.AGENCY_HEAD),
)
BODY = (
    Player("lukman", "Lukman Hakim", Role.ORGANIZATION_ADMIN),
    Player("sari", "Sari Ambarwati", Role.BODY_ADMIN),
    Player("tuti", "Tuti Alawiyah", Role.CERTIFICATION_MANAGER),
    Player("budi", "Budi Setiawan", Role.ASSESSOR),
    Player("rahma", "Rahma Fitriani", Role.ASSESSOR),
    Player("seno", "Seno Aji", Role.ASSESSOR),
    Player("lastri", "Lastri Widyaningsih", Role.ASSESSOR),
    Player("wulan", "Wulan Sekarsari", Role.COMMITTEE_MEMBER),
    Player("hadi", "Hadi Pranoto", Role.COMMITTEE_MEMBER),
    Player("ratna", "Ratna Dewayani", Role.COMMITTEE_MEMBER),
    Player("bagas", "Dr. Bagas Wirasena, M.Sn.", Role.BODY_DIRECTOR),
)
PLAYERS = (SYSTEM, *AGENCY, *BODY)


@dataclass(frozen=True, slots=True)
class Company:
    """Two organizations with their people by user name."""

    agency: Organization
    body: Organization
    people: dict[str, User]

    def __getitem__(self, username: str) -> User:
        """Give a person by user name."""
        return self.people[username]


def gather(at: dt.datetime) -> Company:
    """Found the two organizations and let everybody accept an invitation, as in real life."""
    system = links.accept_with_new_account(
        link=links.invite_system_admin(full_name=SYSTEM.full_name, at=at),
        username=SYSTEM.username,
        password=PASSWORD,
        at=at,
    )
    people = {SYSTEM.username: _enrolled(system, SYSTEM)}
    agency = organizations.create(
        kind=OrganizationKind.AGENCY,
        values={
            "name": "Dinas Perdagangan dan Perindustrian Kabupaten Jombang",
            "name_en": "Trade and Industry Agency of Jombang Regency",
            "short_name": "Disdagrin Jombang",
            "parent_name": "Pemerintah Kabupaten Jombang",
            "address": "Jalan Contoh Nomor 1, Jombang 61400",
            "city": "Jombang",
            "phone": "(0321) 000000",
        },
        by=system,
        at=at,
    )
    body = organizations.create(
        kind=OrganizationKind.BODY,
        values={
            "name": "Lembaga Sertifikasi Profesi Batik",
            "name_en": "Batik Professional Certification Body",
            "short_name": "LSP Batik",
            "address": "Jalan Contoh Nomor 2, Semarang",
            "city": "Semarang",
            "phone": "(024) 000000",
        },
        by=system,
        at=at,
    )
    for organization, players in ((agency, AGENCY), (body, BODY)):
        head, *rest = players
        people[head.username] = _invited(organization, head, by=system, at=at)
        for player in rest:
            people[player.username] = _invited(
                organization, player, by=people[head.username], at=at
            )
    _signatories(agency, body, people, at)
    return Company(agency, body, people)


def _invited(organization: Organization, player: Player, *, by: User, at: dt.datetime) -> User:
    link = links.invite(
        organization=organization,
        full_name=player.full_name,
        roles=[player.role],
        by=by,
        at=at,
    )
    user = links.accept_with_new_account(
        link=link, username=player.username, password=PASSWORD, at=at
    )
    return _enrolled(user, player)


def _enrolled(user: User, player: Player) -> User:
    user.is_demo = True
    user.save(update_fields=["is_demo"])
    if ROLES[player.role].second_factor_required:
        TOTP.activate(user, generate_totp_secret())
    return user


def _signatories(
    agency: Organization, body: Organization, people: dict[str, User], at: dt.datetime
) -> None:
    organizations.add_signatory(
        organization=agency,
        values={
            "name": "Drs. Hartono Wibisana, M.Si.",
            "position": "Kepala Dinas Perdagangan dan Perindustrian",
            "position_en": "Head of the Trade and Industry Agency",
            "rank": "Pembina Utama Muda, IV/c",
            "employee_number": "990000000000000001",
            "starts_on": at.date(),
            "ends_on": None,
        },
        by=people["dian"],
        at=at,
    )
    organizations.add_signatory(
        organization=body,
        values={
            "name": "Dr. Bagas Wirasena, M.Sn.",
            "position": "Direktur",
            "position_en": "Director",
            "rank": "",
            "employee_number": "",
            "starts_on": at.date(),
            "ends_on": None,
        },
        by=people["lukman"],
        at=at,
    )
