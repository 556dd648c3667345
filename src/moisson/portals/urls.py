"""Addresses of companies, connections and the wizard."""

from __future__ import annotations

from django.urls import path

from moisson.portals import added, by_key, by_module, companies, connections, way_pages, wizard

app_name = "portals"
urlpatterns = [
    path("", companies.companies, name="companies"),
    path("add/", wizard.kind, name="add"),
    path("add/find/", wizard.find, name="find"),
    path("add/address/", wizard.by_address, name="add_by_address"),
    path("add/woob/", by_module.modules, name="modules"),
    path("add/woob/<slug:name>/", by_module.add, name="add_by_module"),
    path("add/woob/<slug:name>/draft/", by_module.draft, name="module_draft"),
    path("add/manual/", companies.add_manual, name="add_manual"),
    path("add/<str:slug>/", wizard.sign_in_details, name="sign_in_details"),
    path("add/<str:slug>/by-key/", by_key.add, name="add_by_key"),
    path("add/<str:slug>/by-key/draft/", by_key.draft, name="key_draft"),
    path("add/<str:slug>/draft/", wizard.draft, name="draft"),
    path("add/<str:slug>/edit/", added.edit, name="added"),
    path("add/<str:slug>/remove/", added.delete, name="added_delete"),
    path("company/<uuid:pk>/", companies.company, name="company"),
    path("company/<uuid:pk>/row/", companies.row, name="row"),
    path("company/<uuid:pk>/edit/", companies.edit, name="company_edit"),
    path("company/<uuid:pk>/delete/", companies.delete, name="company_delete"),
    path("login/<uuid:pk>/fetch/", connections.fetch, name="fetch"),
    path("login/<uuid:pk>/edit/", connections.edit, name="connection_edit"),
    path("login/<uuid:pk>/schedule/", connections.schedule, name="schedule"),
    path("login/<uuid:pk>/way/", way_pages.way, name="way"),
    path("login/<uuid:pk>/pause/", connections.pause, name="pause"),
    path("login/<uuid:pk>/resume/", connections.resume, name="resume"),
    path("login/<uuid:pk>/delete/", connections.delete, name="connection_delete"),
    path("challenge/<uuid:pk>/answer/", connections.answer_challenge, name="answer"),
]
