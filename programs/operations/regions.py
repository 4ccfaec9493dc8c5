"""The region table: kecamatan and desa with their codes, loaded from a file."""

from collections.abc import Iterable

from django.db import transaction

from programs.content import RegionRow
from programs.models import District, Village


@transaction.atomic
def load_regions(*, rows: Iterable[RegionRow]) -> tuple[int, int]:
    """Write the table, renaming what has a known code; gives how many of each the file has.

    Safe to repeat: nothing is removed, since people may point at a village.
    """
    listed = list(rows)
    districts = {row.district_code: row.district_name for row in listed}
    for code, name in districts.items():
        District.objects.update_or_create(code=code, defaults={"name": name})
    by_code = {district.code: district for district in District.objects.all()}
    known = {village.code: village for village in Village.objects.all()}
    Village.objects.bulk_create(
        Village(code=row.village_code, name=row.village_name, district=by_code[row.district_code])
        for row in listed
        if row.village_code not in known
    )
    renamed = []
    for row in listed:
        village = known.get(row.village_code)
        if village and village.name != row.village_name:
            village.name = row.village_name
            renamed.append(village)
    Village.objects.bulk_update(renamed, ["name"])
    return len(districts), len(listed)
