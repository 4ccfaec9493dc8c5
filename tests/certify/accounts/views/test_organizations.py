"""Pages of organizations: what they show, what a form cannot change, what they cost."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from certify.accounts.models import AccountLink, Organization
from certify.accounts.roles import Role
from tests.conftest import Cast
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def send(client: Client, path: str, **fields: object):
    return client.post(path, {"_kunci": str(uuid.uuid4()), **fields})


@pytest.fixture
def keeper(client: Client, cast: Cast) -> Client:
    accounts.sign_in(client, cast.keeper)
    client.get("/akun/")
    return client


def test_page_shows_the_people_of_this_organization_only(
    keeper: Client, cast: Cast, strangers: Cast
):
    page = keeper.get(f"/organisasi/{cast.body.pk}/")

    names = [person.full_name for person in page.context["page_obj"].object_list]
    assert names == sorted(
        ["Bagas", "Budi", "Hadi", "Kepala Akun", "Rahma", "Ratna", "Sari", "Tuti", "Wulan"]
    )
    assert keeper.get(f"/organisasi/{strangers.body.pk}/").status_code == 404


def test_letter_head_form_changes_only_the_letter_head(keeper: Client, cast: Cast):
    response = send(
        keeper,
        f"/organisasi/{cast.body.pk}/kop/simpan/",
        name="LSP Batik Baru",
        short_name="LBB",
        city="Kediri",
        kind="agency",
        is_active="",
        id="999",
        logo="logo/jahat.svg",
    )

    assert response.status_code == 302
    changed = Organization.objects.get(pk=cast.body.pk)
    assert (changed.name, changed.city) == ("LSP Batik Baru", "Kediri")
    assert (changed.kind, changed.is_active, changed.logo.name) == ("body", True, "")


def test_name_of_another_organization_is_refused_at_its_field(
    keeper: Client, cast: Cast, strangers: Cast
):
    response = send(
        keeper,
        f"/organisasi/{cast.body.pk}/kop/simpan/",
        name=strangers.body.name.upper(),
        short_name="x",
        city="y",
    )

    assert response.status_code == 422
    assert Organization.objects.get(pk=cast.body.pk).name == cast.body.name


def test_logo_is_shown_to_its_administrator_only(
    keeper: Client, cast: Cast, strangers: Cast, client: Client
):
    data = io.BytesIO()
    Image.new("RGB", (160, 80), "red").save(data, format="PNG")
    path = f"/organisasi/{cast.body.pk}/logo/"

    send(keeper, f"{path}ganti/", logo=SimpleUploadedFile("logo.png", data.getvalue()))
    shown = keeper.get(path)

    assert shown["Content-Type"] == "image/png"
    with Image.open(io.BytesIO(shown.getvalue())) as logo:
        assert logo.size == (160, 80)
    other = accounts.sign_in(Client(), strangers.keeper)
    assert other.get(path).status_code == 404


def test_bad_logo_says_what_to_do(keeper: Client, cast: Cast):
    response = send(
        keeper,
        f"/organisasi/{cast.body.pk}/logo/ganti/",
        logo=SimpleUploadedFile("logo.png", b"<svg/>"),
    )

    assert response.status_code == 422
    assert "Simpan logo sebagai PNG" in str(response.context["logo_form"].errors)


def test_signatory_that_ends_before_it_starts_is_refused(keeper: Client, cast: Cast):
    response = send(
        keeper,
        f"/organisasi/{cast.body.pk}/penanda-tangan/tambah/",
        name="Nama",
        position="Ketua",
        starts_on="2026-02-01",
        ends_on="2026-01-01",
    )

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["ends_on"])


def test_new_organization_gets_its_first_person(client: Client, cast: Cast):
    accounts.sign_in(client, accounts.member("Rudi", Role.SYSTEM_ADMIN))

    response = send(
        client,
        "/organisasi/baru/buat/",
        kind="agency",
        name="Dinas Perindustrian Kediri",
        short_name="Disperin",
        city="Kediri",
        full_name="Nani Wijaya",
        roles=["agency_staff"],
    )

    link = AccountLink.objects.get()
    assert response["Location"] == f"/organisasi/{link.organization_id}/tautan/{link.pk}/"
    assert (link.full_name, link.roles) == ("Nani Wijaya", ["organization_admin", "agency_staff"])
    assert link.organization.name == "Dinas Perindustrian Kediri"


def test_first_person_of_an_agency_is_no_director_of_a_body(client: Client, cast: Cast):
    accounts.sign_in(client, accounts.member("Rudi", Role.SYSTEM_ADMIN))

    response = send(
        client,
        "/organisasi/baru/buat/",
        kind="agency",
        name="Dinas Baru",
        short_name="DB",
        city="Kediri",
        full_name="Nani",
        roles=["body_director"],
    )

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["roles"])
    assert not Organization.objects.filter(name="Dinas Baru").exists()
