"""Addresses of saved views."""

from __future__ import annotations

from django.urls import path

from moisson.documents.finding import saved_views

app_name = "finding"
urlpatterns = [
    path("views/", saved_views.index, name="views"),
    path("views/new/", saved_views.save, name="save"),
    path("views/<int:pk>/", saved_views.edit, name="edit"),
    path("views/<int:pk>/delete/", saved_views.delete, name="delete"),
]
