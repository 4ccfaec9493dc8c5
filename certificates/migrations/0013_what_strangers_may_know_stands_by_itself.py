"""The public page read 40 KB of frozen content, mostly pictures, to show 1 KB of it."""

import json

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAMES = (
    "holder_name",
    "qualification",
    "qualification_en",
    "scheme_name",
    "certificate_number",
    "registration_number",
    "register_number",
    "issued_on",
    "valid_until",
    "body_name",
    "body_name_en",
    "is_example",
)


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take what is public out of each frozen content; the column is free to fill until then."""
    rows = apps.get_model("certificates", "Certificate").objects.using(schema_editor.connection.alias)
    for row in rows.only("content").order_by("pk").iterator(chunk_size=100):
        content = json.loads(row.content)
        facts = {name: content[name] for name in NAMES}
        facts["units"] = [[unit["code"], unit["title"]] for unit in content["units"]]
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        rows.filter(pk=row.pk).update(public_facts=text)


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0012_papers_are_called_by_what_is_printed'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='public_facts',
            field=models.TextField(default='', verbose_name='yang boleh diketahui umum'),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
