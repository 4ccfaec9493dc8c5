"""From a certificate's frozen content to the bytes of its file.

Nothing but the frozen row is read, so the file can be made again years later and is the same to
the byte: a kill between the file and its row costs a repetition, never a second paper.
"""

from django.conf import settings

from certificates import queries
from certificates.content import CertificateContent
from certificates.models import Certificate
from certificates.rendering import Design, FormStore, render_pdf
from certify.lib.errors import NotNowError


class Maker:
    """Makes the files of many certificates; what they share is read once."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._issuers = queries.Issuers()
        self._seals = queries.Seals()
        self._designs: dict[str, Design] = {}
        self._forms = forms_store()

    def pdf(self, certificate: Certificate) -> bytes:
        """Make the file of a certificate from what was frozen when its number was taken.

        Raises:
            NotNowError: the frozen content was changed since.
            NotPrintableError: a value has no room or no letters in our fonts.
            KeyFolderError: the body's private key is not where it was kept.
            SealError: token or time stamping authority do not answer.
        """
        content = frozen_content(certificate)
        seal = self._seals.of(certificate)
        return render_pdf(
            content,
            design=self._design(content.template_version),
            credential=self._issuers.jwt_of(certificate, content),
            seal=seal,
            # The moment of the number, so that a repeat is the same file.
            sealed_at=seal.moment(certificate.reserved_at) if seal else None,
            forms=self._forms,
        )

    @property
    def forms(self) -> FormStore | None:
        """Where compiled forms are kept; None where everything is typeset in full."""
        return self._forms

    def paper(self, certificate: Certificate) -> tuple[CertificateContent, Design]:
        """Give what a print of the certificate says and how it looks.

        Raises:
            NotNowError: the frozen content was changed since.
        """
        content = frozen_content(certificate)
        return content, self._design(content.template_version)

    def seal_fingerprint(self, certificate: Certificate) -> str:
        """Name the key that seals a certificate's file; empty where it is issued unsealed."""
        seal = self._seals.of(certificate)
        return seal.fingerprint if seal else ""

    def _design(self, version: str) -> Design:
        if version not in self._designs:
            self._designs[version] = queries.design_named(version)
        return self._designs[version]


def forms_store() -> FormStore | None:
    """Give the store of compiled forms; None where every certificate is typeset in full."""
    if settings.RENDERS_IN_FULL:
        return None
    return FormStore(settings.FORMS_FOLDER, compiles_apart=True)


def make_pdf(certificate: Certificate) -> bytes:
    """Make the file of one certificate; raises as ``Maker.pdf`` does."""
    return Maker().pdf(certificate)


def frozen_content(certificate: Certificate) -> CertificateContent:
    """Give what is printed, once it is seen to be what was frozen.

    Raises:
        NotNowError: it was changed since.
    """
    try:
        return CertificateContent.from_json(certificate.content, sha256=certificate.content_sha256)
    except ValueError as error:
        sentence = "Isi sertifikat ini tidak cocok dengan sidiknya. Jangan diteruskan; lapor."
        raise NotNowError(sentence) from error


def file_name(certificate: Certificate, *, sha256: str) -> str:
    """Give the private place of a file: it ends with the file's own hash.

    So another content has another name and never overwrites what was issued.
    """
    return f"sertifikat/{certificate.register_year}/{sha256}.pdf"
