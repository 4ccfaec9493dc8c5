"""What migrations write into rows that are there already."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection

from assessments.models import KeptPaper, Panel
from certify.accounts.models import Signatory
from certify.audit import triggers
from tests.factories import assessments, certificates
from tests.factories.programs import Stage

KEPT = import_module("assessments.migrations.0006_papers_signed_before_are_kept")
# One dot, as small as a PNG gets.
LOGO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)

pytestmark = pytest.mark.django_db


def kept() -> list[tuple]:
    columns = ("panel_id", "kind", "content", "content_sha256", "kept_at")
    return list(KeptPaper.objects.order_by("panel", "kind").values_list(*columns))


def forget() -> None:
    """Take away what was kept, as in a database from before the migration."""
    with connection.cursor() as cursor:
        connection.check_constraints()  # PostgreSQL drops no trigger while foreign keys wait
        on = " ON assessments_keptpaper" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER keep_assessments_keptpaper_delete{on}")
        cursor.execute("DELETE FROM assessments_keptpaper")


def migrate() -> None:
    KEPT.keep_papers(apps, connection.schema_editor())
    triggers.install(connection)


@pytest.mark.parametrize("has_signatory", [True, False])
def test_papers_signed_before_are_kept_as_they_would_be_now(stage: Stage, media, has_signatory):
    stage.cast.body.logo.save("logo.png", ContentFile(LOGO))
    stage.cast.body.address, stage.cast.body.phone = "Jalan Canting 3", "0321 123"
    stage.cast.body.save()
    if not has_signatory:
        Signatory.objects.all().delete()
    people = [assessments.assessment_at("recommended", stage) for _ in range(3)]
    outcomes = {people[0].pk: assessments.K, people[1].pk: assessments.BK}
    assessments.decree(stage, assessments.decided(stage, outcomes))
    postponed_again = assessments.decided(stage, {people[2].pk: assessments.K})
    assessments.drafted(stage, postponed_again)
    assessments.assessment_at("recommended", stage)
    assessments.panel(stage)
    before = kept()
    assert [row[1] for row in before] == ["decree", "minutes", "minutes"]
    forget()

    migrate()
    migrate()

    assert kept() == before


def test_the_oldest_certificate_knows_the_name_that_was_decided_on(stage: Stage):
    stage.cast.body.name_en = "Example Professional Certification Body"
    stage.cast.body.save()
    old = certificates.issued(stage)[0]
    before = kept()
    certificates.replace(stage, old, full_name="Siti Romlah Setyaningsih")
    forget()

    migrate()

    assert kept() == before
    assert Panel.objects.count() == 1
