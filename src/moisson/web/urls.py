"""The addresses of the whole application."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("moisson.web.pages")),
    path("account/", include("moisson.accounts.urls")),
    path("portals/", include("moisson.portals.urls")),
    path("runs/", include("moisson.runs.urls")),
    path("documents/", include("moisson.documents.urls")),
]
