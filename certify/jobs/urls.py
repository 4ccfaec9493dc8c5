"""Addresses of background work."""

from django.urls import path

from certify.jobs import views

app_name = "jobs"

urlpatterns = [
    path("<uuid:pk>/", views.progress, name="progress"),
    path("<uuid:pk>/ulangi/", views.retry, name="retry"),
]
