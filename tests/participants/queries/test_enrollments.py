from participants import operations, queries
from tests.factories import participants, programs


def test_enrollments_are_seen_by_their_agency_only(stage, other_stage):
    ours = participants.application_at("submitted", stage).enrollment
    participants.application_at("submitted", other_stage)

    assert list(queries.enrollments_visible_to(stage.cast.dewi)) == [ours]
    assert list(queries.enrollments_visible_to(stage.cast.sari)) == []


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


def test_counting_tabs_takes_one_query(stage, django_assert_num_queries):
    participants.application_at("returned", stage)

    with django_assert_num_queries(1):
        counts = queries.enrollment_counts(stage.program)

    assert counts["lengkapi"] == 1
