"""Other values for the columns of any table, written by plain SQL."""

import datetime as dt

from django.db import models
from django.utils import timezone

AN_HOUR = dt.timedelta(hours=1)


def another(field: models.Field, value: object) -> object:
    """Give another value that a column could hold."""
    if field.choices:
        return next(key for key, _ in field.flatchoices if key != value)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return (value or timezone.now()) + AN_HOUR
    if isinstance(field, models.DateField):
        return (value or timezone.localdate()) + dt.timedelta(days=1)
    if isinstance(field, models.JSONField):
        return {"lain": 1}
    if isinstance(field, models.BinaryField):
        return b"lain"
    if isinstance(field, models.ForeignKey | models.IntegerField | models.AutoField):
        return (value or 0) + 1
    return f"Lain {str(value or '')[1:]}"[: field.max_length or 200] if value else "Lain"


def raw(model: type[models.Model]) -> models.QuerySet:
    """Give rows by plain SQL: no manager, no model of ours stands in the way."""
    return models.QuerySet(model)
