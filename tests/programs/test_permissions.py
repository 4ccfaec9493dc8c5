"""Verdicts that no operation asks: before it is known for which organization."""

import pytest

from certify.lib.errors import NotAllowedError
from programs import permissions

EVERYBODY = ("dewi", "head", "sari", "tuti", "budi", "wulan", "bagas", "keeper")


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        (permissions.may_run_programs, {"dewi"}),
        (permissions.may_keep_standards, {"sari", "tuti"}),
    ],
)
def test_who_may_begin_without_naming_an_organization(asked, allowed, cast):
    verdicts = {who: asked(getattr(cast, who)) for who in EVERYBODY}

    assert {who for who, verdict in verdicts.items() if verdict} == allowed
    assert {verdict.refusal for verdict in verdicts.values()} == {None, NotAllowedError}


@pytest.mark.parametrize("who", ["dewi", "budi", "wulan", "bagas"])
def test_standards_and_schemes_belong_to_their_keepers(who, stage):
    person = getattr(stage.cast, who)

    verdicts = [
        permissions.may_create_scheme(person, stage.body),
        permissions.may_remove_standard(person, stage.scheme.standard),
    ]

    assert [verdict.refusal for verdict in verdicts] == [NotAllowedError, NotAllowedError]
