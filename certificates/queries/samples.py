"""What a body's design looks like, on an invented person with the body's own facts."""

from datetime import date

from certificates import numbering, rules
from certificates.content import CertificateContent
from certificates.queries import contents
from certificates.rendering import samples
from certify.accounts import queries as accounts
from programs.models import CertificationBody, Program


def sample_content(body: CertificationBody, *, issued_on: date) -> CertificateContent:
    """Give the content of an invented person, with the body's own name, logo and signatory.

    What the body has not recorded yet stays as in the sample.
    """
    organization = body.organization
    signatory = accounts.signatory_on(organization, issued_on)
    program = Program.objects.filter(quotas__scheme__body=body).order_by("-pk").first()
    agency = program.agency.organization if program else None
    own = {
        "register_number": numbering.number_text(body.register_prefix, 1, issued_on),
        "body_name": organization.name,
        "body_name_en": organization.name_en,
        "body_licence_number": body.licence_number,
        "city": organization.city,
        "signatory_name": signatory.name if signatory else "",
        "signatory_position": signatory.position if signatory else "",
        "signatory_position_en": signatory.position_en if signatory else "",
        "agency_name": agency.name if agency else "",
        "program_name": program.name if program else "",
        "digital_line": contents.digital_line(body),
    }
    return samples.example(
        {name: value for name, value in own.items() if value},
        issued_on=issued_on,
        valid_until=rules.valid_until(issued_on, samples.VALIDITY_MONTHS),
        on_behalf_of_bnsp=body.issues_for_bnsp,
        logo_body=contents.logo_of(organization),
        logo_agency=contents.logo_of(agency) if agency else None,
        verify_url=contents.verify_url(contents.DRAFT_CODE).upper(),
        verify_code=contents.DRAFT_CODE,
    )
