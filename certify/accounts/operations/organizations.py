"""Organizations: their letter head, logo and signatories."""

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.crypto import get_random_string
from PIL import Image, ImageOps, UnidentifiedImageError

from certify.accounts import permissions
from certify.accounts.models import AccountLink, Organization, Signatory, User
from certify.accounts.operations import links
from certify.accounts.roles import Role
from certify.audit import trail
from certify.lib import pictures
from certify.lib.errors import InvalidInputError

LOGO_BYTES = 2 * 1024 * 1024
LOGO_PIXELS = 16_000_000
LOGO_SIDE = 800
# A logo is printed 16 mm high; with fewer pixels than this it is a smudge or a stray dot.
LEAST_LOGO_SIDE = 64
LETTERHEAD = (
    "name",
    "name_en",
    "short_name",
    "parent_name",
    "address",
    "city",
    "phone",
    "email",
    "website",
)
SIGNATORY = (
    "name",
    "position",
    "position_en",
    "rank",
    "employee_number",
    "starts_on",
    "ends_on",
)
NOT_A_LOGO = (
    "Berkas ini bukan gambar PNG atau JPEG yang bisa dibaca. Logo lama tetap dipakai. "
    "Simpan logo sebagai PNG, lalu unggah lagi."
)
LARGE_LOGO = (
    "Gambar ini terlalu besar: paling banyak 2 MB dan 16 juta titik. Logo lama tetap dipakai. "
    "Perkecil gambarnya, lalu unggah lagi."
)

SMALL_LOGO = (
    "Gambar ini terlalu kecil untuk dicetak: tiap sisi paling sedikit 64 titik. "
    "Logo lama tetap dipakai. Unggah gambar yang lebih besar."
)
EMPTY_LOGO = (
    "Gambar ini kosong: semuanya bening. Logo lama tetap dipakai. Periksa berkasnya, "
    "lalu unggah lagi."
)


@transaction.atomic
def create(*, kind: str, values: Mapping[str, Any], by: User, at: datetime) -> Organization:
    """Create an organization. Raises NotAllowedError unless ``by`` administers the system."""
    permissions.may_create_organization(by).require()
    organization = Organization.objects.create(
        kind=kind, created_at=at, **{name: values.get(name, "") for name in LETTERHEAD}
    )
    trail.record(
        name="accounts.organization_created",
        summary="membuat lembaga",
        subject=organization,
        within=organization,
        by=by,
        at=at,
        data={"kind": kind},
    )
    return organization


@transaction.atomic
def create_with_first_person(
    *,
    kind: str,
    values: Mapping[str, Any],
    full_name: str,
    roles: Iterable[Role],
    by: User,
    at: datetime,
) -> AccountLink:
    """Create an organization and invite its first administrator, who may get other roles too."""
    organization = create(kind=kind, values=values, by=by, at=at)
    wanted = [Role.ORGANIZATION_ADMIN, *roles]
    return links.invite(organization=organization, full_name=full_name, roles=wanted, by=by, at=at)


@transaction.atomic
def edit_letterhead(
    *, organization: Organization, values: Mapping[str, Any], by: User, at: datetime
) -> Organization:
    """Change what the letter head prints. Papers that were issued keep what they copied."""
    locked = Organization.objects.select_for_update().get(pk=organization.pk)
    permissions.may_edit_organization(by, locked).require()
    changed = [name for name in LETTERHEAD if getattr(locked, name) != values[name]]
    for name in changed:
        setattr(locked, name, values[name])
    locked.save(update_fields=changed)
    trail.record(
        name="accounts.letterhead_edited",
        summary="mengubah kop surat",
        subject=locked,
        within=locked,
        by=by,
        at=at,
        data={"fields": changed},
    )
    return locked


def encode_logo(data: bytes) -> bytes:
    """Give the picture as a fresh PNG: whatever else the file held is gone.

    Its size in pixels is read before anything is decoded; SVG and other kinds are refused, and
    so is what would print as nothing. A photograph of a logo is turned upright.

    Raises InvalidInputError with what to do next.
    """
    if len(data) > LOGO_BYTES:
        raise InvalidInputError(LARGE_LOGO)
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > LOGO_PIXELS:
                raise InvalidInputError(LARGE_LOGO)
            if min(picture.size) < LEAST_LOGO_SIDE:
                raise InvalidInputError(SMALL_LOGO)
            upright = ImageOps.exif_transpose(picture)
            fresh = pictures.in_eight_bits(upright).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise InvalidInputError(LARGE_LOGO) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise InvalidInputError(NOT_A_LOGO) from error
    if fresh.getchannel("A").getbbox() is None:
        raise InvalidInputError(EMPTY_LOGO)
    fresh.thumbnail((LOGO_SIDE, LOGO_SIDE))
    encoded = io.BytesIO()
    fresh.save(encoded, format="PNG", optimize=True)
    return encoded.getvalue()


@transaction.atomic
def replace_logo(
    *, organization: Organization, data: bytes, by: User, at: datetime
) -> Organization:
    """Put a new logo; the old file stays for the papers that were made with it."""
    locked = Organization.objects.select_for_update().get(pk=organization.pk)
    permissions.may_edit_organization(by, locked).require()
    encoded = encode_logo(data)
    locked.logo.save(f"{get_random_string(22)}.png", ContentFile(encoded), save=False)
    locked.save(update_fields=["logo"])
    trail.record(
        name="accounts.logo_replaced",
        summary="mengganti logo",
        subject=locked,
        within=locked,
        by=by,
        at=at,
    )
    return locked


@transaction.atomic
def remove_logo(*, organization: Organization, by: User, at: datetime) -> Organization:
    """Print letters without a logo from now on."""
    locked = Organization.objects.select_for_update().get(pk=organization.pk)
    permissions.may_edit_organization(by, locked).require()
    locked.logo = ""
    locked.save(update_fields=["logo"])
    trail.record(
        name="accounts.logo_removed",
        summary="menghapus logo dari kop",
        subject=locked,
        within=locked,
        by=by,
        at=at,
    )
    return locked


@transaction.atomic
def add_signatory(
    *, organization: Organization, values: Mapping[str, Any], by: User, at: datetime
) -> Signatory:
    """Say who signs from a day on."""
    permissions.may_edit_organization(by, organization).require()
    signatory = Signatory.objects.create(
        organization=organization, **{name: values[name] for name in SIGNATORY}
    )
    trail.record(
        name="accounts.signatory_added",
        summary="menambah penanda tangan",
        subject=organization,
        related=[signatory],
        within=organization,
        by=by,
        at=at,
    )
    return signatory


@transaction.atomic
def edit_signatory(
    *, signatory: Signatory, values: Mapping[str, Any], by: User, at: datetime
) -> Signatory:
    """Correct who signs, or until when. Papers that were issued keep what they copied."""
    locked = Signatory.objects.select_for_update(of=("self",)).get(pk=signatory.pk)
    permissions.may_edit_organization(by, locked.organization).require()
    changed = [name for name in SIGNATORY if getattr(locked, name) != values[name]]
    for name in changed:
        setattr(locked, name, values[name])
    locked.save(update_fields=changed)
    trail.record(
        name="accounts.signatory_edited",
        summary="mengubah penanda tangan",
        subject=locked.organization,
        related=[locked],
        within=locked.organization,
        by=by,
        at=at,
        data={"fields": changed},
    )
    return locked
