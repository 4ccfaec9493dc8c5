"""Builders of standards, schemes, programs and assessors, made by the real operations."""

import dataclasses
import datetime as dt
import functools
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from certify.accounts.models import Organization, User
from programs import importing, operations
from programs.content import CriterionText, ElementText, StandardText, UnitText
from programs.enums import FundingSource, SchemeKind, VenueKind
from programs.models import (
    Agency,
    Assessor,
    CertificationBody,
    Program,
    Quota,
    Scheme,
    Standard,
    Unit,
    Venue,
    Wave,
)

if TYPE_CHECKING:
    from tests.conftest import Cast

EXAMPLE_UNITS = ("DEMO.BTK.001.1", "DEMO.BTK.003.1", "DEMO.BTK.008.1")
LONG_AGO = dt.datetime(2025, 1, 6, 3, 0, tzinfo=dt.UTC)
serial = itertools.count(1)


def agency(organization: Organization) -> Agency:
    """Give the agency of an organization."""
    return operations.agency_for(organization)


def body(organization: Organization) -> CertificationBody:
    """Give the certification body of an organization."""
    return operations.body_for(organization)


@functools.cache
def example_standard() -> StandardText:
    """Give the shipped invented units, with elements and criteria."""
    return importing.read_catalogue(importing.SHIPPED_STANDARDS.read_bytes()).standards[-1]


def standard(
    within: CertificationBody, *, by: User | None = None, at: dt.datetime = LONG_AGO
) -> Standard:
    """Import the invented units for a body, once."""
    text = example_standard()
    kept = Standard.objects.filter(body=within, code=text.code).first()
    return kept or operations.import_standard(body=within, text=text, by=by, at=at)


def scheme_facts(**fields: object) -> operations.SchemeFacts:
    """Give the particulars of a scheme with a code of its own."""
    values = {
        "code": f"SKM-{next(serial)}",
        "name": "Pembatik Tulis",
        "kind": SchemeKind.OCCUPATION,
        "field": "Industri Batik",
        "field_en": "Batik Industry",
        "qualification": "Pembatik Tulis",
        "qualification_en": "Hand-drawn Batik Maker",
        "validity_months": 36,
    }
    return operations.SchemeFacts(**(values | fields))


def groups(within: Standard, codes: tuple[str, ...] = EXAMPLE_UNITS) -> list[operations.WorkGroup]:
    """Give one work group of units named by code, in that order."""
    units = {unit.code: unit for unit in Unit.objects.filter(standard=within)}
    return [operations.WorkGroup("Membatik tulis", tuple(units[code] for code in codes))]


def draft_scheme(
    within: CertificationBody,
    *,
    by: User,
    codes: tuple[str, ...] = EXAMPLE_UNITS,
    at: dt.datetime = LONG_AGO,
    **fields: object,
) -> Scheme:
    """Make a scheme that is not in force yet."""
    kept = standard(within, at=at)
    return operations.create_scheme(
        body=within,
        standard=kept,
        facts=scheme_facts(**fields),
        groups=groups(kept, codes),
        by=by,
        at=at,
    )


def scheme(
    within: CertificationBody,
    *,
    by: User,
    codes: tuple[str, ...] = EXAMPLE_UNITS,
    at: dt.datetime = LONG_AGO,
    **fields: object,
) -> Scheme:
    """Make a scheme in force over invented units; ``by`` manages the body's standards."""
    draft = draft_scheme(within, by=by, codes=codes, at=at, **fields)
    return operations.publish_scheme(scheme=draft, by=by, at=at)


def program(
    within: Organization, *, by: User, at: dt.datetime = LONG_AGO, **fields: object
) -> Program:
    """Make a program in planning, without quota."""
    values = {
        "name": f"Batik Tulis {next(serial)}",
        "year": at.year,
        "funding_source": FundingSource.APBD,
    }
    facts = operations.ProgramFacts(**(values | fields))
    return operations.create_program(organization=within, facts=facts, by=by, at=at)


def quota(
    within: Program, of: Scheme, *, by: User, places: int = 40, at: dt.datetime = LONG_AGO
) -> Quota:
    """Give a program places in a scheme."""
    return operations.set_quota(program=within, scheme=of, places=places, by=by, at=at)


def venue(within: Organization, *, by: User, at: dt.datetime = LONG_AGO) -> Venue:
    """Make a place of assessment."""
    facts = operations.VenueFacts(
        name=f"Balai Desa Contoh {next(serial)}",
        kind=VenueKind.TEMPORARY,
        address="Dusun Contoh, Desa Jatipelem, Kecamatan Diwek",
    )
    return operations.add_venue(organization=within, facts=facts, by=by, at=at)


def wave(
    within: Program,
    *,
    by: User,
    starts_on: dt.date | None = None,
    days: int = 3,
    at: dt.datetime = LONG_AGO,
) -> Wave:
    """Make a wave of some days (from today when not said) in a place of its own."""
    first = starts_on or timezone.localdate()
    facts = operations.WaveFacts(
        name=f"Angkatan {next(serial)}",
        starts_on=first,
        ends_on=first + dt.timedelta(days=days - 1),
        venue=venue(within.agency.organization, by=by, at=at),
    )
    return operations.add_wave(program=within, facts=facts, by=by, at=at)


def assessor(
    within: CertificationBody, user: User, *, by: User, at: dt.datetime = LONG_AGO, **fields: object
) -> Assessor:
    """Enter an account that holds the assessor role as assessor, valid for years."""
    values = {
        "met_number": f"MET.000.{next(serial):06}.2021",
        "valid_until": dt.date(2099, 12, 31),
    }
    facts = operations.AssessorFacts(**(values | fields))
    return operations.register_assessor(body=within, user=user, facts=facts, by=by, at=at)


@dataclass(frozen=True)
class Stage:
    """Everything up to the first person: a body with a scheme, a program with quota and wave."""

    cast: "Cast"
    agency: Agency
    body: CertificationBody
    scheme: Scheme
    program: Program
    wave: Wave
    budi: Assessor
    rahma: Assessor


def stage(
    cast: "Cast", *, places: int = 40, is_open: bool = True, at: dt.datetime = LONG_AGO
) -> Stage:
    """Set the stage for a cast: scheme in force, program (open) with quota and wave, assessors.

    What a certificate prints of it is the same in every test, so that tests share a compiled form.
    """
    own_body = body(cast.body)
    own_body.licence_number = "LSP-000-ID"
    own_body.save(update_fields=["licence_number"])
    in_force = scheme(own_body, by=cast.tuti, at=at, code=f"SKM {cast.body.name}")
    made = program(cast.agency, by=cast.dewi, at=at, name=f"Batik Tulis {cast.agency.name}")
    quota(made, in_force, by=cast.dewi, places=places, at=at)
    first_wave = wave(made, by=cast.dewi, at=at)
    if is_open:
        made = operations.open_program(program=made, by=cast.dewi, at=at)
    return Stage(
        cast=cast,
        agency=agency(cast.agency),
        body=own_body,
        scheme=in_force,
        program=made,
        wave=first_wave,
        budi=assessor(own_body, cast.budi, by=cast.tuti, at=at),
        rahma=assessor(own_body, cast.rahma, by=cast.tuti, at=at),
    )


def large_standard(
    within: CertificationBody, count: int, *, by: User, at: dt.datetime = LONG_AGO
) -> Standard:
    """Import an invented standard: so many units of one element, so many criteria in the first."""
    code = f"DEMO.{next(serial)}"
    criteria = tuple(CriterionText(f"1.{n}", f"Kriteria {n}") for n in range(1, count + 1))
    units = tuple(
        UnitText(
            f"{code}.{number:03}",
            f"Unit contoh {number}",
            elements=(ElementText(1, "Elemen contoh", criteria if number == 1 else criteria[:1]),),
        )
        for number in range(1, count + 1)
    )
    text = StandardText(code=code, title="Standar contoh", units=units)
    return operations.import_standard(body=within, text=text, by=by, at=at)


def large_scheme(
    within: CertificationBody, count: int, *, by: User, at: dt.datetime = LONG_AGO
) -> Scheme:
    """Make a scheme in force over all units of a large standard."""
    kept = large_standard(within, count, by=by, at=at)
    codes = tuple(kept.units.values_list("code", flat=True))
    draft = operations.create_scheme(
        body=within,
        standard=kept,
        facts=scheme_facts(),
        groups=groups(kept, codes),
        by=by,
        at=at,
    )
    return operations.publish_scheme(scheme=draft, by=by, at=at)


def next_program(after: Stage, *, scheme: Scheme | None = None) -> Stage:
    """Give the same cast with another open program, in the same scheme unless said otherwise."""
    cast, wanted = after.cast, scheme or after.scheme
    before = Program.objects.filter(agency=after.agency).count()
    made = program(cast.agency, by=cast.dewi, name=f"Batik Tulis {before + 1} {cast.agency.name}")
    quota(made, wanted, by=cast.dewi)
    first_wave = wave(made, by=cast.dewi)
    made = operations.open_program(program=made, by=cast.dewi, at=LONG_AGO)
    return dataclasses.replace(after, scheme=wanted, program=made, wave=first_wave)
