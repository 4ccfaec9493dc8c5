"""Letter head, logo and signatories."""

import datetime as dt
import io
import zlib

import pytest
from django.core.files.base import ContentFile
from PIL import ExifTags, Image

from certify.accounts import letterheads
from certify.accounts.operations import organizations
from certify.accounts.roles import Role
from certify.audit.models import AuditEvent
from certify.lib.errors import InvalidInputError, NotAllowedError
from tests.conftest import Cast
from tests.factories import accounts


def picture(kind: str = "PNG", size: tuple[int, int] = (160, 80), mode: str = "RGB") -> bytes:
    data = io.BytesIO()
    Image.new(mode, size, "red").save(data, format=kind)
    return data.getvalue()


def noise(kind: str) -> bytes:
    """Give a picture that does not pack, so that its middle is a middle of pixels."""
    data = io.BytesIO()
    Image.effect_noise((200, 200), 80).save(data, format=kind)
    return data.getvalue()


def transparent() -> bytes:
    """Give a picture in which nothing can be seen."""
    data = io.BytesIO()
    Image.new("RGBA", (160, 160)).save(data, format="PNG")
    return data.getvalue()


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("PNG", "P"), ("JPEG", "CMYK")])
def test_logo_is_encoded_anew_as_png(kind: str, mode: str):
    data = picture(kind, (1600, 400), mode)

    encoded = organizations.encode_logo(data)

    with Image.open(io.BytesIO(encoded)) as logo:
        assert (logo.format, logo.size) == ("PNG", (800, 200))


def test_a_logo_with_65536_greys_is_not_cut_to_white():
    scan = Image.new("I;16", (100, 100), 0x8080)
    data = io.BytesIO()
    scan.save(data, "PNG")

    with Image.open(io.BytesIO(organizations.encode_logo(data.getvalue()))) as logo:
        assert logo.getpixel((50, 50)) == (128, 128, 128, 255)


def test_a_photograph_of_a_logo_is_turned_upright():
    data, exif = io.BytesIO(), Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    Image.new("RGB", (200, 100), "red").save(data, format="JPEG", exif=exif)

    with Image.open(io.BytesIO(organizations.encode_logo(data.getvalue()))) as logo:
        assert logo.size == (100, 200)


def test_what_hides_behind_a_logo_is_gone():
    data = picture("JPEG") + b"<script>alert(1)</script>"

    assert b"script" not in organizations.encode_logo(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', organizations.NOT_A_LOGO),
        (b"", organizations.NOT_A_LOGO),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 40, organizations.NOT_A_LOGO),
        (picture("GIF"), organizations.NOT_A_LOGO),
        (b"Ini catatan, bukan gambar.", organizations.NOT_A_LOGO),
        (noise("PNG")[:9000], organizations.NOT_A_LOGO),
        (noise("JPEG")[:9000], organizations.NOT_A_LOGO),
        (picture("PNG", (1, 1)), organizations.SMALL_LOGO),
        (picture("PNG", (800, 20)), organizations.SMALL_LOGO),
        (transparent(), organizations.EMPTY_LOGO),
        (picture("PNG", (4100, 4000), "1"), organizations.LARGE_LOGO),
        (b"\xff\xd8" + b"0" * organizations.LOGO_BYTES, organizations.LARGE_LOGO),
    ],
    ids=[
        *("svg", "empty", "broken", "gif", "text", "half a png", "half a jpeg"),
        *("a dot", "a line", "transparent", "pixels", "bytes"),
    ],
)
def test_other_files_are_refused_with_what_to_do(data: bytes, sentence: str):
    with pytest.raises(InvalidInputError) as refusal:
        organizations.encode_logo(data)

    assert refusal.value.sentence == sentence


def test_pixels_are_counted_before_they_are_decoded():
    # 50,000 x 50,000 pixels announced in a file of a few bytes: decoding would need gigabytes.
    data = bytearray(picture("PNG", (1, 1)))
    data[16:24] = (50_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")

    with pytest.raises(InvalidInputError):
        organizations.encode_logo(bytes(data))


def test_letter_head_carries_what_was_entered(cast: Cast, now: dt.datetime):
    values = dict.fromkeys(organizations.LETTERHEAD, "") | {
        "name": "LSP Batik Jombang",
        "short_name": "LSP Batik",
        "parent_name": "Yayasan Batik",
        "address": "Jalan Canting 3",
        "city": "Jombang",
        "phone": "0321 123",
    }

    organizations.edit_letterhead(organization=cast.body, values=values, by=cast.keeper, at=now)
    organizations.replace_logo(organization=cast.body, data=picture(), by=cast.keeper, at=now)
    cast.body.refresh_from_db()
    head = letterheads.letterhead_of(cast.body)

    assert (head.lines, head.address, head.contact) == (
        ("Yayasan Batik", "LSP Batik Jombang"),
        "Jalan Canting 3, Jombang",
        "Telepon 0321 123",
    )
    assert head.logo is not None
    assert head.logo.startswith(b"\x89PNG")
    event = AuditEvent.objects.get(name="accounts.letterhead_edited")
    assert event.data["fields"] == ["name", "short_name", "parent_name", "address", "phone"]


def test_a_letter_is_written_without_a_logo_that_is_damaged_on_the_disk(cast: Cast):
    cast.body.logo.save("logo.png", ContentFile(noise("PNG")[:9000]))

    assert letterheads.letterhead_of(cast.body).logo is None


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("Jalan Canting 3", "Jalan Canting 3, Jombang"),
        ("Jalan Canting 3, JOMBANG 61400", "Jalan Canting 3, JOMBANG 61400"),
        ("Jalan Jombang 3", "Jalan Jombang 3, Jombang"),
        ("", "Jombang"),
    ],
)
def test_a_letter_head_names_its_city_once(cast: Cast, address: str, printed: str):
    cast.body.address, cast.body.city = address, "Jombang"

    assert letterheads.letterhead_of(cast.body).address == printed


@pytest.mark.parametrize("who", ["sari", "bagas", "dewi"])
def test_only_the_administrator_edits(cast: Cast, now: dt.datetime, who: str):
    with pytest.raises(NotAllowedError):
        organizations.replace_logo(
            organization=cast.body, data=picture(), by=getattr(cast, who), at=now
        )


def test_signature_is_that_of_the_day(cast: Cast, now: dt.datetime):
    first = cast.body.signatories.get()
    values = {name: getattr(first, name) for name in organizations.SIGNATORY}
    last_day = dt.date(2026, 6, 30)
    organizations.edit_signatory(
        signatory=first, values=values | {"ends_on": last_day}, by=cast.keeper, at=now
    )
    organizations.add_signatory(
        organization=cast.body,
        values=values | {"name": "Ny. Baru", "starts_on": dt.date(2026, 7, 1)},
        by=cast.keeper,
        at=now,
    )

    names = [
        block.name if (block := letterheads.signature_of(cast.body, on=day)) else None
        for day in (dt.date(2019, 12, 31), last_day, dt.date(2026, 7, 1))
    ]

    assert names == [None, first.name, "Ny. Baru"]


def test_only_the_system_administrator_creates_organizations(cast: Cast, now: dt.datetime):
    values = {"name": "Dinas Baru", "short_name": "DB", "city": "Kediri"}

    with pytest.raises(NotAllowedError):
        organizations.create(kind="agency", values=values, by=cast.keeper, at=now)
    made = organizations.create(
        kind="agency", values=values, by=accounts.member("Rudi", Role.SYSTEM_ADMIN), at=now
    )

    assert (made.name, made.kind) == ("Dinas Baru", "agency")
