import pytest

from participants import queries
from tests.factories import participants


def test_register_is_seen_by_its_agency_only(stage, other_stage):
    ours = participants.person(stage.agency, by=stage.cast.dewi)
    theirs = participants.person(other_stage.agency, by=other_stage.cast.dewi)
    cast = stage.cast

    seen = {
        who: set(queries.people_visible_to(getattr(cast, who)))
        for who in ("dewi", "head", "sari", "tuti", "budi", "wulan", "bagas", "keeper")
    }

    assert seen == {
        "dewi": {ours},
        "head": {ours},
        **{who: set() for who in ("sari", "tuti", "budi", "wulan", "bagas", "keeper")},
    }
    assert set(queries.people_visible_to(other_stage.cast.dewi)) == {theirs}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("romlah", ["Siti Romlah"]),
        ("Jatip", ["Ngatemi", "Siti Romlah"]),
        ("sekar", ["Ngatemi"]),
        ("0812345", ["Siti Romlah"]),
        ("tidak ada", []),
        ("", ["Ngatemi", "Siti Romlah"]),
    ],
)
def test_people_are_found_by_what_the_office_knows(text, found, stage):
    dewi = stage.cast.dewi
    participants.person(stage.agency, by=dewi, full_name="Siti Romlah", phone="081234567890")
    participants.person(
        stage.agency, by=dewi, full_name="Ngatemi", business_name="Sekar Jati", phone=""
    )

    assert [row.full_name for row in queries.people_page(dewi, text)] == found
