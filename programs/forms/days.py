"""A calendar day, as every form of programs asks for it."""

from typing import Any

from django import forms


def day_field(label: str, **extra: Any) -> forms.DateField:
    """A calendar day, typed or picked."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
    return forms.DateField(label=label, widget=widget, **extra)
