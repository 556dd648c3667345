"""Addresses of batches."""

from __future__ import annotations

from django.urls import path

from moisson.documents.batches import views

app_name = "batches"
urlpatterns = [
    path("", views.past, name="past"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.batch, name="batch"),
    path("<int:pk>/stop/", views.stop, name="stop"),
]
