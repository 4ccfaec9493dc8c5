"""A body's seal, ready to be put on files."""

from datetime import datetime

from certificates.sealing import cms
from certificates.sealing.chains import Chain
from certificates.sealing.keys import SigningKey
from certificates.sealing.stamping import TimeStampAuthority


class PdfSeal:
    """A key with its chain: seals as PAdES B-B, or B-T with a time stamping authority.

    Without an authority and with a key in a file the same bytes get the same seal, always.
    Satisfies `certificates.rendering.Seal`.
    """

    def __init__(
        self, key: SigningKey, chain: Chain, *, authority: TimeStampAuthority | None = None
    ) -> None:
        self.fingerprint = chain.fingerprint
        self._valid_from = chain.valid_from
        self._key = key
        self._authority = authority
        self._form = cms.prepare(chain.to_der(), algorithm=key.algorithm)
        longest = self._form.assemble(self._form.attributes(cms.PLACE), bytes(key.longest))
        self._room = len(longest)

    @property
    def room(self) -> int:
        """How many bytes the signature may take."""
        if self._authority is None:
            return self._room
        return self._room + self._authority.room

    def moment(self, at: datetime) -> datetime:
        """Give the moment that a seal states: ``at``, or the first at which the key is valid.

        A number may be older than the key that seals its file, after a loss or a long wait.
        """
        return max(at, self._valid_from)

    def sign(self, digest: bytes, *, at: datetime) -> bytes:
        """Give the CMS over a file's digest (SHA-256 of its byte ranges).

        Raises:
            SealError: token or time stamping authority do not answer.
        """
        attributes = self._form.attributes(digest)
        signature = self._key.sign(attributes)
        stamp = self._authority.stamp(signature) if self._authority else b""
        return self._form.assemble(attributes, signature, stamp)

    def seal_file(self, pdf: bytes, *, at: datetime) -> bytes:
        """Give a finished file with one more revision that seals all of it.

        Raises:
            SealError: token or time stamping authority do not answer.
        """
        from certificates.sealing import revision  # noqa: PLC0415 -- pyHanko is large

        return revision.certify(
            pdf, room=self.room, sign=lambda digest: self.sign(digest, at=at), at=at
        )
