"""Closed lists of the accounts room."""

from django.db.models import TextChoices


class LinkPurpose(TextChoices):
    """What a one-time link is good for."""

    INVITATION = "invitation", "Undangan"
    PASSWORD = "password", "Kata sandi baru"
