"""Addresses of the queue."""

from __future__ import annotations

from django.urls import path

from moisson.documents.review import views

app_name = "review"
urlpatterns = [
    path("review/", views.queue_page, name="queue"),
    path("review/next/", views.onward, name="next"),
]
