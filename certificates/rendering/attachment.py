"""The file that a certificate carries: its credential, for machines and for wallets."""

from certificates.content import CertificateContent
from certify.papers.attached import AttachedFile


def credential_file(content: CertificateContent, credential: str) -> AttachedFile:
    """Return the verifiable credential (a VC-JWT) as the file that the certificate carries."""
    return AttachedFile(
        name="credential.jwt",
        media_type="application/jwt",
        data=credential.encode("ascii"),
        description="Open Badges 3.0",
        dated_on=content.issued_on,
        relationship="Alternative",
    )
