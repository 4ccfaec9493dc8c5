"""From the assignment of an assessor to the decree that makes a decision effective."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Room of assessments."""

    name = "assessments"
