"""Pages over everything: start page, board, search."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Room of desk."""

    name = "desk"
