"""One file of many certificates: each page is as it would be alone, what they share stands once."""

import dataclasses
import io
import subprocess
import tracemalloc

import pypdf
import pypdfium2
import pytest

from certificates.rendering import NotPrintableError, merge_print_file, render_pdf
from certificates.rendering.compiled import comparing, printfile
from certificates.rendering.design import STANDARD, Base, Design
from tests.certificates.rendering import reading
from tests.certificates.rendering.names import hostile
from tests.certificates.samples import SAMPLE


def _numbered(content, number):
    code = f"7KQ4{number:08}"
    return dataclasses.replace(
        content,
        certificate_number=f"13134 7318 2 {number:07} 2023",
        verify_code=code,
        verify_url=f"HTTPS://BATIK.JOMBANGKAB.GO.ID/V/{code}",
    )


def _crowd(content, count, design=STANDARD):
    return ((_numbered(content, number), design) for number in range(count))


def _merged(papers, forms):
    file = io.BytesIO()
    merge_print_file(papers, file, title="Cetak", forms=forms)
    return file.getvalue()


def _pages_of(pdf, first, count):
    """Return some pages of a file as a file of their own, for the comparison."""
    cut = pypdfium2.PdfDocument.new()
    cut.import_pages(pypdfium2.PdfDocument(pdf), list(range(first, first + count)))
    out = io.BytesIO()
    cut.save(out)
    return out.getvalue()


def test_each_page_of_the_file_is_that_of_its_own_certificate(whole, forms, tmp_path):
    papers = [
        (whole, STANDARD),
        (dataclasses.replace(_numbered(whole, 2), holder_name=hostile(40)[30]), STANDARD),
        (dataclasses.replace(_numbered(SAMPLE, 3), holder_name="Łucja Đặng"), STANDARD),
        (_numbered(SAMPLE, 4), Design(base=Base.RIMBI)),
        # No form can set this one: its address is not in capitals.
        (dataclasses.replace(SAMPLE, verify_url="https://a.id/V/7KQ4M000X9RT"), STANDARD),
        (dataclasses.replace(_numbered(whole, 6), is_example=True), STANDARD),
    ]
    pdf = _merged(papers, forms)
    assert reading.page_count(pdf) == 12
    for index, (content, design) in enumerate(papers):
        alone = render_pdf(content, design=design)
        assert comparing.differences(_pages_of(pdf, 2 * index, 2), alone) == []
        assert reading.codes(reading.picture(pdf, 2 * index)) == [content.verify_url]
    path = tmp_path / "print.pdf"
    path.write_bytes(pdf)
    checked = subprocess.run(["qpdf", "--check", str(path)], check=False, capture_output=True)
    assert (checked.returncode, checked.stderr) == (0, b"")


@pytest.mark.parametrize("is_compiled", [True, False])
def test_each_certificate_begins_in_front_of_a_sheet(forms, is_compiled, tmp_path):
    long = dataclasses.replace(_numbered(SAMPLE, 1), units=(SAMPLE.units * 15)[:30])
    papers = [(long, STANDARD), (_numbered(SAMPLE, 2), STANDARD), (long, STANDARD)]
    pdf = _merged(papers, forms if is_compiled else None)

    assert [reading.codes(reading.picture(pdf, page)) for page in (0, 4, 6)] == [
        [content.verify_url] for content, _ in papers
    ]
    assert [reading.text(pdf, page) for page in (3, 9)] == ["", ""]
    sizes = {tuple(page.mediabox) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages}
    assert (reading.page_count(pdf), len(sizes)) == (10, 1)
    path = tmp_path / "print.pdf"
    path.write_bytes(pdf)
    checked = subprocess.run(["qpdf", "--check", str(path)], check=False, capture_output=True)
    assert (checked.returncode, checked.stderr) == (0, b"")


def test_without_forms_the_file_is_the_same_to_see(forms):
    papers = list(_crowd(SAMPLE, 2))
    assert comparing.differences(_merged(papers, forms), _merged(papers, None)) == []


def test_the_same_certificates_make_the_same_file(forms):
    assert _merged(_crowd(SAMPLE, 20), forms) == _merged(_crowd(SAMPLE, 20), forms)


# At 1,000 certificates of 28 KB photographs the file has to stay below 35 KB for each; what is
# shared is 60 KB, so 200 show the same to a third of a kilobyte.
def test_a_certificate_adds_little_more_than_its_photograph(whole, forms):
    photo = whole.photo_jpeg[:28_000].ljust(28_000, b"\0")
    content = dataclasses.replace(whole, photo_jpeg=photo)
    logos = len(whole.logo_body) + len(whole.logo_agency)
    assert (len(_merged(_crowd(content, 200), forms)) - logos) / 200 < 35_000


def test_the_page_tree_of_a_large_file_is_balanced(forms):
    reader = pypdf.PdfReader(io.BytesIO(_merged(_crowd(SAMPLE, 100), forms)))
    root = reader.trailer["/Root"]["/Pages"]
    kids = [kid.get_object() for kid in root["/Kids"]]
    assert (root["/Count"], [kid["/Count"] for kid in kids]) == (200, [64, 64, 64, 8])
    assert {kid["/Type"] for kid in kids} == {"/Pages"}
    assert len(reader.pages) == 200


def test_a_tree_of_three_levels_counts_every_page():
    numbers = printfile._Numbers()
    tree = printfile._PageTree(numbers)
    for _ in range(64 * 64 * 2 + 1):
        tree.parent_of_next()
        tree.add(numbers())
    nodes = dict(tree.nodes())
    root = list(nodes)[-1]
    assert b"/Count 8193/" in nodes[root]
    assert b"/Parent" not in nodes[root]
    assert all(b"/Parent" in node for number, node in nodes.items() if number != root)


class _Nowhere(io.RawIOBase):
    def write(self, data):
        return len(data)


def test_memory_does_not_grow_with_the_file(whole, forms):
    merge_print_file(_crowd(whole, 20), _Nowhere(), title="Cetak", forms=forms)
    tracemalloc.start()
    merge_print_file(_crowd(whole, 600), _Nowhere(), title="Cetak", forms=forms)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3_000_000


def test_a_file_of_nothing_and_one_of_the_unprintable_are_refused(forms):
    with pytest.raises(ValueError, match="needs a certificate"):
        _merged([], forms)
    with pytest.raises(NotPrintableError):
        _merged([(dataclasses.replace(SAMPLE, holder_name="明"), STANDARD)], forms)
