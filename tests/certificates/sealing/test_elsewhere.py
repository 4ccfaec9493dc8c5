"""A certificate that came back with the director's own electronic signature."""

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import SigFieldSpec

from certificates.rendering import render_pdf
from certificates.sealing import SealError, child
from tests.certificates.samples import SAMPLE
from tests.certificates.sealing import tampering
from tests.factories.seals import signed


def test_a_signature_alone_is_taken(unsealed, pair):
    found = child.read(signed(unsealed, pair), original=unsealed)

    assert found.chain == pair.chain
    assert found.signed_at is not None


def test_a_visible_signature_and_a_second_one_are_taken(unsealed, pair):
    spec = SigFieldSpec("Direktur", box=(50, 50, 250, 120))
    once = signed(unsealed, pair, spec=spec)

    twice = signed(once, pair, field="Kepala")

    assert child.read(once, original=unsealed).chain == pair.chain
    assert child.read(twice, original=unsealed).chain == pair.chain


def paint(writer):
    page = writer.prev.root["/Pages"]["/Kids"].raw_get(0)
    ink = writer.add_object(generic.StreamObject(stream_data=b"1 0 0 rg 50 50 400 60 re f"))
    old = page.get_object().raw_get("/Contents")
    page.get_object()["/Contents"] = generic.ArrayObject([old, ink])
    writer.mark_update(page.reference)


FILES = {
    "ditandatangani": lambda pdf, _: pdf,
    "bukan sertifikat yang diunduh": lambda _, pair: signed(render_pdf(SAMPLE), pair),
    "Tidak ada tanda tangan": lambda pdf, _: tampering.annotated(pdf),
    "tidak utuh": lambda pdf, pair: tampering.annotated(signed(pdf, pair)),
    "Isi berkas ini berubah": lambda pdf, pair: signed(pdf, pair, before=paint),
}


@pytest.mark.parametrize(("words", "make"), FILES.items(), ids=FILES)
def test_everything_else_is_refused_in_words(unsealed, pair, words, make):
    with pytest.raises(SealError, match=words):
        child.read(make(unsealed, pair), original=unsealed)


def test_a_broken_signature_is_refused(unsealed, pair):
    good = signed(unsealed, pair)

    broken = tampering.flipped(good, len(unsealed) + 40, 0)

    with pytest.raises(SealError):
        child.read(broken, original=unsealed)


def test_a_file_that_ends_the_child_ends_nothing_else(unsealed, pair, monkeypatch):
    monkeypatch.setattr(child, "SECONDS", 0.01)

    with pytest.raises(SealError, match="tidak bisa dibaca"):
        child.read(signed(unsealed, pair), original=unsealed)
