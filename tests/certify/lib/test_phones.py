import pytest

from certify.lib import phones
from certify.lib.errors import InvalidInputError


@pytest.mark.parametrize(
    ("written", "local", "note"),
    [
        ("081214543732", "081214543732", ""),
        ("85844176630", "085844176630", ""),
        ("+62 821-9147-4887", "082191474887", ""),
        ("6285892201991", "085892201991", ""),
        ("+62 (0) 812 1454 3732".replace("(0) ", "0"), "081214543732", ""),
        ("085759473445 (WA anak)", "085759473445", "WA anak"),
        ("0812.1454.3732 / 085712345678", "081214543732", "085712345678"),
        ("HP: 081214543732", "081214543732", ""),
        ("\u200e0812 1454 3732\u00a0", "081214543732", ""),
        ("+62 895-1899-453", "08951899453", ""),
        ("0321 861234", "0321861234", ""),
    ],
)
def test_parse(written: str, local: str, note: str) -> None:
    assert phones.parse(written) == phones.Phone(local=local, note=note)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("tidak ada", "Nomor HP hanya berisi angka, contohnya 081234567890."),
        ("12345678", "Nomor HP dimulai dengan 0 atau +62, contohnya 081234567890."),
        ("0812", "Nomor HP biasanya 10 sampai 13 angka. Ini 4."),
        ("8,58442E+10", "Excel memendekkan nomor HP ini. Ketik nomor lengkapnya."),
    ],
)
def test_parse_refuses(written: str, sentence: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        phones.parse(written)

    assert refusal.value.sentence == sentence


def test_forms_for_machines() -> None:
    phone = phones.parse("081214543732")

    assert phone.international == "+6281214543732"
    assert phone.whatsapp_url == "https://wa.me/6281214543732"
    assert phones.parse("0321861234").whatsapp_url == ""
