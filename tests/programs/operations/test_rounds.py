import datetime as dt

import pytest

from certify.audit.models import AuditEvent
from certify.lib.errors import InvalidInputError, NotAllowedError, NotNowError
from programs import operations
from programs.models import Quota, Venue, Wave
from tests.factories import participants, programs

FIRST = dt.date(2026, 10, 12)


def wave_facts(stage, **fields):
    values = {
        "name": "Angkatan II",
        "starts_on": FIRST,
        "ends_on": FIRST,
        "venue": stage.wave.venue,
    }
    return operations.WaveFacts(**(values | fields))


def set_quota(stage, places, *, scheme=None, by=None, now=None):
    return operations.set_quota(
        program=stage.program,
        scheme=scheme or stage.scheme,
        places=places,
        by=by or stage.cast.dewi,
        at=now or programs.LONG_AGO,
    )


def test_quota_is_set_and_set_again(stage):
    set_quota(stage, 12)

    assert list(Quota.objects.values_list("scheme", "places")) == [(stage.scheme.pk, 12)]
    event = AuditEvent.objects.order_by("-sequence").first()
    assert (event.name, event.data) == (
        "quota.set",
        {"scheme": stage.scheme.pk, "before": 40, "places": 12},
    )


def test_quota_does_not_fall_below_the_people_enrolled(stage):
    for _ in range(3):
        participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi)

    with pytest.raises(NotNowError, match="sudah ada 3 peserta"):
        set_quota(stage, 2)

    assert set_quota(stage, 3).places == 3


def test_draft_scheme_gets_no_quota(stage):
    draft = programs.draft_scheme(stage.body, by=stage.cast.tuti)

    with pytest.raises(NotNowError, match="belum atau tidak lagi berlaku"):
        set_quota(stage, 5, scheme=draft)


def test_quota_of_a_scheme_retired_since_may_still_change(stage, now):
    operations.retire_scheme(scheme=stage.scheme, by=stage.cast.tuti, at=now)
    stage.scheme.refresh_from_db()

    assert set_quota(stage, 41).places == 41


def test_scheme_of_any_body_may_be_chosen(stage, other_stage):
    assert set_quota(stage, 5, scheme=other_stage.scheme).scheme == other_stage.scheme


def test_quota_is_removed_while_nobody_has_it(stage, now):
    operations.remove_quota(quota=Quota.objects.get(), by=stage.cast.dewi, at=now)

    assert not Quota.objects.exists()


def test_quota_with_people_stays(stage, now):
    participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi)

    with pytest.raises(NotNowError, match="1 peserta memilihnya"):
        operations.remove_quota(quota=Quota.objects.get(), by=stage.cast.dewi, at=now)


def test_wave_is_added_edited_and_removed(stage, now):
    dewi = stage.cast.dewi

    wave = operations.add_wave(program=stage.program, facts=wave_facts(stage), by=dewi, at=now)
    operations.edit_wave(
        wave=wave, facts=wave_facts(stage, ends_on=FIRST + dt.timedelta(days=2)), by=dewi, at=now
    )

    wave.refresh_from_db()
    assert (wave.name, wave.starts_on, wave.ends_on) == (
        "Angkatan II",
        FIRST,
        dt.date(2026, 10, 14),
    )
    operations.remove_wave(wave=wave, by=dewi, at=now)
    assert list(Wave.objects.all()) == [stage.wave]


def test_wave_name_is_taken_once(stage, now):
    with pytest.raises(InvalidInputError, match="sudah ada di program ini"):
        operations.add_wave(
            program=stage.program,
            facts=wave_facts(stage, name=stage.wave.name),
            by=stage.cast.dewi,
            at=now,
        )


def test_place_of_another_agency_is_refused(stage, other_stage, now):
    with pytest.raises(InvalidInputError, match="milik dinas lain"):
        operations.add_wave(
            program=stage.program,
            facts=wave_facts(stage, venue=other_stage.wave.venue),
            by=stage.cast.dewi,
            at=now,
        )


def test_wave_with_people_stays(stage, now):
    participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi, wave=stage.wave)

    with pytest.raises(NotNowError, match="1 peserta ada di dalamnya"):
        operations.remove_wave(wave=stage.wave, by=stage.cast.dewi, at=now)


def test_closed_program_takes_no_wave_and_no_quota(stage, now):
    operations.close_program(program=stage.program, by=stage.cast.dewi, at=now)

    with pytest.raises(NotNowError):
        set_quota(stage, 12)
    with pytest.raises(NotNowError):
        operations.add_wave(
            program=stage.program, facts=wave_facts(stage), by=stage.cast.dewi, at=now
        )


@pytest.mark.parametrize("who", ["head", "sari", "tuti"])
def test_others_change_nothing(who, stage, now):
    person = getattr(stage.cast, who)

    with pytest.raises(NotAllowedError):
        set_quota(stage, 12, by=person)
    with pytest.raises(NotAllowedError):
        operations.remove_quota(quota=Quota.objects.get(), by=person, at=now)
    with pytest.raises(NotAllowedError):
        operations.add_wave(program=stage.program, facts=wave_facts(stage), by=person, at=now)
    with pytest.raises(NotAllowedError):
        operations.edit_wave(wave=stage.wave, facts=wave_facts(stage), by=person, at=now)
    with pytest.raises(NotAllowedError):
        operations.remove_wave(wave=stage.wave, by=person, at=now)
    with pytest.raises(NotAllowedError):
        programs.venue(stage.cast.agency, by=person)


def test_venue_is_added_and_corrected(stage, now):
    facts = operations.VenueFacts(name="Sanggar Sekar", kind="workplace", address="Jatipelem")
    venue = programs.venue(stage.cast.agency, by=stage.cast.dewi)

    operations.edit_venue(venue=venue, facts=facts, by=stage.cast.dewi, at=now)

    venue.refresh_from_db()
    assert (venue.name, venue.kind, venue.address) == ("Sanggar Sekar", "workplace", "Jatipelem")


def test_venue_name_is_taken_once(stage, now):
    facts = operations.VenueFacts(name=stage.wave.venue.name, kind="temporary", address="Diwek")

    with pytest.raises(InvalidInputError, match="sudah ada dalam daftar"):
        operations.add_venue(
            organization=stage.cast.agency, facts=facts, by=stage.cast.dewi, at=now
        )

    assert Venue.objects.count() == 1
