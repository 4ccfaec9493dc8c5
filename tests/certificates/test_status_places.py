"""Places in the status lists: taken when the number is taken, never twice, in no order."""

import pytest
from django.db import transaction

from certificates import numbering, queries
from certificates.models import Certificate, StatusList
from tests.factories import certificates

pytestmark = pytest.mark.django_db


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


def test_a_full_list_is_followed_by_the_next(stage):
    StatusList.objects.create(body=stage.body, number=1, address="https://a.id/1", size=8)

    places = numbering.take_status_places(stage.body, 5)
    places += numbering.take_status_places(stage.body, 5)

    assert [place.status_list.number for place in places] == [1] * 8 + [2] * 2
    assert sorted(place.index for place in places[:8]) == list(range(8))
    assert list(StatusList.objects.values_list("number", "taken")) == [(1, 8), (2, 2)]


def test_a_rollback_gives_the_places_back(stage):
    first = numbering.take_status_places(stage.body, 1)

    with pytest.raises(RuntimeError), transaction.atomic():
        lost = numbering.take_status_places(stage.body, 2)
        raise RuntimeError
    again = numbering.take_status_places(stage.body, 2)

    assert [place.index for place in again] == [place.index for place in lost]
    assert first[0].index not in {place.index for place in again}


def test_the_database_refuses_another_place(stage):
    certificate = certificates.issued(stage)[0]

    with pytest.raises(Exception, match="kept as they are"), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(status_index=1)


def test_without_a_key_there_is_no_credential(stage):
    certificate = certificates.issued(stage)[0]

    assert queries.Issuers().jwt_of(certificate, certificate.frozen) is None


def test_reserving_many_asks_for_places_once(stage, django_assert_num_queries):
    numbering.take_status_places(stage.body, 1)

    with django_assert_num_queries(2):
        numbering.take_status_places(stage.body, 40)
