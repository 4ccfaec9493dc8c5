"""The composition root: each room brings its own addresses."""

from django.urls import include, path

urlpatterns = [
    path("akun/", include("allauth.account.urls")),
    path("pekerjaan/", include("certify.jobs.urls")),
]
