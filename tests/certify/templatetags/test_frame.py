import re

import pytest
from django.template import engines
from django.test import RequestFactory

from certify.accounts.roles import Role
from tests.factories import accounts


def test_header_without_a_person_has_no_menu():
    text = (
        engines["django"]
        .from_string("{% load frame %}{% navigation %}")
        .render({}, RequestFactory().get("/"))
    )
    assert "Canting" in text
    assert "nav-main" not in text


@pytest.mark.parametrize(
    ("name", "sections"),
    [
        ("dewi", ["Meja kerja", "Program", "Orang", "Sertifikat"]),
        ("sari", ["Meja kerja", "Program", "Asesmen", "Sertifikat"]),
        ("budi", ["Meja kerja", "Asesi saya"]),
        ("keeper", ["Meja kerja"]),
    ],
)
def test_sections_of(client, cast, name, sections):
    text = accounts.sign_in(client, getattr(cast, name)).get("/").content.decode()
    header = text[text.index("nav-main") : text.index("</nav>")]
    assert re.findall(r"<a[^>]*>([^<]*)</a>", header) == sections
    assert header.count('aria-current="page"') == 1


def test_header_names_the_roles(client, cast):
    text = accounts.sign_in(client, cast.dewi).get("/").content.decode()
    assert f"Petugas dinas, {cast.agency.short_name}" in text


def test_account_keeper_reaches_the_organization(client, cast):
    text = accounts.sign_in(client, cast.keeper).get("/").content.decode()
    assert "Lembaga dan akun" in text
    assert "Skema" not in text


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/asesmen/saya/", "Asesi saya"),
        ("/asesmen/7/", "Asesmen"),
        ("/pleno/3/", "Asesmen"),
        ("/impor/1/kolom/", "Program"),
        ("/program/2/", "Program"),
        ("/", "Meja kerja"),
        ("/cari/", ""),
    ],
)
def test_one_section_is_where_the_person_is(cast, path, label):
    accounts.grant(cast.tuti, Role.ASSESSOR, cast.body)
    request = RequestFactory().get(path)
    request.user = cast.tuti
    text = engines["django"].from_string("{% load frame %}{% navigation %}").render({}, request)
    header = text[text.index("nav-main") : text.index("</nav>")]
    assert re.findall(r'aria-current="page">([^<]*)<', header) == ([label] if label else [])
