"""What people type about keys that seal, and the files that are signed elsewhere."""

from django import forms


class SealFileForm(forms.Form):
    """A key as the authority handed it over."""

    key_file = forms.FileField(
        label="Berkas kunci",
        help_text="Berkas .p12 atau .pfx dari penyelenggara sertifikasi elektronik.",
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx,application/x-pkcs12"}),
        error_messages={"required": "Pilih berkas kuncinya.", "empty": "Berkas ini kosong."},
    )
    password = forms.CharField(
        label="Kata sandi berkas",
        max_length=200,
        strip=False,
        help_text="Hanya dipakai untuk membuka berkas ini, tidak disimpan.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tulis kata sandi berkas."},
    )


class SealTokenForm(forms.Form):
    """A key on a token, by the names that it has there."""

    token = forms.CharField(
        label="Nama token",
        max_length=64,
        help_text="Label token seperti yang terlihat di perangkat lunaknya.",
        error_messages={"required": "Tulis nama token."},
    )
    label = forms.CharField(
        label="Nama kunci di token",
        max_length=64,
        error_messages={"required": "Tulis nama kunci."},
    )
    certificates_pem = forms.CharField(
        label="Sertifikat dan rantainya (PEM)",
        max_length=20_000,
        help_text="Mulai dari sertifikat segel, lalu sertifikat yang mengeluarkannya.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        error_messages={"required": "Tempel sertifikatnya."},
    )


class SigningForm(forms.Form):
    """By our seal, or outside."""

    HERE, ELSEWHERE = "here", "elsewhere"

    way = forms.ChoiceField(
        label="Sertifikat digital yang baru",
        choices=[
            (HERE, "diberi segel LSP oleh Canting"),
            (ELSEWHERE, "terbit tanpa segel, lalu ditandatangani di luar Canting"),
        ],
        widget=forms.RadioSelect,
        help_text=(
            "Segel LSP melarang perubahan apa pun sesudahnya, termasuk tanda tangan lain. Karena "
            "itu hanya salah satu."
        ),
        error_messages={"required": "Pilih salah satu.", "invalid_choice": "Pilih salah satu."},
    )


class SignedFileForm(forms.Form):
    """A certificate's file that came back with a signature."""

    signed = forms.FileField(
        label="PDF yang sudah ditandatangani",
        help_text="Paling banyak 5 MB.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
    )
