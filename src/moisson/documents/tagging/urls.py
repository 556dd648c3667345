"""Addresses of the tags."""

from __future__ import annotations

from django.urls import path

from moisson.documents.tagging import views

app_name = "tagging"
urlpatterns = [
    path("", views.tags, name="tags"),
    path("<int:pk>/", views.tag, name="tag"),
    path("<int:pk>/remove/", views.remove, name="remove"),
]
