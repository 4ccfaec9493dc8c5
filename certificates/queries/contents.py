"""Choosing what a certificate will say, out of the register as it is now."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

from assessments.models import Assessment
from certificates import numbering, rules
from certificates.content import CertificateContent, UnitLine
from certificates.models import Certificate, OfficialNumber, TemplateVersion
from certificates.queries import designs
from certificates.rendering import STANDARD, Design
from certify.accounts import queries as accounts
from certify.accounts.models import Organization, Signatory
from certify.lib.errors import NotNowError
from programs import content as programs_content
from programs.models import DEFAULT_DIGITAL_LINE, CertificationBody, Scheme, SchemeUnit

PHOTO_SIZE = (354, 472)  # 3 by 4 cm at 300 dots an inch
PHOTO_PIXELS = 25_000_000
DRAFT_CODE = "0" * rules.CODE_LENGTH
WITHOUT_BNSP = "Sertifikat digital; periksa keasliannya dengan kode QR"


@dataclass
class Masters:
    """What many certificates of one run share, read once.

    ``version`` is the design that the run asks for; without one each scheme has its own.
    """

    issued_on: date
    version: TemplateVersion | None = None
    units: dict[int, tuple[UnitLine, ...]] = field(default_factory=dict)
    logos: dict[int, bytes | None] = field(default_factory=dict)
    signatories: dict[int, Signatory | None] = field(default_factory=dict)
    designs: dict[int, Design] = field(default_factory=dict)
    active: dict[int, list[TemplateVersion]] = field(default_factory=dict)

    def units_of(self, scheme: Scheme) -> tuple[UnitLine, ...]:
        """Give the printed list of units of a scheme."""
        if scheme.pk not in self.units:
            rows = SchemeUnit.objects.filter(scheme=scheme).select_related("unit")
            self.units[scheme.pk] = tuple(
                UnitLine(
                    code=row.unit.code, title=row.unit.title, title_en=row.unit.title_en or None
                )
                for row in rows.order_by("position", "pk")
            )
        return self.units[scheme.pk]

    def design_of(self, assessment: Assessment) -> Design:
        """Give the design that prints the certificate of an assessment."""
        body, scheme = assessment.body, assessment.scheme
        if scheme.pk not in self.designs:
            if body.pk not in self.active:
                self.active[body.pk] = [] if self.version else designs.active_designs(body)
            version = self.version or designs.chosen_for(scheme, self.active[body.pk])
            self.designs[scheme.pk] = version.chosen if version else STANDARD
        return self.designs[scheme.pk]

    def logo_of(self, organization: Organization) -> bytes | None:
        """Give the picture of an organization's logo, if it has one."""
        if organization.pk not in self.logos:
            self.logos[organization.pk] = logo_of(organization)
        return self.logos[organization.pk]

    def signatory_of(self, organization: Organization) -> Signatory:
        """Give who signs on the day of issue.

        Raises:
            NotNowError: nobody is recorded for that day.
        """
        if organization.pk not in self.signatories:
            self.signatories[organization.pk] = accounts.signatory_on(organization, self.issued_on)
        signatory = self.signatories[organization.pk]
        if signatory is None:
            sentence = (
                f"{organization.short_name} belum punya penanda tangan pada tanggal terbit. "
                "Catat dulu di halaman lembaga, lalu terbitkan lagi."
            )
            raise NotNowError(sentence)
        return signatory


def logo_of(organization: Organization) -> bytes | None:
    """Give the picture of an organization's logo, if it has one."""
    return _stored(organization.logo.name)


def _stored(name: str | None) -> bytes | None:
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name, "rb") as stored:
        content: bytes = stored.read()
    return content


def photo(name: str | None) -> bytes | None:
    """Read a photograph and make it the size it is printed in; one that cannot be read is left."""
    stored = _stored(name)
    if stored is None:
        return None
    try:
        with Image.open(io.BytesIO(stored), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > PHOTO_PIXELS:
                return None
            # A large JPEG is decoded at a half or a quarter: no smaller than it is printed.
            is_upright = picture.height >= picture.width
            picture.draft("RGB", PHOTO_SIZE if is_upright else PHOTO_SIZE[::-1])
            ImageOps.exif_transpose(picture, in_place=True)
            colored = picture if picture.mode == "RGB" else picture.convert("RGB")
            small = colored if colored.size == PHOTO_SIZE else ImageOps.fit(colored, PHOTO_SIZE)
            out = io.BytesIO()
            small.save(out, "JPEG", quality=85)
    except (UnidentifiedImageError, OSError):
        return None
    return out.getvalue()


def _photo_of(assessment: Assessment, photos: Mapping[str, bytes | None]) -> bytes | None:
    name = assessment.application.photo.name or ""
    return photos[name] if name in photos else photo(name)


def _is_example(assessment: Assessment, units: Iterable[UnitLine]) -> bool:
    invented = any(programs_content.is_example(unit.code) for unit in units)
    return assessment.application.is_example or invented


def draft(
    assessment: Assessment,
    *,
    masters: Masters,
    number: int = 0,
    code: str = DRAFT_CODE,
    replaces: Certificate | None = None,
    photos: Mapping[str, bytes | None] | None = None,
    with_photo: bool = True,
) -> CertificateContent:
    """Choose everything that will be printed for an assessment; without a number, a preview.

    Expects ``queries.with_masters`` rows. ``photos`` may hold the photographs made ready by name of
    their file. A list that only asks who can be printed leaves them on the disk.

    Raises:
        NotNowError: a number or the signatory is missing.
    """
    body, scheme = assessment.body, assessment.scheme
    organization, agency = body.organization, assessment.program.agency.organization
    official = official_number(assessment)
    if official is None and body.issues_for_bnsp:
        raise NotNowError("Nomor sertifikat dan nomor registrasi BNSP belum dicatat.")
    signatory = masters.signatory_of(organization)
    units = masters.units_of(scheme)
    ends_on = rules.valid_until(masters.issued_on, scheme.validity_months)
    return CertificateContent(
        register_number=numbering.number_text(body.register_prefix, number, masters.issued_on),
        certificate_number=official.certificate_number if official else None,
        registration_number=official.registration_number if official else None,
        replaces_number=str(replaces) if replaces else None,
        holder_name=assessment.application.full_name,
        photo_jpeg=_photo_of(assessment, photos or {}) if with_photo else None,
        field=scheme.field,
        field_en=scheme.field_en,
        qualification=scheme.qualification,
        qualification_en=scheme.qualification_en,
        scheme_code=scheme.code,
        scheme_name=scheme.name,
        standard_reference=scheme.standard.decree or scheme.standard.code,
        units=units,
        body_name=organization.name,
        body_name_en=organization.name_en,
        body_licence_number=body.licence_number,
        agency_name=agency.name,
        program_name=assessment.program.name,
        on_behalf_of_bnsp=body.issues_for_bnsp,
        logo_body=masters.logo_of(organization),
        logo_agency=masters.logo_of(agency),
        city=organization.city,
        issued_on=masters.issued_on,
        valid_until=replaces.valid_until if replaces else ends_on,
        validity_months=scheme.validity_months,
        signatory_name=signatory.name,
        signatory_position=signatory.position,
        signatory_position_en=signatory.position_en,
        verify_url=verify_url(code).upper(),
        verify_code=code,
        digital_line=digital_line(body),
        is_example=_is_example(assessment, units),
        template_version=masters.design_of(assessment).version,
    )


def digital_line(body: CertificationBody) -> str:
    """A body that issues without BNSP does not name it, also when nobody changed the default."""
    if not body.issues_for_bnsp and body.digital_line == DEFAULT_DIGITAL_LINE:
        return WITHOUT_BNSP
    return body.digital_line


def official_number(assessment: Assessment) -> OfficialNumber | None:
    """Give BNSP's two numbers of a result; a body that issues without BNSP has none to print."""
    if not assessment.body.issues_for_bnsp:
        return None
    return getattr(assessment, "official_number", None)


def verify_url(code: str) -> str:
    """Give the public address of a certificate."""
    return f"{settings.PUBLIC_URL}/v/{code}"


def stored_pdf(certificate: Certificate) -> bytes:
    """Read the issued file.

    Raises:
        NotNowError: the file is not made yet.
    """
    content = _stored(certificate.pdf.name)
    if content is None:
        raise NotNowError("Berkas sertifikat ini belum selesai dibuat. Coba lagi sebentar.")
    return content
