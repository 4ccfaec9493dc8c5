"""Agencies, bodies, standards, schemes, and the programs that run them."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """Room of programs."""

    name = "programs"
