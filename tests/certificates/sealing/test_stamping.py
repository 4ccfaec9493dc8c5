"""A time stamp by an authority of our own that speaks RFC 3161 over HTTP."""

import datetime as dt
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509 import ExtendedKeyUsage
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.timestamps import DummyTimeStamper

from certificates import sealing
from certificates.sealing import SealError, TimeStampAuthority
from tests.certificates.sealing.conftest import AT, self_signed

STAMPED_AT = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def stamper():
    key = rsa.generate_private_key(65537, 2048)
    usage = ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    certificate = self_signed(key, name="Stempel waktu uji", extensions=[usage])
    return DummyTimeStamper(
        x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(
            key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
        fixed_dt=STAMPED_AT,
    )


@contextmanager
def serving(answer):
    """Serve ``answer(request) -> bytes`` on the loopback; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            said = answer(tsp.TimeStampReq.load(body))
            self.send_response(200 if said else 503)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_stamp_is_in_the_seal_and_is_believed(stamper, pair, unsealed):
    with serving(lambda request: stamper.request_tsa_response(request).dump()) as address:
        seal = sealing.PdfSeal(
            sealing.file_key(pair.key), pair.chain, authority=TimeStampAuthority(address)
        )
        pdf = seal.seal_file(unsealed, at=AT)

    found = sealing.examine(pdf)
    assert found.is_sealed
    assert (found.signatures[0].claimed_at, found.signatures[0].stamped_at) == (AT, STAMPED_AT)


def test_a_stamp_for_something_else_is_refused(stamper):
    def twisted(request):
        request["message_imprint"]["hashed_message"] = bytes(32)
        return stamper.request_tsa_response(tsp.TimeStampReq(request.native)).dump()

    with serving(twisted) as address, pytest.raises(SealError, match="untuk dokumen lain"):
        TimeStampAuthority(address).stamp(b"ours")


def test_an_authority_that_is_down_says_what_is_safe(stamper):
    with (
        serving(lambda _: b"") as address,
        pytest.raises(SealError, match="Nomor sertifikat aman"),
    ):
        TimeStampAuthority(address).stamp(b"ours")
    with pytest.raises(SealError, match="Nomor sertifikat aman"):
        TimeStampAuthority(address).stamp(b"ours")
