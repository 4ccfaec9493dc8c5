import pytest

from certify.lib import names, text


@pytest.mark.parametrize(
    ("written", "case"),
    [
        ("IDA HIDAYAT", "upper"),
        ("SITI KUSUMA, S.PD.", "upper"),
        ("SITI KUSUMA, S.Pd.", "upper"),
        ("khusnul lestari", "lower"),
        ("Ida Wulandari", ""),
        ("Sri, A.Md.", ""),
        ("DWI", "upper"),
        ("SITI (Bu Dwi)", "upper"),
        ("M.", ""),
        ("Umi Widodo binti Kasan", ""),
        ("", ""),
    ],
)
def test_letter_case(written: str, case: str) -> None:
    assert names.letter_case(written) == case


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("IDA HIDAYAT", "Ida Hidayat"),
        ("khusnul lestari", "Khusnul Lestari"),
        ("UMI WIDODO BINTI KASAN", "Umi Widodo binti Kasan"),
        ("SITI KUSUMA, S.PD.", "Siti Kusuma, S.Pd."),
        ("HADI ZUBAIDAH, A.MD.", "Hadi Zubaidah, A.Md."),
        ("kasiati setyowati, s.e.", "Kasiati Setyowati, S.E."),
        ("HJ. SITI AMINAH, S.E., M.M.", "Hj. Siti Aminah, S.E., M.M."),
        ("H. MOCH. MA'RUF AMIN", "H. Moch. Ma'ruf Amin"),
        ("O'BRIEN", "O'Brien"),
        ("NUR'AINI", "Nur'aini"),
        ("DRS. EKO SE", "Drs. Eko Se"),
        ("EKO, SE", "Eko, SE"),
        ("M. YUSUF S.PD.I", "M. Yusuf S.Pd.I"),
        ("R.A. KARTINI", "R.A. Kartini"),
        ("SITI-AMINAH", "Siti-Aminah"),
        ("RATNA (ALM. PAK DARMO)", "Ratna (Alm. Pak Darmo)"),
        ("SUHARTO III", "Suharto III"),
    ],
)
def test_proposal(written: str, offered: str) -> None:
    assert names.proposal(written) == offered


def test_notes_are_pointed_out_and_taken_out_only_on_request() -> None:
    written = "Sumiati Prasetyo (Alm. Pak Darmo), S.E."

    assert names.notes(written) == ["Alm. Pak Darmo"]
    assert names.without_notes(written) == "Sumiati Prasetyo, S.E."


def test_tidy_changes_nothing_that_can_be_seen() -> None:
    assert text.tidy(" \u200eSiti\u00a0 ROMLAH,\tS.Pd. \u200b") == "Siti ROMLAH, S.Pd."


def test_bnsp_name_is_capitals_without_degrees() -> None:
    assert names.bnsp_name("Hj. Siti Ma'rufah, S.E., M.M.") == "SITI MA'RUFAH"
    assert names.bnsp_name("M. Yusuf S.Pd.I.") == "M. YUSUF"


def test_same_key_joins_spellings_of_one_person() -> None:
    assert names.same_key("UMI WIDODO BINTI KASAN, S.E.") == names.same_key(
        "Umi Widodo binti Kasan"
    )
    assert names.same_key("Ma'ruf") == names.same_key("MARUF")
