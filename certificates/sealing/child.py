"""The limited process in which a file from outside is judged.

It is run with ``python -m certificates.sealing.child``. It gets the length of the original, the
original and the file on its standard input, and answers JSON. It has no settings, no database and
no keys, writes nothing, and dies alone when a file asks for too much (reliability notes, 2.7).
"""

import json
import os
import resource
import struct
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certificates.sealing.chains import Chain
from certificates.sealing.errors import SealError

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "certificates.sealing.child")
LENGTH = struct.Struct(">Q")
MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 20
SECONDS = 30
TOO_HEAVY = (
    "Berkas ini tidak bisa dibaca: rusak, atau jauh lebih rumit daripada sertifikat. Tidak ada "
    "yang berubah. Tanda tangani lagi dari berkas yang diunduh dari sini."
)


@dataclass(frozen=True, slots=True)
class SignedElsewhere:
    """Who signed a certificate's file outside, and when by the signer's own word."""

    chain: Chain
    signed_at: datetime | None


def read(pdf: bytes, *, original: bytes) -> SignedElsewhere:
    """Judge a file from outside in a process of its own.

    Raises:
        SealError: it is not the original with a good signature and nothing else.
    """
    kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
    try:
        done = subprocess.run(
            COMMAND,
            input=LENGTH.pack(len(original)) + original + pdf,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd=ROOT,
            env=kept | {"PYTHONPATH": str(ROOT)},
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise SealError(TOO_HEAVY) from error
    if "refused" in answer:
        raise SealError(answer["refused"])
    said = answer["signed_at"]
    return SignedElsewhere(
        Chain.from_pem(answer["chain"]), datetime.fromisoformat(said) if said else None
    )


def _judge(data: bytes) -> dict[str, str | None]:
    from certificates.sealing import elsewhere  # noqa: PLC0415 -- only the child needs pyHanko

    (length,) = LENGTH.unpack_from(data)
    original, pdf = data[LENGTH.size : LENGTH.size + length], data[LENGTH.size + length :]
    try:
        signature = elsewhere.check(pdf, original=original)
    except SealError as refusal:
        return {"refused": str(refusal)}
    at = signature.stamped_at or signature.claimed_at
    return {"chain": signature.chain.to_pem(), "signed_at": at.isoformat() if at else None}


def main() -> None:
    """Give up what is not needed, read, answer, end."""
    for kind, amount in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        limit = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (limit, hard))
    sys.stdout.write(json.dumps(_judge(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
