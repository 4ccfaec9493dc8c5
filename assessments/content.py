"""Wording that assessments keep by version: consent statements, reason chips, number pattern."""

from dataclasses import dataclass

DECREE_NUMBER_PATTERN = "{seq}/LSP/SK-HASIL/{roman_month}/{year}"

# Offered beside "Belum"; anything else is typed. What other candidates lacked comes first.
REASON_CHIPS: tuple[str, ...] = (
    "Belum dilakukan",
    "Belum rapi",
    "Belum sesuai langkah kerja",
    "Masih perlu dibantu",
    "Alat belum dipakai dengan benar",
)


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One version of what both sides agree to before an assessment (FR.AK.01)."""

    version: str
    candidate_statements: tuple[str, ...]
    assessor_statements: tuple[str, ...]
    appeal: str


# A version that was agreed to stays here for ever: the consent row keeps only its name.
CONSENT_TEXTS: dict[str, ConsentText] = {
    text.version: text
    for text in (
        ConsentText(
            version="AK01-2026-1",
            candidate_statements=(
                "Saya bersedia dinilai hari ini oleh asesor yang menyapa saya.",
                "Saya tahu apa yang dinilai dan bagaimana caranya.",
                "Hasil penilaian dipakai untuk sertifikasi dan pengembangan keahlian saya.",
                "Hanya orang yang berwenang yang boleh melihat hasilnya.",
            ),
            assessor_statements=(
                "Saya menilai menurut kriteria skema ini, tanpa membeda-bedakan.",
                "Saya tidak membuka hasil penilaian kecuali kepada yang berwenang.",
                "Saya tidak melatih dan tidak punya hubungan keluarga dengan asesi ini.",
            ),
            appeal=(
                "Asesi boleh mengajukan banding kalau merasa penilaian tidak adil. Caranya: "
                "sampaikan kepada LSP secara lisan atau tertulis. Orang lain yang tidak menilai "
                "akan memeriksanya."
            ),
        ),
    )
}
CURRENT_CONSENT = CONSENT_TEXTS["AK01-2026-1"]
