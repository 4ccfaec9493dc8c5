"""Choices of certificates."""

from django.db.models import TextChoices


class CertificateStatus(TextChoices):
    """Expiry is computed from the date, never stored (domain.md 6.4)."""

    RESERVED = "reserved", "Sedang dibuat"
    ISSUED = "issued", "Berlaku"
    SUSPENDED = "suspended", "Dibekukan"
    REVOKED = "revoked", "Dicabut"
    REPLACED = "replaced", "Diganti"
    VOID = "void", "Nomor tidak dipakai"


class RunStatus(TextChoices):
    """One press of the issue button."""

    QUEUED = "queued", "Menunggu"
    RUNNING = "running", "Berjalan"
    DONE = "done", "Selesai"
    PARTIAL = "partial", "Selesai, ada yang perlu dilihat"


class Check(TextChoices):
    """What staff look at before certificates are issued, in the order of its weight."""

    PROBLEM = "problem", "Belum bisa"
    SPELLING = "spelling", "Ejaan"
    LONG = "long", "Nama panjang"
    ONE_WORD = "one-word", "Nama satu kata"
    ALIKE = "alike", "Mirip orang lain"
    DEGREE = "degree", "Gelar"


class DesignStatus(TextChoices):
    """A version of a certificate's design."""

    DRAFT = "draft", "Rancangan"
    FROZEN = "frozen", "Terkunci"
    ACTIVE = "active", "Dipakai"
    RETIRED = "retired", "Tidak dipakai lagi"


class LinkChannel(TextChoices):
    """How a personal link reached its holder."""

    WHATSAPP = "whatsapp", "WhatsApp"
    CARD = "card", "Kartu cetak"


class RecipientKind(TextChoices):
    """Who took the paper."""

    HOLDER = "holder", "Pemegang sendiri"
    PROXY = "proxy", "Wakil"


class ProposalKind(TextChoices):
    """What two people change about an issued certificate."""

    REVOKE = "revoke", "Cabut"
    SUSPEND = "suspend", "Bekukan"
    LIFT = "lift", "Pulihkan"
    REPLACE = "replace", "Ganti"
    DUPLICATE = "duplicate", "Cetak duplikat"


class ProposalStatus(TextChoices):
    """A proposed change, from the one who asks to another who answers."""

    OPEN = "open", "Menunggu keputusan"
    APPROVED = "approved", "Disetujui"
    DECLINED = "declined", "Tidak disetujui"
    WITHDRAWN = "withdrawn", "Ditarik pengusul"


class CopyKind(TextChoices):
    """Which paper was printed."""

    DIGITAL = "digital", "Cetakan sertifikat digital"
    OVERPRINT = "overprint", "Cetakan pada blanko BNSP"


class CopyStatus(TextChoices):
    """Where one sheet of paper is."""

    PRINTED = "printed", "Di kantor"
    HANDED_OVER = "handed_over", "Pada pemegang"
    RETURNED = "returned", "Dikembalikan"
    LOST = "lost", "Hilang"
    SPOILED = "spoiled", "Rusak"


class PublicState(TextChoices):
    """What a stranger reads about a certificate (ux.md S13)."""

    VALID = "valid", "Sertifikat ini sah"
    EXPIRED = "expired", "Sertifikat ini sah, tetapi masa berlakunya habis"
    SUSPENDED = "suspended", "Sertifikat ini dibekukan"
    REVOKED = "revoked", "Sertifikat ini dicabut"
    REPLACED = "replaced", "Sertifikat ini sudah diganti"
    SAMPLE = "sample", "Ini contoh, bukan sertifikat sungguhan"
    UNKNOWN = "unknown", "Kode tidak ditemukan"


class StatusPurpose(TextChoices):
    """What a list of credential states speaks of."""

    REVOCATION = "revocation", "Pencabutan"
    SUSPENSION = "suspension", "Pembekuan"


class CredentialKind(TextChoices):
    """The forms in which a credential is given out."""

    JWT = "jwt", "VC-JWT"
    JSON = "json", "JSON dengan bukti"
    BADGE = "badge", "Lencana SVG"


class FileAnswer(TextChoices):
    """What a stranger reads about a file that was received."""

    UNCHANGED = "unchanged", "Berkas ini asli, tidak diubah"
    CHANGED = "changed", "Berkas ini sudah diubah"
    UNKNOWN = "unknown", "Berkas ini bukan dari kami"


class SealKind(TextChoices):
    """Whose electronic seal a PDF carries (PP 71/2019 tells certified ones from others)."""

    NONE = "none", "Hanya kode QR, tanpa segel elektronik"
    DEVELOPMENT = "development", "Segel otoritas pengembangan, hanya untuk percobaan"
    BODY = "body", "Segel elektronik LSP, tidak tersertifikasi"
    CERTIFIED = "certified", "Segel elektronik tersertifikasi"
    COMPROMISED = "compromised", "Segel yang kuncinya kemudian dinyatakan bocor"
    SIGNED = "signed", "Tanda tangan elektronik dari luar, tanpa segel LSP"


class SealPlace(TextChoices):
    """Where a seal's private key lies."""

    FILE = "file", "Berkas di server"
    TOKEN = "token", "Token atau HSM"


class SealStatus(TextChoices):
    """Whether a key seals, has done its service, or fell into wrong hands."""

    ACTIVE = "active", "Dipakai"
    RETIRED = "retired", "Pensiun"
    COMPROMISED = "compromised", "Bocor"
