"""Addresses of runs."""

from __future__ import annotations

from django.urls import path

from moisson.runs import views

app_name = "runs"
urlpatterns = [
    path("<uuid:pk>/", views.watch, name="watch"),
    path("<uuid:pk>/events/", views.events, name="events"),
    path("<uuid:pk>/stop/", views.stop, name="stop"),
    path("<uuid:pk>/evidence/", views.evidence, name="evidence"),
    path("<uuid:pk>/evidence/page/", views.evidence_page, name="evidence_page"),
    path("<uuid:pk>/pictures/<int:number>/", views.picture, name="picture"),
]
