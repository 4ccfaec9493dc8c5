"""Places in the status lists: taken when the number is taken, never twice, in no order."""

import threading

import pytest
from django.db import connection, transaction

from certificates import numbering, queries
from certificates.models import Certificate, StatusList
from tests.factories import certificates, programs


@pytest.mark.django_db
def test_a_reserved_certificate_has_a_place_that_does_not_tell_its_order(stage, settings):
    made = certificates.issued(stage, 3)

    (status_list,) = StatusList.objects.all()
    assert status_list.address == f"{settings.PUBLIC_URL}/lsp/{stage.body.pk}/status/1"
    assert status_list.size >= 131_072
    assert status_list.taken == 3
    assert {certificate.status_list for certificate in made} == {status_list}
    indices = [certificate.status_index for certificate in made]
    assert len(set(indices)) == 3
    assert indices != [0, 1, 2]


@pytest.mark.django_db
def test_a_full_list_is_followed_by_the_next(stage):
    StatusList.objects.create(body=stage.body, number=1, address="https://a.id/1", size=8)

    places = numbering.take_status_places(stage.body, 5)
    places += numbering.take_status_places(stage.body, 5)

    assert [place.status_list.number for place in places] == [1] * 8 + [2] * 2
    assert sorted(place.index for place in places[:8]) == list(range(8))
    assert list(StatusList.objects.values_list("number", "taken")) == [(1, 8), (2, 2)]


@pytest.mark.django_db
def test_a_rollback_gives_the_places_back(stage):
    first = numbering.take_status_places(stage.body, 1)

    with pytest.raises(RuntimeError), transaction.atomic():
        lost = numbering.take_status_places(stage.body, 2)
        raise RuntimeError
    again = numbering.take_status_places(stage.body, 2)

    assert [place.index for place in again] == [place.index for place in lost]
    assert first[0].index not in {place.index for place in again}


@pytest.mark.django_db
def test_the_database_refuses_another_place(stage):
    certificate = certificates.issued(stage)[0]

    with pytest.raises(Exception, match="kept as they are"), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(status_index=1)


@pytest.mark.django_db
def test_without_a_key_there_is_no_credential(stage):
    certificate = certificates.issued(stage)[0]

    assert queries.Issuers().jwt_of(certificate, certificate.frozen) is None


@pytest.mark.django_db
def test_reserving_many_asks_for_places_once(stage, django_assert_num_queries):
    numbering.take_status_places(stage.body, 1)

    with django_assert_num_queries(2):
        numbering.take_status_places(stage.body, 40)


def test_takers_at_the_same_time_get_places_of_their_own(committed_cast):
    """Two years have two register counters, so only the list's own lock keeps them apart."""
    body = programs.stage(committed_cast).body
    taken: list[tuple[int, int]] = []

    def take() -> None:
        for _ in range(5):
            with transaction.atomic():
                places = numbering.take_status_places(body, 7)
            taken.extend((place.status_list.number, place.index) for place in places)
        connection.close()

    takers = [threading.Thread(target=take) for _ in range(4)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()

    assert len(taken) == len(set(taken)) == 4 * 5 * 7
    assert StatusList.objects.get().taken == 4 * 5 * 7
