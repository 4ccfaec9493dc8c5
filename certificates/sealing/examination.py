"""What was found out about a file's signatures."""

from dataclasses import dataclass
from datetime import datetime

from certificates.sealing.chains import Chain


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a file."""

    chain: Chain
    is_intact: bool
    covers_whole_file: bool
    forbids_changes: bool
    changes_are_allowed: bool
    claimed_at: datetime | None
    stamped_at: datetime | None

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the signer's certificate."""
        return self.chain.fingerprint

    @property
    def signer(self) -> str:
        """Whom the signer's certificate names."""
        return self.chain.subject


@dataclass(frozen=True, slots=True)
class Examination:
    """A file's hash and its signatures, in the order in which they were made."""

    sha256: str
    is_readable: bool
    signatures: tuple[Signature, ...] = ()

    @property
    def is_sealed(self) -> bool:
        """Certified with P=1 by its first signature, whole and unchanged since."""
        return bool(len(self.signatures) == 1 and self.signatures[0].forbids_changes and self.holds)

    @property
    def holds(self) -> bool:
        """Every signature is intact, the last covers the whole file, no change breaks a rule."""
        return bool(
            self.signatures
            and all(one.is_intact and one.changes_are_allowed for one in self.signatures)
            and self.signatures[-1].covers_whole_file
        )
