import datetime as dt

import pytest

from certify.accounts.roles import Role
from certify.lib.errors import InvalidInputError, NotAllowedError
from programs import operations
from programs.models import Assessor
from tests.factories import accounts, programs

UNTIL = dt.date(2027, 6, 30)


def facts(**fields):
    return operations.AssessorFacts(
        **({"met_number": "MET.000.000777.2021", "valid_until": UNTIL} | fields)
    )


def test_account_with_the_role_becomes_an_assessor(cast, now):
    body = programs.body(cast.body)

    made = operations.register_assessor(
        body=body, user=cast.budi, facts=facts(employer="SMK Batik"), by=cast.tuti, at=now
    )

    assert list(
        Assessor.objects.values_list(
            "user", "met_number", "valid_until", "employer", "daily_capacity", "is_active"
        )
    ) == [(cast.budi.pk, "MET.000.000777.2021", UNTIL, "SMK Batik", 10, True)]
    assert made.body == body


def test_account_without_the_role_is_refused(cast, now):
    with pytest.raises(InvalidInputError, match="belum berperan sebagai asesor"):
        operations.register_assessor(
            body=programs.body(cast.body), user=cast.wulan, facts=facts(), by=cast.tuti, at=now
        )


def test_assessor_is_entered_once(stage, now):
    with pytest.raises(InvalidInputError, match="sudah terdaftar"):
        operations.register_assessor(
            body=stage.body, user=stage.cast.budi, facts=facts(), by=stage.cast.tuti, at=now
        )


def test_met_number_is_taken_once(stage, now):
    taken = stage.rahma.met_number

    with pytest.raises(InvalidInputError, match="sudah dipakai asesor lain"):
        operations.edit_assessor(
            assessor=stage.budi, facts=facts(met_number=taken), by=stage.cast.tuti, at=now
        )

    stage.budi.refresh_from_db()
    assert stage.budi.met_number != taken


def test_edit_ends_the_work_of_an_assessor(stage, now):
    operations.edit_assessor(
        assessor=stage.budi, facts=facts(is_active=False), by=stage.cast.tuti, at=now
    )

    stage.budi.refresh_from_db()
    assert stage.budi.is_active is False


@pytest.mark.parametrize("who", ["dewi", "budi", "wulan", "bagas"])
def test_others_enter_nobody(who, stage, now):
    person = getattr(stage.cast, who)
    new = accounts.member("Ning", Role.ASSESSOR, stage.cast.body)

    with pytest.raises(NotAllowedError):
        operations.register_assessor(body=stage.body, user=new, facts=facts(), by=person, at=now)
    with pytest.raises(NotAllowedError):
        operations.edit_assessor(assessor=stage.budi, facts=facts(), by=person, at=now)
