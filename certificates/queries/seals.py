"""Which key seals for a body, what is published about it, which file is handed out."""

import functools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from certificates import sealing
from certificates.enums import SealPlace, SealStatus
from certificates.models import Certificate, SealKey, SealPolicy, SignedFile
from certificates.queries import contents
from certificates.sealing import Chain, PdfSeal, SealError, TimeStampAuthority, TokenKey
from certify.accounts.models import User
from certify.accounts.roles import Permission
from certify.lib.errors import NotNowError
from certify.lib.keyfolder import KeyFolder, KeyFolderError
from certify.privacy import keyfiles
from programs.models import CertificationBody

WARN_BEFORE = timedelta(days=60)
BITS_PER_BYTE = 8


def bodies_visible_to(user: User) -> QuerySet[CertificationBody]:
    """Give the bodies whose seal and credential keys the person may look at."""
    return CertificationBody.objects.filter(
        organization__in=user.organizations_with(Permission.VIEW_CERTIFICATION)
    ).select_related("organization", "seal_policy")


def seal_keys(user: User) -> QuerySet[SealKey]:
    """Give the keys of those bodies, newest first."""
    return SealKey.objects.filter(
        body__in=user.organizations_with(Permission.VIEW_CERTIFICATION)
    ).select_related("body__organization", "added_by", "ended_by")


def active_seal_key(body: CertificationBody) -> SealKey | None:
    """Give the key that seals for a body now."""
    return SealKey.objects.filter(body=body, status=SealStatus.ACTIVE).first()


def signs_elsewhere(body: CertificationBody) -> bool:
    """Tell whether a body's files are signed outside Canting and so issued without our seal."""
    return SealPolicy.objects.filter(body=body, signs_elsewhere=True).exists()


def seal_of(body: CertificationBody) -> PdfSeal | None:
    """Give the seal that goes on a body's certificates; None where they are issued unsealed.

    Raises:
        NotNowError: there is a key, and it cannot be used here: its file or token is missing.
    """
    key = None if signs_elsewhere(body) else active_seal_key(body)
    return opened(key) if key else None


@dataclass
class Seals:
    """The seals of many certificates, each body's read once."""

    _seals: dict[int, PdfSeal | None] = field(default_factory=dict)

    def of(self, certificate: Certificate) -> PdfSeal | None:
        """Give the seal of the certificate's body; raises as ``seal_of`` does."""
        if certificate.body_id not in self._seals:
            self._seals[certificate.body_id] = seal_of(certificate.body)
        return self._seals[certificate.body_id]


def opened(key: SealKey) -> PdfSeal:
    """Open the private half of a key, once in this process.

    Raises:
        NotNowError: the key folder or the settings of the token lack it.
    """
    try:
        return _opened(
            keyfiles.folder(),
            key.name,
            _token_place(key) if key.place == SealPlace.TOKEN else None,
            key.chain,
            settings.TSA_URL,
        )
    except (KeyFolderError, SealError) as error:
        raise NotNowError(
            "Kunci segel LSP ini tidak bisa dibuka di server. Nomor sertifikat aman. Minta "
            "pengelola sistem memeriksa folder kunci, lalu tekan “Lanjutkan”."
        ) from error


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where a key lies that never leaves its token."""

    module: Path
    pin: str = field(repr=False)
    token: str
    label: str


def _token_place(key: SealKey) -> TokenPlace:
    if not settings.PKCS11_MODULE:
        raise SealError("PKCS11_MODULE belum diatur.")
    module, pin = Path(settings.PKCS11_MODULE), settings.PKCS11_PIN
    return TokenPlace(module=module, pin=pin, token=key.token, label=key.token_key)


@functools.lru_cache(maxsize=64)
def _opened(
    folder: KeyFolder, name: str, place: TokenPlace | None, chain: str, tsa_url: str
) -> PdfSeal:
    certificates = Chain.from_pem(chain)
    key = token_key(place, certificates) if place else sealing.file_key(folder.load(name))
    authority = TimeStampAuthority(tsa_url) if tsa_url else None
    return PdfSeal(key, certificates, authority=authority)


def token_key(place: TokenPlace, chain: Chain) -> TokenKey:
    """Give the signing side of a key on a token; the token is asked at the first signature."""
    return TokenKey(
        module=str(place.module),
        token=place.token,
        label=place.label,
        pin=place.pin,
        algorithm=chain.signature_algorithm,
        longest=chain.longest_signature,
    )


@dataclass(frozen=True, slots=True)
class SealNotice:
    """What staff should know about a body's seal before they issue."""

    words: str
    stops: bool = False


def seal_notice(body: CertificationBody, *, at: datetime) -> SealNotice | None:
    """Say what is wrong or special about a body's seal; None when all is well."""
    if signs_elsewhere(body):
        return SealNotice(
            "LSP ini menandatangani di luar Canting, jadi berkas terbit tanpa segel dan diunggah "
            "lagi sesudah ditandatangani."
        )
    key = active_seal_key(body)
    if key is None:
        return SealNotice(
            "LSP ini belum punya segel digital, jadi berkas terbit tanpa segel. Keasliannya tetap "
            "bisa diperiksa lewat kode dan berkasnya."
        )
    if at >= key.valid_until:
        return SealNotice(
            "Masa berlaku segel digital LSP ini habis. Pasang segel baru sebelum menerbitkan.",
            stops=True,
        )
    if at >= key.valid_until - WARN_BEFORE:
        return SealNotice("Masa berlaku segel digital LSP ini hampir habis. Pasang yang baru.")
    if key.is_development:
        return SealNotice(
            "Segel digital LSP ini segel pengembangan, bukan dari penyelenggara yang sah."
        )
    return None


def published_keys(body: int) -> list[SealKey]:
    """Give every key that ever sealed for a body: what is published stays published."""
    rows = SealKey.objects.filter(body=body).select_related("body__organization")
    return list(rows.order_by("added_at", "pk"))


def signed_file(certificate: Certificate) -> SignedFile | None:
    """Give the newest form of a certificate's file that somebody signed outside."""
    return SignedFile.objects.filter(certificate=certificate).first()


def given_pdf(certificate: Certificate) -> bytes:
    """Read the file that is handed out: the newest signed outside, else the one that was issued.

    Raises:
        NotNowError: the file is not made yet.
    """
    signed = signed_file(certificate)
    if signed is None:
        return contents.stored_pdf(certificate)
    with signed.pdf.open("rb") as file:
        content: bytes = file.read()
    return content


def is_accepted(chain: Chain) -> bool:
    """Tell whether an authority of SIGNER_AUTHORITIES stands behind a chain of certificates."""
    if not settings.SIGNER_AUTHORITIES:
        return False
    pem = Path(settings.SIGNER_AUTHORITIES).read_text(encoding="ascii")
    return chain.leads_to(Chain.from_pem(pem).certificates)
