"""Addresses of the pairs."""

from __future__ import annotations

from django.urls import path

from moisson.documents.doubles import views

app_name = "doubles"
urlpatterns = [
    path("", views.pairs, name="pairs"),
    path("<int:pk>/", views.pair, name="pair"),
    path("<int:pk>/join/", views.join, name="join"),
    path("<int:pk>/part/", views.part, name="part"),
    path("<int:pk>/<str:which>/file/", views.file, name="file"),
]
