"""Addresses of runs."""

from __future__ import annotations

from django.urls import path

from moisson.runs import health_pages, shortfall_pages, views, visit_pages
from moisson.runs.takeover import views as takeover

app_name = "runs"
urlpatterns = [
    path("health/", health_pages.health, name="health"),
    path("health/<int:pk>/release/", health_pages.release, name="release"),
    path("health/families/<int:pk>/release/", health_pages.release_family, name="release_family"),
    path("of/<uuid:pk>/", visit_pages.visits, name="visits"),
    path("<uuid:pk>/", views.watch, name="watch"),
    path("<uuid:pk>/known/<int:number>/", shortfall_pages.know, name="shortfall_known"),
    path("<uuid:pk>/known/<int:number>/count/", shortfall_pages.count_again, name="shortfall_counts"),
    path("<uuid:pk>/events/", views.events, name="events"),
    path("<uuid:pk>/stop/", views.stop, name="stop"),
    path("<uuid:pk>/browser/", takeover.open_, name="open_browser"),
    path("<uuid:pk>/browser/picture/", takeover.picture, name="browser_picture"),
    path("<uuid:pk>/browser/acts/", takeover.acts, name="browser_acts"),
    path("<uuid:pk>/browser/<str:token>/", takeover.browser, name="browser"),
    path("<uuid:pk>/evidence/", views.evidence, name="evidence"),
    path("<uuid:pk>/evidence/page/", views.evidence_page, name="evidence_page"),
    path("<uuid:pk>/pictures/<int:number>/", views.picture, name="picture"),
]
