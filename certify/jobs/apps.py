"""Background work."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Room of background work."""

    name = "certify.jobs"
    label = "jobs"
    verbose_name = "pekerjaan"

    def ready(self) -> None:
        """Load every room's ``tasks.py``, so that each job and each schedule is known."""
        autodiscover_modules("tasks")
