"""A certificate from its form is, to whoever looks at it or reads it, the one typeset in full."""

import dataclasses
import hashlib
import io
import re
import subprocess
import sys

import pypdf
import pytest
from PIL import Image

from certificates import sealing
from certificates.rendering import FormStore, Layout, NotPrintableError, render_pdf
from certificates.rendering.compiled import comparing, engine
from certificates.rendering.compiled.refusals import NeedsFullRenderError
from certificates.rendering.design import STANDARD, Base, Design, Wording
from certificates.rendering.printable import printable_problem
from tests.certificates.rendering import reading
from tests.certificates.rendering.compiled.samples import AT, CREDENTIAL
from tests.certificates.rendering.names import hostile
from tests.certificates.samples import SAMPLE


def from_form(content, forms, *, design=STANDARD):
    """Make a certificate the fast way; fails where the engine would turn to the full one."""
    return engine.render(
        content, design=design, forms=forms, credential=None, seal=None, sealed_at=None
    )


def _check_that_both_ways_are_one(content, forms):
    fast, full = from_form(content, forms), render_pdf(content)
    assert comparing.differences(fast, full) == []
    assert reading.font_names(fast) == reading.font_names(full)
    assert reading.codes(reading.picture(fast)) == [content.verify_url]


def _with_name(content, name, number):
    code = f"7KQ4M0{number:06}"
    return dataclasses.replace(
        content,
        holder_name=name,
        certificate_number=f"13134 7318 2 {number:07} 2023",
        verify_code=code,
        verify_url=content.verify_url.removesuffix(content.verify_code) + code,
    )


# A reduced count of the drill below.
@pytest.mark.parametrize("name", hostile(40))
def test_a_hostile_name_looks_the_same_both_ways(name, whole, forms):
    if printable_problem(name):
        with pytest.raises(NotPrintableError):
            render_pdf(_with_name(whole, name, 1), forms=forms)
        return
    _check_that_both_ways_are_one(_with_name(whole, name, len(name)), forms)


@pytest.mark.drill
def test_five_hundred_hostile_names_look_the_same_both_ways(whole, forms):
    in_full = 0
    for number, name in enumerate(hostile(500)):
        if printable_problem(name):
            continue
        try:
            _check_that_both_ways_are_one(_with_name(whole, name, number), forms)
        except NeedsFullRenderError:
            in_full += 1
    assert in_full <= 5


@pytest.mark.parametrize(
    "changes",
    [
        {"replaces_number": "13134 7318 2 0000099 2023"},
        {"is_example": True},
        {"photo_jpeg": None},
        {"certificate_number": None, "registration_number": None, "on_behalf_of_bnsp": False},
        {"verify_url": "HTTPS://A.ID/V/7KQ4M000X9RT"},
        {"register_number": "LSP.Č/2023/0001"},
    ],
)
def test_every_kind_of_certificate_looks_the_same_both_ways(changes, whole, forms):
    _check_that_both_ways_are_one(dataclasses.replace(whole, **changes), forms)


@pytest.mark.parametrize("base", [base for base in Base if base != STANDARD.base])
def test_another_design_looks_the_same_both_ways(base, forms):
    wording = Wording(
        statement="Diberikan pada {tanggal_terbit} kepada", note="No. {nomor_register}"
    )
    design = Design(base=base, heading="#123456", ornament="#602010", wording=wording)
    full = render_pdf(SAMPLE, design=design)
    assert comparing.differences(from_form(SAMPLE, forms, design=design), full) == []


def _structure(pdf, folder):
    path = folder / "file.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdfinfo", "-struct-text", str(path)], check=True, capture_output=True, text=True
    )
    # The name of a table's head is made of an object's number.
    return re.sub(r"\d+-(?=\d+-\d+)", "", done.stdout)


def test_a_screen_reader_hears_the_same_in_the_same_order(whole, forms, tmp_path):
    content = dataclasses.replace(
        whole, holder_name="Dr. Raden " + "Ajeng " * 13 + "Kusumaningtyas"
    )
    fast, full = from_form(content, forms), render_pdf(content)
    assert _structure(fast, tmp_path) == _structure(full, tmp_path)
    assert reading.alternative_texts(fast) == reading.alternative_texts(full)


def test_the_file_says_the_same_about_itself(whole, forms):
    content = dataclasses.replace(whole, holder_name="Łucja (1) \\ <b>&amp;</b>")
    fast, full = (
        pypdf.PdfReader(io.BytesIO(pdf)) for pdf in (from_form(content, forms), render_pdf(content))
    )
    roots = [reader.trailer["/Root"] for reader in (fast, full)]
    assert fast.metadata == full.metadata
    assert roots[0]["/Metadata"].get_data() == roots[1]["/Metadata"].get_data()
    for entry in ("/Lang", "/MarkInfo", "/ViewerPreferences"):
        assert roots[0][entry] == roots[1][entry]
    assert roots[0].keys() == roots[1].keys()


def test_photograph_and_credential_are_in_the_file_as_they_are(whole, forms):
    pdf = render_pdf(whole, credential=CREDENTIAL, forms=forms)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert whole.photo_jpeg in pdf
    full = pypdf.PdfReader(io.BytesIO(render_pdf(whole, credential=CREDENTIAL)))
    [named, plain] = [held.trailer["/Root"]["/AF"][0].get_object() for held in (reader, full)]
    files = [held["/EF"]["/F"].get_object() for held in (named, plain)]
    assert [held.get_data() for held in files] == [CREDENTIAL.encode()] * 2
    assert files[0]["/Params"] == files[1]["/Params"]
    assert {key: named[key] for key in named if key != "/EF"} == {
        key: plain[key] for key in plain if key != "/EF"
    }


def test_the_seal_in_the_file_holds_for_the_whole_of_it(whole, forms, seal, tmp_path):
    pdf = render_pdf(whole, credential=CREDENTIAL, seal=seal, sealed_at=AT, forms=forms)
    path = tmp_path / "sealed.pdf"
    path.write_bytes(pdf)
    said = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout
    assert "Signature Validation: Signature is Valid." in said
    assert "Total document signed" in said
    found = sealing.examine(pdf)
    [signature] = found.signatures
    assert (found.is_sealed, signature.claimed_at, signature.forbids_changes) == (True, AT, True)
    assert pdf.count(b"%%EOF") == 1


def test_a_sealed_file_keeps_to_the_syntax_of_pdf(whole, forms, seal, tmp_path):
    path = tmp_path / "sealed.pdf"
    path.write_bytes(render_pdf(whole, credential=CREDENTIAL, seal=seal, sealed_at=AT, forms=forms))
    done = subprocess.run(
        ["qpdf", "--check", str(path)], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


IN_ANOTHER_PROCESS = """
import hashlib, pathlib, sys
from certificates.rendering import FormStore, render_pdf
from tests.certificates.samples import SAMPLE
from tests.certificates.rendering.compiled.samples import AT, CREDENTIAL
forms = FormStore(pathlib.Path(sys.argv[1]))
print(hashlib.sha256(render_pdf(SAMPLE, credential=CREDENTIAL, forms=forms)).hexdigest())
print("weasyprint" in sys.modules, "django" in sys.modules)
"""


def _in_another_process(folder):
    command = [sys.executable, "-c", IN_ANOTHER_PROCESS, str(folder)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")


def test_another_process_makes_the_same_bytes_from_a_stored_form_without_weasyprint(tmp_path):
    here = render_pdf(SAMPLE, credential=CREDENTIAL, forms=FormStore(tmp_path))
    assert _in_another_process(tmp_path) == [hashlib.sha256(here).hexdigest(), "False False", ""]


def test_another_process_compiles_the_same_form(tmp_path):
    here = render_pdf(SAMPLE, credential=CREDENTIAL, forms=FormStore(tmp_path / "here"))
    there, *_ = _in_another_process(tmp_path / "there")
    assert there == hashlib.sha256(here).hexdigest()
    [one], [other] = (list((tmp_path / name).iterdir()) for name in ("here", "there"))
    assert (one.name, one.read_bytes()) == (other.name, other.read_bytes())


def _photo(kind, size, **how):
    data = io.BytesIO()
    Image.new("RGB", size, "#6B3A1E").save(data, kind, **how)
    return data.getvalue()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"photo_jpeg": _photo("PNG", (300, 400))}, "no JPEG"),
        ({"photo_jpeg": _photo("JPEG", (400, 400))}, "the shape of its place"),
        ({"photo_jpeg": _photo("JPEG", (300, 400))[:30]}, "cannot be read"),
        ({"holder_name": "Siti  Romlah"}, "spaces"),
        ({"holder_name": "Ka\u0331tut"}, "lacks letters"),
        ({"verify_url": "https://a.id/v/7kq4m000x9rt"}, "does not end with the code"),
        ({"verify_url": "https://a.id/V/7KQ4M000X9RT"}, "alphanumeric"),
        ({"verify_url": "HTTPS://A.ID/V/7KQ4M000X9Rt", "verify_code": "7KQ4M000X9Rt"}, "letter"),
        ({"holder_name": "W" * 60}, "every paper"),
    ],
)
def test_what_a_form_cannot_set_exactly_goes_the_full_way(changes, reason, forms):
    content = dataclasses.replace(SAMPLE, **changes)
    with pytest.raises(NeedsFullRenderError, match=reason):
        from_form(content, forms)


def test_the_full_way_is_taken_by_itself(forms, caplog):
    content = dataclasses.replace(SAMPLE, photo_jpeg=_photo("JPEG", (400, 400)))
    with caplog.at_level("INFO", logger="certificates.rendering"):
        assert render_pdf(content, forms=forms) == render_pdf(content)
    [message] = caplog.messages
    assert re.fullmatch(r"certificate typeset in full, number \d+ here: the photograph.*", message)


@pytest.mark.parametrize("layout", [Layout.PREVIEW, Layout.OVERPRINT])
def test_other_papers_are_typeset_in_full(layout, forms):
    assert render_pdf(SAMPLE, layout=layout, forms=forms) == render_pdf(SAMPLE, layout=layout)


def test_a_damaged_form_is_made_again(tmp_path, caplog):
    store = FormStore(tmp_path / "forms")
    before = render_pdf(SAMPLE, forms=store)
    [path] = (tmp_path / "forms").iterdir()
    kept = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(kept[:5000] + b"A" + kept[5001:])
    engine.forget_forms()
    assert render_pdf(SAMPLE, forms=store) == before
    assert "a compiled form is damaged" in caplog.text
    assert path.read_bytes() == kept


def test_the_form_of_one_is_not_that_of_another(forms):
    other = dataclasses.replace(SAMPLE, city="Jombang", signatory_name="Dewi Ratna")
    printed = reading.text(from_form(other, forms), 0)
    assert "Jombang, 26 Januari 2023" in printed
    assert "Dewi Ratna" in printed
    assert "Semarang" not in printed


def test_a_certificate_is_of_the_size_that_was_promised(whole, forms, seal):
    photo = _photo("JPEG", (354, 472)).ljust(28_000, b"\0")
    content = dataclasses.replace(whole, photo_jpeg=photo)
    pdf = render_pdf(content, credential="e" * 3000, seal=seal, sealed_at=AT, forms=forms)
    logos = len(whole.logo_body) + len(whole.logo_agency)
    assert len(pdf) - logos < 120_000


def test_another_program_is_printed_from_the_same_form(whole, tmp_path):
    forms = FormStore(tmp_path)
    for program in ("Uji Batik 2025", "Sertifikasi Perajin Batik Pesisir Utara, Gelombang 2"):
        content = dataclasses.replace(whole, program_name=program)
        _check_that_both_ways_are_one(content, forms)
    assert len(list(tmp_path.glob("*.form"))) == 1


@pytest.mark.parametrize(
    "program", ["Batik", "Pelatihan Pembatik ‘Mega Mendung’", "Program panjang sekali " * 9]
)
def test_a_program_that_would_move_the_page_has_its_own_form(program, whole, tmp_path):
    content = dataclasses.replace(whole, program_name=program)
    words = Wording(together="bersama {dinas} dalam {program}") if program == "Batik" else Wording()
    design = Design(wording=words)
    fast = from_form(content, FormStore(tmp_path), design=design)
    assert comparing.differences(fast, render_pdf(content, design=design)) == []
