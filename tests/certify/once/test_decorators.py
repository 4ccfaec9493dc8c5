"""A double submit acts once; the same key with another body is refused."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Value
from django.db.models.functions import Concat
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from certify.accounts.models import Organization
from certify.lib.errors import ConflictError, DomainError, NotNowError
from certify.once.decorators import FIELD, changes
from certify.once.models import UsedKey
from tests.racing import at_once


@changes
def rename(request, pk):
    """Count each run in the name of the organization."""
    organization = Organization.objects.get(pk=pk)
    if request.POST["word"] == "refuse":
        organization.name += " half"
        organization.save()
        raise NotNowError("Belum bisa.")
    # In the database, so that runs at the same time are all counted.
    word = Value(f" {request.POST['word']}")
    Organization.objects.filter(pk=pk).update(name=Concat("name", word))
    organization.refresh_from_db()
    if request.POST["word"] == "again":
        return HttpResponse("show the form again", status=422)
    if request.POST["word"] == "page":
        return HttpResponse(f"now {organization.name}")
    return HttpResponseRedirect(f"/done/{organization.name.split()[-1]}/")


def post(cast, key, word="once", path="/rename/", **extra):
    """Send the form as the agency's staff."""
    request = RequestFactory().post(path, {FIELD: str(key), "word": word} | extra)
    request.user = cast.dewi if cast else AnonymousUser()
    return rename(request, pk=cast.agency.pk)


def name(cast):
    """Read what the runs left behind, without the name it began with."""
    return Organization.objects.get(pk=cast.agency.pk).name.removeprefix(cast.agency.name)


def test_same_form_twice_acts_once_and_answers_the_same(cast):
    key = uuid.uuid4()

    first, second = post(cast, key), post(cast, key)

    assert (first.status_code, first.url) == (302, "/done/once/")
    assert (second.status_code, second.url) == (302, "/done/once/")
    assert name(cast) == " once"


def test_page_answer_is_given_again(cast):
    key = uuid.uuid4()

    first, second = post(cast, key, "page"), post(cast, key, "page")

    assert first.content == second.content == f"now {cast.agency.name} page".encode()
    assert second.headers["Content-Type"] == first.headers["Content-Type"]


def test_same_key_with_another_body_is_409(cast):
    key = uuid.uuid4()
    post(cast, key)

    with pytest.raises(ConflictError) as caught:
        post(cast, key, "other")

    assert caught.value.status == 409
    assert name(cast) == " once"


def test_same_key_with_another_file_is_409(cast):
    key = uuid.uuid4()
    post(cast, key, letter=SimpleUploadedFile("a.txt", b"one"))

    with pytest.raises(ConflictError):
        post(cast, key, letter=SimpleUploadedFile("a.txt", b"two"))


def test_same_key_from_another_person_or_page_is_409(cast):
    key = uuid.uuid4()
    post(cast, key)

    with pytest.raises(ConflictError):
        post(cast, key, path="/other/")
    request = RequestFactory().post("/rename/", {FIELD: str(key), "word": "once"})
    request.user = cast.sari
    with pytest.raises(ConflictError):
        rename(request, pk=cast.agency.pk)


def test_refusal_undoes_the_work_and_leaves_the_key_unused(cast):
    key = uuid.uuid4()

    with pytest.raises(NotNowError):
        post(cast, key, "refuse")

    assert name(cast) == ""
    assert not UsedKey.objects.filter(key=key).exists()


def test_form_shown_again_undoes_the_work_and_leaves_the_key_unused(cast):
    key = uuid.uuid4()

    response = post(cast, key, "again")

    assert response.status_code == 422
    assert name(cast) == ""
    assert not UsedKey.objects.filter(key=key).exists()


@pytest.mark.parametrize("key", ["", "not-a-key"])
def test_form_without_a_key_is_400(cast, key):
    with pytest.raises(DomainError) as caught:
        post(cast, key)

    assert caught.value.status == 400
    assert name(cast) == ""


def test_get_is_not_answered(cast):
    request = RequestFactory().get("/rename/")
    request.user = cast.dewi

    assert rename(request, pk=cast.agency.pk).status_code == 405


def test_twenty_twins_act_once(real_commits, committed_cast):
    key = uuid.uuid4()

    answers = at_once(*[lambda: post(committed_cast, key).url] * 20)

    assert answers == ["/done/once/"] * 20
    assert name(committed_cast) == " once"
    assert UsedKey.objects.count() == 1


def test_control_without_a_shared_key_acts_more_than_once(real_commits, committed_cast):
    answers = at_once(*[lambda: post(committed_cast, uuid.uuid4()).url] * 20)

    assert answers == ["/done/once/"] * 20
    assert UsedKey.objects.count() == 20
