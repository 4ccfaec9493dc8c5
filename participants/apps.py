"""People, their enrollments in programs, and their applications to a body."""

from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    """Room of participants."""

    name = "participants"
