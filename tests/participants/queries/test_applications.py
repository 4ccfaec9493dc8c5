from participants import operations, queries
from participants.models import Application
from tests.factories import certificates, participants, programs


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
