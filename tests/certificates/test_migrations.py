"""What migrations write into rows that are there already."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from certificates.models import Certificate
from certify.audit import triggers
from tests.factories import certificates

SHOWN = import_module("certificates.migrations.0013_what_strangers_may_know_stands_by_itself")


@pytest.mark.django_db
def test_what_strangers_may_know_is_filled_from_the_frozen_content(stage):
    row = certificates.issued(stage)[0]
    with connection.cursor() as cursor:
        connection.check_constraints()  # PostgreSQL drops no trigger while foreign keys wait
        on = " ON certificates_certificate" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER keep_certificates_certificate_update{on}")
    Certificate.objects.update(public_facts="")

    SHOWN.fill(apps, connection.schema_editor())
    triggers.install(connection)

    assert Certificate.objects.get(pk=row.pk).public_facts == row.frozen.public_json()
    assert not Certificate.objects.filter(public_facts="").exists()
