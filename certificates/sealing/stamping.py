"""A time stamp of an authority outside (RFC 3161), so that the moment is not only our word."""

import asyncio
import hashlib

from certificates.sealing.errors import SealError

PATIENCE_SECONDS = 10
# Serial numbers and times in a token vary in length by a few bytes.
SLACK = 256


class TimeStampAuthority:
    """Asks one authority by HTTP; the answer is bound to the signature it was asked for."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._room: int | None = None

    @property
    def room(self) -> int:
        """How many bytes a token of this authority takes, asked for once."""
        if self._room is None:
            self._room = len(self.stamp(b"how long is a token?")) + SLACK
        return self._room

    def stamp(self, data: bytes) -> bytes:
        """Give a token over the SHA-256 of ``data``.

        Raises:
            SealError: the authority does not answer, refuses, or stamped something else.
        """
        from pyhanko.sign.timestamps import (  # noqa: PLC0415 -- only few bodies ask for stamps
            HTTPTimeStamper,
            TimestampRequestError,
        )

        digest = hashlib.sha256(data).digest()
        stamper = HTTPTimeStamper(self._url, timeout=PATIENCE_SECONDS)
        try:
            token = asyncio.run(stamper.async_timestamp(digest, "sha256"))
            info = token["content"]["encap_content_info"]["content"].parsed
            stamped = info["message_imprint"]["hashed_message"].native
        except (TimestampRequestError, OSError, TimeoutError, ValueError, TypeError) as error:
            raise SealError(
                "Layanan stempel waktu tidak menjawab. Nomor sertifikat aman. Tekan “Lanjutkan” "
                "nanti, atau minta pengelola sistem memeriksa TSA_URL."
            ) from error
        if stamped != digest:
            raise SealError(
                "Layanan stempel waktu menjawab untuk dokumen lain. Minta pengelola sistem "
                "memeriksa TSA_URL."
            )
        encoded: bytes = token.dump()
        return encoded
