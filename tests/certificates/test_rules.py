"""Judgements on plain values."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates import rules
from certificates.enums import CertificateStatus, PublicState

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("issued_on", "months", "ends_on"),
    [
        (dt.date(2023, 1, 26), 36, dt.date(2026, 1, 26)),
        (dt.date(2024, 2, 29), 36, dt.date(2027, 2, 28)),
        (dt.date(2024, 2, 29), 48, dt.date(2028, 2, 29)),
        (dt.date(2025, 12, 31), 2, dt.date(2026, 2, 28)),
        (dt.date(2025, 12, 1), 1, dt.date(2026, 1, 1)),
        (dt.date(2025, 1, 31), 1, dt.date(2025, 2, 28)),
    ],
)
def test_valid_until_is_the_same_calendar_day(issued_on, months, ends_on):
    assert rules.valid_until(issued_on, months) == ends_on


@pytest.mark.parametrize(
    ("status", "ends_on", "state"),
    [
        (CertificateStatus.ISSUED, TODAY, PublicState.VALID),
        (CertificateStatus.ISSUED, TODAY - dt.timedelta(days=1), PublicState.EXPIRED),
        (CertificateStatus.SUSPENDED, TODAY, PublicState.SUSPENDED),
        (CertificateStatus.SUSPENDED, TODAY - dt.timedelta(days=1), PublicState.SUSPENDED),
        (CertificateStatus.REVOKED, TODAY - dt.timedelta(days=1), PublicState.REVOKED),
        (CertificateStatus.REVOKED, TODAY, PublicState.REVOKED),
        (CertificateStatus.REPLACED, TODAY, PublicState.REPLACED),
        (CertificateStatus.REPLACED, TODAY - dt.timedelta(days=1), PublicState.REPLACED),
        (CertificateStatus.RESERVED, TODAY, PublicState.UNKNOWN),
        (CertificateStatus.VOID, TODAY, PublicState.UNKNOWN),
    ],
)
def test_public_state(status, ends_on, state):
    assert rules.public_state(status, ends_on, today=TODAY) is state


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("13134 7318 3 0108289 2024", "13134.7318.3.0108289.2024"),
        ("btk 228 30800 2024", "BTK-228-30800-2024"),
        (" BTK 228 30800 2024", "BTK\u00a0228 30800 2024"),
    ],
)
def test_two_spellings_of_a_number_are_one(one, other):
    assert rules.number_key(one) == rules.number_key(other)


def test_a_new_code_is_a_code():
    codes = {rules.new_code() for _ in range(500)}

    assert len(codes) == 500
    assert all(rules.is_code(code) for code in codes)


@given(st.text(alphabet=rules.CODE_ALPHABET, min_size=11, max_size=11), st.integers(0, 11))
def test_every_single_slip_is_found(text, place):
    code = text + rules.check_character(text)

    for letter in rules.CODE_ALPHABET:
        wrong = code[:place] + letter + code[place + 1 :]
        assert rules.is_code(wrong) is (letter == code[place])


@given(st.text(alphabet=rules.CODE_ALPHABET, min_size=11, max_size=11))
def test_every_exchange_of_two_letters_before_the_last_is_found(text):
    code = text + rules.check_character(text)

    for first, second in itertools.combinations(range(rules.CODE_RANDOM), 2):
        letters = list(code)
        letters[first], letters[second] = letters[second], letters[first]
        assert rules.is_code("".join(letters)) is (code[first] == code[second])


def test_typed_codes_are_read_as_people_write_them():
    assert rules.normalize_code(" abcd-efgh jkmn") == "ABCDEFGHJKMN"
    assert rules.normalize_code("oO0 iIlL1") == "00011111"


@pytest.mark.parametrize("text", ["", "ABC", "ABCDEFGHJKM!", "ABCDEFGHJKMU", "A" * 13])
def test_what_cannot_be_a_code(text):
    assert not rules.is_code(text)


@pytest.mark.parametrize(
    ("qualification", "name", "file_name"),
    [
        ("Pembatik Tulis", "Siti Romlah", "Sertifikat-Pembatik-Tulis-Siti-Romlah.pdf"),
        ("Pembatik Tulis", "Nū'r, S.Pd.", "Sertifikat-Pembatik-Tulis-Nu-r-S-Pd.pdf"),
        ("Pembatik Tulis", "Đặng Łucja Bjørn", "Sertifikat-Pembatik-Tulis-Dang-Lucja-Bjorn.pdf"),
        ("Tukang Cap", "../../etc/passwd", "Sertifikat-Tukang-Cap-etc-passwd.pdf"),
    ],
)
def test_file_names_are_plain_ascii(qualification, name, file_name):
    assert rules.file_name(qualification=qualification, holder_name=name) == file_name


def test_look_alikes_are_equal_or_one_letter_apart():
    names = {
        1: "Sri Wahyuni, S.Pd.",
        2: "Sri Wahyuna",
        3: "SRI WAHYUNI",
        4: "Siti Romlah",
        5: "Ani",
        6: "Ana",
        7: "Sitti Romlah",
    }

    assert rules.look_alikes(names) == {1: [2, 3], 2: [1, 3], 3: [1, 2], 4: [7], 7: [4]}


def test_one_word_names():
    assert rules.is_one_word("Ngatemi")
    assert rules.is_one_word("Suparno, S.Sn.")
    assert not rules.is_one_word("Siti Romlah")


@pytest.mark.parametrize(
    ("name", "faults"),
    [
        ("Siti Romlah", []),
        ("M. Khoirul Anwar, S.Pd., M.M.", []),
        ("Hj. Siti Aminah binti Hasan", []),
        ("SITI ROMLAH", ["Ditulis dengan huruf besar semua."]),
        ("SITI Romlah", ["Ada kata berhuruf besar semua: SITI."]),
        ("siti Romlah", ["Ada kata yang diawali huruf kecil: siti."]),
        ("Siti Romlah (Mbak Rom)", ["Ada tanda kurung atau kutip."]),
        ("Siti  Romlah", ["Spasinya tidak rapi."]),
        ("Siti Romlah ,S.Pd", ["Spasinya tidak rapi."]),
        ("Siti R0mlah", ["Ada angka."]),
    ],
)
def test_spelling_that_looks_mistyped_is_told(name, faults):
    assert rules.spelling_faults(name) == faults


@pytest.mark.parametrize(
    ("name", "degrees"),
    [
        ("Siti Romlah", ""),
        ("Siti Romlah, S.Pd., M.M.", "S.Pd., M.M."),
        ("Drs. Hartono Wibisana, M.Si.", "Drs., M.Si."),
        ("Hj. Sofiyah", "Hj."),
    ],
)
def test_degrees_are_named_for_comparison(name, degrees):
    assert rules.degrees(name) == degrees
