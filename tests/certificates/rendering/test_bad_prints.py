"""The QR code works from bad prints, and says what is printed beside it (reliability.md C3)."""

import dataclasses
from collections import Counter
from pathlib import Path

import pytest

from certificates import rules
from certificates.content import CertificateContent
from certificates.rendering import holder, render_pdf
from tests.certificates.rendering import prints, reading
from tests.certificates.samples import SAMPLE

COUNTS = [
    pytest.param(1, (150,), id="1 certificate at 150 dpi"),
    pytest.param(
        5, (300, 200, 150), marks=pytest.mark.drill, id="5 certificates at 300, 200, 150 dpi"
    ),
]
# A code of 25 mm at this share of its size: the size of a code on a visiting card, on a bad screen.
TOO_SMALL = 14


def another(number: int) -> CertificateContent:
    """Give a certificate with a code and a number of its own."""
    code = rules.new_code()
    return dataclasses.replace(
        SAMPLE,
        certificate_number=f"13134 7318 2 {number:07} 2023",
        verify_code=code,
        verify_url=SAMPLE.verify_url.removesuffix(SAMPLE.verify_code) + code,
    )


def read_from(content: CertificateContent, *, dpi: int, folder: Path) -> Counter[str]:
    """Count the readers that read the content's address, by the kind of print."""
    page = prints.page(render_pdf(content), dpi=dpi)
    pictures = {"clean": page} | {name: spoil(page) for name, spoil in prints.SPOILED.items()}
    read: Counter[str] = Counter()
    for name, picture in pictures.items():
        for reader in prints.READERS.values():
            found = reader(picture, folder)
            assert found in ([], [content.verify_url]), "nothing may ever be read wrongly"
            read[name] += bool(found)
    return read


@pytest.mark.parametrize(("count", "resolutions"), COUNTS)
def test_the_code_is_read_from_clean_and_from_bad_prints(
    count, resolutions, tmp_path, record_property
):
    contents = [another(number) for number in range(count)]
    readings = count * len(prints.READERS)

    read = {
        dpi: sum((read_from(one, dpi=dpi, folder=tmp_path) for one in contents), Counter())
        for dpi in resolutions
    }

    spoiled = sum(found[name] for found in read.values() for name in prints.SPOILED)
    of_spoiled = readings * len(resolutions) * len(prints.SPOILED)
    record_property("figures", f"{spoiled} of {of_spoiled} spoiled prints read")
    assert [found["clean"] for found in read.values()] == [readings] * len(resolutions), read
    assert spoiled >= prints.LEAST_SHARE * of_spoiled, read


@pytest.mark.control
def test_control_of_a_code_that_is_too_small_most_are_not_read(tmp_path):
    page = prints.page(render_pdf(SAMPLE), dpi=150)
    small = prints.shrunk(page, percent=TOO_SMALL)
    assert [reader(small, tmp_path) for reader in prints.READERS.values()] == [[], []]


def test_the_code_that_is_printed_beside_it_is_the_code_in_the_record():
    content = another(1)
    printed = reading.text(render_pdf(content), 0)
    assert holder.code_in_groups(content.verify_code) in printed
    assert content.verify_url.endswith(f"/V/{content.verify_code}")
