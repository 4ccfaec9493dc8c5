"""Every hand-over recorded so far gets its sheet; who printed it, nobody wrote down."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give_sheets(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Make one sheet per certificate that was ever handed over, and tie its rows to it."""
    handovers = apps.get_model("certificates", "Handover")
    copies = apps.get_model("certificates", "PhysicalCopy")
    rows = handovers.objects.filter(copy__isnull=True).select_related("certificate__body")
    for row in rows.order_by("pk").iterator(chunk_size=500):
        kind = "overprint" if row.certificate.body.issues_for_bnsp else "digital"
        sheet, _made = copies.objects.get_or_create(
            certificate_id=row.certificate_id,
            copy_number=1,
            defaults={"kind": kind, "status": "printed"},
        )
        if row.canceled_at is None:
            copies.objects.filter(pk=sheet.pk).update(status="handed_over")
        handovers.objects.filter(pk=row.pk).update(copy=sheet)


class Migration(migrations.Migration):
    """Rows only; the next one makes the column required."""

    dependencies = [("certificates", "0007_two_people_change_a_certificate")]
    operations = [migrations.RunPython(give_sheets, migrations.RunPython.noop)]
