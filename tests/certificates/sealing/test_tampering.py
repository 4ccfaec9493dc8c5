"""A changed PDF is never called genuine (reliability C1), and P=1 holds (C2).

Reduced here to 100 flips; the drill makes 1,500 over the whole file and 1,000 in the signature's
own gap, for either way of making a file. The file on the register is known by its SHA-256, so the
judgement is both: the hash is there, and the seal is whole.
"""

import hashlib

import pytest

from certificates import sealing
from certificates.rendering import FormStore, render_pdf
from tests.certificates.samples import SAMPLE
from tests.certificates.sealing import tampering
from tests.certificates.sealing.conftest import AT


@pytest.fixture(scope="module", params=["full", "compiled"])
def genuine(request, sealed, seal, tmp_path_factory):
    """A sealed certificate from either way of making one."""
    if request.param == "full":
        return sealed
    forms = FormStore(tmp_path_factory.mktemp("forms"))
    return render_pdf(
        SAMPLE, credential="head.body.signature", seal=seal, sealed_at=AT, forms=forms
    )


def is_genuine(pdf: bytes, register: set[str]) -> bool:
    """What the verification page does: the register first, then the seal."""
    found = sealing.examine(pdf)
    return found.sha256 in register and found.is_sealed


def test_the_original_is_genuine(genuine):
    assert is_genuine(genuine, {hashlib.sha256(genuine).hexdigest()})


@pytest.mark.parametrize("attack", tampering.ATTACKS.values(), ids=tampering.ATTACKS)
def test_every_attack_fails_by_hash_and_by_seal(genuine, attack):
    changed = attack(genuine)

    assert changed != genuine
    assert hashlib.sha256(changed).hexdigest() != hashlib.sha256(genuine).hexdigest()
    assert not sealing.examine(changed).is_sealed


COUNTS = [
    pytest.param(80, 20, id="100 flips"),
    pytest.param(1500, 1000, id="2500 flips", marks=pytest.mark.drill),
]


@pytest.mark.parametrize(("everywhere", "in_the_gap"), COUNTS)
def test_no_flipped_bit_passes(genuine, everywhere, in_the_gap, record_property):
    register = {hashlib.sha256(genuine).hexdigest()}
    gap = tampering.gap(genuine)
    tried = [
        *tampering.flips(genuine, everywhere, places=range(len(genuine))),
        *tampering.flips(genuine, in_the_gap, places=gap),
    ]

    found = [(place, sealing.examine(changed)) for place, changed in tried]
    by_seal_alone = [place for place, one in found if one.is_sealed]
    called_genuine = [place for place, one in found if one.is_sealed and one.sha256 in register]

    figures = f"{len(tried)} flips, {len(called_genuine)} called genuine"
    record_property("figures", f"{figures}; by the signature alone {len(by_seal_alone)}")
    assert called_genuine == []
    assert all(place in gap for place in by_seal_alone)


@pytest.mark.control
def test_the_signature_alone_lets_flips_in_its_own_gap_pass(genuine, record_property):
    gap = tampering.gap(genuine)
    tried = list(tampering.flips(genuine, 200, places=gap))

    passed = [position for position, changed in tried if sealing.examine(changed).is_sealed]

    record_property("figures", f"{len(passed)} of {len(tried)} flips in the gap pass")
    assert passed
