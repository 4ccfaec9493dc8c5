"""From BNSP numbers to the certificate in the hand, and the years it stays valid."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Room of certificates."""

    name = "certificates"
