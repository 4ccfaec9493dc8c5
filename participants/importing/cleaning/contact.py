"""Address, desa, kecamatan and phone."""

from certify.lib import phones
from certify.lib.errors import InvalidInputError
from certify.lib.phones import Phone
from certify.lib.text import tidy
from participants.importing.causes import Cause
from participants.importing.cleaning.rows import RowReader
from participants.importing.fields import Field
from participants.importing.findings import Tidied
from participants.importing.places import Finding, PlaceFault, split_address
from participants.importing.sheets import Cell, CellKind

_LONGEST_ADDRESS = 300
_LONGEST_PLACE = 80
_LONGEST_NOTE = 80

_FAULTS = {
    PlaceFault.UNKNOWN_DISTRICT: "Kecamatan ini tidak ada di Kabupaten Jombang.",
    PlaceFault.UNKNOWN_VILLAGE: "Desa ini tidak ada di kecamatan itu.",
    PlaceFault.OTHER_DISTRICT: "Desa ini ada di kecamatan lain.",
    PlaceFault.SEVERAL: "Ada beberapa desa dengan nama ini.",
}


def read_address(reader: RowReader) -> None:
    """Read the address; desa and kecamatan come from their own columns or out of it."""
    values = reader.found.values
    address = reader.tidied_text(Field.ADDRESS, longest=_LONGEST_ADDRESS)
    village = reader.tidied_text(Field.VILLAGE, longest=_LONGEST_PLACE)
    district = reader.tidied_text(Field.DISTRICT, longest=_LONGEST_PLACE)
    if address and not (village and district):
        split = split_address(address)
        if split.village or split.district:
            found = f"{split.address} | {split.village} | {split.district}"
            reader.found.note(Tidied.PLACE_READ, address, found)
            address = split.address
        village, district = village or split.village, district or split.district
    values.address = address
    values.village_name, values.district_name = village, district
    if (village or district) and reader.context.places:
        _check_place(reader, village, district)


def _check_place(reader: RowReader, village: str, district: str) -> None:
    values = reader.found.values
    finding = reader.context.places.find(village, district)
    place = finding.place
    if place is None:
        words = ", ".join(
            part for part in (village, f"Kec. {district}" if district else "") if part
        )
        issue = reader.raise_issue(
            Cause.PLACE_UNKNOWN,
            Field.VILLAGE,
            words,
            sentence=_FAULTS[finding.fault or PlaceFault.UNKNOWN_VILLAGE],
            choices=_place_choices(finding),
        )
        issue.answer = reader.context.answers.meaning_of(Cause.PLACE_UNKNOWN, words)
        if issue.answer.isdigit():
            place = reader.context.places.get(int(issue.answer))
    if place is not None:
        values.village_id = place.key
        values.village_name, values.district_name = place.village, place.district


def _place_choices(finding: Finding) -> tuple[tuple[str, str], ...]:
    return (
        *((str(place.key), str(place)) for place in finding.suggestions),
        ("keep", "Biarkan seperti tertulis"),
    )


def read_phone(reader: RowReader) -> None:
    """Read the phone number; a remark beside it is kept as a note."""
    values = reader.found.values
    cell, typed = reader.cell(Field.PHONE), reader.typed(Field.PHONE)
    text = tidy(cell.text)
    if not text and typed is None:
        return
    phone, sentence = (None, "") if typed is not None else _read(cell)
    if phone is None:
        values.phone = reader.repaired(Cause.PHONE_WRONG, Field.PHONE, text, _parse_phone, sentence)
        return
    values.phone, values.phone_note = phone.local, phone.note[:_LONGEST_NOTE]
    if phone.note:
        reader.found.note(Tidied.PHONE_NOTE, text, f"{phone.local} | {phone.note}")
    elif phone.local != text:
        reader.found.note(Tidied.PHONE_FORM, text, phone.local)


def _read(cell: Cell) -> tuple[Phone | None, str]:
    if cell.kind is CellKind.FORMULA:
        return None, ""
    try:
        return phones.parse(cell.text), ""
    except InvalidInputError as error:
        return None, error.sentence


def _parse_phone(text: str) -> str:
    return phones.parse(text).local if text.strip() else ""
