"""The pages of the wizard through the test client: the usual road, the refusals, the queries."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certify.audit.models import AuditEvent
from certify.jobs.models import Job
from participants import operations
from participants.enums import ImportStatus
from participants.models import Enrollment, ImportDraft, Person
from tests.factories import accounts, imports
from tests.factories.programs import Stage


@pytest.fixture
def dewi(client: Client, stage: Stage) -> Client:
    return accounts.sign_in(client, stage.cast.dewi)


def url(name: str, pk: int) -> str:
    return reverse(f"participants:{name}", args=[pk])


def post(client: Client, name: str, pk: int, **fields: object):
    return client.post(url(name, pk), {"_kunci": str(uuid.uuid4()), **fields})


def text(response) -> str:
    """What a reader sees, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def draft_of(stage: Stage, *lines: str) -> ImportDraft:
    content = imports.csv(*lines)
    return imports.draft(stage.program, by=stage.cast.dewi, content=content, at=timezone.now())


def test_a_clean_list_goes_through_in_four_pages(dewi: Client, stage: Stage) -> None:
    upload = SimpleUploadedFile("daftar.csv", imports.csv(imports.line(1), imports.line(2)))

    columns = post(dewi, "start_import", stage.program.pk, berkas=upload)
    draft = ImportDraft.objects.get()
    repairs = post(dewi, "keep_columns", draft.pk)
    review = post(dewi, "keep_repairs", draft.pk)
    saved = post(dewi, "commit_import", draft.pk)

    assert [answer.headers["Location"] for answer in (columns, repairs, review, saved)] == [
        url("import_columns", draft.pk),
        url("import_repairs", draft.pk),
        url("import_review", draft.pk),
        url("import", draft.pk),
    ]
    assert "2 orang ditambahkan" in text(dewi.get(saved.headers["Location"]))
    assert Enrollment.objects.count() == 2


def test_an_unreadable_file_is_422_with_the_way_out_and_keeps_nothing(
    dewi: Client, stage: Stage
) -> None:
    upload = SimpleUploadedFile("daftar.xlsx", b"%PDF-1.7")

    answer = post(dewi, "start_import", stage.program.pk, berkas=upload)

    assert answer.status_code == 422
    assert "Ini berkas PDF, bukan tabel Excel. Belum ada yang disimpan." in text(answer)
    assert "Di LibreOffice: buka berkasnya" in text(answer)
    assert ImportDraft.objects.count() == 0


def test_a_pasted_block_that_is_no_table_is_shown_again(dewi: Client, stage: Stage) -> None:
    answer = post(dewi, "start_import", stage.program.pk, tempelan="halo semua")

    assert answer.status_code == 422
    assert "halo semua</textarea>" in answer.content.decode()


def test_a_large_file_goes_to_a_job(dewi: Client, stage: Stage) -> None:
    lines = [imports.line(number) for number in range(1, 3000)]
    upload = SimpleUploadedFile("daftar.csv", imports.csv(*lines))

    answer = post(dewi, "start_import", stage.program.pk, berkas=upload)

    draft = ImportDraft.objects.get()
    assert draft.status == ImportStatus.READING
    assert answer.headers["Location"] == url("import", draft.pk)
    page = dewi.get(answer.headers["Location"])
    assert "Membaca daftar.csv Menunggu giliran" in text(page)
    early = dewi.get(url("rejected_rows", draft.pk))
    assert early.headers["Location"] == url("import", draft.pk)
    assert Job.objects.get().get_absolute_url() in page.content.decode()


def test_unsure_columns_are_asked_and_name_and_nik_are_needed(dewi: Client, stage: Stage) -> None:
    content = b"Siapa;Kartu\r\nSiti Romlah;9935174101800001\r\nBudi;9935170202810002\r\n"
    draft = imports.draft(stage.program, by=stage.cast.dewi, content=content, at=timezone.now())

    page = text(dewi.get(url("import_columns", draft.pk)))
    refused = post(dewi, "keep_columns", draft.pk, **{"kolom-0": "ignored", "kolom-1": "nik"})
    taken = post(dewi, "keep_columns", draft.pk, **{"kolom-0": "full_name", "kolom-1": "nik"})

    assert "Kolom A: Siapa Isinya: Siti Romlah · Budi" in page
    assert refused.status_code == 422
    assert "Kolom Nama belum ditunjukkan." in text(refused)
    assert taken.headers["Location"] == url("import_repairs", draft.pk)


def test_what_was_typed_wrongly_comes_back_with_everything_else(dewi: Client, stage: Stage) -> None:
    draft = draft_of(stage, imports.line(1, nik="123", name="SITI ROMLAH"), imports.line(2))
    answers = {"ketik-2-nik": "12", "pilih-2-name_upper": "fix"}

    refused = post(dewi, "keep_repairs", draft.pk, **answers)
    html = refused.content.decode()

    assert refused.status_code == 422
    assert "NIK harus 16 angka. Ini baru 2." in text(refused)
    assert 'name="ketik-2-nik" value="12"' in html
    assert 'value="fix" checked' in html
    draft.refresh_from_db()
    assert '"typed": {}' in draft.state  # nothing was kept, so nothing is half kept


def test_answers_of_a_page_shown_again_are_all_kept_in_the_end(dewi: Client, stage: Stage) -> None:
    draft = draft_of(stage, imports.line(1, nik="123"), imports.line(2, nik="456"), imports.line(3))
    refused = post(dewi, "keep_repairs", draft.pk, **{"lewati": "2", "ketik-3-nik": "12"})
    carried = re.search(r'name="jawaban" value="([^"]+)"', refused.content.decode())[1]

    kept = post(
        dewi,
        "keep_repairs",
        draft.pk,
        **{"jawaban": carried.replace("&quot;", '"'), "ketik-3-nik": "9901015705800002"},
    )

    assert kept.headers["Location"] == url("import_review", draft.pk)
    assert "Tambah 2 orang, lewati 1." in text(dewi.get(kept.headers["Location"]))


def test_the_review_shows_no_whole_nik(dewi: Client, stage: Stage) -> None:
    draft = draft_of(stage, imports.line(1))

    page = dewi.get(url("import_review", draft.pk)).content.decode()

    assert "9901••••••••0001" in page
    assert "9901015705800001" not in page


def test_the_review_says_where_places_are_missing(dewi: Client, stage: Stage) -> None:
    stage.program.quotas.update(places=1)
    draft = draft_of(stage, imports.line(1), imports.line(2))

    page = text(dewi.get(url("import_review", draft.pk)))
    refused = post(dewi, "commit_import", draft.pk)

    assert "Kuota Pembatik Tulis tinggal 1, sedangkan daftar ini memuat 2 orang." in page
    assert refused.status_code == 409
    assert Person.objects.count() == 0


def test_the_same_file_again_says_that_nothing_changes(dewi: Client, stage: Stage) -> None:
    content = imports.csv(imports.line(1))
    imports.committed(stage.program, by=stage.cast.dewi, content=content, answers=None)
    draft = imports.draft(stage.program, by=stage.cast.dewi, content=content, at=timezone.now())

    assert "Berkas yang sama sudah diimpor" in text(dewi.get(url("import_columns", draft.pk)))
    assert "Tidak ada yang akan berubah" in text(dewi.get(url("import_review", draft.pk)))
    answer = post(dewi, "commit_import", draft.pk)
    assert "Tidak ada yang berubah" in text(dewi.get(answer.headers["Location"]))


def test_the_same_form_sent_twice_saves_once(dewi: Client, stage: Stage) -> None:
    draft = draft_of(stage, imports.line(1))
    key = str(uuid.uuid4())

    first = dewi.post(url("commit_import", draft.pk), {"_kunci": key})
    second = dewi.post(url("commit_import", draft.pk), {"_kunci": key})

    assert first.headers["Location"] == second.headers["Location"]
    assert Enrollment.objects.count() == 1


def test_a_long_list_is_saved_by_a_job(
    dewi: Client, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("participants.views.imports.review.SAVED_AT_ONCE", 1)
    draft = draft_of(stage, imports.line(1), imports.line(2))

    answer = post(dewi, "commit_import", draft.pk)

    job = Job.objects.get()
    assert answer.headers["Location"] == url("import", draft.pk)
    page = text(dewi.get(answer.headers["Location"]))
    assert f"Menyimpan {draft.file_name} Menunggu giliran" in page
    assert job.arguments == {"draft_id": draft.pk, "user_id": stage.cast.dewi.pk}


def test_an_import_is_undone_after_a_question(dewi: Client, stage: Stage) -> None:
    draft = imports.committed(
        stage.program, by=stage.cast.dewi, content=imports.csv(imports.line(1)), answers=None
    )

    question = text(dewi.get(url("confirm_undo_import", draft.pk)))
    answer = post(dewi, "undo_import", draft.pk)

    assert "Peserta dari daftar ini dikeluarkan dari program" in question
    assert "Impor ini dibatalkan" in text(dewi.get(answer.headers["Location"]))
    assert Enrollment.objects.count() == 0


def test_a_draft_is_thrown_away(dewi: Client, stage: Stage) -> None:
    draft = draft_of(stage, imports.line(1))

    answer = post(dewi, "discard_import", draft.pk)

    assert answer.headers["Location"] == url("import_upload", stage.program.pk)
    assert "daftar.csv" not in text(dewi.get(answer.headers["Location"]))


@pytest.mark.parametrize("name", ["import_columns", "import_repairs", "import_review"])
def test_pages_of_a_saved_import_lead_to_it(dewi: Client, stage: Stage, name: str) -> None:
    draft = imports.committed(
        stage.program, by=stage.cast.dewi, content=imports.csv(imports.line(1)), answers=None
    )

    assert dewi.get(url(name, draft.pk)).headers["Location"] == url("import", draft.pk)


def test_files_are_downloads_and_their_opening_is_on_the_trail(dewi: Client, stage: Stage) -> None:
    draft = draft_of(stage, imports.line(1), imports.line(2, nik="12"))

    original = dewi.get(url("import_file", draft.pk))
    rejected = dewi.get(url("rejected_rows", draft.pk))
    template = dewi.get(url("import_template", stage.program.pk))

    assert original.content == imports.csv(imports.line(1), imports.line(2, nik="12"))
    assert [answer.headers["Content-Disposition"] for answer in (original, rejected, template)] == [
        f'attachment; filename="daftar-asli-{draft.pk}.txt"',
        f'attachment; filename="tidak-diimpor-{draft.pk}.xlsx"',
        'attachment; filename="templat-peserta.xlsx"',
    ]
    assert {answer.headers["X-Content-Type-Options"] for answer in (original, rejected)} == {
        "nosniff"
    }
    assert AuditEvent.objects.filter(name="import.file_opened").count() == 2


def test_a_program_without_places_says_so_before_the_upload(dewi: Client, stage: Stage) -> None:
    stage.program.quotas.all().delete()

    page = dewi.get(url("import_upload", stage.program.pk))

    assert "Program ini belum punya kuota skema. Tetapkan kuotanya dulu." in text(page)
    assert 'type="file"' not in page.content.decode()


def test_strangers_find_no_import(client: Client, stage: Stage, other_stage: Stage) -> None:
    draft = draft_of(stage, imports.line(1))
    stranger = accounts.sign_in(client, other_stage.cast.dewi)
    pages = ("import", "import_columns", "import_repairs", "import_review", "import_file")

    assert {stranger.get(url(page, draft.pk)).status_code for page in pages} == {404}
    assert stranger.get(url("import_upload", stage.program.pk)).status_code == 404
    assert post(stranger, "commit_import", draft.pk).status_code == 404


def queries_of(client: Client, address: str, count) -> int:
    client.get(address)
    with count() as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize("name", ["import_columns", "import_repairs", "import_review"])
def test_pages_ask_the_database_as_often_for_many_rows_as_for_one(
    dewi: Client, stage: Stage, name: str, django_capture_queries
) -> None:
    few = draft_of(stage, imports.line(1, name="SITI"))
    many = draft_of(
        stage, *(imports.line(number, name=imports.name(number).upper()) for number in range(2, 40))
    )
    for draft in (few, many):
        operations.keep_answers(
            draft=draft,
            change=lambda _: imports.Answers(for_all={"name_upper": "keep"}),
            by=stage.cast.dewi,
        )
    counts = {
        queries_of(dewi, url(name, draft.pk), django_capture_queries) for draft in (few, many)
    }

    assert len(counts) == 1


def test_the_list_of_imports_asks_as_often_for_many_as_for_one(
    dewi: Client, stage: Stage, django_capture_queries
) -> None:
    address = url("import_upload", stage.program.pk)
    draft_of(stage, imports.line(1))
    one = queries_of(dewi, address, django_capture_queries)
    for number in range(2, 6):
        draft_of(stage, imports.line(number))

    assert queries_of(dewi, address, django_capture_queries) == one
