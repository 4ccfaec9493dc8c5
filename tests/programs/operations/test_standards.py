import dataclasses

import pytest

from certify.audit.models import AuditEvent
from certify.lib.errors import NotAllowedError, NotNowError
from programs import importing, operations, queries
from programs.models import Standard, Unit
from tests.factories import programs

TEXT = programs.example_standard()
CHANGED = dataclasses.replace(TEXT, title="Unit contoh, diperbaiki")


@pytest.fixture
def body(cast):
    return programs.body(cast.body)


def test_import_keeps_every_word(cast, body, now):
    kept = operations.import_standard(body=body, text=TEXT, by=cast.tuti, at=now)

    assert (kept.code, kept.version, kept.imported_at, kept.locked_at) == (
        "DEMO.BTK",
        1,
        now,
        None,
    )
    assert queries.text_of(kept) == TEXT
    event = AuditEvent.objects.order_by("-sequence").first()
    assert (event.name, event.within, event.data) == (
        "standard.imported",
        cast.body.pk,
        {"code": "DEMO.BTK", "version": 1, "units": 8},
    )


def test_same_text_again_is_refused_and_a_change_is_a_new_version(cast, body, now):
    operations.import_standard(body=body, text=TEXT, by=cast.tuti, at=now)

    with pytest.raises(NotNowError, match=r"sama dengan DEMO\.BTK versi 1"):
        operations.import_standard(body=body, text=TEXT, by=cast.tuti, at=now)
    second = operations.import_standard(body=body, text=CHANGED, by=cast.tuti, at=now)

    assert second.version == 2
    assert Standard.objects.count() == 2


def test_catalogue_brings_what_is_new(cast, body, now):
    catalogue = importing.read_catalogue(importing.SHIPPED_STANDARDS.read_bytes())
    operations.import_standard(body=body, text=TEXT, by=cast.tuti, at=now)

    made = operations.import_catalogue(body=body, catalogue=catalogue, by=cast.tuti, at=now)

    assert [str(standard) for standard in made] == [
        "SKKNI-104-2018 versi 1",
        "SKKNI-314-2013 versi 1",
        "SMK-KKBT versi 1",
    ]
    with pytest.raises(NotNowError):
        operations.import_catalogue(body=body, catalogue=catalogue, by=cast.tuti, at=now)


@pytest.mark.parametrize("who", ["dewi", "budi", "wulan", "bagas", "keeper"])
def test_others_may_not_import(who, cast, body, now):
    with pytest.raises(NotAllowedError):
        operations.import_standard(body=body, text=TEXT, by=getattr(cast, who), at=now)


def test_manager_of_another_body_may_not_import_here(body, strangers, now):
    with pytest.raises(NotAllowedError):
        operations.import_standard(body=body, text=TEXT, by=strangers.tuti, at=now)


def test_unused_import_is_taken_back(cast, body, now):
    kept = operations.import_standard(body=body, text=TEXT, by=cast.tuti, at=now)

    operations.remove_standard(standard=kept, by=cast.tuti, at=now)

    assert (Standard.objects.count(), Unit.objects.count()) == (0, 0)


def test_used_standard_stays(cast, body, now):
    programs.draft_scheme(body, by=cast.tuti)
    standard = Standard.objects.get()

    with pytest.raises(NotNowError, match="rancangan skema"):
        operations.remove_standard(standard=standard, by=cast.tuti, at=now)


def test_locked_standard_stays(stage, now):
    with pytest.raises(NotNowError, match="terkunci"):
        operations.remove_standard(
            standard=Standard.objects.get(pk=stage.scheme.standard_id), by=stage.cast.tuti, at=now
        )
