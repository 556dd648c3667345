"""The addresses of the whole application."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("moisson.web.pages")),
    path("account/", include("moisson.accounts.urls")),
    path("portals/", include("moisson.portals.urls")),
    path("runs/", include("moisson.runs.urls")),
    path("deliveries/", include("moisson.delivery.urls")),
    path("documents/", include("moisson.documents.approval.urls")),
    path("documents/", include("moisson.documents.splitting.urls")),
    path("documents/charts/", include("moisson.documents.charts.urls")),
    path("documents/rules/", include("moisson.documents.rules.urls")),
    path("documents/batches/", include("moisson.documents.batches.urls")),
    path("documents/tags/", include("moisson.documents.tagging.urls")),
    path("documents/bank/", include("moisson.documents.bank.urls")),
    path("documents/doubles/", include("moisson.documents.doubles.urls")),
    path("documents/", include("moisson.documents.finding.urls")),
    path("documents/", include("moisson.documents.keeping.urls")),
    path("documents/", include("moisson.documents.review.urls")),
    path("documents/", include("moisson.documents.urls")),
]

handler400 = "moisson.web.errors.bad_request"
handler403 = "moisson.web.errors.forbidden"
handler404 = "moisson.web.errors.not_found"
handler500 = "moisson.web.errors.server_error"
