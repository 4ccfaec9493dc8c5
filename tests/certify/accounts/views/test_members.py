"""Inviting, roles and help, through the pages."""

import io
import uuid

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from pypdf import PdfReader

from certify.accounts import tokens
from certify.accounts.models import AccountLink, FactorReset, RoleGrant
from certify.accounts.roles import Role
from tests.conftest import Cast
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def send(client: Client, path: str, **fields: object):
    return client.post(path, {"_kunci": str(uuid.uuid4()), **fields})


@pytest.fixture
def keeper(client: Client, cast: Cast) -> Client:
    return accounts.sign_in(client, cast.keeper)


def test_invitation_is_shown_as_link_message_and_card(keeper: Client, cast: Cast):
    response = send(
        keeper,
        f"/organisasi/{cast.body.pk}/undang/buat/",
        full_name="  Siti   Aminah ",
        roles=["assessor", "committee_member"],
    )

    link = AccountLink.objects.get()
    address = f"http://localhost:8000/undangan/{tokens.make(link.nonce)}/"
    page = keeper.get(response["Location"])
    assert (link.full_name, page.context["address"]) == ("Siti Aminah", address)
    assert address in page.context["message"]
    card = keeper.get(f"{response['Location']}kartu/")
    text = " ".join(PdfReader(io.BytesIO(card.content)).pages[0].extract_text().split())
    assert "Siti Aminah" in text
    assert address.removeprefix("http://") in text.replace(" ", "")


def test_same_form_twice_invites_once(keeper: Client, cast: Cast):
    body = {"_kunci": str(uuid.uuid4()), "full_name": "Siti", "roles": ["assessor"]}
    path = f"/organisasi/{cast.body.pk}/undang/buat/"

    answers = [keeper.post(path, body)["Location"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert AccountLink.objects.count() == 1


def test_used_link_is_not_shown_again(keeper: Client, cast: Cast):
    link = accounts.invitation(cast.body, by=cast.keeper)
    AccountLink.objects.filter(pk=link.pk).update(used_at=timezone.now(), user=cast.budi)
    path = f"/organisasi/{cast.body.pk}/tautan/{link.pk}/"

    page = keeper.get(path).content.decode()

    assert tokens.make(link.nonce) not in page
    assert keeper.get(f"{path}kartu/").status_code == 404


def test_link_under_another_organization_is_not_found(keeper: Client, cast: Cast):
    accounts.grant(cast.keeper, Role.ORGANIZATION_ADMIN, cast.agency)
    link = accounts.invitation(cast.body, by=cast.keeper)

    assert keeper.get(f"/organisasi/{cast.agency.pk}/tautan/{link.pk}/").status_code == 404


def test_person_of_another_organization_is_not_found(keeper: Client, cast: Cast):
    path = f"/organisasi/{cast.body.pk}/orang/{cast.dewi.pk}/"

    assert keeper.get(path).status_code == 404
    assert send(keeper, f"{path}kata-sandi/").status_code == 404
    assert send(keeper, f"{path}peran/beri/", role="assessor").status_code == 404


def test_role_is_given_and_ended(keeper: Client, cast: Cast):
    path = f"/organisasi/{cast.body.pk}/orang/{cast.budi.pk}/"
    today = str(timezone.localdate())

    send(keeper, f"{path}peran/beri/", role="committee_member", starts_on=today)
    grant = RoleGrant.objects.get(user=cast.budi, role="committee_member")
    send(
        keeper,
        f"/organisasi/{cast.body.pk}/peran/{grant.pk}/akhiri/",
        **{f"peran-{grant.pk}-ends_on": today},
    )

    grant.refresh_from_db()
    assert (grant.granted_by, grant.ended_at is not None) == (cast.keeper, True)


def test_role_held_already_is_refused_at_its_field(keeper: Client, cast: Cast):
    response = send(
        keeper,
        f"/organisasi/{cast.body.pk}/orang/{cast.budi.pk}/peran/beri/",
        role="assessor",
        starts_on=str(timezone.localdate()),
    )

    assert (response.status_code, list(response.context["grant_form"].errors)) == (422, ["role"])


def test_extra_fields_give_no_other_role(keeper: Client, cast: Cast, strangers: Cast):
    send(
        keeper,
        f"/organisasi/{cast.body.pk}/orang/{cast.budi.pk}/peran/beri/",
        role="committee_member",
        starts_on=str(timezone.localdate()),
        organization=str(strangers.body.pk),
        user=str(cast.keeper.pk),
        granted_by=str(cast.budi.pk),
        ended_at="2020-01-01",
    )

    grant = RoleGrant.objects.get(role="committee_member", user=cast.budi)
    assert (grant.organization, grant.granted_by, grant.ended_at) == (
        cast.body,
        cast.keeper,
        None,
    )


def test_system_role_is_not_on_offer(keeper: Client, cast: Cast):
    response = send(
        keeper,
        f"/organisasi/{cast.body.pk}/orang/{cast.budi.pk}/peran/beri/",
        role="system_admin",
        starts_on=str(timezone.localdate()),
    )

    assert response.status_code == 422
    assert not RoleGrant.objects.filter(role="system_admin").exists()


def test_reason_beside_the_button_is_the_one_of_the_refusal(keeper: Client, cast: Cast):
    path = f"/organisasi/{cast.body.pk}/orang/{cast.keeper.pk}/"
    grant = cast.keeper.grants.get()

    page = keeper.get(path).content.decode()
    refusal = send(
        keeper,
        f"/organisasi/{cast.body.pk}/peran/{grant.pk}/akhiri/",
        **{f"peran-{grant.pk}-ends_on": str(timezone.localdate())},
    )

    sentence = "Ini Pengelola akun terakhir di lembaga ini."
    assert (refusal.status_code, sentence in refusal.content.decode()) == (409, True)
    assert sentence in page


def test_lost_phone_takes_two_people(keeper: Client, cast: Cast):
    other = accounts.member("Nurul", Role.ORGANIZATION_ADMIN, cast.body)
    path = f"/organisasi/{cast.body.pk}/orang/{cast.sari.pk}/"
    send(keeper, f"{path}kode-ponsel/minta/", reason="Ponsel hilang")
    reset = FactorReset.objects.get()
    confirm = f"/organisasi/{cast.body.pk}/kode-ponsel/{reset.pk}/setuju/"

    own = send(keeper, confirm)
    second = send(accounts.sign_in(Client(), other), confirm)

    assert (own.status_code, second.status_code) == (403, 302)
    reset.refresh_from_db()
    assert (reset.requested_by, reset.confirmed_by) == (cast.keeper, other)


@override_settings(PUBLIC_URL="https://canting.example")
def test_link_begins_with_the_public_address(keeper: Client, cast: Cast):
    link = accounts.invitation(cast.body, by=cast.keeper)

    page = keeper.get(
        f"/organisasi/{cast.body.pk}/tautan/{link.pk}/", headers={"Host": "127.0.0.1:1"}
    )

    assert page.context["address"].startswith("https://canting.example/undangan/")


def test_an_account_is_switched_off_with_a_reason_and_on_again(keeper: Client, cast: Cast):
    path = f"/organisasi/{cast.body.pk}/orang/{cast.budi.pk}/"
    phone = accounts.sign_in(Client(), cast.budi)
    assert phone.get("/akun/").status_code == 200

    silent = send(keeper, f"{path}nonaktifkan/", **{"nonaktif-reason": " "})
    assert (silent.status_code, phone.get("/akun/").status_code) == (422, 200)
    send(keeper, f"{path}nonaktifkan/", **{"nonaktif-reason": "Pindah tugas"})

    page = keeper.get(path).content.decode()
    assert "Akun ini nonaktif." in page
    assert "Aktifkan lagi" in page
    assert "menonaktifkan akun" in page
    assert "nonaktif" in keeper.get(f"/organisasi/{cast.body.pk}/").content.decode()
    assert phone.get("/akun/").headers["Location"].startswith("/masuk/")
    send(keeper, f"{path}aktifkan/")
    assert "Nonaktifkan akun" in keeper.get(path).content.decode()


def test_the_page_says_why_the_last_administrator_stays(client: Client, cast: Cast):
    accounts.sign_in(client, accounts.member("Rudi", Role.SYSTEM_ADMIN))

    page = client.get(f"/organisasi/{cast.body.pk}/orang/{cast.keeper.pk}/").content.decode()

    assert "Ini Pengelola akun terakhir di lembaga ini." in page
