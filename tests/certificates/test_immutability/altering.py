"""Other values for the columns of any table, written by plain SQL."""

import datetime as dt
from pathlib import Path

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from certificates.models import OfficialNumber
from certify.accounts.models import Organization, Signatory
from programs.models import CertificationBody

AN_HOUR = dt.timedelta(hours=1)
SOME = 25  # a column that must be unique is changed in that many rows
MASTERS = [
    model for app in ("programs", "participants") for model in apps.get_app_config(app).get_models()
] + [Organization, Signatory, OfficialNumber]
# Fixed from the first certificate on; see test_the_prefix_is_fixed_by_the_first_certificate.
LEFT = {(CertificationBody, "register_prefix")}


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


def change_every_master() -> set[str]:
    """Give every column of every master another value; give the names of those that took it."""
    taken = set()
    for model in MASTERS:
        first = raw(model).order_by("pk").first()
        columns = [] if first is None else model._meta.concrete_fields
        for field in columns:
            if field.primary_key or field.is_relation or (model, field.name) in LEFT:
                continue
            value = another(field, getattr(first, field.attname))
            if _take(raw(model), field, value) or _take_one_by_one(model, field):
                taken.add(f"{model.__name__}.{field.name}")
    return taken


def _take_one_by_one(model: type[models.Model], field: models.Field) -> bool:
    rows = raw(model).order_by("pk")[:SOME]
    return (
        sum(
            _take(raw(model).filter(pk=row.pk), field, another(field, getattr(row, field.attname)))
            for row in rows
        )
        > 0
    )


def _take(rows: models.QuerySet, field: models.Field, value: object) -> bool:
    """Give rows a value; where it must be unique the caller tries them one by one."""
    try:
        with transaction.atomic():
            rows.update(**{field.attname: value})
    except IntegrityError:
        return False
    return True


def delete_pictures(media: Path) -> int:
    """Delete every stored file that is no certificate: logos, photographs, uploads."""
    files = [p for p in media.rglob("*") if p.is_file() and "sertifikat" not in p.parts]
    for path in files:
        path.unlink()
    return len(files)
