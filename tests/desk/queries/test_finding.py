import pytest

from certify.privacy import keys
from desk import queries
from participants.enums import ApplicationStatus as A
from tests.factories import certificates, participants, programs


@pytest.fixture
def stage(cast):
    return programs.stage(cast)


def titles(found):
    return (
        [hit.title for hit in found.enrollments],
        [hit.title for hit in found.applications],
        [hit.title for hit in found.programs],
    )


def test_each_side_finds_its_own_rows(stage, strangers):
    participants.application_at(A.ACCEPTED, stage, full_name="Siti Romlah")
    cast = stage.cast
    assert titles(queries.find(cast.dewi, "rom siti")) == (["Siti Romlah"], [], [])
    assert titles(queries.find(cast.sari, "ROMLAH")) == ([], ["Siti Romlah"], [])
    for person in (strangers.dewi, strangers.sari, cast.keeper, cast.budi):
        assert queries.find(person, "siti").count == 0


def test_a_corrected_name_is_found_on_its_paper(stage):
    stage.cast.body.name_en = "Example Professional Certification Body"
    stage.cast.body.save()
    (old,) = certificates.issued(stage, full_name="Siti Romlah")
    new = certificates.replace(stage, old, full_name="Endang Wibawa")
    for person in (stage.cast.dewi, stage.cast.sari):
        found = queries.find(person, "wibawa").certificates
        assert [(hit.key, hit.about) for hit in found] == [(new.pk, "Endang Wibawa")]
        assert [hit.key for hit in queries.find(person, "romlah").certificates] == [old.pk]


def test_programs_by_name(stage, strangers):
    found = queries.find(stage.cast.sari, stage.program.name)
    assert titles(found) == ([], [], [stage.program.name])
    assert queries.find(strangers.dewi, stage.program.name).count == 0


def test_one_letter_finds_nothing(stage):
    participants.application_at(A.ACCEPTED, stage, full_name="Siti Romlah")
    assert queries.find(stage.cast.dewi, "s").count == 0


def test_identity_number_by_its_hash(stage, strangers):
    nik = participants.nik(8123)
    participants.application_at(A.ACCEPTED, stage, full_name="Ngatemi", nik=nik)
    digest = keys.index(nik)
    assert titles(queries.find_nik(stage.cast.dewi, digest)) == (["Ngatemi"], [], [])
    assert titles(queries.find_nik(stage.cast.sari, digest)) == ([], ["Ngatemi"], [])
    assert queries.find_nik(strangers.dewi, digest).count == 0
    assert queries.find_nik(stage.cast.dewi, keys.index(participants.nik(8124))).count == 0
