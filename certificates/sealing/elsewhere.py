"""Judging a file that left as an issued certificate and came back with somebody's signature.

Three things must hold: it begins with the issued bytes, unchanged; what was added signs and does
nothing else (no page, no overlay, no attachment); and the signature is intact and
covers the whole file.
"""

import io

from pyhanko.pdf_utils.reader import PdfFileReader

from certificates.sealing import comparison, examining
from certificates.sealing.errors import SealError
from certificates.sealing.examination import Signature


def check(pdf: bytes, *, original: bytes) -> Signature:
    """Give the last signature of ``pdf``, the signed form of ``original``.

    Raises:
        SealError: it is another file, unsigned, or more than a signature was added.
    """
    if pdf == original:
        raise SealError("Berkas ini belum ditandatangani. Tanda tangani dulu, lalu unggah.")
    if not pdf.startswith(original):
        raise SealError(
            "Berkas ini bukan sertifikat yang diunduh dari sini dengan tanda tangan tambahan. "
            "Unduh sertifikatnya, tanda tangani tanpa menyimpan ulang atau mencetak, lalu unggah."
        )
    found = examining.examine(pdf)
    if not found.is_readable or not found.signatures:
        raise SealError("Tidak ada tanda tangan elektronik di berkas ini. Tanda tangani dulu.")
    if not found.holds:
        raise SealError(
            "Tanda tangan di berkas ini tidak utuh, atau ada yang berubah sesudahnya. Tanda "
            "tangani lagi dari berkas yang diunduh dari sini."
        )
    before, after = (PdfFileReader(io.BytesIO(data), strict=False) for data in (original, pdf))
    if not comparison.says_the_same(before, after):
        raise SealError(
            "Isi berkas ini berubah: ada halaman, gambar, atau tulisan yang ditambahkan di luar "
            "tanda tangan. Tanda tangani lagi dari berkas yang diunduh dari sini."
        )
    return found.signatures[-1]
