"""Every page is reached by following links, or stands in a short list with its reason."""

import pytest
from django.test import Client

from tests.factories import accounts
from tests.journeys import furnishing, pages

# Pages that no link of a signed-in person leads to, each with its reason. What changes something
# is no page, and files are no pages.
APART = {
    "^[pP]/(?P<token>[0-9A-Za-z-]{1,64})/?$": "a holder's own, opened in test_pages.py",
    "milik-saya/": "a holder's own, opened in test_pages.py",
    "undangan/<str:token>/": "for whoever has no account yet",
    "kata-sandi-baru/<str:token>/": "for whoever cannot sign in",
    "masuk/": "without sign-in",
    "masuk/kode/": "without sign-in",
    "masuk/lupa/": "without sign-in",
    "keluar/": "the button of the menu posts",
    "akun/pastikan/": "asked for before a grave act",
    "akun/pastikan/kode/": "asked for before a grave act",
    "akun/tidak-aktif/": "an account that was switched off",
    "akun/kode-pemulihan/": "once there are codes",
    "sehat/": "for machines",
    "tampilan/": "posts only",
    "cari/tanya/": "posts only",
    "pekerjaan/<uuid:pk>/": "while a job runs",
    "asesmen/<int:pk>/kuk/<int:criterion>/": "a part of the marking page",
    "asesmen/<int:pk>/meja/<int:criterion>/": "a part of the marking page",
    "pleno/<int:pk>/daftar/": "a part of the panel's page",
    "orang/<int:pk>/nik/": "after the reason was given",
    "permohonan/<int:pk>/nik/": "after the reason was given",
    "impor/<int:pk>/periksa/": "once everything is repaired",
    "impor/<int:pk>/batalkan/": "once it is saved",
    "sertifikat/program/<int:program>/nomor-bnsp/baca/": "posts only",
    "sertifikat/rancangan/<int:pk>/ubah/lihat/": "posts only",
    "v/berkas/kirim/": "posts only",
    r"^v/berkas/(?P<sha256>[0-9a-fA-F]{64})/$": "asked by the script of the page for files",
    "api/v1/sertifikat/<text:code>": "for programs",
    "api/v1/berkas/<sha256>": "for programs",
    r"^api/v1/[\s\S]*$": "for programs",
}
FILES = (
    *("unduh", "foto", "gambar", "logo", "kartu", "pdf", "xlsx", "asli", "tanda-terima"),
    *("json", "jwt", "svg"),
)


def is_file(route: str) -> bool:
    return any(word in route for word in FILES) or route.endswith("daftar-penerima/")


# No browser opens these, but a crawl belongs to the part that runs once: whether a page answers on
# each database is the access matrix's to say.
@pytest.mark.browser
def test_every_page_is_reached(cast):
    world = furnishing.furnish(cast)
    report = pages.Report()
    for person in world.people:
        client = accounts.sign_in(Client(), person)
        for _ in pages.follow(client, report, world.starts):
            pass
    shown = {
        route
        for route, pattern in pages.routes()
        if not getattr(pattern.callback, "changes", False) and not is_file(route)
    }
    unreached = "\n".join(sorted(shown - report.reached - set(APART)))
    assert not unreached, unreached
    assert report.faults == []
