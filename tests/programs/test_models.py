"""What the database itself refuses, by the name of the constraint; words of rows."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from programs import models
from programs.content import is_example

# SQLite names the columns of a broken unique constraint, PostgreSQL its name.
BROKEN = {
    "met_number_is_unique_in_body": (
        "programs_assessor.body_id, programs_assessor.met_number",
        lambda s: again(s.budi, user=programs_user(s), pk=None),
    ),
    "assessor_capacity_is_at_least_one": ("", lambda s: again(s.budi, daily_capacity=0)),
    "standard_version_is_unique_in_body": (
        "programs_standard.body_id, programs_standard.code, programs_standard.version",
        lambda s: again(s.scheme.standard, pk=None),
    ),
    "unit_position_is_unique_in_standard": (
        "programs_unit.standard_id, programs_unit.position",
        lambda s: again(unit(s), pk=None, code="LAIN"),
    ),
    "unit_code_is_unique_in_standard": (
        "programs_unit.standard_id, programs_unit.code",
        lambda s: again(unit(s), pk=None, position=99),
    ),
    "element_number_is_unique_in_unit": (
        "programs_element.unit_id, programs_element.number",
        lambda s: again(unit(s).elements.first(), pk=None),
    ),
    "criterion_position_is_unique_in_element": (
        "programs_criterion.element_id, programs_criterion.position",
        lambda s: again(unit(s).elements.first().criteria.first(), pk=None),
    ),
    "scheme_version_is_unique_in_body": (
        "programs_scheme.body_id, programs_scheme.code, programs_scheme.version",
        lambda s: again(s.scheme, pk=None),
    ),
    "scheme_status_is_known": ("", lambda s: again(s.scheme, status="lain")),
    "scheme_validity_is_at_least_a_month": ("", lambda s: again(s.scheme, validity_months=0)),
    "unit_stands_once_in_a_scheme": (
        "programs_schemeunit.scheme_id, programs_schemeunit.unit_id",
        lambda s: again(s.scheme.scheme_units.first(), pk=None, position=99),
    ),
    "scheme_unit_position_is_unique": (
        "programs_schemeunit.scheme_id, programs_schemeunit.position",
        lambda s: again(s.scheme.scheme_units.first(), pk=None, unit=unit(s, 1)),
    ),
    "venue_name_is_unique": (
        "programs_venue.agency_id, programs_venue.name",
        lambda s: again(s.wave.venue, pk=None),
    ),
    "program_name_is_unique_in_agency_and_year": (
        "programs_program.agency_id, programs_program.year, programs_program.name",
        lambda s: again(s.program, pk=None),
    ),
    "program_status_is_known": ("", lambda s: again(s.program, status="lain")),
    "program_year_is_plausible": ("", lambda s: again(s.program, year=1999)),
    "one_quota_per_program_and_scheme": (
        "programs_quota.program_id, programs_quota.scheme_id",
        lambda s: again(s.program.quotas.get(), pk=None),
    ),
    "quota_is_at_least_one": ("", lambda s: again(s.program.quotas.get(), places=0)),
    "wave_name_is_unique_in_program": (
        "programs_wave.program_id, programs_wave.name",
        lambda s: again(s.wave, pk=None),
    ),
    "wave_does_not_end_before_it_starts": (
        "",
        lambda s: again(s.wave, ends_on=s.wave.starts_on - dt.timedelta(days=1)),
    ),
}


def again(row, **changes):
    """Save a row, or a copy of it when ``pk`` is None, with some columns changed."""
    for name, value in changes.items():
        setattr(row, name, value)
    row._state.adding = row.pk is None
    row.save()


def unit(stage, offset: int = 0):
    return stage.scheme.standard.units.order_by("position")[offset]


def programs_user(stage):
    return stage.cast.wulan


def test_every_constraint_is_tried():
    named = {
        constraint.name
        for model in vars(models).values()
        if isinstance(model, type) and issubclass(model, models.models.Model)
        if model.__module__ == "programs.models"
        for constraint in model._meta.constraints
    }

    assert set(BROKEN) == named


@pytest.mark.parametrize("name", BROKEN)
def test_database_refuses(name, stage):
    columns, break_it = BROKEN[name]

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        break_it(stage)

    said = str(caught.value)
    assert name in said or (columns and columns in said)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("DEMO.BTK.001.1", True), ("demo.x", True), ("C.13BTK01.001.2", False), ("", False)],
)
def test_example_is_told_by_the_code(code, expected):
    assert is_example(code) is expected


def test_scheme_over_invented_units_is_an_example(stage):
    standard, first = stage.scheme.standard, unit(stage)

    assert (stage.scheme.is_example, standard.is_example, first.is_example) == (True,) * 3


def test_rows_name_themselves(stage):
    standard = stage.scheme.standard
    first = standard.units.get(position=1)
    element = first.elements.get(number=1)

    assert [
        str(stage.agency) == stage.cast.agency.name,
        str(stage.body) == stage.cast.body.name,
        str(stage.budi).startswith("Budi (MET."),
        str(standard),
        str(first),
        str(element),
        str(element.criteria.get(position=1)),
        str(stage.scheme.scheme_units.first()),
        str(stage.program.quotas.get()),
        str(stage.wave.venue) == stage.wave.venue.name,
        str(stage.wave) == stage.wave.name,
    ] == [
        True,
        True,
        True,
        "DEMO.BTK versi 1",
        "DEMO.BTK.001.1 Menyiapkan Alat dan Bahan Membatik Tulis",
        "1. Menyiapkan kain mori",
        "1.1 Jenis mori dikenali sesuai rencana produk.",
        "Pembatik Tulis: DEMO.BTK.001.1 Menyiapkan Alat dan Bahan Membatik Tulis",
        "Pembatik Tulis: 40",
        True,
        True,
    ]


def test_wave_covers_its_first_and_last_day(stage):
    wave, day = stage.wave, dt.timedelta(days=1)

    covered = [
        wave.covers(wave.starts_on - day),
        wave.covers(wave.starts_on),
        wave.covers(wave.ends_on),
        wave.covers(wave.ends_on + day),
    ]

    assert covered == [False, True, True, False]


def test_region_table_holds_jombang(db):
    village = models.Village.objects.select_related("district").get(code="35.17.08.2019")

    counts = (models.District.objects.count(), models.Village.objects.count())
    assert counts == (21, 306)
    assert (str(village), str(village.district)) == ("Jatipelem", "Diwek")
