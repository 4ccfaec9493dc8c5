"""What stands before the first program: regions, the body's standard and schemes, assessors."""

import datetime as dt
from dataclasses import dataclass

from certificates import operations as certificates
from certify.demo.cast import Company
from programs import importing as standards
from programs import operations as programs
from programs.content import Catalogue, SchemeText
from programs.models import Assessor, CertificationBody, Scheme, Unit

ASSESSORS = ("budi", "rahma", "seno", "lastri")
TITLES = {
    "DEMO-SKM-PT": ("Pembatik Tulis", "Hand-drawn Batik Maker"),
    "DEMO-SKM-TC": ("Tukang Cap", "Batik Stamp Worker"),
    "DEMO-SKM-TL": ("Tukang Lorod", "Batik Wax Remover"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """The company with what it works with."""

    company: Company
    body: CertificationBody
    schemes: dict[str, Scheme]
    assessors: dict[str, Assessor]


def build(company: Company, at: dt.datetime) -> Stage:
    """Prepare the body: particulars, keys, invented units, three schemes, four assessors."""
    body = programs.body_for(company.body)
    programs.agency_for(company.agency)
    body = programs.update_body(
        body=body,
        licence_number="CONTOH-LSP-000",
        licence_until=at.date() + dt.timedelta(days=365 * 8),
        issues_for_bnsp=True,
        digital_line=body.digital_line,
        register_prefix="BTK",
        by=company["sari"],
        at=at,
    )
    certificates.make_credential_key(body=body, by=company["bagas"], at=at)
    certificates.make_development_seal(body=body, by=company["bagas"], at=at)
    assessors = {
        name: programs.register_assessor(
            body=body,
            user=company[name],
            facts=programs.AssessorFacts(
                met_number=f"MET.000.{number:06}.2021",
                valid_until=at.date() + dt.timedelta(days=365 * 8),
            ),
            by=company["tuti"],
            at=at,
        )
        for number, name in enumerate(ASSESSORS, start=990_001)
    }
    return Stage(company, body, _schemes(company, body, at), assessors)


def _schemes(company: Company, body: CertificationBody, at: dt.datetime) -> dict[str, Scheme]:
    catalogue = standards.read_catalogue(standards.SHIPPED_STANDARDS.read_bytes())
    standard = programs.import_standard(
        body=body, text=catalogue.standards[-1], by=company["sari"], at=at
    )
    units = {unit.code: unit for unit in Unit.objects.filter(standard=standard)}
    made = {}
    for text in _wanted(catalogue):
        name, english = TITLES[text.code]
        draft = programs.create_scheme(
            body=body,
            standard=standard,
            facts=programs.SchemeFacts(
                code=text.code,
                name=name,
                kind=text.kind,
                field="Industri Batik",
                field_en="Batik Industry",
                qualification=name,
                qualification_en=english,
                validity_months=36,
            ),
            groups=[programs.WorkGroup(name, tuple(units[code] for code in text.unit_codes))],
            by=company["sari"],
            at=at,
        )
        made[name] = programs.publish_scheme(scheme=draft, by=company["sari"], at=at)
    return made


def _wanted(catalogue: Catalogue) -> list[SchemeText]:
    return [text for text in catalogue.schemes if text.code in TITLES]
