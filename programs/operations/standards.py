"""Standards: a new version with every import, locked once a published scheme stands on it."""

from datetime import datetime

from django.db import transaction

from certify.accounts.models import User
from certify.audit import trail
from certify.lib.errors import NotNowError
from programs import permissions, queries
from programs.content import Catalogue, StandardText
from programs.models import CertificationBody, Criterion, Element, Standard, Unit


@transaction.atomic
def import_standard(
    *, body: CertificationBody, text: StandardText, by: User | None, at: datetime
) -> Standard:
    """Keep a standard as the next version of its code; ``by`` is None for the command line.

    Raises:
        NotAllowedError: ``by`` does not keep this body's standards.
        NotNowError: the newest version already says the same.
    """
    locked = CertificationBody.objects.select_for_update().get(pk=body.pk)
    if by is not None:
        permissions.may_import_standard(by, locked).require()
    newest = Standard.objects.filter(body=locked, code=text.code).order_by("-version").first()
    if newest is not None and queries.text_of(newest) == text:
        sentence = (
            f"Isi berkas sama dengan {newest} yang sudah ada, jadi tidak ada yang disimpan. "
            "Pakai versi itu."
        )
        raise NotNowError(sentence)
    standard = Standard.objects.create(
        body=locked,
        code=text.code,
        version=newest.version + 1 if newest else 1,
        decree=text.decree,
        title=text.title,
        source=text.source,
        is_official=text.is_official,
        imported_at=at,
    )
    _write_units(standard, text)
    trail.record(
        name="standard.imported",
        summary=f"mengimpor {standard} ({len(text.units)} unit)",
        subject=standard,
        by=by,
        at=at,
        within=locked.organization,
        data={"code": text.code, "version": standard.version, "units": len(text.units)},
    )
    return standard


@transaction.atomic
def import_catalogue(
    *, body: CertificationBody, catalogue: Catalogue, by: User | None, at: datetime
) -> list[Standard]:
    """Keep every standard of a file that is not kept already.

    Raises:
        NotAllowedError: ``by`` does not keep this body's standards.
        NotNowError: everything in the file is kept already.
    """
    made, refusal = [], None
    for text in catalogue.standards:
        try:
            made.append(import_standard(body=body, text=text, by=by, at=at))
        except NotNowError as error:
            refusal = error
    if not made and refusal is not None:
        raise refusal
    return made


def _write_units(standard: Standard, text: StandardText) -> None:
    units = Unit.objects.bulk_create(
        Unit(
            standard=standard,
            position=position,
            code=unit.code,
            title=unit.title,
            title_en=unit.title_en,
            is_official=unit.is_official,
            source=unit.source,
        )
        for position, unit in enumerate(text.units, start=1)
    )
    pairs = [
        (Element(unit=row, number=element.number, title=element.title), element)
        for row, unit in zip(units, text.units, strict=True)
        for element in unit.elements
    ]
    Element.objects.bulk_create(row for row, _ in pairs)
    Criterion.objects.bulk_create(
        Criterion(element=row, position=position, number=criterion.number, text=criterion.text)
        for row, element in pairs
        for position, criterion in enumerate(element.criteria, start=1)
    )


@transaction.atomic
def remove_standard(*, standard: Standard, by: User, at: datetime) -> None:
    """Take back an import that nothing stands on.

    Raises:
        NotAllowedError: ``by`` does not keep this body's standards.
        NotNowError: the version is locked, or a scheme uses it.
    """
    locked = Standard.objects.select_for_update().get(pk=standard.pk)
    permissions.may_remove_standard(by, locked).require()
    trail.record(
        name="standard.removed",
        summary=f"menghapus {locked}",
        subject=locked,
        by=by,
        at=at,
        within=locked.body.organization,
    )
    locked.delete()
