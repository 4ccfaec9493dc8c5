"""Addresses of people, enrollments, applications and imports, each by the object it hangs on."""

from django.urls import path

from participants import views
from participants.views import imports

app_name = "participants"

urlpatterns = [
    # orang/
    path("orang/", views.people, name="people"),
    path("orang/<int:pk>/", views.person, name="person"),
    path("orang/<int:pk>/ubah/", views.edit_person, name="edit_person"),
    path("orang/<int:pk>/ubah/simpan/", views.save_person, name="save_person"),
    path("orang/<int:pk>/foto/", views.photo, name="photo"),
    path("orang/<int:pk>/foto/simpan/", views.set_photo, name="set_photo"),
    path("orang/<int:pk>/foto/hapus/", views.remove_photo, name="remove_photo"),
    path("orang/<int:pk>/nik/buka/", views.reveal_person, name="reveal_person"),
    path("orang/<int:pk>/nik/", views.revealed_person, name="revealed_person"),
    path("orang/<int:pk>/pelatihan/", views.new_training, name="new_training"),
    path("orang/<int:pk>/pelatihan/simpan/", views.record_training, name="record_training"),
    path("orang/pelatihan/<int:pk>/hapus/", views.remove_training, name="remove_training"),
    path("orang/<int:pk>/daftarkan/", views.enroll_person, name="enroll_person"),
    # program/…/peserta/
    path("program/<int:program>/peserta/", views.enrollments, name="enrollments"),
    path("program/<int:program>/peserta/baru/", views.new_participant, name="new_participant"),
    path(
        "program/<int:program>/peserta/baru/simpan/", views.add_participant, name="add_participant"
    ),
    path(
        "program/<int:program>/peserta/<int:person>/sama/",
        views.enroll_same_person,
        name="enroll_same_person",
    ),
    path("program/<int:program>/peserta/angkatan/", views.assign_wave, name="assign_wave"),
    path("program/<int:program>/peserta/kirim/", views.send_applications, name="send_applications"),
    path(
        "program/<int:program>/peserta/kirim/simpan/",
        views.submit_applications,
        name="submit_applications",
    ),
    # peserta/
    path("peserta/<int:pk>/", views.enrollment, name="enrollment"),
    path("peserta/<int:pk>/skema/", views.change_scheme, name="change_scheme"),
    path("peserta/<int:pk>/mundur/", views.confirm_withdraw, name="confirm_withdraw"),
    path("peserta/<int:pk>/mundur/simpan/", views.withdraw_enrollment, name="withdraw_enrollment"),
    path("peserta/<int:pk>/kembali/", views.rejoin_enrollment, name="rejoin_enrollment"),
    path("peserta/<int:pk>/kirim-ulang/", views.resubmit_application, name="resubmit_application"),
    path("peserta/<int:pk>/tarik/", views.withdraw_application, name="withdraw_application"),
    # permohonan/
    path("program/<int:program>/permohonan/", views.applications, name="applications"),
    path(
        "program/<int:program>/permohonan/terima/",
        views.accept_applications,
        name="accept_applications",
    ),
    path("permohonan/<int:pk>/", views.application, name="application"),
    path("permohonan/<int:pk>/foto/", views.application_photo, name="application_photo"),
    path("permohonan/<int:pk>/terima/", views.accept_application, name="accept_application"),
    path("permohonan/<int:pk>/kembalikan/", views.ask_return, name="ask_return"),
    path(
        "permohonan/<int:pk>/kembalikan/simpan/",
        views.return_application,
        name="return_application",
    ),
    path("permohonan/<int:pk>/tolak/", views.ask_reject, name="ask_reject"),
    path("permohonan/<int:pk>/tolak/simpan/", views.reject_application, name="reject_application"),
    path("permohonan/<int:pk>/nik/buka/", views.reveal_application, name="reveal_application"),
    path("permohonan/<int:pk>/nik/", views.revealed_application, name="revealed_application"),
    path("permohonan/<int:pk>/hubungan/", views.declare_tie_here, name="declare_tie_here"),
    # asesor/…/hubungan/
    path("asesor/<int:pk>/hubungan/", views.ties, name="ties"),
    path("asesor/<int:pk>/hubungan/simpan/", views.declare_tie, name="declare_tie"),
    path("asesor/hubungan/<int:pk>/hapus/", views.remove_tie, name="remove_tie"),
    # impor/
    path("program/<int:program>/impor/", imports.import_upload, name="import_upload"),
    path("program/<int:program>/impor/unggah/", imports.start_import, name="start_import"),
    path(
        "program/<int:program>/impor/templat.xlsx", imports.import_template, name="import_template"
    ),
    path("impor/<int:pk>/", imports.import_detail, name="import"),
    path("impor/<int:pk>/kolom/", imports.import_columns, name="import_columns"),
    path("impor/<int:pk>/kolom/simpan/", imports.keep_columns, name="keep_columns"),
    path("impor/<int:pk>/perbaiki/", imports.import_repairs, name="import_repairs"),
    path("impor/<int:pk>/perbaiki/simpan/", imports.keep_repairs, name="keep_repairs"),
    path("impor/<int:pk>/periksa/", imports.import_review, name="import_review"),
    path("impor/<int:pk>/simpan/", imports.commit_import, name="commit_import"),
    path("impor/<int:pk>/batalkan/", imports.confirm_undo, name="confirm_undo_import"),
    path("impor/<int:pk>/batalkan/simpan/", imports.undo_import, name="undo_import"),
    path("impor/<int:pk>/buang/", imports.discard_import, name="discard_import"),
    path("impor/<int:pk>/tidak-diimpor.xlsx", imports.rejected_rows, name="rejected_rows"),
    path("impor/<int:pk>/asli/", imports.import_file, name="import_file"),
]
