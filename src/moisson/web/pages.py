"""Addresses of the pages that belong to no room: dashboard, to do, welcome, language."""

from __future__ import annotations

from django.urls import path

from moisson.web import views
from moisson.web.welcome import welcome

app_name = "web"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("todo/", views.todo, name="todo"),
    path("welcome/", welcome, name="welcome"),
    path("language/", views.language, name="language"),
]
