"""Addresses of the pages over everything."""

from django.urls import path

from desk import views

app_name = "desk"

urlpatterns = [
    path("", views.start, name="start"),
    path("program/<int:program>/papan/", views.board, name="board"),
    path("cari/", views.search, name="search"),
    path("cari/tanya/", views.ask, name="ask"),
]
