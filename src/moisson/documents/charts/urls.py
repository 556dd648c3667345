"""The address of the charts."""

from __future__ import annotations

from django.urls import path

from moisson.documents.charts import views

app_name = "charts"
urlpatterns = [path("", views.charts, name="charts")]
