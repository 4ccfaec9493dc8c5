import dataclasses

import pytest

from certify.audit.models import AuditEvent
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from programs import importing, operations
from programs.enums import SchemeStatus
from programs.models import Scheme, Standard
from tests.factories import programs

MOVES = {"publish": operations.publish_scheme, "retire": operations.retire_scheme}
TABLE = {
    ("publish", SchemeStatus.DRAFT): SchemeStatus.PUBLISHED,
    ("retire", SchemeStatus.PUBLISHED): SchemeStatus.RETIRED,
}


@pytest.fixture
def draft(cast):
    return programs.draft_scheme(programs.body(cast.body), by=cast.tuti)


def unit_codes(scheme: Scheme) -> list[tuple[int, str, str]]:
    rows = scheme.scheme_units.order_by("position")
    return list(rows.values_list("position", "work_group", "unit__code"))


def test_create_keeps_units_in_order(draft):
    assert (draft.status, draft.version, draft.validity_months) == ("draft", 1, 36)
    assert unit_codes(draft) == [
        (1, "Membatik tulis", "DEMO.BTK.001.1"),
        (2, "Membatik tulis", "DEMO.BTK.003.1"),
        (3, "Membatik tulis", "DEMO.BTK.008.1"),
    ]


def test_code_is_taken_once(cast, draft):
    with pytest.raises(InvalidInputError, match="sudah dipakai"):
        programs.draft_scheme(draft.body, by=cast.tuti, code=draft.code)


def test_unit_stands_once(cast, draft, now):
    groups = programs.groups(draft.standard, ("DEMO.BTK.001.1", "DEMO.BTK.001.1"))

    with pytest.raises(InvalidInputError, match="dua kali"):
        operations.edit_scheme(
            scheme=draft, facts=programs.scheme_facts(), groups=groups, by=cast.tuti, at=now
        )


def test_unit_of_another_standard_is_refused(cast, draft, strangers, now):
    foreign = programs.standard(programs.body(strangers.body))

    with pytest.raises(InvalidInputError, match="standar lain"):
        operations.edit_scheme(
            scheme=draft,
            facts=programs.scheme_facts(),
            groups=programs.groups(foreign),
            by=cast.tuti,
            at=now,
        )


def test_edit_replaces_facts_and_units(cast, draft, now):
    facts = programs.scheme_facts(code="SKM-X", name="Tukang Lorod", level=2)
    groups = programs.groups(draft.standard, ("DEMO.BTK.007.1",))

    operations.edit_scheme(scheme=draft, facts=facts, groups=groups, by=cast.tuti, at=now)

    draft.refresh_from_db()
    assert (draft.code, draft.name, draft.level) == ("SKM-X", "Tukang Lorod", 2)
    assert unit_codes(draft) == [(1, "Membatik tulis", "DEMO.BTK.007.1")]


@pytest.mark.parametrize("status", SchemeStatus.values)
@pytest.mark.parametrize("move", MOVES)
def test_every_move_from_every_state(move, status, cast, draft, now):
    Scheme.objects.filter(pk=draft.pk).update(status=status)
    target = TABLE.get((move, SchemeStatus(status)))

    if target is None:
        with pytest.raises(NotNowError):
            MOVES[move](scheme=draft, by=cast.tuti, at=now)
    else:
        MOVES[move](scheme=draft, by=cast.tuti, at=now)

    draft.refresh_from_db()
    assert draft.status == (target or status)


def test_publish_locks_the_standard_once(cast, draft, now):
    operations.publish_scheme(scheme=draft, by=cast.tuti, at=now)
    later = programs.draft_scheme(draft.body, by=cast.tuti)
    operations.publish_scheme(scheme=later, by=cast.tuti, at=programs.LONG_AGO)

    assert Standard.objects.get().locked_at == now
    event = AuditEvent.objects.get(name="scheme.published", data={}, at=now)
    assert ["programs.standard", draft.standard_id] in event.subjects


def test_scheme_without_units_is_not_published(cast, draft, now):
    draft.scheme_units.all().delete()

    with pytest.raises(NotNowError, match="belum punya unit"):
        operations.publish_scheme(scheme=draft, by=cast.tuti, at=now)


def test_unit_without_criteria_keeps_a_scheme_from_being_published(cast, now):
    body = programs.body(cast.body)
    official = importing.read_catalogue(importing.SHIPPED_STANDARDS.read_bytes()).standards[0]
    standard = operations.import_standard(body=body, text=official, by=cast.tuti, at=now)
    units = tuple(standard.units.order_by("position"))
    scheme = operations.create_scheme(
        body=body,
        standard=standard,
        facts=programs.scheme_facts(),
        groups=[operations.WorkGroup("", units)],
        by=cast.tuti,
        at=now,
    )

    with pytest.raises(NotNowError) as caught:
        operations.publish_scheme(scheme=scheme, by=cast.tuti, at=now)

    assert caught.value.sentence == (
        "Belum bisa dinilai karena elemen dan KUK-nya belum ada: C.13BTK01.001.2 Menggambar "
        "Sketsa Batik, C.13BTK01.002.2 Menggambar Motif Batik, Membuat reng-rengan/lengrengan "
        "dan 3 lagi. Impor standar yang lengkap, atau keluarkan unit itu."
    )


@pytest.mark.parametrize("status", [SchemeStatus.PUBLISHED, SchemeStatus.RETIRED])
def test_version_that_was_in_force_never_changes(status, cast, draft, now):
    Scheme.objects.filter(pk=draft.pk).update(status=status)

    with pytest.raises(NotNowError, match="Buat versi barunya"):
        operations.edit_scheme(
            scheme=draft, facts=programs.scheme_facts(), groups=[], by=cast.tuti, at=now
        )


def test_next_version_finds_the_units_of_a_newer_standard(cast, draft, now):
    scheme = operations.publish_scheme(scheme=draft, by=cast.tuti, at=now)
    text = programs.example_standard()
    shorter = dataclasses.replace(text, units=text.units[1:])
    newer = operations.import_standard(body=scheme.body, text=shorter, by=cast.tuti, at=now)

    renewed = operations.new_scheme_version(scheme=scheme, standard=newer, by=cast.tuti, at=now)

    assert (renewed.code, renewed.version, renewed.status) == (scheme.code, 2, "draft")
    assert unit_codes(renewed) == [
        (2, "Membatik tulis", "DEMO.BTK.003.1"),
        (3, "Membatik tulis", "DEMO.BTK.008.1"),
    ]
    assert unit_codes(scheme)[0] == (1, "Membatik tulis", "DEMO.BTK.001.1")
    with pytest.raises(NotNowError, match="sudah ada"):
        operations.new_scheme_version(scheme=scheme, by=cast.tuti, at=now)


def test_draft_has_no_next_version(cast, draft, now):
    with pytest.raises(NotNowError, match="masih rancangan"):
        operations.new_scheme_version(scheme=draft, by=cast.tuti, at=now)


@pytest.mark.parametrize("who", ["dewi", "budi", "wulan", "bagas", "keeper"])
def test_others_change_nothing(who, cast, draft, now):
    person = getattr(cast, who)

    with pytest.raises(NotAllowedError):
        operations.edit_scheme(
            scheme=draft, facts=programs.scheme_facts(), groups=[], by=person, at=now
        )
    with pytest.raises(NotAllowedError):
        operations.new_scheme_version(scheme=draft, by=person, at=now)
    for move in MOVES.values():
        with pytest.raises(NotAllowedError):
            move(scheme=draft, by=person, at=now)
