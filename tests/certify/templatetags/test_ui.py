import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory

from certify.lib.verdict import ALLOWED, not_now
from certify.templatetags import ui

WIB = dt.timezone(dt.timedelta(hours=7))
NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=WIB)


def printed(source: str, **context: object) -> str:
    request = RequestFactory().get("/orang/", {"q": "siti", "halaman": "2"})
    request.user = AnonymousUser()
    return engines["django"].from_string(source).render(context, request)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ day|long_date }}", "13 Oktober 2029"),
        ("{{ nothing|long_date }}", "–"),
        ("{{ late|long_date }}", "24 November 2026"),
        ("{{ late|clock }}", "00.30 WIB"),
        ("{{ nothing|clock }}", "–"),
        ("{{ day|date_range:next }}", "13–15 Oktober 2029"),
        ("{{ day|date_range:nothing }}", "13 Oktober 2029"),
        ("{{ nothing|date_range:nothing }}", "–"),
        ("{{ 1234567|thousands }}", "1.234.567"),
        ("{{ nothing|thousands }}", "–"),
        ("{{ '9917015705800001'|mask_nik }}", "9917••••••••0001"),
        ("{{ ''|mask_nik }}", "–"),
        ("{{ 'ABCD-EFGHJK'|groups_of_four }}", "ABCD EFGH JK"),
    ],
)
def test_words(source, words):
    facts = {
        "day": dt.date(2029, 10, 13),
        "next": dt.date(2029, 10, 15),
        "late": dt.datetime(2026, 11, 23, 17, 30, tzinfo=dt.UTC),
        "nothing": None,
    }
    assert printed(source, **facts) == words


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (dt.timedelta(hours=1), "hari ini, 11.00 WIB"),
        (dt.timedelta(hours=13), "kemarin, 23.00 WIB"),
        (dt.timedelta(days=40), "14 Oktober 2026, 12.00 WIB"),
    ],
)
def test_moment(ago, words):
    with time_machine.travel(NOON, tick=False):
        assert ui.moment(NOON - ago) == words
    assert ui.moment(None) == "–"


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "lewat 2 hari"), (0, "hari ini"), (1, "besok"), (3, "3 hari lagi")],
)
def test_days_left(days, words):
    with time_machine.travel(NOON, tick=False):
        assert ui.days_left(dt.date(2026, 11, 23) + dt.timedelta(days=days)) == words
    assert ui.days_left(None) == "–"


def test_status_has_sign_and_word():
    good = printed("{% status word 'good' %}", word="sah <1>")
    assert good.startswith('<span class="status good"><svg class="icon"')
    assert good.endswith("sah &lt;1&gt;</span>")
    assert printed("{% status 'dinilai' %}") == '<span class="status plain">dinilai</span>'
    assert 'class="status bad tag"' in printed("{% status 'dicabut' 'bad' tag=True %}")


def test_button_shows_or_explains():
    link = printed("{% verdict_button may 'Terbitkan' url='/x/' %}", may=ALLOWED)
    assert link.strip() == '<a class="btn btn-primary" href="/x/">Terbitkan</a>'
    sent = printed("{% verdict_button may 'Simpan' kind='danger' %}", may=ALLOWED)
    assert sent.strip() == '<button type="submit" class="btn btn-danger">Simpan</button>'
    twice = "{% verdict_button may 'Satu' %}{% verdict_button may 'Dua' %}"
    refused = printed(twice, may=not_now("7 orang belum dinilai."))
    assert refused.count("disabled") == 2
    assert refused.count("7 orang belum dinilai.") == 2
    assert 'id="alasan-1"' in refused
    assert 'aria-describedby="alasan-2"' in refused


class Entry(forms.Form):
    name = forms.CharField(label="Nama", error_messages={"required": "Isi nama."})
    kind = forms.ChoiceField(
        label="Jenis", choices=[("a", "A")], widget=forms.RadioSelect, required=False
    )

    def clean(self):
        self.add_error("kind", "Pilih satu.")
        self.add_error(None, "Keduanya belum cocok.")


def test_error_summary_points_at_every_field():
    form = Entry({})
    text = printed("{% error_summary form nothing %}", form=form, nothing=None)
    assert '<a href="#id_name">Nama: Isi nama.</a>' in text
    assert '<a href="#id_kind_0">Jenis: Pilih satu.</a>' in text
    assert "<li>Keduanya belum cocok.</li>" in text
    assert printed("{% error_summary form %}", form=Entry({"name": "x"})).count("<li>") == 2
    assert printed("{% error_summary form %}", form=Entry()).strip() == ""


def test_a_field_without_a_label_is_not_called_by_its_english_name():
    class Ticks(forms.Form):
        certificates = forms.CharField(error_messages={"required": "Belum ada yang dipilih."})

    text = printed("{% error_summary form %}", form=Ticks({}))
    assert "<li>Belum ada yang dipilih.</li>" in text


def test_fields_describe_themselves():
    text = printed("{% load crispy_forms_filters %}{{ form|crispy }}", form=Entry({}))
    assert 'aria-describedby="id_name_error"' in text
    assert 'id="id_name_error"' in text
    assert "(boleh kosong)" in text


def test_page_link_keeps_the_filters():
    assert printed("{% page_link 3 %}").replace("&amp;", "&") == "?q=siti&halaman=3"


@pytest.mark.parametrize(
    ("referer", "address"),
    [
        ("http://testserver/orang/", "http://testserver/orang/"),
        ("https://elsewhere.example/", "/"),
        ("", "/"),
    ],
)
def test_way_back_stays_with_us(referer, address):
    request = RequestFactory().get("/", headers={"referer": referer})
    template = engines["django"].from_string("{% back_address %}")
    assert template.render({}, request) == address


def test_timeline_joins_what_was_done_in_one_go():
    def event(summary, at, who="Dewi"):
        return SimpleNamespace(actor_name=who, summary=summary, at=at)

    events = [
        event("mendaftarkan peserta", NOON),
        event("mendaftarkan peserta", NOON - dt.timedelta(hours=1)),
        event("mendaftarkan peserta", NOON - dt.timedelta(days=1)),
        event("mendaftarkan peserta", NOON - dt.timedelta(days=1), who="Sari"),
        event("membuka program", NOON - dt.timedelta(days=1)),
    ]
    lines = ui.gathered(events)
    assert [(line["event"], line["times"]) for line in lines] == [
        (events[0], 2),
        (events[2], 1),
        (events[3], 1),
        (events[4], 1),
    ]
