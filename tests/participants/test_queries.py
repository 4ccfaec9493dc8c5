import pytest

from participants import operations, queries
from participants.models import Application
from tests.factories import certificates, participants, programs


def test_register_is_seen_by_its_agency_only(stage, other_stage):
    ours = participants.person(stage.agency, by=stage.cast.dewi)
    theirs = participants.person(other_stage.agency, by=other_stage.cast.dewi)
    cast = stage.cast

    seen = {
        who: set(queries.people_visible_to(getattr(cast, who)))
        for who in ("dewi", "head", "sari", "tuti", "budi", "wulan", "bagas", "keeper")
    }

    assert seen == {
        "dewi": {ours},
        "head": {ours},
        **{who: set() for who in ("sari", "tuti", "budi", "wulan", "bagas", "keeper")},
    }
    assert set(queries.people_visible_to(other_stage.cast.dewi)) == {theirs}


def test_applications_are_seen_by_their_body_only(stage, other_stage):
    ours = participants.application_at("submitted", stage)
    participants.application_at("submitted", other_stage)
    cast = stage.cast

    seen = {
        who: set(queries.applications_visible_to(getattr(cast, who)))
        for who in ("dewi", "head", "sari", "tuti", "budi", "wulan", "bagas")
    }

    assert seen == {
        "dewi": set(),
        "head": set(),
        "sari": {ours},
        "tuti": {ours},
        "budi": set(),
        "wulan": {ours},
        "bagas": {ours},
    }


def test_enrollments_are_seen_by_their_agency_only(stage, other_stage):
    ours = participants.application_at("submitted", stage).enrollment
    participants.application_at("submitted", other_stage)

    assert list(queries.enrollments_visible_to(stage.cast.dewi)) == [ours]
    assert list(queries.enrollments_visible_to(stage.cast.sari)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("romlah", ["Siti Romlah"]),
        ("Jatip", ["Ngatemi", "Siti Romlah"]),
        ("sekar", ["Ngatemi"]),
        ("0812345", ["Siti Romlah"]),
        ("tidak ada", []),
        ("", ["Ngatemi", "Siti Romlah"]),
    ],
)
def test_people_are_found_by_what_the_office_knows(text, found, stage):
    dewi = stage.cast.dewi
    participants.person(stage.agency, by=dewi, full_name="Siti Romlah", phone="081234567890")
    participants.person(
        stage.agency, by=dewi, full_name="Ngatemi", business_name="Sekar Jati", phone=""
    )

    assert [row.full_name for row in queries.people_page(dewi, text)] == found


def test_facilitated_before_looks_across_years_of_the_same_agency_only(stage, other_stage, now):
    dewi = stage.cast.dewi
    row = participants.enrollment(stage.program, stage.scheme, by=dewi)
    earlier = programs.program(stage.cast.agency, by=dewi, year=2022, name="Batik 2022")
    programs.quota(earlier, stage.scheme, by=dewi)
    before = participants.enrollment(earlier, stage.scheme, by=dewi, of=row.person)
    participants.enrollment(
        other_stage.program,
        other_stage.scheme,
        by=other_stage.cast.dewi,
        nik=row.person.nik,
    )

    assert queries.facilitated_before(stage.program, [row.person_id]) == {row.person_id: [before]}
    assert queries.earlier_enrollments(row.person, besides=row) == [before]
    operations.withdraw_enrollment(enrollment=before, by=dewi, at=now)
    assert queries.facilitated_before(stage.program, [row.person_id]) == {}


def test_body_matches_across_agencies_among_its_own_applications(stage, other_stage):
    programs.quota(other_stage.program, stage.scheme, by=other_stage.cast.dewi)
    first = participants.application_at("accepted", stage)
    row = participants.enrollment(
        other_stage.program, stage.scheme, by=other_stage.cast.dewi, nik=first.nik
    )
    operations.send_applications(
        program=other_stage.program,
        enrollments=[row],
        by=other_stage.cast.dewi,
        at=first.submitted_at,
    )
    second = Application.objects.get(enrollment=row)
    elsewhere = participants.application_at("submitted", other_stage)

    assert list(queries.other_applications(second)) == [first]
    assert queries.known_before([first, second, elsewhere]) == {first.pk, second.pk}


def test_next_waiting_goes_on_and_around(stage, now):
    first, second, third = (participants.application_at("submitted", stage) for _ in range(3))
    sari = stage.cast.sari

    following = [queries.next_waiting(sari, row) for row in (first, second, third)]
    operations.accept_applications(
        body=stage.body, program=stage.program, applications=[first, second], by=sari, at=now
    )

    assert following == [second.pk, third.pk, first.pk]
    assert queries.next_waiting(sari, third) is None


def test_copy_is_outdated_once_the_register_changes(stage, now):
    row = participants.application_at("submitted", stage).enrollment
    application = Application.objects.get(enrollment=row)
    fresh = queries.copy_is_outdated(application, row)

    operations.edit_person(
        person=row.person,
        facts=participants.facts(nik=row.person.nik),
        by=stage.cast.dewi,
        at=now,
    )
    row.person.refresh_from_db()

    assert (fresh, queries.copy_is_outdated(application, row)) == (False, True)


def test_trainers_offered_are_those_of_the_agencys_bodies(stage, other_stage):
    offered = set(queries.possible_trainers(stage.agency.pk))

    assert offered == {stage.cast.budi, stage.cast.rahma, *stage.cast.panel}


def test_tabs_count_what_they_show(stage, now):
    dewi = stage.cast.dewi
    participants.application_at("returned", stage)
    participants.application_at("accepted", stage)
    participants.enrollment(stage.program, stage.scheme, by=dewi)
    left = participants.enrollment(stage.program, stage.scheme, by=dewi)
    operations.withdraw_enrollment(enrollment=left, by=dewi, at=now)

    counts = queries.enrollment_counts(stage.program)

    assert counts == {"semua": 4, "belum": 1, "lengkapi": 1, "tanpa-angkatan": 1, "mundur": 1}
    shown = {key: queries.enrollments_page(stage.program, key, "").count() for key in counts}
    assert shown == counts


def test_body_reads_trainings_and_ties_of_its_applicant(stage):
    application = participants.accepted(stage)
    person = application.enrollment.person
    training = participants.training(person, by=stage.cast.dewi, trainer=stage.cast.budi)
    tie = participants.tie(stage.rahma, person.nik, by=stage.cast.rahma)

    assert list(queries.trainings_of(application)) == [training]
    assert list(queries.ties_of(application)) == [tie]


def test_counting_tabs_takes_one_query(stage, django_assert_num_queries):
    participants.application_at("returned", stage)

    with django_assert_num_queries(1):
        counts = queries.enrollment_counts(stage.program)

    assert counts["lengkapi"] == 1


def test_other_applications_bring_their_certificates(stage, django_assert_num_queries):
    stage.cast.body.name_en = "Example Professional Certification Body"
    stage.cast.body.save(update_fields=["name_en"])
    certificate = certificates.issued(stage)[0]
    first = certificate.assessment.application
    later = programs.program(stage.cast.agency, by=stage.cast.dewi)
    programs.quota(later, stage.scheme, by=stage.cast.dewi)
    row = participants.enrollment(
        later, stage.scheme, by=stage.cast.dewi, of=first.enrollment.person
    )
    second = Application(enrollment=row, body=stage.body, nik_hash=first.nik_hash)

    with django_assert_num_queries(3):
        (found,) = queries.other_applications(second)

    assert (found, list(found.assessment.certificates.all())) == (first, [certificate])
