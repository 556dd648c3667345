"""Addresses of the bank lines."""

from __future__ import annotations

from django.urls import path

from moisson.documents.bank import twin_views, views

app_name = "bank"
urlpatterns = [
    path("", views.lines, name="lines"),
    path("import/", views.import_page, name="import"),
    path("same/", twin_views.all_same, name="all-same"),
    path("<int:pk>/same/", twin_views.same, name="same"),
    path("<int:pk>/another/", twin_views.another, name="another"),
    path("<int:pk>/", views.line, name="line"),
    path("<int:pk>/assign/<uuid:document>/", views.assign, name="assign"),
    path("<int:pk>/unassign/<uuid:document>/", views.unassign, name="unassign"),
    path("<int:pk>/decline/<uuid:document>/", views.decline, name="decline"),
    path("<int:pk>/ignore/", views.ignore, name="ignore"),
    path("<int:pk>/notice/", views.notice, name="notice"),
]
