"""Addresses of the deliveries and their destinations."""

from __future__ import annotations

from django.urls import path

from moisson.delivery import destination_pages, views

app_name = "delivery"
urlpatterns = [
    path("", views.deliveries, name="deliveries"),
    path("again/", views.again_all, name="again_all"),
    path("of/<uuid:pk>/", views.hand_on, name="hand_on"),
    path("<uuid:pk>/again/", views.again, name="again"),
    path("<uuid:pk>/give-up/", views.give_up, name="give_up"),
    path("<uuid:pk>/arrived/", views.arrived, name="arrived"),
    path("destinations/", destination_pages.destinations, name="destinations"),
    path("destinations/new/", destination_pages.new, name="new"),
    path("destinations/new/<slug:kind>/", destination_pages.new_of, name="new_of"),
    path("destinations/<uuid:pk>/", destination_pages.edit, name="edit"),
    path("destinations/<uuid:pk>/test/", destination_pages.test, name="test"),
    path("destinations/<uuid:pk>/resume/", destination_pages.resume, name="resume"),
    path("destinations/<uuid:pk>/remove/", destination_pages.remove, name="remove"),
]
