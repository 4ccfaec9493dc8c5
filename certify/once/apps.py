"""One-use keys of forms: a double submit acts once."""

from django.apps import AppConfig


class OnceConfig(AppConfig):
    """Room of one-use keys."""

    name = "certify.once"
    label = "once"
