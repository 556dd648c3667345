"""Settings pages (placeholder while they are written)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    return render(request, "web/dashboard.html")


@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    return render(request, "web/dashboard.html")


@login_required
def switch(request: HttpRequest) -> HttpResponse:
    return redirect("web:dashboard")
