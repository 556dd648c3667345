"""Addresses of the archive."""

from __future__ import annotations

from django.urls import path

from moisson.documents import expectation_pages, views

app_name = "documents"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("zip/", views.as_zip, name="zip"),
    path("upload/", views.upload, name="upload"),
    path("expected/<int:pk>/settle/", expectation_pages.settle, name="expect_settle"),
    path("expected/<int:pk>/end/", expectation_pages.end, name="expect_end"),
    path("expected/<int:pk>/again/", expectation_pages.again, name="expect_again"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/file/", views.file, name="file"),
    path("<uuid:pk>/download/", views.download, name="download"),
    path("<uuid:pk>/page.png", views.first_page, name="page"),
    path("<uuid:pk>/delete/", views.delete, name="delete"),
]
