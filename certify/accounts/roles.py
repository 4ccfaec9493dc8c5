"""Roles as a readable table: who may do what, and where a role can be held (domain.md 3.1)."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices


class OrganizationKind(TextChoices):
    """The two sides of a program."""

    AGENCY = "agency", "Dinas"
    BODY = "body", "LSP"


class Permission(StrEnum):
    """One thing a role allows, always asked for within an organization."""

    MANAGE_SYSTEM = "manage_system"
    MANAGE_MEMBERS = "manage_members"
    MANAGE_ORGANIZATION = "manage_organization"
    # the agency's side
    VIEW_PROGRAMS = "view_programs"
    MANAGE_PROGRAMS = "manage_programs"
    MANAGE_PARTICIPANTS = "manage_participants"
    REVEAL_NIK = "reveal_nik"
    HAND_OVER = "hand_over"
    SEND_LINKS = "send_links"
    # the certification body's side
    VIEW_CERTIFICATION = "view_certification"
    MANAGE_STANDARDS = "manage_standards"
    MANAGE_ASSESSORS = "manage_assessors"
    ACCEPT_APPLICATIONS = "accept_applications"
    ASSIGN_ASSESSORS = "assign_assessors"
    ASSESS = "assess"
    CONVENE_PANEL = "convene_panel"
    DECIDE = "decide"
    SIGN_DECREE = "sign_decree"
    DESIGN_CERTIFICATES = "design_certificates"
    RECORD_NUMBERS = "record_numbers"
    ISSUE = "issue"
    PROPOSE_CHANGE = "propose_change"
    APPROVE_CHANGE = "approve_change"
    MANAGE_SEAL = "manage_seal"


class Role(TextChoices):
    """What a person is in an organization, from a date to a date."""

    SYSTEM_ADMIN = "system_admin", "Pengelola sistem"
    ORGANIZATION_ADMIN = "organization_admin", "Pengelola akun"
    AGENCY_STAFF = "agency_staff", "Petugas dinas"
    AGENCY_HEAD = "agency_head", "Kepala dinas"
    BODY_ADMIN = "body_admin", "Admin LSP"
    CERTIFICATION_MANAGER = "certification_manager", "Manajer sertifikasi"
    ASSESSOR = "assessor", "Asesor kompetensi"
    COMMITTEE_MEMBER = "committee_member", "Anggota komite teknis"
    BODY_DIRECTOR = "body_director", "Direktur LSP"


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One line of the table that administrators read."""

    kinds: frozenset[str]
    permissions: frozenset[Permission]
    explanation: str
    second_factor_required: bool = True


P = Permission
AGENCY = frozenset({OrganizationKind.AGENCY.value})
BODY = frozenset({OrganizationKind.BODY.value})

ROLES: dict[Role, RoleRow] = {
    Role.SYSTEM_ADMIN: RoleRow(
        frozenset(),
        frozenset({P.MANAGE_SYSTEM}),
        "Membuat organisasi dan akun pertamanya. Tidak melihat data peserta.",
    ),
    Role.ORGANIZATION_ADMIN: RoleRow(
        AGENCY | BODY,
        frozenset({P.MANAGE_MEMBERS, P.MANAGE_ORGANIZATION}),
        "Mengundang orang, memberi dan mengakhiri peran, mengatur kop surat dan penanda tangan.",
    ),
    Role.AGENCY_STAFF: RoleRow(
        AGENCY,
        frozenset(
            {
                P.VIEW_PROGRAMS,
                P.MANAGE_PROGRAMS,
                P.MANAGE_PARTICIPANTS,
                P.REVEAL_NIK,
                P.HAND_OVER,
                P.SEND_LINKS,
            }
        ),
        "Mengelola program, peserta, dan penyerahan sertifikat.",
    ),
    Role.AGENCY_HEAD: RoleRow(
        AGENCY,
        frozenset({P.VIEW_PROGRAMS}),
        "Melihat program dan menandatangani surat dinas.",
    ),
    Role.BODY_ADMIN: RoleRow(
        BODY,
        frozenset(
            {
                P.VIEW_CERTIFICATION,
                P.ACCEPT_APPLICATIONS,
                P.REVEAL_NIK,
                P.MANAGE_STANDARDS,
                P.MANAGE_ASSESSORS,
                P.DESIGN_CERTIFICATES,
                P.RECORD_NUMBERS,
                P.ISSUE,
                P.SEND_LINKS,
                P.PROPOSE_CHANGE,
            }
        ),
        "Memeriksa permohonan, mencatat nomor BNSP, menerbitkan sertifikat, mengusulkan perubahan.",
    ),
    Role.CERTIFICATION_MANAGER: RoleRow(
        BODY,
        frozenset(
            {
                P.VIEW_CERTIFICATION,
                P.MANAGE_STANDARDS,
                P.MANAGE_ASSESSORS,
                P.DESIGN_CERTIFICATES,
                P.ASSIGN_ASSESSORS,
                P.CONVENE_PANEL,
                P.PROPOSE_CHANGE,
                P.APPROVE_CHANGE,
            }
        ),
        "Menugaskan asesor, mengundang pleno, mengusulkan dan memutuskan perubahan sertifikat.",
    ),
    Role.ASSESSOR: RoleRow(
        BODY,
        frozenset({P.ASSESS}),
        "Menilai peserta yang ditugaskan kepadanya dan memberi rekomendasi.",
        second_factor_required=False,
    ),
    Role.COMMITTEE_MEMBER: RoleRow(
        BODY,
        frozenset({P.VIEW_CERTIFICATION, P.DECIDE}),
        "Memutuskan kompeten atau belum kompeten dalam pleno.",
    ),
    Role.BODY_DIRECTOR: RoleRow(
        BODY,
        frozenset(
            {P.VIEW_CERTIFICATION, P.SIGN_DECREE, P.PROPOSE_CHANGE, P.APPROVE_CHANGE, P.MANAGE_SEAL}
        ),
        "Menetapkan SK, memutuskan usulan perubahan sertifikat, memegang segel digital.",
    ),
}
