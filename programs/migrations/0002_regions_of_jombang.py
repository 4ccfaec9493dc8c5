from django.db import migrations

from programs.importing import read_regions


def load(apps, schema_editor):
    district_model = apps.get_model("programs", "District")
    village_model = apps.get_model("programs", "Village")
    rows = read_regions()
    names = {row.district_code: row.district_name for row in rows}
    district_model.objects.bulk_create(
        (district_model(code=code, name=name) for code, name in names.items()),
        ignore_conflicts=True,
    )
    districts = {district.code: district for district in district_model.objects.all()}
    village_model.objects.bulk_create(
        (
            village_model(
                district=districts[row.district_code],
                code=row.village_code,
                name=row.village_name,
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
