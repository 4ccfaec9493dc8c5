"""The project's own template tags, checks and commands."""

from django.apps import AppConfig


class CertifyConfig(AppConfig):
    """The house."""

    name = "certify"
    verbose_name = "Canting"

    def ready(self) -> None:
        """Register the checks."""
        from certify import checks  # noqa: F401, PLC0415 -- registering is what the import does
