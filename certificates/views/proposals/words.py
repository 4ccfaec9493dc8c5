"""How each kind of proposal is spoken of, in addresses, buttons and answers."""

from dataclasses import dataclass

from certificates.enums import ProposalKind


@dataclass(frozen=True, slots=True)
class Words:
    """How one kind of proposal is spoken of."""

    slug: str
    verb: str
    consequence: str
    done: str
    is_danger: bool = False


WORDS = {
    ProposalKind.REVOKE: Words(
        "cabut",
        "Cabut sertifikat",
        "Setelah disetujui, pencabutan berlaku tetap dan halaman periksa menjawab “dicabut”.",
        "Sertifikat dicabut.",
        is_danger=True,
    ),
    ProposalKind.SUSPEND: Words(
        "bekukan",
        "Bekukan sertifikat",
        "Setelah disetujui, halaman periksa menjawab “dibekukan” sampai sertifikat dipulihkan.",
        "Sertifikat dibekukan.",
        is_danger=True,
    ),
    ProposalKind.LIFT: Words(
        "pulihkan",
        "Pulihkan sertifikat",
        "Setelah disetujui, halaman periksa menjawab “sah” lagi.",
        "Sertifikat dipulihkan.",
    ),
    ProposalKind.REPLACE: Words(
        "ganti",
        "Ganti sertifikat",
        "Sertifikat lama tidak dihapus. Setelah disetujui, halaman periksanya menjawab “diganti” "
        "dan menunjuk ke yang baru. Nomor register baru diambil; masa berlaku tetap sampai hari "
        "yang sama.",
        "Sertifikat pengganti sedang dibuat.",
    ),
    ProposalKind.DUPLICATE: Words(
        "duplikat",
        "Cetak duplikat",
        "Nomor dan isi sertifikat tetap. Setelah disetujui, satu lembar lagi boleh dicetak.",
        "Duplikat disetujui. Cetak, lalu catat lembar barunya di halaman sertifikat.",
    ),
}
KINDS = {words.slug: kind for kind, words in WORDS.items()}
