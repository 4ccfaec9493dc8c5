"""The composition root: each room brings its own addresses."""

from django.urls import include, path

from certify import views

# Looked up here by allauth, whose limits guard the sign-in pages.
handler429 = "certify.views.too_many_tries"

urlpatterns = [
    path("", include("desk.urls")),
    path("", include("assessments.urls")),
    path("", include("certify.accounts.urls")),
    path("", include("certificates.urls")),
    path("", include("programs.urls")),
    path("", include("participants.urls")),
    path("tampilan/", views.switch_display, name="display"),
    path("sehat/", views.health, name="health"),
    path("pekerjaan/", include("certify.jobs.urls")),
]
