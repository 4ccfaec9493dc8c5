"""Which key signs for a body, and the credential of a certificate."""

import functools
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from certificates import credentials, numbering
from certificates.content import CertificateContent
from certificates.models import Certificate, CredentialKey, StatusList
from certify.lib.keyfolder import KeyFolderError
from certify.privacy import keyfiles
from programs.models import CertificationBody


@functools.lru_cache(maxsize=64)
def _opened(folder: Path, name: str, did: str) -> credentials.Signer:
    """Open a private key once in this process; its name follows from the key, so it never ages."""
    private = keyfiles.folder().load(name)
    if not isinstance(private, Ed25519PrivateKey):
        msg = f"the key {name} in {folder} does not sign credentials"
        raise KeyFolderError(msg)
    return credentials.Signer(did=did, private=private)


def signer_of(key: CredentialKey) -> credentials.Signer:
    """Give the key with its private half.

    Raises:
        KeyFolderError: the private half is not in the key folder, or does not open.
    """
    return _opened(keyfiles.folder().path, key.name, key.did)


@dataclass
class Issuers:
    """The keys and lists of many certificates, each read once.

    A certificate's credential is signed by the key that was active when its number was taken, so
    the same certificate gives the same credential.
    """

    _keys: dict[int, list[CredentialKey]] = field(default_factory=dict)
    _addresses: dict[int, str] = field(default_factory=dict)

    def key_at(self, body: int, at: datetime) -> CredentialKey | None:
        """Give the key that signed for a body at a moment."""
        if body not in self._keys:
            self._keys[body] = list(CredentialKey.objects.filter(body=body))
        for key in self._keys[body]:
            if key.active_from <= at and (key.active_until is None or at < key.active_until):
                return key
        return None

    def place_of(self, certificate: Certificate) -> credentials.StatusPlace | None:
        """Give the certificate's place in the status lists; old certificates have none."""
        number, index = certificate.status_list_id, certificate.status_index
        if number is None or index is None:
            return None
        if number not in self._addresses:
            self._addresses[number] = StatusList.objects.get(pk=number).address
        return credentials.StatusPlace(address=self._addresses[number], index=index)

    def jwt_of(self, certificate: Certificate, content: CertificateContent) -> str | None:
        """Give the VC-JWT that goes into a certificate's file.

        None when the body had no key when the number was taken.

        Raises:
            KeyFolderError: there was a key, and its private half does not open.
        """
        found = self._place_and_signer(certificate)
        if found is None:
            return None
        place, signer = found
        return credentials.credential_jwt(content, place=place, signer=signer)

    def json_of(self, certificate: Certificate, content: CertificateContent) -> str | None:
        """Give the same credential as JSON with its proof in it; None and errors as above."""
        found = self._place_and_signer(certificate)
        if found is None:
            return None
        place, signer = found
        return credentials.credential_json(
            content, place=place, signer=signer, created=certificate.reserved_at
        )

    def _place_and_signer(
        self, certificate: Certificate
    ) -> tuple[credentials.StatusPlace, credentials.Signer] | None:
        key = self.key_at(certificate.body_id, certificate.reserved_at)
        place = self.place_of(certificate)
        if key is None or place is None:
            return None
        return place, signer_of(key)


def has_credential(certificate: Certificate) -> bool:
    """Tell whether the certificate has a digital credential: the body had a key in time."""
    issuers = Issuers()
    key = issuers.key_at(certificate.body_id, certificate.reserved_at)
    return key is not None and certificate.status_list_id is not None


def issuer_document(body: int) -> dict[str, object] | None:
    """Give a body's DID document with every key it ever had; None when it never had one."""
    keys = list(CredentialKey.objects.filter(body=body).order_by("-active_from", "-pk"))
    if not keys:
        return None
    did = keys[0].did
    return credentials.did_document(did, [key.public for key in keys if key.did == did])


def site_document() -> dict[str, object]:
    """Give the site's own DID document: it signs nothing itself and names the bodies that do."""
    did = credentials.did_web(settings.PUBLIC_URL)
    keys = CredentialKey.objects.filter(active_until__isnull=True).order_by("body")
    return {
        "@context": credentials.DID_CONTEXTS[:1],
        "id": did,
        "service": [
            {
                "id": f"{did}#lsp-{key.body_id}",
                "type": "CertificationBody",
                "serviceEndpoint": f"{numbering.issuer_address(key.body)}/did.json",
            }
            for key in keys.select_related("body")
        ],
    }


def status_list(*, body: int, number: int) -> StatusList | None:
    """Give a body's list by its number."""
    return StatusList.objects.filter(body=body, number=number).first()


def credential_keys(body: CertificationBody) -> list[CredentialKey]:
    """Give every key a body ever had, the newest first."""
    rows = CredentialKey.objects.filter(body=body).select_related("made_by")
    return list(rows.order_by("-active_from", "-pk"))


def credential_notice(body: CertificationBody) -> str:
    """Say that a body issues without credentials; empty when it has a key."""
    if CredentialKey.objects.filter(body=body, active_until__isnull=True).exists():
        return ""
    return (
        "LSP ini belum punya kunci kredensial, jadi sertifikat terbit tanpa kredensial digital. "
        "Direktur membuatnya di halaman data LSP."
    )


def status_lists(body: CertificationBody) -> list[StatusList]:
    """Give the lists of a body in the order in which they were opened."""
    return list(StatusList.objects.filter(body=body).order_by("number"))
