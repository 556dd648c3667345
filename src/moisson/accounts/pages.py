"""Addresses of the settings pages."""

from __future__ import annotations

from django.urls import path

from moisson.accounts import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("organisations/", views.organisations, name="organisations"),
    path("switch/", views.switch, name="switch"),
]
