"""A key that never leaves its token: SoftHSM stands for the HSM, through the same PKCS#11."""

import pytest

from certificates import sealing
from certificates.sealing import SealError, TokenKey
from tests.certificates import tokens
from tests.certificates.sealing.conftest import AT
from tests.certificates.sealing.test_seal import pdfsig


@pytest.mark.parametrize("make", tokens.KINDS.values(), ids=tokens.KINDS)
def test_a_token_seals_like_a_file(token, make, unsealed, tmp_path):
    pair = make(token, f"kunci-{make.__name__}", at=AT)
    key = TokenKey(
        module=tokens.MODULE,
        token=tokens.TOKEN,
        label=pair.label,
        pin=tokens.PIN,
        algorithm=pair.chain.signature_algorithm,
        longest=pair.chain.longest_signature,
    )

    pdf = sealing.PdfSeal(key, pair.chain).seal_file(unsealed, at=AT)

    assert sealing.examine(pdf).is_sealed
    assert "Signature Validation: Signature is Valid." in pdfsig(pdf, tmp_path)


def test_an_absent_token_says_what_to_look_at(token):
    key = TokenKey(
        module=tokens.MODULE,
        token="lain",
        label="x",
        pin=tokens.PIN,
        algorithm="sha256_rsa",
        longest=256,
    )

    with pytest.raises(SealError, match="Token segel tidak menjawab"):
        key.sign(b"apa pun")
