"""Encrypted fields and the log of who revealed an identity number."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Room of encrypted fields."""

    name = "certify.privacy"
    label = "privacy"
