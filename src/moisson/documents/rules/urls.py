"""Addresses of the rules."""

from __future__ import annotations

from django.urls import path

from moisson.documents.rules import views

app_name = "rules"
urlpatterns = [
    path("", views.rules, name="rules"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.edit, name="edit"),
    path("<int:pk>/delete/", views.delete, name="delete"),
    path("<int:pk>/up/", views.up, name="up"),
    path("<int:pk>/apply/", views.apply, name="apply"),
]
