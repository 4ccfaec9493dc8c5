"""The two ends of an organization's paper, as certify.papers prints them."""

from datetime import date

from certify.accounts import queries
from certify.accounts.models import Organization
from certify.papers import Letterhead, SignatureBlock
from certify.papers.markup import is_whole_picture


def letterhead_of(organization: Organization) -> Letterhead:
    """Give the letter head as it is today, with the logo when the private storage has it whole."""
    logo = None
    name = organization.logo.name
    if name and organization.logo.storage.exists(name):
        with organization.logo.open("rb") as file:
            logo = file.read()
        if not is_whole_picture(logo):
            logo = None
    above = (organization.parent_name,) if organization.parent_name else ()
    contact = (
        f"Telepon {organization.phone}" if organization.phone else "",
        organization.email,
        organization.website,
    )
    return Letterhead(
        lines=(*above, organization.name),
        address=_address(organization),
        contact=" · ".join(part for part in contact if part),
        logo=logo,
    )


def _address(organization: Organization) -> str:
    """Give street and city; a city that the address names already is not said twice."""
    parts = [organization.address, organization.city]
    if organization.city.casefold() in organization.address.partition(",")[2].casefold():
        parts.pop()
    return ", ".join(part for part in parts if part)


def signature_of(organization: Organization, *, on: date) -> SignatureBlock | None:
    """Give who signs on that day, or None when nobody is recorded."""
    signatory = queries.signatory_on(organization, on)
    if signatory is None:
        return None
    return SignatureBlock(
        position=signatory.position,
        name=signatory.name,
        city=organization.city,
        signed_on=on,
        rank=signatory.rank,
        nip=signatory.employee_number,
    )
