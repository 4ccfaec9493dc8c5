"""The issuer's credential keys and the lists that say which credentials still hold."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from certificates import credentials
from certificates.enums import StatusPurpose
from programs.models import CertificationBody

USER = settings.AUTH_USER_MODEL


class CredentialKey(models.Model):
    """The public half of a key that signs a body's credentials; published for ever.

    The private half lies in the key folder under ``name``. ``did`` is frozen with the key: it is
    printed into every credential the key signed, so a later change of PUBLIC_URL needs a new key.
    """

    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="credential_keys")
    name = models.CharField("nama berkas kunci", max_length=100, unique=True)
    did = models.CharField("identitas penerbit (DID)", max_length=300)
    x = models.CharField("kunci publik", max_length=43, unique=True)
    is_development = models.BooleanField("kunci percobaan", default=False)
    active_from = models.DateTimeField("dipakai sejak")
    active_until = models.DateTimeField("dipakai sampai", null=True, blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("body", "active_from", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(active_until__isnull=True),
                name="body_has_one_active_credential_key",
            ),
            models.CheckConstraint(
                condition=Q(active_until__isnull=True) | Q(active_until__gte=F("active_from")),
                name="credential_key_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        """The key's name in the issuer's document."""
        return self.public.thumbprint

    @property
    def public(self) -> credentials.PublicKey:
        """What is published."""
        return credentials.PublicKey(did=self.did, x=self.x)


def new_seed() -> str:
    """Make the seed of a list: 256 random bits."""
    return secrets.token_hex(32)


class StatusList(models.Model):
    """A list of places of one body, published once for each purpose.

    ``seed`` orders the places (`credentials.spread`); it is no key, but whoever knows it can read
    the order of issue off the indices. ``address`` is frozen: it is printed into the credentials.
    """

    body = models.ForeignKey(CertificationBody, models.PROTECT, related_name="status_lists")
    number = models.PositiveIntegerField("nomor daftar")
    address = models.URLField("alamat", max_length=300)
    size = models.PositiveIntegerField("banyak tempat", default=credentials.LIST_SIZE)
    taken = models.PositiveIntegerField("tempat terpakai", default=0)
    seed = models.CharField(max_length=64, default=new_seed, editable=False)

    class Meta:
        ordering = ("body", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number"], name="status_list_number_is_unique_in_body"
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("size")), name="status_list_is_not_overfull"
            ),
        ]

    def __str__(self) -> str:
        """Its number."""
        return f"Daftar status {self.number}"


class StatusPublication(models.Model):
    """What the public reads of a list now: replaced at each change and before it runs out."""

    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="publications")
    purpose = models.CharField(max_length=10, choices=StatusPurpose.choices)
    token = models.TextField("bentuk JWT")
    document = models.TextField("bentuk JSON")
    fingerprint = models.CharField("sidik isi", max_length=64)
    valid_from = models.DateTimeField("berlaku sejak")
    valid_until = models.DateTimeField("berlaku sampai")

    class Meta:
        ordering = ("status_list", "purpose")
        constraints = [
            models.UniqueConstraint(
                fields=["status_list", "purpose"], name="status_list_is_published_once_per_purpose"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=StatusPurpose.values), name="status_purpose_is_known"
            ),
        ]

    def __str__(self) -> str:
        """List and purpose."""
        return f"{self.status_list}, {self.get_purpose_display()}"
