"""The first page of a new installation: the first account and its organisation."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from moisson.accounts.countries import likely_country
from moisson.accounts.first import NotTheFirst, make_first_account
from moisson.accounts.forms import WelcomeForm
from moisson.accounts.models import User
from moisson.accounts.setup_code import comes_from_here


@never_cache
def welcome(request: HttpRequest) -> HttpResponse:
    """Only while nobody has an account; from another machine the setup code is asked as well."""
    if User.objects.exists():
        return redirect("account_login")
    with_code = not comes_from_here(request)
    if request.method != "POST":
        first = {
            "language": get_language(),
            "country": likely_country(request.META.get("HTTP_ACCEPT_LANGUAGE", "")),
        }
        return _page(request, WelcomeForm(initial=first, with_code=with_code))
    form = WelcomeForm(request.POST, with_code=with_code)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = {name: value for name, value in form.cleaned_data.items() if name != "setup_code"}
    try:
        user, _organisation = make_first_account(**given)
    except NotTheFirst:
        messages.error(request, _("Somebody else has just made the first account. Please sign in."))
        return redirect("account_login")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    response = redirect("web:dashboard")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, user.language, max_age=365 * 24 * 3600, samesite="Lax", httponly=True
    )
    return response


def _page(request: HttpRequest, form: WelcomeForm, status: int = 200) -> HttpResponse:
    return render(request, "web/welcome.html", {"form": form}, status=status)
