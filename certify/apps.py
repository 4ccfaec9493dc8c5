"""The project's own templates tags, checks and commands."""

from django.apps import AppConfig


class CertifyConfig(AppConfig):
    """The house."""

    name = "certify"
    verbose_name = "Canting"
