"""Addresses of taking apart and putting together."""

from __future__ import annotations

from django.urls import path

from moisson.documents.splitting import views

app_name = "splitting"
urlpatterns = [
    path("merge/", views.merge, name="merge"),
    path("<uuid:pk>/split/", views.split, name="split"),
]
