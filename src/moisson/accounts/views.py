"""Settings: profile, organisations, and who belongs to the present one."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moisson.accounts import people
from moisson.accounts.access import organisation_page, owners_only
from moisson.accounts.first import found_organisation
from moisson.accounts.forms import OrganisationForm, PersonForm, ProfileForm, RoleForm
from moisson.accounts.middleware import SESSION_KEY
from moisson.accounts.models import Membership, Organisation

YEAR = 365 * 24 * 3600
THEME_COOKIE = "moisson_theme"


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    form = ProfileForm(request.POST or None, instance=request.user, initial={"theme": theme})
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/profile.html", {"form": form})
    form.save()
    response = redirect("accounts:profile")
    response.set_cookie(THEME_COOKIE, form.cleaned_data["theme"], max_age=YEAR, samesite="Lax")
    chosen = form.cleaned_data["language"]
    if chosen:
        # The sign-in page, which does not know the person, speaks the same language from now on.
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", httponly=True
        )
        translation.activate(chosen)
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    messages.success(request, _("Your profile has been saved."))
    return response


@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """Those the person belongs to; also where somebody without any lands."""
    return render(request, "accounts/organisations.html")


@login_required
def new_organisation(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = found_organisation(request.user, **form.cleaned_data)
        request.session[SESSION_KEY] = str(made.id)
        messages.success(
            request, _("%(organisation)s has been created. You are in it now.") % {"organisation": made.name}
        )
        return redirect("web:dashboard")
    return render(request, "accounts/new_organisation.html", {"form": form})


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("organisation", "")
    if wanted in {str(membership.organisation_id) for membership in request.memberships}:
        request.session[SESSION_KEY] = wanted
    return redirect("web:dashboard")


def _members(organisation: Organisation) -> list[Membership]:
    members = Membership.objects.filter(organisation=organisation).select_related("user")
    return sorted(members, key=lambda member: str(member.user).casefold())


@organisation_page
def organisation(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/organisation.html", {"members": _members(request.organisation)})


@owners_only
def rename(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, instance=request.organisation)
    if request.method == "POST" and form.is_valid():
        form.instance.country = form.cleaned_data["country"]
        form.instance.save(update_fields=["name", "country"])
        messages.success(request, _("The organisation has been saved."))
        return redirect("accounts:organisation")
    return render(request, "accounts/rename.html", {"form": form})


@owners_only
def add(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            membership = people.add_person(
                request.organisation, language=translation.get_language() or "", **form.cleaned_data
            )
        except people.CannotAdd as error:
            form.add_error("email", str(error))
        else:
            if people.send_invitation(request, membership):
                messages.success(
                    request, _("An invitation has been sent to %(email)s.") % {"email": membership.user.email}
                )
            else:
                messages.success(request, _("%(person)s has been added.") % {"person": membership.user})
            return redirect("accounts:person", pk=membership.pk)
    return render(request, "accounts/add_person.html", {"form": form})


def _member(request: HttpRequest, pk: int) -> Membership:
    found = Membership.objects.filter(organisation=request.organisation).select_related(
        "user", "organisation"
    )
    return get_object_or_404(found, pk=pk)


@owners_only
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One member; the set-password link while the account has none."""
    member = _member(request, pk)
    link = people.set_password_link(request, member.user) if people.awaits_password(member) else ""
    form = RoleForm(initial={"role": member.role})
    days = settings.PASSWORD_RESET_TIMEOUT // 86400
    return render(
        request, "accounts/person.html", {"member": member, "link": link, "form": form, "days": days}
    )


@owners_only
@require_POST
def role(request: HttpRequest, pk: int) -> HttpResponse:
    member = _member(request, pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            people.change_role(member, form.cleaned_data["role"])
        except people.LastOwner:
            messages.error(request, _("An organisation keeps at least one owner."))
        else:
            messages.success(request, _("The role has been changed."))
    return redirect("accounts:organisation")


@owners_only
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    member = _member(request, pk)
    if request.method != "POST":
        return render(request, "accounts/remove_person.html", {"member": member})
    try:
        people.remove(member)
    except people.LastOwner:
        messages.error(request, _("An organisation keeps at least one owner."))
    else:
        messages.success(
            request, _("%(person)s no longer belongs to the organisation.") % {"person": member.user}
        )
    return redirect("accounts:organisation")
