"""Users, organizations, and the roles held in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from certify.accounts.enums import LinkPurpose
from certify.accounts.roles import ROLES, OrganizationKind, Permission, Role


class UserManager(BaseUserManager["User"]):
    """Makes users; sign-up is closed, so only operations call it."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Create a user with a hashed password (unusable when None)."""
        user = self.model(username=username.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. E-mail is optional: many field staff have none."""

    username = models.CharField(
        "nama akun",
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9._-]+$", "Nama akun hanya huruf kecil, angka, titik, dan garis."
            )
        ],
    )
    full_name = models.CharField("nama lengkap", max_length=150)
    email = models.EmailField("e-mail", blank=True)
    is_active = models.BooleanField("aktif", default=True)
    is_demo = models.BooleanField("akun contoh", default=False)
    created_at = models.DateTimeField("dibuat", default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        ordering = ("full_name", "pk")
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_name_is_unique_in_any_case"),
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="user_email_is_unique_when_given"
            ),
        ]

    def __str__(self) -> str:
        """Name the person as colleagues see them."""
        return self.full_name

    def get_full_name(self) -> str:
        """Give the printed name."""
        return self.full_name

    @cached_property
    def active_grants(self) -> tuple[RoleGrant, ...]:
        """The roles held today, read once per request."""
        return tuple(
            RoleGrant.objects.filter(user=self)
            .held_today()
            .select_related("organization")
            .order_by("organization__name", "role", "pk")
        )

    def has(self, permission: Permission, *, within: Organization | int | None = None) -> bool:
        """Tell whether a role held today in ``within`` grants ``permission``.

        ``within`` is an organization or its key; None asks for the system itself.
        """
        if not self.is_active:
            return False
        key = within.pk if isinstance(within, Organization) else within
        return any(
            grant.organization_id == key and permission in ROLES[Role(grant.role)].permissions
            for grant in self.active_grants
        )

    def organizations_with(self, permission: Permission) -> list[int]:
        """Give the keys of the organizations within which the person has ``permission``."""
        if not self.is_active:
            return []
        return [
            grant.organization_id
            for grant in self.active_grants
            if grant.organization_id is not None
            and permission in ROLES[Role(grant.role)].permissions
        ]

    @property
    def needs_second_factor(self) -> bool:
        """True when one of today's roles demands a second factor."""
        return any(ROLES[Role(grant.role)].second_factor_required for grant in self.active_grants)


class Organization(models.Model):
    """An agency (dinas) or a certification body (LSP): what its letter head prints."""

    kind = models.CharField("jenis", max_length=10, choices=OrganizationKind.choices)
    name = models.CharField("nama", max_length=200)
    name_en = models.CharField("nama dalam bahasa Inggris", max_length=200, blank=True)
    short_name = models.CharField("nama singkat", max_length=60)
    parent_name = models.CharField(
        "instansi induk",
        max_length=200,
        blank=True,
        help_text="Baris pertama kop, misalnya Pemerintah Kabupaten Jombang.",
    )
    address = models.CharField("alamat", max_length=300, blank=True)
    city = models.CharField("kota", max_length=80)
    phone = models.CharField("telepon", max_length=40, blank=True)
    email = models.EmailField("e-mail", blank=True)
    website = models.CharField("situs", max_length=120, blank=True)
    logo = models.FileField("logo", upload_to="logo/", blank=True)
    is_active = models.BooleanField("aktif", default=True)
    created_at = models.DateTimeField("dibuat", default=timezone.now)

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OrganizationKind.values), name="organization_kind_is_known"
            ),
            models.UniqueConstraint(Lower("name"), name="organization_name_is_unique"),
        ]

    def __str__(self) -> str:
        """Give the name as its letter head has it."""
        return self.name


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Filters on one table."""

    def held_on(self, day: date) -> RoleGrantQuerySet:
        """Keep the grants in force on ``day``; the last day counts unless ended at once."""
        return self.not_ended_before(day).filter(starts_on__lte=day)

    def held_today(self) -> RoleGrantQuerySet:
        """Keep the grants in force today."""
        return self.held_on(timezone.localdate())

    def not_over(self) -> RoleGrantQuerySet:
        """Keep the grants in force today or later."""
        return self.not_ended_before(timezone.localdate())

    def not_ended_before(self, day: date) -> RoleGrantQuerySet:
        """Keep the grants in force on ``day`` or later."""
        return self.filter(Q(ended_at__isnull=True), Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class RoleGrant(models.Model):
    """A role held in an organization from a date to a date; ended, never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants", verbose_name="orang")
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="grants"
    )
    role = models.CharField("peran", max_length=30, choices=Role.choices)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai", null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField("diberikan", default=timezone.now)
    # Set when somebody ended the role at once; ``ends_on`` alone ends it with that day.
    ended_at = models.DateTimeField("diakhiri", null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ("user__full_name", "role", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="grant_role_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="grant_does_not_end_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.SYSTEM_ADMIN, organization__isnull=True)
                | (~Q(role=Role.SYSTEM_ADMIN) & Q(organization__isnull=False)),
                name="only_system_admin_is_held_outside_organizations",
            ),
            models.UniqueConstraint(
                fields=["user", "organization", "role"],
                condition=Q(ends_on__isnull=True),
                name="one_open_grant_per_person_role_and_organization",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ends_on__isnull=False),
                name="grant_ended_at_once_has_its_last_day",
            ),
        ]

    def __str__(self) -> str:
        """Say who is what, where."""
        where = self.organization.short_name if self.organization else "sistem"
        return f"{self.user} · {self.get_role_display()} · {where}"

    @property
    def label(self) -> str:
        """The role in Indonesian."""
        return Role(self.role).label


class Signatory(models.Model):
    """Who signs the organization's papers, and in which office; chosen by date."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="signatories")
    name = models.CharField("nama dengan gelar", max_length=150)
    position = models.CharField("jabatan", max_length=120)
    position_en = models.CharField("jabatan dalam bahasa Inggris", max_length=120, blank=True)
    rank = models.CharField("pangkat/golongan", max_length=80, blank=True)
    employee_number = models.CharField("NIP", max_length=30, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai", null=True, blank=True)

    class Meta:
        ordering = ("-starts_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="signatory_does_not_end_before_start",
            ),
        ]

    def __str__(self) -> str:
        """Name and office."""
        return f"{self.name}, {self.position}"


class AccountLink(models.Model):
    """A one-time link that an administrator hands over: an invitation or a new password.

    Only the hash of its token is stored. The token is made of ``nonce`` and the server's key, so
    that the administrator can show it again while it is open and a stolen database opens nothing.
    """

    purpose = models.CharField("untuk", max_length=20, choices=LinkPurpose.choices)
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="links", verbose_name="lembaga"
    )
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="links")
    full_name = models.CharField("nama lengkap", max_length=150)
    roles = models.JSONField("peran", default=list)
    nonce = models.CharField(max_length=32)
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("dibuat")
    expires_at = models.DateTimeField("berlaku sampai")
    used_at = models.DateTimeField("dipakai", null=True)
    revoked_at = models.DateTimeField("dibatalkan", null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=LinkPurpose.values), name="link_purpose_is_known"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
                name="link_is_not_both_used_and_revoked",
            ),
            models.CheckConstraint(
                condition=Q(revoked_by__isnull=True, revoked_at__isnull=True)
                | Q(revoked_by__isnull=False, revoked_at__isnull=False),
                name="link_revocation_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(user__isnull=False),
                name="used_link_names_its_user",
            ),
            models.CheckConstraint(
                condition=~Q(purpose=LinkPurpose.PASSWORD) | Q(user__isnull=False),
                name="password_link_names_its_user",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="link_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        """Say what it is for and for whom."""
        return f"{self.get_purpose_display()} · {self.full_name}"

    def is_open(self, at: datetime) -> bool:
        """Tell whether it can still be used."""
        return self.used_at is None and self.revoked_at is None and at < self.expires_at

    @property
    def role_labels(self) -> list[str]:
        """The roles in Indonesian."""
        return [Role(role).label for role in self.roles]


class FactorReset(models.Model):
    """Somebody lost the phone: one administrator asks for a reset, a second one confirms it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="factor_resets")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    reason = models.CharField("alasan", max_length=300)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField("diminta")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField("disetujui", null=True)
    canceled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    canceled_at = models.DateTimeField("dibatalkan", null=True)

    class Meta:
        ordering = ("-requested_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("requested_by")),
                name="factor_reset_is_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(requested_by=F("user"))
                & (Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("user"))),
                name="nobody_takes_part_in_the_own_factor_reset",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="factor_reset_confirmation_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(canceled_by__isnull=True, canceled_at__isnull=True)
                | Q(canceled_by__isnull=False, canceled_at__isnull=False),
                name="factor_reset_cancellation_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(canceled_at__isnull=True),
                name="factor_reset_is_not_both_confirmed_and_canceled",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(confirmed_at__isnull=True, canceled_at__isnull=True),
                name="one_open_factor_reset_per_person",
            ),
        ]

    def __str__(self) -> str:
        """Say whose."""
        return f"Kode dari ponsel · {self.user}"

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for the second person."""
        return self.confirmed_at is None and self.canceled_at is None
