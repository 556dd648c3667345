"""Allauth's own names (`account_login`…) stand without a prefix; the rooms' pages are `accounts:…`."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("moisson.accounts.pages")),
    path("", include("allauth.account.urls")),
]
