"""Addresses of approval and comments."""

from __future__ import annotations

from django.urls import path

from moisson.documents.approval import views

app_name = "approval"
urlpatterns = [
    path("approval/", views.waiting, name="waiting"),
    path("approval/steps/", views.steps, name="steps"),
    path("approval/steps/<int:pk>/remove/", views.remove, name="remove"),
    path("approval/steps/<int:pk>/up/", views.up, name="up"),
    path("<uuid:pk>/approval/ask/", views.ask, name="ask"),
    path("<uuid:pk>/approval/answer/", views.answer, name="answer"),
    path("<uuid:pk>/comments/", views.comment, name="comment"),
]
