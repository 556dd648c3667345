"""Addresses of the pages that belong to no room: dashboard, to do, welcome."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "web"
urlpatterns: list[URLPattern] = []
