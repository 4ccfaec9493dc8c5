"""The pages of designs: form and picture, moves, refusals, and a fixed number of queries."""

import base64
import io
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image, PngImagePlugin

from certificates import forms, queries
from certificates.enums import DesignStatus as D
from certificates.models import TemplateVersion
from certificates.rendering import STANDARD
from certificates.rendering.design import Base, LogoPlace, Witness
from certify.jobs import running
from certify.jobs.models import Job
from tests.factories import accounts, certificates, designs

pytestmark = pytest.mark.django_db


@pytest.fixture
def sari(stage, client):
    return accounts.sign_in(client, stage.cast.sari)


def post(client, route, *args, **data):
    address = reverse(f"certificates:{route}", args=args)
    return client.post(address, data | {"_kunci": str(uuid.uuid4())})


def page(client, name, *args):
    return client.get(reverse(f"certificates:{name}", args=args)).content.decode()


def picture_in(html: str):
    data = re.search(r'src="data:image/jpeg;base64,([^"]+)"', html)[1]
    return Image.open(io.BytesIO(base64.b64decode(data)))


def values(**changes):
    return forms.design_values(STANDARD) | changes


def png(size=(120, 80), **options):
    data = io.BytesIO()
    Image.new("RGB", size, "#2F5D3A").save(data, "PNG", **options)
    return data.getvalue()


def test_a_new_design_begins_as_the_standard_one(stage, sari):
    response = post(sari, "create_design", name="Batik tulis", scheme=stage.scheme.pk)
    version = TemplateVersion.objects.get()
    assert response["Location"] == reverse("certificates:design_form", args=[version.pk])
    assert (version.chosen, version.template.scheme, version.number) == (STANDARD, stage.scheme, 1)
    again = post(sari, "create_design", name="Batik tulis")
    assert again.status_code == 422
    assert "Sudah ada rancangan dengan nama ini" in again.content.decode()


def test_the_form_shows_the_true_page_and_saves_what_was_typed(stage, sari):
    version = designs.draft(stage, STANDARD)
    assert picture_in(page(sari, "design_form", version.pk)).width == 1080
    typed = values(
        base="truntum",
        heading="#2f5d3a",
        logo_left="agency",
        logo_right="",
        statement="{lsp} menyatakan bahwa,",
        witness_name="Drs. Suwignyo",
        witness_position="Kepala Dinas",
    )
    response = post(sari, "save_design", version.pk, **typed)
    assert response["Location"] == version.get_absolute_url()
    version.refresh_from_db()
    chosen = version.chosen
    assert (chosen.base, chosen.heading, chosen.logos, chosen.wording.statement) == (
        Base.TRUNTUM,
        "#2F5D3A",
        (LogoPlace.AGENCY,),
        "{lsp} menyatakan bahwa,",
    )
    assert chosen.witness == Witness(
        opening="Mengetahui,", name="Drs. Suwignyo", position="Kepala Dinas"
    )


def test_what_is_only_tried_is_seen_and_not_saved(stage, sari):
    version = designs.draft(stage, STANDARD)
    before = picture_in(page(sari, "design_form", version.pk)).tobytes()
    tried = sari.post(
        reverse("certificates:try_design", args=[version.pk]), values(base="truntum")
    ).content.decode()
    assert picture_in(tried).tobytes() != before
    assert 'value="truntum"' in tried
    version.refresh_from_db()
    assert version.chosen == STANDARD


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"statement": "{nik} menyatakan"}, "“{nik}” bukan isian yang dikenal."),
        ({"statement": ""}, "Kalimat pembuka wajib ada. Isi dulu."),
        ({"title": "Piagam"}, "Judul harus memuat “Sertifikat Kompetensi”."),
        ({"area": "Telah ikut pada bidang:"}, "Kalimat bidang harus memuat “kompeten”."),
        ({"digital_line": "Asli"}, "Keterangan salinan harus memuat “{keterangan}”."),
        ({"heading": "#ffe600"}, "Warna #FFE600 terlalu muda di atas kertas (1,2 : 1)."),
        ({"ornament": "#0000ff"}, "Warna #0000FF terlalu menyala"),
        ({"ornament": "red;}"}, "“RED;}” bukan warna. Tulis seperti #16284A."),
        ({"logo_left": "body", "logo_right": "body"}, "masing-masing satu kali"),
        ({"logo_left": "own"}, "Unggah logo tambahan dan tulis milik siapa"),
        ({"witness_name": "Suwarni"}, "Jabatan wajib ada kalau ada penanda tangan kedua."),
        ({"title": "Sertifikat Kompetensi " * 5}, "terlalu panjang untuk tempatnya"),
        ({"base": "sunray"}, "sunray"),
    ],
)
def test_what_cannot_be_printed_is_said_and_nothing_is_saved(stage, sari, changes, sentence):
    version = designs.draft(stage, STANDARD)
    response = post(sari, "save_design", version.pk, **values(**changes))
    html = response.content.decode().replace("&lt;", "<").replace("&#x27;", "'")
    assert (response.status_code, sentence in html) == (422, True)
    version.refresh_from_db()
    assert version.chosen == STANDARD


def own_logo(data, name="logo.png", kind="image/png"):
    return values(
        logo_third="own",
        own_logo=SimpleUploadedFile(name, data, kind),
        own_logo_called="Paguyuban Batik",
    )


def test_a_logo_is_kept_only_as_we_encode_it_anew(stage, sari):
    version = designs.draft(stage, STANDARD)
    note = PngImagePlugin.PngInfo()
    note.add_text("Author", "NIK 3517999999999999")
    polyglot = png(pnginfo=note) + b"<script>alert(1)</script>PK\x03\x04"
    assert post(sari, "save_design", version.pk, **own_logo(polyglot)).status_code == 302
    version.refresh_from_db()
    kept = version.chosen.own_logo
    assert Image.open(io.BytesIO(kept)).size == (120, 80)
    assert [part in kept for part in (b"<script>", b"PK\x03\x04", b"3517", b"tEXt")] == [False] * 4

    post(sari, "save_design", version.pk, **values(logo_third="own", own_logo_called="Paguyuban"))
    version.refresh_from_db()
    assert version.chosen.own_logo == kept


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        b"<html><script>alert(1)</script></html>",
        png()[:60],
        png((13000, 13000)),
    ],
    ids=["svg", "html", "truncated", "169 megapixels"],
)
def test_what_is_no_picture_is_refused(stage, sari, data):
    version = designs.draft(stage, STANDARD)
    response = post(sari, "save_design", version.pk, **own_logo(data, "logo.jpg", "image/jpeg"))
    version.refresh_from_db()
    assert (response.status_code, version.chosen) == (422, STANDARD)


def test_a_version_is_locked_checked_and_put_to_use(stage, sari):
    version = designs.draft(stage)
    assert "tidak bisa diubah lagi oleh siapa pun" in page(sari, "design_freezing", version.pk)
    post(sari, "freeze_design", version.pk)
    assert post(sari, "save_design", version.pk, **values()).status_code == 409
    post(sari, "activate_design", version.pk)
    assert "Memeriksa rancangan" in page(sari, "design", version.pk)
    running.run(job_id=Job.objects.get().pk)
    shown = page(sari, "design", version.pk)
    version.refresh_from_db()
    assert (version.status, version.check_samples, version.check_problem) == (D.ACTIVE, 20, "")
    assert "Lulus 20 contoh sulit (semuanya dengan cetakan cepat)." in shown


def test_a_version_that_cannot_bear_a_sample_is_refused_with_its_name(stage, sari):
    """A sentence with the holder's name in it fits Siti Romlah, and not who has long names."""
    wording = dict(forms.design_values(STANDARD))["statement"]
    version = designs.draft(stage, designs.with_words(statement=wording + " {nama}" * 5))
    post(sari, "freeze_design", version.pk)
    post(sari, "activate_design", version.pk)
    running.run(job_id=Job.objects.get().pk)
    version.refresh_from_db()
    assert version.status == D.FROZEN
    assert version.check_problem.startswith("Contoh “nama tanpa spasi”: Kalimat pembuka")
    assert "Belum bisa dipakai." in page(sari, "design", version.pk)


def test_retiring_and_copying(stage, sari):
    version = designs.design_at(D.ACTIVE, stage)
    assert "tetap dicetak dengan versi ini" in page(sari, "design_retirement", version.pk)
    post(sari, "retire_design", version.pk)
    response = post(sari, "copy_design", version.pk)
    copy = TemplateVersion.objects.get(number=2)
    assert response["Location"] == reverse("certificates:design_form", args=[copy.pk])
    assert (copy.chosen, queries.active_designs(stage.body)) == (designs.RIMBI, [])


def test_the_picture_and_the_file_are_of_the_version(stage, sari):
    version = designs.draft(stage)
    both = [
        sari.get(reverse("certificates:design_picture", args=[version.pk]), {"halaman": number})
        for number in ("1", "2", "x")
    ]
    assert [response["Content-Type"] for response in both] == ["image/jpeg"] * 3
    assert both[0].content == both[2].content != both[1].content
    pdf = sari.get(reverse("certificates:design_pdf", args=[version.pk]))
    assert (pdf.content[:5], pdf["Cache-Control"]) == (b"%PDF-", "private, no-store")


def test_who_only_looks_sees_why_there_is_no_button(stage, client):
    version = designs.draft(stage)
    accounts.sign_in(client, stage.cast.wulan)
    shown = page(client, "design", version.pk)
    assert "Hanya admin LSP atau manajer sertifikasi" in shown
    assert client.get(reverse("certificates:design_form", args=[version.pk])).status_code == 403


def test_the_list_asks_the_same_for_one_and_for_many(stage, sari, django_assert_num_queries):
    designs.design_at(D.ACTIVE, stage)
    page(sari, "designs")
    with CaptureQueriesContext(connection) as once:
        page(sari, "designs")
    asked = len(once)
    for _ in range(4):
        designs.draft(stage, scheme=stage.scheme)
    with django_assert_num_queries(asked):
        shown = page(sari, "designs")
    assert shown.count("<tr>") == 6


def test_the_page_of_a_version_asks_the_same_with_many_versions(
    stage, sari, django_assert_num_queries
):
    version = designs.design_at(D.FROZEN, stage)
    page(sari, "design", version.pk)
    with CaptureQueriesContext(connection) as once:
        page(sari, "design", version.pk)
    asked = len(once)
    for _ in range(4):
        copy = post(sari, "copy_design", version.pk)
        pk = int(copy["Location"].split("/")[-3])
        post(sari, "freeze_design", pk)
    with django_assert_num_queries(asked):
        page(sari, "design", version.pk)


def test_issuing_with_many_designs_asks_for_them_once(stage, sari, django_assert_num_queries):
    certificates.numbered(stage, 2)
    designs.design_at(D.ACTIVE, stage)
    designs.design_at(D.ACTIVE, stage)
    address = reverse("certificates:issue", args=[stage.program.pk])
    sari.get(address)
    with CaptureQueriesContext(connection) as once:
        sari.get(address)
    asked = len(once)
    certificates.numbered(stage, 3)
    designs.design_at(D.ACTIVE, stage)
    with django_assert_num_queries(asked):
        sari.get(address)
