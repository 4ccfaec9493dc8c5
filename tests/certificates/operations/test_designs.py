"""Designs of a body: drafted, frozen for ever, checked, used, retired, copied."""

import dataclasses

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from certificates import operations, queries
from certificates.enums import DesignStatus as D
from certificates.models import TemplateVersion
from certificates.rendering import STANDARD, Design
from certificates.rendering.design import Wording
from certificates.workflow import DESIGN
from certify.audit.models import AuditEvent
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from tests.certificates.rendering import reading
from tests.factories import certificates, designs

pytestmark = pytest.mark.django_db

LEGAL = {
    ("freeze", D.DRAFT): D.FROZEN,
    ("activate", D.FROZEN): D.ACTIVE,
    ("activate", D.RETIRED): D.ACTIVE,
    ("retire", D.FROZEN): D.RETIRED,
    ("retire", D.ACTIVE): D.RETIRED,
}
OTHER = dataclasses.replace(designs.RIMBI, heading="#1B1A17")


def sample(stage):
    return queries.sample_content(stage.body, issued_on=timezone.localdate())


def act(move, version, stage):
    who = {"version": version, "by": stage.cast.tuti, "at": timezone.now()}
    if move == "freeze":
        return operations.freeze_design(sample=sample(stage), **who)
    if move == "activate":
        return operations.activate_design(samples=20, renderer="uji", **who)
    return operations.retire_design(**who)


def test_table_of_moves():
    found = {
        (move, state): DESIGN.target(move, source=state)
        for move in DESIGN.moves
        for state in D
        if DESIGN.allows(move, source=state)
    }
    assert found == LEGAL


@pytest.mark.parametrize("state", list(D))
@pytest.mark.parametrize("move", ["freeze", "activate", "retire"])
def test_operations_follow_the_table(stage, move, state):
    version = designs.design_at(state, stage)
    events = AuditEvent.objects.count()
    target = LEGAL.get((move, state))
    if target is None:
        with pytest.raises(NotNowError):
            act(move, version, stage)
        version.refresh_from_db()
        assert (version.status, AuditEvent.objects.count()) == (state, events)
        return
    act(move, version, stage)
    version.refresh_from_db()
    assert (version.status, AuditEvent.objects.count()) == (target, events + 1)


@pytest.mark.parametrize("state", [D.FROZEN, D.ACTIVE, D.RETIRED])
def test_a_frozen_version_is_not_edited(stage, state):
    version = designs.design_at(state, stage)
    with pytest.raises(NotNowError, match="sudah dikunci"):
        operations.save_design(
            version=version, design=STANDARD, by=stage.cast.sari, at=timezone.now()
        )


@pytest.mark.parametrize("state", [D.FROZEN, D.ACTIVE, D.RETIRED])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {table} SET design = '{{}}' WHERE id = {pk}",
        "UPDATE {table} SET design_sha256 = '0' WHERE id = {pk}",
        "UPDATE {table} SET frozen_at = NULL, frozen_by_id = NULL WHERE id = {pk}",
        "DELETE FROM {table} WHERE id = {pk}",
    ],
)
def test_the_database_refuses_to_change_a_frozen_version(stage, state, change):
    version = designs.design_at(state, stage)
    statement = change.format(table=TemplateVersion._meta.db_table, pk=version.pk)
    with (
        pytest.raises(DatabaseError, match="rows are kept as they are"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_same_statements_change_a_draft(stage):
    """The control: what refuses a frozen version is its freezing."""
    version = designs.draft(stage)
    TemplateVersion.objects.filter(pk=version.pk).update(design=STANDARD.to_json())
    version.refresh_from_db()
    assert version.chosen == STANDARD
    version.delete()
    assert not TemplateVersion.objects.exists()


def test_a_design_with_a_fault_is_not_frozen(stage):
    version = designs.draft(stage, Design(wording=Wording(statement="{nik} menyatakan")))
    with pytest.raises(NotNowError, match=r"“\{nik\}” bukan isian yang dikenal"):
        act("freeze", version, stage)


def test_words_too_long_for_the_body_are_not_frozen(stage):
    version = designs.draft(stage, Design(wording=Wording(statement="{lsp} " * 30)))
    with pytest.raises(NotNowError, match=r"Kalimat pembuka .* terlalu panjang"):
        act("freeze", version, stage)


def test_activating_retires_the_forerunner_of_the_same_template(stage):
    first = designs.design_at(D.ACTIVE, stage)
    other = designs.design_at(D.ACTIVE, stage)
    copy = operations.copy_design(version=first, by=stage.cast.sari, at=timezone.now())
    operations.save_design(version=copy, design=OTHER, by=stage.cast.sari, at=timezone.now())
    act("activate", act("freeze", copy, stage), stage)
    states = dict(TemplateVersion.objects.values_list("pk", "status"))
    assert states == {first.pk: D.RETIRED, copy.pk: D.ACTIVE, other.pk: D.ACTIVE}
    assert (copy.number, copy.chosen) == (2, designs.RIMBI)


def test_a_template_has_one_draft_at_a_time(stage):
    version = designs.design_at(D.FROZEN, stage)
    operations.copy_design(version=version, by=stage.cast.sari, at=timezone.now())
    with pytest.raises(NotNowError, match="Selesaikan dulu versi 2"):
        operations.copy_design(version=version, by=stage.cast.sari, at=timezone.now())


def test_a_refused_check_changes_nothing_that_prints(stage):
    first = designs.design_at(D.ACTIVE, stage)
    version = designs.design_at(D.FROZEN, stage)
    operations.ask_for_activation(version=version, by=stage.cast.sari, at=timezone.now())
    operations.refuse_activation(
        version=version,
        samples=4,
        renderer="uji",
        problem="Contoh “nama dua baris”: berbeda.",
        at=timezone.now(),
    )
    version.refresh_from_db()
    assert (version.status, version.check_attempt, version.check_samples) == (D.FROZEN, 1, 4)
    assert version.check_problem == "Contoh “nama dua baris”: berbeda."
    assert queries.active_designs(stage.body) == [first]


def test_names_are_taken_once_in_a_body_and_schemes_are_its_own(stage):
    who = {"by": stage.cast.sari, "at": timezone.now()}
    operations.create_template(body=stage.body, name="Utama", scheme=None, **who)
    with pytest.raises(InvalidInputError, match="Sudah ada rancangan dengan nama ini"):
        operations.create_template(body=stage.body, name="Utama", scheme=None, **who)
    with pytest.raises(NotAllowedError):
        operations.create_template(
            body=stage.body, name="Lain", scheme=None, by=stage.cast.dewi, at=timezone.now()
        )


def test_a_scheme_is_printed_by_its_own_design_before_one_for_all(stage):
    assert queries.chosen_for(stage.scheme, queries.active_designs(stage.body)) is None
    for_all = designs.design_at(D.ACTIVE, stage)
    assert queries.chosen_for(stage.scheme, queries.active_designs(stage.body)) == for_all
    own = designs.design_at(D.ACTIVE, stage, OTHER, scheme=stage.scheme)
    designs.design_at(D.ACTIVE, stage)
    assert queries.chosen_for(stage.scheme, queries.active_designs(stage.body)) == own


def test_a_certificate_is_printed_with_its_own_version_for_ever(stage):
    (before,) = certificates.issued(stage)
    version = designs.design_at(D.ACTIVE, stage)
    (after,) = certificates.issued(stage)
    operations.retire_design(version=version, by=stage.cast.sari, at=timezone.now())
    newest = designs.design_at(D.ACTIVE, stage, OTHER)
    (latest,) = certificates.issued(stage)

    assert [row.frozen.template_version for row in (before, after, latest)] == [
        "1",
        version.chosen.version,
        newest.chosen.version,
    ]
    printed = reading.text(operations.make_pdf(after), 0)
    assert f"{stage.body} dengan ini menyatakan bahwa," in printed
    assert "Dengan ini menyatakan bahwa," in reading.text(operations.make_pdf(before), 0)


def test_a_design_that_is_gone_is_not_replaced_by_another(stage):
    with pytest.raises(NotNowError, match="tidak ditemukan"):
        queries.design_named("rimbi@0123456789ab")


def ask_for(stage, row, version):
    return operations.ask_for_issue(
        body=stage.body,
        program=stage.program,
        assessments=[row.pk],
        issued_on=timezone.localdate(),
        by=stage.cast.sari,
        at=timezone.now(),
        today=timezone.localdate(),
        version=version,
    )


def test_a_run_prints_with_the_design_that_was_chosen_for_it(stage):
    chosen = designs.design_at(D.ACTIVE, stage, OTHER)
    designs.design_at(D.ACTIVE, stage)
    (row,) = certificates.numbered(stage)
    run = ask_for(stage, row, chosen)
    operations.carry_out(run=run, clock=timezone.now)
    made = run.certificates.get()
    assert made.frozen.template_version == chosen.chosen.version


@pytest.mark.parametrize("state", [D.FROZEN, D.RETIRED])
def test_a_design_that_is_not_in_use_is_not_issued_with(stage, state):
    version = designs.design_at(state, stage)
    (row,) = certificates.numbered(stage)
    with pytest.raises(NotNowError, match="tidak dipakai lagi"):
        ask_for(stage, row, version)
