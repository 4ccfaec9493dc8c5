"""BNSP's numbers: unique in any spelling, all or none, never changed under a certificate."""

import pytest
from django.utils import timezone

from certificates import operations
from certificates.models import OfficialNumber
from certificates.operations import NumberEntry, RowProblemsError
from certify.lib.errors import NotAllowedError, NotNowError
from tests.factories import certificates

pytestmark = pytest.mark.django_db


def _record(stage, *entries, by=None):
    return operations.record_numbers(entries=entries, by=by or stage.cast.sari, at=timezone.now())


def test_numbers_are_kept_as_given_and_found_by_their_key(stage):
    row = certificates.competent(stage)[0]

    changed = _record(stage, NumberEntry(row.pk, "13134 7318 3 0108289 2024", "btk.228.30800"))

    kept = OfficialNumber.objects.get()
    assert changed == 1
    assert kept.certificate_number == "13134 7318 3 0108289 2024"
    assert (kept.certificate_key, kept.registration_key) == (
        "131347318301082892024",
        "BTK22830800",
    )


def test_saving_the_same_again_changes_nothing(stage):
    row = certificates.competent(stage)[0]
    entry = certificates.numbers([row])[0]
    _record(stage, entry)

    assert _record(stage, entry) == 0


def test_the_same_number_in_another_spelling_is_refused_and_nothing_is_saved(stage):
    first, second = certificates.competent(stage, 2)

    with pytest.raises(RowProblemsError) as refusal:
        _record(
            stage,
            NumberEntry(first.pk, "13134 0001", "BTK 1"),
            NumberEntry(second.pk, "13134.0001", "BTK 2"),
        )

    assert refusal.value.problems == {
        second.pk: "Nomor sertifikat ini tertulis dua kali. Periksa lagi pada kertas BNSP."
    }
    assert not OfficialNumber.objects.exists()


def test_a_number_of_somebody_else_is_refused(stage):
    first, second = certificates.competent(stage, 2)
    _record(stage, NumberEntry(first.pk, "13134 0001", "BTK 1"))

    with pytest.raises(RowProblemsError) as refusal:
        _record(stage, NumberEntry(second.pk, "13134 0002", "btk-1"))

    assert refusal.value.problems == {
        second.pk: "Nomor registrasi ini sudah dipakai orang lain. Periksa pada kertas BNSP."
    }


@pytest.mark.parametrize("pair", [("13134 1", ""), ("", "BTK 1"), ("...", "BTK 1")])
def test_one_number_alone_is_refused(stage, pair):
    row = certificates.competent(stage)[0]

    with pytest.raises(RowProblemsError):
        _record(stage, NumberEntry(row.pk, *pair))


def test_two_people_may_exchange_their_numbers_only_one_after_the_other(stage):
    first, second = certificates.competent(stage, 2)
    one, two = certificates.numbers([first, second])
    _record(stage, one, two)

    with pytest.raises(RowProblemsError):
        _record(stage, NumberEntry(first.pk, two.certificate_number, one.registration_number))


def test_numbers_stand_once_the_certificate_is_issued(stage):
    certificate = certificates.issued(stage)[0]

    with pytest.raises(RowProblemsError) as refusal:
        _record(stage, NumberEntry(certificate.assessment_id, "13134 9", "BTK 9"))

    assert "sudah terbit" in refusal.value.problems[certificate.assessment_id]


def test_not_yet_competent_gets_no_number(stage):
    row = certificates.not_yet_competent(stage)

    with pytest.raises(NotNowError):
        _record(stage, *certificates.numbers([row]))


def test_only_the_bodys_office_records_numbers(stage, strangers):
    row = certificates.competent(stage)[0]

    for person in (stage.cast.tuti, stage.cast.dewi, strangers.sari):
        with pytest.raises(NotAllowedError):
            _record(stage, *certificates.numbers([row]), by=person)
