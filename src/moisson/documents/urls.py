"""Addresses of the archive."""

from __future__ import annotations

from django.urls import path

from moisson.documents import expectation_pages, list_pages, page_views, standing_pages, views

app_name = "documents"
urlpatterns = [
    path("", list_pages.list_page, name="list"),
    path("zip/", list_pages.as_zip, name="zip"),
    path("upload/", views.upload, name="upload"),
    path("expected/<int:pk>/settle/", expectation_pages.settle, name="expect_settle"),
    path("expected/<int:pk>/end/", expectation_pages.end, name="expect_end"),
    path("expected/<int:pk>/again/", expectation_pages.again, name="expect_again"),
    path("sums/", page_views.sums, name="sums"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/file/", views.file, name="file"),
    path("<uuid:pk>/download/", views.download, name="download"),
    path("<uuid:pk>/pages/<int:number>.webp", page_views.picture, name="page"),
    path("<uuid:pk>/pages/<int:number>/words/", page_views.words, name="words"),
    path("<uuid:pk>/value/", page_views.value, name="value"),
    path("<uuid:pk>/delete/", views.delete, name="delete"),
    path("<uuid:pk>/put/<str:standing>/", standing_pages.put, name="put"),
]
