"""The register, one person, entry by hand, photograph, whole NIK."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from certify.once.models import UsedKey
from participants.models import Enrollment, NikReveal, Person
from programs.models import Village
from tests.factories import participants, programs
from tests.visiting import Visitor, text_of

FIELDS = {
    "full_name": "  Siti   Romlah ",
    "nik": "9901 0157 0580 0001",
    "birth_place": "Jombang",
    "birth_date": "17/05/1980",
    "sex": "female",
    "address": "Dusun Sambong RT 001/RW 002",
    "phone": "+62 812-3456-7890 (anaknya)",
    "education": "sma",
    "business_name": "Sekar Jati",
    "years_in_business": 12,
}


@pytest.fixture
def dewi(stage):
    return Visitor(stage.cast.dewi)


def entry(stage, **fields):
    return FIELDS | {"scheme": stage.scheme.pk, "wave": stage.wave.pk} | fields


def picture(size=(30, 40)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "PNG")
    return SimpleUploadedFile("siti-romlah.png", out.getvalue())


def test_person_typed_by_hand_is_kept_cleanly(stage, dewi):
    village = Village.objects.get(code="35.17.08.2019")

    answer = dewi.post(
        "participants:add_participant", stage.program.pk, **entry(stage, village=village.pk)
    )

    assert dewi.said(answer) == ["Siti Romlah terdaftar, nomor 1."]
    row = Enrollment.objects.select_related("person").get()
    person = row.person
    assert (row.scheme, row.wave, person.full_name, person.nik, person.is_example) == (
        stage.scheme,
        stage.wave,
        "Siti Romlah",
        "9901015705800001",
        True,
    )
    assert (person.village, person.village_name, person.district_name) == (
        village,
        "Jatipelem",
        "Diwek",
    )
    assert (person.phone, person.phone_note, str(person.birth_date)) == (
        "081234567890",
        "anaknya",
        "1980-05-17",
    )


def test_village_outside_the_list_is_typed(stage, dewi):
    dewi.post(
        "participants:add_participant",
        stage.program.pk,
        **entry(stage, other_village="Bareng", other_district="Sawahan"),
    )

    person = Person.objects.get()
    assert (person.village, person.village_name, person.district_name) == (
        None,
        "Bareng",
        "Sawahan",
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"nik": "990101570580001"}, "NIK harus 16 angka. Ini baru 15."),
        ({"nik": "99010157058000O1"}, "NIK hanya berisi angka"),
        ({"birth_date": "31/02/1980"}, "Tulis hari/bulan/tahun"),
        ({"birth_date": "17/05/2980"}, "harus sebelum hari ini"),
        ({"birth_date": "17/05/1880"}, "terlalu lama"),
        ({"phone": "12345"}, "Nomor HP"),
        ({"full_name": ""}, "Nama lengkap"),
        ({"scheme": ""}, "Skema"),
    ],
)
def test_faulty_form_keeps_what_was_typed_and_says_what_is_wrong(fields, said, stage, dewi):
    shown = dewi.post("participants:add_participant", stage.program.pk, **entry(stage, **fields))

    assert shown.status_code == 422
    assert said in text_of(shown)
    assert "Dusun Sambong RT 001/RW 002" in shown.content.decode()
    assert not Person.objects.exists()


def test_doubt_about_the_nik_is_asked_once_and_never_refuses(stage, dewi):
    doubtful = entry(stage, birth_date="18/05/1980")

    asked = dewi.post("participants:add_participant", stage.program.pk, **doubtful)
    page = text_of(asked)
    kept = dewi.post("participants:add_participant", stage.program.pk, **doubtful, sure="on")

    assert asked.status_code == 422
    assert "berbeda dari tanggal lahir" in page
    assert "Sudah saya cocokkan dengan KTP" in page
    assert kept.status_code == 302
    assert Person.objects.count() == 1


def test_known_person_is_offered_as_the_same(stage, dewi):
    earlier = programs.program(
        stage.cast.agency, by=stage.cast.dewi, name="Batik Cap 2022", year=2022
    )
    programs.quota(earlier, stage.scheme, by=stage.cast.dewi)
    known = participants.enrollment(
        earlier,
        stage.scheme,
        by=stage.cast.dewi,
        full_name="Siti Romlah",
        nik="9901015705800001",
    ).person

    offered = dewi.post("participants:add_participant", stage.program.pk, **entry(stage))
    page = text_of(offered)
    taken = dewi.post(
        "participants:enroll_same_person",
        stage.program.pk,
        known.pk,
        scheme=stage.scheme.pk,
        wave=stage.wave.pk,
    )

    assert offered.status_code == 422
    assert "Sudah pernah difasilitasi: Batik Cap 2022, tahun 2022" in page
    assert "Orang yang sama: daftarkan Siti Romlah" in page
    assert taken.url == reverse("participants:enrollments", args=[stage.program.pk])
    assert Person.objects.count() == 1
    assert list(known.enrollments.values_list("program", flat=True).order_by("pk")) == [
        earlier.pk,
        stage.program.pk,
    ]


def test_person_already_in_the_program_is_shown(stage, dewi):
    dewi.post("participants:add_participant", stage.program.pk, **entry(stage))

    shown = dewi.post("participants:add_participant", stage.program.pk, **entry(stage))

    assert shown.status_code == 422
    assert "sudah ada dalam program ini dengan nomor 1" in text_of(shown)


def test_full_quota_is_told_and_nothing_is_kept(cast):
    stage = programs.stage(cast, places=1)
    participants.enrollment(stage.program, stage.scheme, by=cast.dewi)

    refused = Visitor(cast.dewi).post(
        "participants:add_participant", stage.program.pk, **entry(stage)
    )

    assert refused.status_code == 409
    assert "Kuota Pembatik Tulis sudah penuh" in text_of(refused)
    assert Person.objects.count() == 1


def test_edit_leaves_the_nik_unless_it_is_typed(stage, dewi):
    person = participants.person(stage.agency, by=stage.cast.dewi)
    before = person.nik

    page = dewi.get("participants:edit_person", person.pk).content.decode()
    dewi.post("participants:save_person", person.pk, **FIELDS | {"nik": "", "sure": "on"})

    person.refresh_from_db()
    assert (person.full_name, person.nik) == ("Siti Romlah", before)
    assert before not in page


def test_edit_says_that_a_sent_copy_stays(stage, dewi):
    person = participants.application_at("submitted", stage).enrollment.person

    answer = dewi.post("participants:save_person", person.pk, **FIELDS | {"nik": "", "sure": "on"})

    assert [text[:55] for text in dewi.said(answer)] == [
        "Data orang ini disimpan.",
        "Permohonan yang sudah dikirim memakai salinan lama. Kal",
    ]


def test_edit_to_a_known_nik_is_told_beside_its_field(stage, dewi):
    person, other = (participants.person(stage.agency, by=stage.cast.dewi) for _ in range(2))

    shown = dewi.post("participants:save_person", person.pk, **FIELDS | {"nik": other.nik})

    assert shown.status_code == 422
    assert "sudah ada dalam daftar dinas Anda" in text_of(shown)


def test_photo_is_kept_small_private_and_nameless(stage, dewi):
    person = participants.person(stage.agency, by=stage.cast.dewi)

    dewi.post("participants:set_photo", person.pk, photo=picture((2000, 3000)))
    answer = dewi.get("participants:photo", person.pk)

    made = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert (made.format, made.size, answer.headers["Content-Type"]) == (
        "JPEG",
        (629, 944),
        "image/jpeg",
    )
    assert "private" in answer.headers["Cache-Control"]
    person.refresh_from_db()
    assert "siti" not in person.photo.name
    for stranger in (stage.cast.sari, stage.cast.budi):
        assert Visitor(stranger).get("participants:photo", person.pk).status_code == 404
    dewi.post("participants:remove_photo", person.pk)
    assert dewi.get("participants:photo", person.pk).status_code == 404


def test_what_is_no_photo_is_told_beside_its_field(stage, dewi):
    person = participants.person(stage.agency, by=stage.cast.dewi)

    shown = dewi.post(
        "participants:set_photo", person.pk, photo=SimpleUploadedFile("ktp.jpg", b"%PDF-1.7")
    )

    assert shown.status_code == 422
    assert "Foto ini tidak terbaca" in text_of(shown)


def test_nik_is_masked_everywhere_and_shown_once_with_a_reason(stage, dewi):
    row = participants.enrollment(stage.program, stage.scheme, by=stage.cast.dewi)
    person = row.person
    pages = [
        dewi.get("participants:people"),
        dewi.get("participants:person", person.pk),
        dewi.get("participants:edit_person", person.pk),
        dewi.get("participants:enrollments", stage.program.pk),
        dewi.get("participants:enrollment", row.pk),
        dewi.get("participants:send_applications", stage.program.pk),
    ]
    assert [page.wsgi_request.path for page in pages if person.nik in page.content.decode()] == []

    no_reason = dewi.post("participants:reveal_person", person.pk, reason="x")
    logged = dewi.post("participants:reveal_person", person.pk, reason="cocokkan KTP")
    first, second = (dewi.get("participants:revealed_person", person.pk) for _ in range(2))

    grouped = " ".join(person.nik[start : start + 4] for start in range(0, 16, 4))
    assert no_reason.url == reverse("participants:person", args=[person.pk])
    assert logged.url == reverse("participants:revealed_person", args=[person.pk])
    assert (grouped in text_of(first), grouped in text_of(second)) == (True, False)
    assert "NIK hanya ditampilkan satu kali" in text_of(second)
    assert first.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert NikReveal.objects.get().reason == "cocokkan KTP"
    stored = b"".join(bytes(key.content) for key in UsedKey.objects.all())
    assert person.nik.encode() not in stored


def test_promise_of_one_person_shows_no_other(stage, dewi):
    person, other = (participants.person(stage.agency, by=stage.cast.dewi) for _ in range(2))
    dewi.post("participants:reveal_person", person.pk, reason="cocokkan KTP")

    shown = dewi.get("participants:revealed_person", other.pk)

    assert "NIK hanya ditampilkan satu kali" in text_of(shown)


def test_training_is_recorded_with_the_trainer(stage, dewi):
    person = participants.person(stage.agency, by=stage.cast.dewi)
    fields = {"title": "Membatik", "trainer_name": "Budi", "trainer": stage.cast.budi.pk}

    wrong = dewi.post("participants:record_training", person.pk, **fields, held_on="2999-01-01")
    dewi.post("participants:record_training", person.pk, **fields, held_on="2024-05-06")

    assert wrong.status_code == 422
    training = person.trainings.get()
    assert training.trainer == stage.cast.budi
    page = text_of(dewi.get("participants:person", person.pk))
    assert "Membatik, 6 Mei 2024 · pelatih Budi" in page
    dewi.post("participants:remove_training", training.pk)
    assert not person.trainings.exists()


def test_known_person_goes_into_another_program(stage, dewi):
    person = participants.person(stage.agency, by=stage.cast.dewi)
    quota = stage.program.quotas.get()

    dewi.post("participants:enroll_person", person.pk, quota=quota.pk)
    again = dewi.post("participants:enroll_person", person.pk, quota=quota.pk)

    assert person.enrollments.get().program == stage.program
    assert again.status_code == 422


def test_search_and_empty_list_say_what_to_do(stage, dewi):
    empty = text_of(dewi.get("participants:people"))
    participants.person(stage.agency, by=stage.cast.dewi, full_name="Ngatemi")

    assert f"Isi peserta {stage.program.name}" in empty
    assert "Ngatemi" in text_of(dewi.get("participants:people", q="gatem"))
    assert "Tidak ada yang cocok" in text_of(dewi.get("participants:people", q="zzz"))
    assert "Daftar orang milik dinas" in text_of(
        Visitor(stage.cast.sari).get("participants:people")
    )
