"""Lists as offices write them: each gives the right rows or a named problem (reliability E6)."""

from participants.importing import columns, reading, tables
from participants.importing.fields import Field
from participants.importing.sheets import Book, Cell, CellKind, Merged, Row, Sheet
from participants.importing.tables import NotAPerson, OtherRow, Table
from tests.participants.importing.workbooks import BUDI, HEADER, SITI

NIK = "9935174101800001"


def sheet(*rows: list[str], name: str = "Daftar", **fields: object) -> Sheet:
    made = [
        Row(number, [Cell(text) for text in texts])
        for number, texts in enumerate(rows, start=1)
        if any(texts)
    ]
    return Sheet(name=name, rows=made, **fields)


def table(*rows: list[str], **fields: object) -> Table:
    return tables.choose(Book([sheet(*rows, **fields)]))


def meanings(of: Table) -> dict[str, str]:
    return {column.header: column.meaning.value for column in of.columns}


def people_and_others(of: Table) -> tuple[list[int], list[tuple[int, NotAPerson]]]:
    by_meaning = {column.meaning: column.index for column in of.columns}
    people, others = tables.split(of, by_meaning)
    return [row.number for row in people], [(other.number, other.reason) for other in others]


def test_title_rows_above_are_passed_over():
    found = table(["PEMERINTAH KABUPATEN"], ["DAFTAR NAMA PESERTA"], [], HEADER, SITI, BUDI)

    assert found.header_numbers == [4]
    assert people_and_others(found) == ([5, 6], [])


def test_a_header_of_two_lines_with_merged_headings():
    found = table(
        ["No", "Nama", "NIK", "Lahir", "", "Alamat", "", ""],
        ["", "", "", "Tempat", "Tanggal", "Dusun", "Desa", "Kec."],
        ["1", "Siti", NIK, "Jombang", "01-01-1980", "Kauman", "Plandi", "Jombang"],
        merged=[Merged(1, 3, 1, 4), Merged(1, 5, 1, 7)],
    )

    assert found.header_numbers == [1, 2]
    assert [column.meaning for column in found.columns] == [
        Field.ROW_NUMBER,
        Field.NAME,
        Field.NIK,
        Field.BIRTH_PLACE,
        Field.BIRTH_DATE,
        Field.ADDRESS,
        Field.VILLAGE,
        Field.DISTRICT,
    ]


def test_a_header_of_two_lines_in_a_text_file():
    book = reading.read_pasted(
        "No\tNama\tNIK\tLahir\t\tL/P\n\t\t\tTempat\tTanggal\t\n"
        f"1\tSiti\t{NIK}\tJombang\t01-01-1980\tP\n"
    )

    assert [column.meaning for column in tables.choose(book).columns] == [
        Field.ROW_NUMBER,
        Field.NAME,
        Field.NIK,
        Field.BIRTH_PLACE,
        Field.BIRTH_DATE,
        Field.SEX,
    ]


def test_numbering_repeated_headers_sums_groups_and_signatures_are_listed_not_dropped():
    found = table(
        HEADER,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        ["KECAMATAN DIWEK"],
        SITI,
        HEADER,
        BUDI,
        ["", "JUMLAH", "2"],
        ["", "", "", "", "Jombang, 12 September 2022"],
        ["", "", "", "", "Kepala Bidang"],
        ["", "", "", "", "NIP. 19700101 199503 2 001"],
        ["Catatan: daftar sementara"],
    )

    assert people_and_others(found) == (
        [4, 6],
        [
            (2, NotAPerson.NUMBERING),
            (3, NotAPerson.REMARK),
            (5, NotAPerson.HEADER),
            (7, NotAPerson.SUM),
            (8, NotAPerson.SIGNATURE),
            (9, NotAPerson.SIGNATURE),
            (10, NotAPerson.SIGNATURE),
            (11, NotAPerson.REMARK),
        ],
    )


def test_a_signature_in_the_column_of_nik_is_no_person():
    found = table(HEADER, SITI, ["", "", "NIP. 19700101 199503 2 001"])

    assert people_and_others(found) == ([2], [(3, NotAPerson.SIGNATURE)])


def test_a_person_without_nik_is_a_person():
    nameless = ["3", "Ngatemi", "", "Kediri", "", "P", ""]

    assert people_and_others(table(HEADER, SITI, nameless)) == ([2, 3], [])


def test_a_human_may_say_that_a_row_is_a_person():
    found = table(HEADER, SITI, ["", "Ngatemi"])
    by_meaning = {column.meaning: column.index for column in found.columns}

    _, others = tables.split(found, by_meaning)
    people, none = tables.split(found, by_meaning, included=frozenset({3}))

    assert others == [OtherRow(3, NotAPerson.REMARK, "Ngatemi")]
    assert ([row.number for row in people], none) == ([2, 3], [])


def test_the_example_row_of_the_template_is_left_out():
    example = ["CONTOH", *SITI[1:]]

    assert people_and_others(table(HEADER, example, BUDI)) == ([3], [(2, NotAPerson.EXAMPLE)])


def test_the_sheet_with_the_best_header_is_read_and_the_others_are_named():
    cover = sheet(["Rekap"], ["Nama", "Jumlah"], ["Diwek", "3"], name="Sampul")
    book = Book([cover, sheet(HEADER, SITI, name="Data")])

    found = tables.choose(book)

    assert found.sheet_name == "Data"
    assert found.notices == ["Yang dibaca lembar “Data”. Lembar lain: “Sampul”."]
    assert tables.choose(book, sheet_name="Sampul").sheet_name == "Sampul"


def test_hidden_rows_and_columns_are_read_and_named():
    hidden = Row(3, [Cell(text) for text in BUDI], is_hidden=True)
    made = sheet(HEADER, SITI, hidden_columns=frozenset({2}))
    made.rows.append(hidden)

    found = tables.choose(Book([made]))

    assert people_and_others(found) == ([2, 3], [])
    assert found.notices == [
        "1 baris disembunyikan di Excel dan tetap dibaca: 3.",
        "Kolom tersembunyi di Excel tetap dibaca: C.",
    ]


def test_a_cell_merged_over_several_people_counts_for_each():
    found = table(
        [*HEADER, "Nama IKM"],
        [*SITI, "Batik Melati"],
        [*BUDI, ""],
        merged=[Merged(2, 7, 3, 7)],
    )

    assert [row.cell(7).text for row in found.rows] == ["Batik Melati", "Batik Melati"]
    assert found.notices == ["Isi sel gabungan dipakai untuk semua barisnya: baris 3."]


def test_a_block_without_a_header_is_guessed_from_its_content():
    found = table(
        ["Siti Aminah", NIK, "P", "081214543732"],
        ["Budi Santoso", "9935170202810002", "L", "081214543733"],
    )

    assert [(column.letter, column.meaning, column.is_sure) for column in found.columns] == [
        ("A", Field.IGNORED, False),
        ("B", Field.NIK, False),
        ("C", Field.SEX, False),
        ("D", Field.PHONE, False),
    ]


def test_headers_in_the_words_of_offices():
    words = {
        "NAMA PESERTA": Field.NAME,
        "Nama Lengkap (sesuai KTP)": Field.NAME,
        "N I K": Field.NIK,
        "No. KTP": Field.NIK,
        "NOMOR INDUK KEPENDUDUKAN": Field.NIK,
        "No. KK": Field.IGNORED,
        "TTL": Field.BIRTH,
        "Tempat / Tgl. Lahir": Field.BIRTH,
        "Tgl Lahir": Field.BIRTH_DATE,
        "Tanggal Lahir": Field.BIRTH_DATE,
        "Tempat Lahir": Field.BIRTH_PLACE,
        "L/P": Field.SEX,
        "JK": Field.SEX,
        "Jenis Kelamin (L/P)": Field.SEX,
        "Alamat Lengkap": Field.ADDRESS,
        "Ds.": Field.VILLAGE,
        "Desa/Kel": Field.VILLAGE,
        "Kec.": Field.DISTRICT,
        "No. HP": Field.PHONE,
        "WA": Field.PHONE,
        "No Telp/WA": Field.PHONE,
        "Pendidikan Terakhir": Field.EDUCATION,
        "NAMA IKM": Field.BUSINESS,
        "Nama Usaha/Kelompok": Field.BUSINESS,
        "Lama Usaha (th)": Field.BUSINESS_YEARS,
        "SKEMA YANG DIIKUTI": Field.SCHEME,
        "NO": Field.ROW_NUMBER,
        "No. Urut": Field.ROW_NUMBER,
        "#": Field.ROW_NUMBER,
        "Tanda Tangan": Field.IGNORED,
        "E-mail": Field.EMAIL,
    }

    assert {text: columns.from_header(text) for text in words} == words
    assert columns.from_header("DAFTAR PESERTA SERTIFIKASI KOMPETENSI") is None


def test_a_header_that_its_content_contradicts_is_asked_about():
    found = table(
        ["Nama", "NIK", "No HP"],
        ["Siti", NIK, "9935174101800001"],
        ["Budi", "9935170202810002", "9935174101800002"],
    )

    assert [(column.meaning, column.is_sure) for column in found.columns] == [
        (Field.NAME, True),
        (Field.NIK, True),
        (Field.PHONE, False),
    ]


def test_two_columns_of_one_meaning_leave_the_second_to_the_human():
    found = table(["Nama", "NIK", "No HP", "No WA"], ["Siti", NIK, "0812", "0813"])

    assert [(column.header, column.meaning, column.is_sure) for column in found.columns][2:] == [
        ("No HP", Field.PHONE, True),
        ("No WA", Field.IGNORED, False),
    ]


def test_a_date_column_under_place_and_date_is_read_as_date():
    made = sheet(["Nama", "NIK", "Tempat Tgl Lahir"])
    made.rows += [
        Row(number, [Cell("Siti"), Cell(NIK), Cell("1980-01-01", CellKind.DATE)])
        for number in (2, 3)
    ]

    assert tables.choose(Book([made])).columns[2].meaning is Field.BIRTH_DATE
