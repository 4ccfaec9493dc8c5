"""Addresses of assessments, panels (pleno) and decrees (SK)."""

from django.urls import path

from assessments.views import (
    assigning,
    attending,
    closing,
    decrees,
    listing,
    marking,
    meeting,
    panels,
    papers,
    recommending,
    tables,
)

app_name = "assessments"

urlpatterns = [
    path("asesmen/", listing.assessments, name="assessments"),
    path("asesmen/saya/", listing.own, name="own"),
    path("asesmen/saya/<int:program>/", listing.mine, name="mine"),
    path("asesmen/penugasan/<int:program>/", assigning.assign, name="assign"),
    path(
        "asesmen/penugasan/<int:program>/tugaskan/", assigning.assign_people, name="assign_people"
    ),
    path("asesmen/meja/<str:day>/<int:scheme>/", tables.table, name="table"),
    path(
        "asesmen/meja/<str:day>/<int:scheme>/kuk/<int:criterion>/",
        tables.table_step,
        name="table_step",
    ),
    path("asesmen/<int:pk>/", listing.assessment, name="assessment"),
    path("asesmen/<int:pk>/penugasan/", assigning.reassignment, name="reassignment"),
    path("asesmen/<int:pk>/penugasan/ganti/", assigning.reassign, name="reassign"),
    path("asesmen/<int:pk>/kesiapan/", attending.readiness, name="readiness"),
    path("asesmen/<int:pk>/kesiapan/dapat/", attending.confirm_ready, name="confirm_ready"),
    path("asesmen/<int:pk>/kesiapan/tidak-dapat/", attending.decline_ready, name="decline_ready"),
    path("asesmen/<int:pk>/persetujuan/", attending.consent, name="consent"),
    path("asesmen/<int:pk>/persetujuan/catat/", attending.record_consent, name="record_consent"),
    path("asesmen/<int:pk>/nilai/", marking.sheet, name="sheet"),
    path("asesmen/<int:pk>/nilai/<int:position>/", marking.unit, name="unit"),
    path("asesmen/<int:pk>/nilai/<int:position>/catatan/", marking.add_note, name="add_note"),
    path("asesmen/<int:pk>/kuk/<int:criterion>/", marking.line, name="line"),
    path("asesmen/<int:pk>/kuk/<int:criterion>/nilai/", marking.mark, name="mark"),
    path("asesmen/<int:pk>/meja/<int:criterion>/", tables.seat, name="seat"),
    path("asesmen/<int:pk>/meja/<int:criterion>/nilai/", tables.mark_seat, name="mark_seat"),
    path(
        "asesmen/<int:pk>/elemen/<int:element>/ya-semua/", marking.mark_element, name="mark_element"
    ),
    path(
        "asesmen/<int:pk>/elemen/<int:element>/batal-ya-semua/",
        marking.unmark_element,
        name="unmark_element",
    ),
    path("asesmen/<int:pk>/ringkasan/", recommending.summary, name="summary"),
    path("asesmen/<int:pk>/rekomendasi/", recommending.recommend, name="recommend"),
    path("asesmen/<int:pk>/kembalikan/", attending.returning, name="returning"),
    path(
        "asesmen/<int:pk>/kembalikan/catat/",
        attending.return_to_assessor,
        name="return_to_assessor",
    ),
    path("asesmen/<int:pk>/tidak-hadir/", attending.absence, name="absence"),
    path("asesmen/<int:pk>/tidak-hadir/catat/", attending.record_absence, name="record_absence"),
    path("asesmen/<int:pk>/tidak-hadir/batal/", attending.undo_absence, name="undo_absence"),
    path("asesmen/<int:pk>/mengundurkan-diri/", attending.withdrawal, name="withdrawal"),
    path("asesmen/<int:pk>/mengundurkan-diri/catat/", attending.withdraw, name="withdraw"),
    path("pleno/", panels.panels, name="panels"),
    path("pleno/undang/<int:program>/", panels.convene, name="convene"),
    path("pleno/undang/<int:program>/simpan/", panels.convene_panel, name="convene_panel"),
    path("pleno/<int:pk>/", meeting.panel, name="panel"),
    path("pleno/<int:pk>/daftar/", meeting.panel_list, name="panel_list"),
    path("pleno/<int:pk>/kasus/<int:case>/catat/", meeting.mark_case, name="mark_case"),
    path("pleno/<int:pk>/tetapkan/", closing.closing, name="closing"),
    path("pleno/<int:pk>/tetapkan/simpan/", closing.close_panel, name="close_panel"),
    path("pleno/<int:pk>/batalkan/", closing.canceling, name="canceling"),
    path("pleno/<int:pk>/batalkan/simpan/", closing.cancel_panel, name="cancel_panel"),
    path("pleno/<int:pk>/berita-acara.pdf", papers.minutes, name="minutes"),
    path("sk/", decrees.decrees, name="decrees"),
    path("sk/pola/<int:body>/", decrees.pattern, name="pattern"),
    path("sk/pola/<int:body>/simpan/", decrees.set_pattern, name="set_pattern"),
    path("sk/pleno/<int:panel>/", decrees.drafting, name="drafting"),
    path("sk/pleno/<int:panel>/simpan/", decrees.draft_decree, name="draft_decree"),
    path("sk/<int:pk>/", decrees.decree, name="decree"),
    path("sk/<int:pk>/ubah/", decrees.mending, name="mending"),
    path("sk/<int:pk>/ubah/simpan/", decrees.edit_decree, name="edit_decree"),
    path("sk/<int:pk>/tandatangan/", decrees.signing, name="signing"),
    path("sk/<int:pk>/tandatangan/simpan/", decrees.sign_decree, name="sign_decree"),
    path("sk/<int:pk>/sk.pdf", papers.decree, name="decree_paper"),
]
