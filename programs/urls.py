"""Addresses of programs, grouped by the object they hang on."""

from django.urls import path

from programs import views

app_name = "programs"

urlpatterns = [
    # program/
    path("program/", views.programs, name="programs"),
    path("program/baru/", views.new_program, name="new_program"),
    path("program/baru/simpan/", views.create_program, name="create_program"),
    path("program/<int:pk>/", views.program, name="program"),
    path("program/<int:pk>/ubah/", views.edit_program, name="edit_program"),
    path("program/<int:pk>/ubah/simpan/", views.save_program, name="save_program"),
    path("program/<int:pk>/buka/", views.open_program, name="open_program"),
    path("program/<int:pk>/tutup/", views.close_program, name="close_program"),
    path("program/<int:pk>/buka-kembali/", views.reopen_program, name="reopen_program"),
    path("program/<int:pk>/kuota/", views.new_quota, name="new_quota"),
    path("program/<int:pk>/kuota/simpan/", views.set_quota, name="set_quota"),
    path("program/kuota/<int:pk>/", views.edit_quota, name="edit_quota"),
    path("program/kuota/<int:pk>/hapus/", views.remove_quota, name="remove_quota"),
    path("program/<int:pk>/angkatan/", views.new_wave, name="new_wave"),
    path("program/<int:pk>/angkatan/simpan/", views.add_wave, name="add_wave"),
    path("program/angkatan/<int:pk>/", views.edit_wave, name="edit_wave"),
    path("program/angkatan/<int:pk>/simpan/", views.save_wave, name="save_wave"),
    path("program/angkatan/<int:pk>/hapus/", views.remove_wave, name="remove_wave"),
    # tempat/
    path("tempat/", views.venues, name="venues"),
    path("tempat/baru/", views.new_venue, name="new_venue"),
    path("tempat/baru/simpan/", views.add_venue, name="add_venue"),
    path("tempat/<int:pk>/", views.edit_venue, name="edit_venue"),
    path("tempat/<int:pk>/simpan/", views.save_venue, name="save_venue"),
    # standar/
    path("standar/", views.standards, name="standards"),
    path("standar/impor/", views.new_standard, name="new_standard"),
    path("standar/impor/simpan/", views.import_standard, name="import_standard"),
    path("standar/impor/templat.xlsx", views.standard_template, name="standard_template"),
    path("standar/<int:pk>/", views.standard, name="standard"),
    path("standar/<int:pk>/hapus/", views.remove_standard, name="remove_standard"),
    # skema/
    path("skema/", views.schemes, name="schemes"),
    path("skema/baru/", views.new_scheme, name="new_scheme"),
    path("skema/baru/<int:standard>/simpan/", views.create_scheme, name="create_scheme"),
    path("skema/<int:pk>/", views.scheme, name="scheme"),
    path("skema/<int:pk>/ubah/", views.edit_scheme, name="edit_scheme"),
    path("skema/<int:pk>/ubah/simpan/", views.save_scheme, name="save_scheme"),
    path("skema/<int:pk>/berlakukan/", views.publish_scheme, name="publish_scheme"),
    path("skema/<int:pk>/versi-baru/", views.renew_scheme, name="renew_scheme"),
    path("skema/<int:pk>/akhiri/", views.confirm_retire_scheme, name="confirm_retire_scheme"),
    path("skema/<int:pk>/akhiri/simpan/", views.retire_scheme, name="retire_scheme"),
    # asesor/
    path("asesor/", views.assessors, name="assessors"),
    path("asesor/baru/<int:body>/", views.new_assessor, name="new_assessor"),
    path("asesor/baru/<int:body>/simpan/", views.register_assessor, name="register_assessor"),
    path("asesor/<int:pk>/", views.assessor, name="assessor"),
    path("asesor/<int:pk>/ubah/", views.edit_assessor, name="edit_assessor"),
    path("asesor/<int:pk>/ubah/simpan/", views.save_assessor, name="save_assessor"),
    # lsp/
    path("lsp/<int:pk>/", views.body, name="body"),
    path("lsp/<int:pk>/simpan/", views.save_body, name="save_body"),
]
