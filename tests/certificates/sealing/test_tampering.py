"""A changed PDF is never called genuine (reliability C1), and P=1 holds (C2).

Reduced here to 100 flips; the drill makes 3,000 over the whole file and 1,000 in the signature's
own gap. The file on the register is known by its SHA-256, so the judgement is both: the hash is
there, and the seal is whole.
"""

import hashlib

import pytest

from certificates import sealing
from tests.certificates.sealing import tampering


def is_genuine(pdf: bytes, register: set[str]) -> bool:
    """What the verification page does: the register first, then the seal."""
    found = sealing.examine(pdf)
    return found.sha256 in register and found.is_sealed


def test_the_original_is_genuine(sealed):
    assert is_genuine(sealed, {hashlib.sha256(sealed).hexdigest()})


@pytest.mark.parametrize("attack", tampering.ATTACKS.values(), ids=tampering.ATTACKS)
def test_every_attack_fails_by_hash_and_by_seal(sealed, attack):
    changed = attack(sealed)

    assert changed != sealed
    assert hashlib.sha256(changed).hexdigest() != hashlib.sha256(sealed).hexdigest()
    assert not sealing.examine(changed).is_sealed


COUNTS = [
    pytest.param(80, 20, id="100 flips"),
    pytest.param(3000, 1000, id="4000 flips", marks=pytest.mark.drill),
]


@pytest.mark.parametrize(("everywhere", "in_the_gap"), COUNTS)
def test_no_flipped_bit_passes(sealed, everywhere, in_the_gap, record_property):
    register = {hashlib.sha256(sealed).hexdigest()}
    gap = tampering.gap(sealed)
    tried = [
        *tampering.flips(sealed, everywhere, places=range(len(sealed))),
        *tampering.flips(sealed, in_the_gap, places=gap),
    ]

    genuine = [position for position, changed in tried if is_genuine(changed, register)]
    by_seal_alone = [place for place, changed in tried if sealing.examine(changed).is_sealed]

    figures = f"{len(tried)} flips, {len(genuine)} called genuine"
    record_property("figures", f"{figures}; by the signature alone {len(by_seal_alone)}")
    assert genuine == []
    assert all(position in gap for position in by_seal_alone)


@pytest.mark.control
def test_the_signature_alone_lets_flips_in_its_own_gap_pass(sealed, record_property):
    gap = tampering.gap(sealed)
    tried = list(tampering.flips(sealed, 200, places=gap))

    passed = [position for position, changed in tried if sealing.examine(changed).is_sealed]

    record_property("figures", f"{len(passed)} of {len(tried)} flips in the gap pass")
    assert passed
