"""A certificate as Open Badges 3.0 OpenBadgeCredential in the W3C Verifiable Credentials 2.0 model.

It says what the paper says about the holder's name, the scheme, its units, the numbers and the
dates. The national identity number has no place in it, neither plain nor as a hash: a hash of
sixteen digits is read back in minutes.
"""

import datetime as dt
import uuid
from typing import Any

from certificates.content import CertificateContent
from certificates.credentials.status import VC_CONTEXT, Form, StatusPlace, entries

OB_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXTS = [VC_CONTEXT, OB_CONTEXT]
# The calendar of the certificate is that of Western Indonesian Time, like the whole of Canting.
WIB = dt.timezone(dt.timedelta(hours=7))
COMPETENT = "Kompeten"
NOT_YET_COMPETENT = "Belum kompeten"
EXAMPLE = "CONTOH – "


def credential_id(content: CertificateContent) -> str:
    """Give the address the QR leads to: where a reader sees the same certificate.

    The QR has it in capitals; scheme and host mean the same in small letters.
    """
    head, code = content.verify_url.rsplit("/", 1)
    return f"{head.lower()}/{code}"


def open_badge(
    content: CertificateContent, *, did: str, place: StatusPlace, form: Form
) -> dict[str, Any]:
    """Give the credential of a certificate, unsigned: equal arguments give equal credentials."""
    mark = EXAMPLE if content.is_example else ""
    return {
        "@context": CONTEXTS,
        "id": credential_id(content),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{mark}Sertifikat Kompetensi {content.qualification}",
        "issuer": _issuer(content, did),
        "validFrom": _first_moment(content.issued_on),
        "validUntil": _last_moment(content.valid_until),
        "credentialSubject": _subject(content, did, mark),
        "credentialStatus": entries(place, form),
    }


def _first_moment(day: dt.date) -> str:
    return dt.datetime.combine(day, dt.time(), WIB).isoformat()


def _last_moment(day: dt.date) -> str:
    return dt.datetime.combine(day, dt.time(23, 59, 59), WIB).isoformat()


def _issuer(content: CertificateContent, did: str) -> dict[str, Any]:
    profile: dict[str, Any] = {"id": did, "type": ["Profile"], "name": content.body_name}
    if content.body_licence_number:
        profile["otherIdentifier"] = [
            {
                "type": "IdentifierEntry",
                "identifier": content.body_licence_number,
                "identifierType": "ext:LicenceNumber",
            }
        ]
    return profile


def _subject(content: CertificateContent, did: str, mark: str) -> dict[str, Any]:
    units = [(_name(did, content.scheme_code, unit.code), unit) for unit in content.units]
    return {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": content.holder_name,
                "identityType": "ext:name",
            }
        ],
        "licenseNumber": content.printed_number,
        "achievement": {
            "id": _name(did, content.scheme_code),
            "type": ["Achievement"],
            "achievementType": "Certification",
            "inLanguage": "id",
            "humanCode": content.scheme_code,
            "name": f"{mark}{content.qualification}",
            "description": f"{content.scheme_name} ({content.qualification_en})",
            "fieldOfStudy": content.field,
            "criteria": {
                "narrative": "Kompeten pada setiap unit kompetensi skema ini menurut "
                f"{content.standard_reference}, diputuskan oleh {content.body_name}."
            },
            "resultDescription": [
                {
                    "id": key,
                    "type": ["ResultDescription"],
                    "name": f"{unit.code} {unit.title}",
                    "resultType": "Result",
                    "allowedValue": [COMPETENT, NOT_YET_COMPETENT],
                    "requiredValue": COMPETENT,
                }
                for key, unit in units
            ],
        },
        "result": [
            {"type": ["Result"], "resultDescription": key, "value": COMPETENT} for key, _ in units
        ],
    }


def _name(*parts: str) -> str:
    """Name a scheme or a unit of an issuer: the same name in each of its credentials."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(parts)).urn
