"""Addresses of the trash and of the export."""

from __future__ import annotations

from django.urls import path

from moisson.documents.keeping import export_pages, trash_pages

app_name = "keeping"
urlpatterns = [
    path("trash/", trash_pages.trash, name="trash"),
    path("trash/empty/", trash_pages.empty, name="empty"),
    path("trash/<uuid:pk>/restore/", trash_pages.restore, name="restore"),
    path("trash/<uuid:pk>/delete/", trash_pages.delete, name="delete"),
    path("export/", export_pages.export, name="export"),
    path("export/archive.zip", export_pages.download, name="download"),
]
