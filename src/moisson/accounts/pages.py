"""Addresses of the settings pages."""

from __future__ import annotations

from django.urls import path

from moisson.accounts import email_address, views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("email/", email_address.change, name="email"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/new/", views.new_organisation, name="new_organisation"),
    path("organisations/switch/", views.switch, name="switch"),
    path("organisation/", views.organisation, name="organisation"),
    path("organisation/rename/", views.rename, name="rename"),
    path("people/add/", views.add, name="add_person"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/role/", views.role, name="role"),
    path("people/<int:pk>/remove/", views.remove, name="remove_person"),
]
