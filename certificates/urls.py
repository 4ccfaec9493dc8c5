"""Addresses of certificates, grouped by who comes: the public, holders, staff."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from certificates import views

app_name = "certificates"

# Answered before any sign-in (certify.middleware.PublicAnswersMiddleware). A QR code in capitals
# has larger modules, so its addresses come in capitals.
PUBLIC: list[URLPattern | URLResolver] = [
    # First, because forty guests ask it at once.
    re_path(r"^[vV]/(?P<code>(?!berkas/)[^/]+)/?$", views.verify, name="verify"),
    re_path(r"^[vV]/$", views.verify_form, name="verify_form"),
    path("v/berkas/", views.verify_file, name="verify_file"),
    path("v/berkas/kirim/", views.send_file, name="send_file"),
    re_path(r"^v/berkas/(?P<sha256>[0-9a-fA-F]{64})/$", views.verify_hash, name="verify_hash"),
    path("api/", views.api_page, name="api_page"),
    path("api/v1/", include((views.API_ROUTES, "api"))),
    re_path(r"^api/v1/[\s\S]*$", views.no_such_question, name="no_such_question"),
]

# What other programs fetch. These addresses are printed into credentials: they never change.
CREDENTIALS = [
    path(".well-known/did.json", views.site_identity, name="site_identity"),
    path("lsp/<int:body>/did.json", views.issuer_identity, name="issuer_identity"),
    re_path(
        r"^lsp/(?P<body>[0-9]{1,9})/status/(?P<number>[0-9]{1,9})"
        r"/(?P<purpose>pencabutan|pembekuan)\.(?P<form>jwt|json)$",
        views.status_list,
        name="status_list",
    ),
    re_path(r"^[vV]/(?P<code>[^/]+)/kredensial\.jwt$", views.credential_jwt, name="credential_jwt"),
    re_path(
        r"^[vV]/(?P<code>[^/]+)/kredensial\.json$", views.credential_json, name="credential_json"
    ),
    re_path(r"^[vV]/(?P<code>[^/]+)/lencana\.svg$", views.badge, name="badge"),
]

# The public halves of seal keys, for ever.
KEYS = [
    path("kunci/<int:body>/", views.published_keys, name="published_keys"),
    re_path(
        r"^kunci/(?P<body>[0-9]{1,9})/(?P<fingerprint>[0-9a-f]{64})\.pem$",
        views.published_key,
        name="published_key",
    ),
]

# lsp/<body>/kredensial/
IDENTITIES = [
    path("lsp/<int:body>/kredensial/", views.credential_keys, name="credential_keys"),
    path("lsp/<int:body>/kredensial/kunci/", views.new_credential_key, name="new_credential_key"),
    path(
        "lsp/<int:body>/kredensial/kunci/simpan/",
        views.make_credential_key,
        name="make_credential_key",
    ),
]

HOLDERS = [
    re_path(r"^[pP]/(?P<token>[0-9A-Za-z-]{1,64})/?$", views.door, name="door"),
    re_path(r"^[pP]/(?P<token>[0-9A-Za-z-]{1,64})/buka/$", views.open_door, name="open_door"),
    path("milik-saya/", views.mine, name="mine"),
    path("milik-saya/gambar/", views.mine_picture, name="mine_picture"),
    path("milik-saya/nama/", views.report_name, name="report_name"),
    path("milik-saya/unduh/<str:name>", views.mine_pdf, name="mine_pdf"),
]

# sertifikat/
REGISTER = [
    path("sertifikat/", views.certificates, name="certificates"),
    path("sertifikat/<int:pk>/", views.certificate, name="certificate"),
    path("sertifikat/<int:pk>/unduh/", views.download, name="download"),
    path("sertifikat/<int:pk>/batalkan-nomor/", views.voiding, name="voiding"),
    path("sertifikat/<int:pk>/batalkan-nomor/simpan/", views.void, name="void"),
    path("sertifikat/<int:pk>/usulkan/<slug:kind>/", views.proposing, name="proposing"),
    path("sertifikat/<int:pk>/usulkan/<slug:kind>/kirim/", views.propose, name="propose"),
    path("sertifikat/<int:pk>/kertas/", views.copy_printing, name="copy_printing"),
    path("sertifikat/<int:pk>/kertas/simpan/", views.print_copy, name="print_copy"),
    path("sertifikat/<int:pk>/serahkan/", views.handover, name="handover"),
    path("sertifikat/<int:pk>/serahkan/simpan/", views.hand_over, name="hand_over"),
    path("sertifikat/<int:pk>/tanda-terima/", views.receipt_paper, name="receipt_paper"),
]

# sertifikat/usulan/, sertifikat/kertas/
LIFE = [
    path("sertifikat/usulan/", views.proposals, name="proposals"),
    path("sertifikat/usulan/<int:pk>/", views.proposal, name="proposal"),
    path("sertifikat/usulan/<int:pk>/setujui/", views.approval, name="approval"),
    path("sertifikat/usulan/<int:pk>/setujui/simpan/", views.approve, name="approve"),
    path("sertifikat/usulan/<int:pk>/tidak-setuju/", views.declining, name="declining"),
    path("sertifikat/usulan/<int:pk>/tidak-setuju/simpan/", views.decline, name="decline"),
    path("sertifikat/usulan/<int:pk>/tarik/", views.withdrawal, name="withdrawal"),
    path("sertifikat/usulan/<int:pk>/tarik/simpan/", views.withdraw, name="withdraw"),
    path("sertifikat/kertas/<int:pk>/<slug:move>/", views.copy_move, name="copy_move"),
    path("sertifikat/kertas/<int:pk>/<slug:move>/simpan/", views.move_copy, name="move_copy"),
]

# sertifikat/program/<program>/
PROGRAMS = [
    path("sertifikat/program/<int:program>/nomor-bnsp/", views.numbers, name="numbers"),
    path(
        "sertifikat/program/<int:program>/nomor-bnsp/simpan/",
        views.save_numbers,
        name="save_numbers",
    ),
    path(
        "sertifikat/program/<int:program>/nomor-bnsp/baca/",
        views.read_numbers,
        name="read_numbers",
    ),
    path("sertifikat/program/<int:program>/periksa/", views.checks, name="checks"),
    path("sertifikat/program/<int:program>/terbitkan/", views.issue, name="issue"),
    path(
        "sertifikat/program/<int:program>/terbitkan/mulai/", views.start_issue, name="start_issue"
    ),
    path("sertifikat/program/<int:program>/keluaran/", views.outputs, name="outputs"),
    path(
        "sertifikat/program/<int:program>/keluaran/cetak/susun/",
        views.make_print_file,
        name="make_print_file",
    ),
    path(
        "sertifikat/program/<int:program>/keluaran/cetak/pdf/", views.print_file, name="print_file"
    ),
    path("sertifikat/program/<int:program>/keluaran/unduh/", views.archive, name="archive"),
    path(
        "sertifikat/program/<int:program>/keluaran/tanda-terima/", views.receipts, name="receipts"
    ),
    path("sertifikat/program/<int:program>/serah-terima/", views.handovers, name="handovers"),
    path(
        "sertifikat/program/<int:program>/serah-terima/simpan/",
        views.hand_over_all,
        name="hand_over_all",
    ),
    path(
        "sertifikat/program/<int:program>/daftar-penerima/",
        views.recipients_paper,
        name="recipients_paper",
    ),
    path("sertifikat/program/<int:program>/tautan/", views.links, name="links"),
    path("sertifikat/program/<int:program>/tautan/buat/", views.make_links, name="make_links"),
    path("sertifikat/program/<int:program>/tautan/pesan/", views.link_messages, name="messages"),
    path("sertifikat/program/<int:program>/tautan/kartu/", views.cards, name="cards"),
    path("sertifikat/program/<int:program>/laporan-nama/", views.name_reports, name="name_reports"),
]

# lsp/<body>/segel/, segel/
SEALS = [
    path("lsp/<int:body>/segel/", views.seals, name="seals"),
    path("lsp/<int:body>/segel/cara/", views.choose_signing, name="choose_signing"),
    path("lsp/<int:body>/segel/pasang/", views.new_seal, name="new_seal"),
    path("lsp/<int:body>/segel/pasang/simpan/", views.add_seal, name="add_seal"),
    path("segel/<int:pk>/pensiunkan/", views.seal_retirement, name="seal_retirement"),
    path("segel/<int:pk>/pensiunkan/simpan/", views.retire_seal, name="retire_seal"),
    path("segel/<int:pk>/bocor/", views.seal_leak, name="seal_leak"),
    path(
        "segel/<int:pk>/bocor/simpan/",
        views.declare_seal_compromised,
        name="declare_seal_compromised",
    ),
    path("sertifikat/<int:pk>/tanda-tangan/", views.signed_file, name="signed_file"),
    path("sertifikat/<int:pk>/tanda-tangan/asli/", views.original_file, name="original_file"),
    path(
        "sertifikat/<int:pk>/tanda-tangan/simpan/",
        views.attach_signed_file,
        name="attach_signed_file",
    ),
]

# sertifikat/<thing>/<pk>/
THINGS = [
    path("sertifikat/pratinjau/<int:pk>/", views.preview_page, name="preview_page"),
    path("sertifikat/pratinjau/<int:pk>/pdf/", views.preview, name="preview"),
    path("sertifikat/pratinjau/<int:pk>/gambar/", views.preview_picture, name="preview_picture"),
    path("sertifikat/pratinjau/<int:pk>/nama/", views.naming, name="naming"),
    path("sertifikat/pratinjau/<int:pk>/nama/simpan/", views.correct_name, name="correct_name"),
    path("sertifikat/penerbitan/<int:pk>/", views.run, name="run"),
    path("sertifikat/penerbitan/<int:pk>/lanjutkan/", views.continue_run, name="continue_run"),
    path(
        "sertifikat/serah-terima/<int:pk>/batalkan/",
        views.handover_cancellation,
        name="handover_cancellation",
    ),
    path(
        "sertifikat/serah-terima/<int:pk>/batalkan/simpan/",
        views.cancel_handover,
        name="cancel_handover",
    ),
    path("sertifikat/tautan/<int:pk>/cabut/", views.link_revocation, name="link_revocation"),
    path("sertifikat/tautan/<int:pk>/cabut/simpan/", views.revoke_link, name="revoke_link"),
    path(
        "sertifikat/laporan-nama/<int:pk>/jawab/",
        views.answer_name_report,
        name="answer_name_report",
    ),
]


# sertifikat/rancangan/
DESIGNS = [
    path("sertifikat/rancangan/", views.designs, name="designs"),
    path("sertifikat/rancangan/baru/", views.new_design, name="new_design"),
    path("sertifikat/rancangan/baru/simpan/", views.create_design, name="create_design"),
    path("sertifikat/rancangan/<int:pk>/", views.design, name="design"),
    path("sertifikat/rancangan/<int:pk>/gambar/", views.design_picture, name="design_picture"),
    path("sertifikat/rancangan/<int:pk>/pdf/", views.design_pdf, name="design_pdf"),
    path("sertifikat/rancangan/<int:pk>/ubah/", views.design_form, name="design_form"),
    path("sertifikat/rancangan/<int:pk>/ubah/lihat/", views.try_design, name="try_design"),
    path("sertifikat/rancangan/<int:pk>/ubah/simpan/", views.save_design, name="save_design"),
    path("sertifikat/rancangan/<int:pk>/kunci/", views.design_freezing, name="design_freezing"),
    path("sertifikat/rancangan/<int:pk>/kunci/simpan/", views.freeze_design, name="freeze_design"),
    path("sertifikat/rancangan/<int:pk>/pakai/", views.activate_design, name="activate_design"),
    path(
        "sertifikat/rancangan/<int:pk>/hentikan/",
        views.design_retirement,
        name="design_retirement",
    ),
    path(
        "sertifikat/rancangan/<int:pk>/hentikan/simpan/",
        views.retire_design,
        name="retire_design",
    ),
    path("sertifikat/rancangan/<int:pk>/salin/", views.copy_design, name="copy_design"),
]

urlpatterns = [
    *PUBLIC,
    *CREDENTIALS,
    *KEYS,
    *HOLDERS,
    *REGISTER,
    *LIFE,
    *PROGRAMS,
    *SEALS,
    *IDENTITIES,
    *THINGS,
    *DESIGNS,
]
