"""Adding a portal, step by step: each step has its own address, and a reload loses nothing.

Step 1 is the menu, step 2 the plus icon of the list; here are 3 (which kind), 4 (which portal) and 5 (sign-in
details). Step 6, the code, is asked on the page of the run that begins after step 5.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moisson.accounts.access import may_change
from moisson.catalogue import Catalogue, Portal, Source
from moisson.engine.contract import Credentials
from moisson.engine.sites import host_of, same_site
from moisson.portals import added, drafts
from moisson.portals.catalogue_access import catalogue_of, practice_portal, warm
from moisson.portals.connecting import AlreadyConnected, connect, portal_at
from moisson.portals.forms import AddressForm, KindForm, NewConnectionForm, NewPortalConnectionForm
from moisson.portals.models import Company, CompanyKind
from moisson.portals.modules import woob_is_here
from moisson.portals.searching import Wish, found, ways
from moisson.portals.uploads import pictures_in_memory
from moisson.portals.vendors import vendor_for
from moisson.portals.visits import FIRST_VISIT, ask_visit


@may_change
def kind(request: HttpRequest) -> HttpResponse:
    """Step 3: online portal or customer account."""
    warm()
    form = KindForm(request.POST or None, initial={"kind": CompanyKind.PORTAL})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["kind"]
        return redirect("portals:find" if chosen == CompanyKind.PORTAL else "portals:add_manual")
    return render(request, "portals/add_kind.html", {"form": form})


@may_change
def find(request: HttpRequest) -> HttpResponse:
    """Step 4: by letter, by country, by category, or by words; all of it in the address."""
    catalogue = catalogue_of(request.organisation)
    wish = Wish.of(request.GET)
    page = found(catalogue, wish, request.organisation)
    context: dict[str, Any] = {
        "wish": wish,
        "page": page,
        "practice": practice_portal(),
        "woob": woob_is_here(),
        "connected": set(
            Company.objects.of(request.organisation)
            .exclude(portal_slug="")
            .values_list("portal_slug", flat=True)
        ),
    }
    if request.htmx and not request.htmx.history_restore_request:
        response = render(request, "portals/parts/found.html", {**context, "ways": ways(catalogue, wish)})
        response["Vary"] = "HX-Request"
        return response
    return render(request, "portals/add_find.html", {**context, "ways": ways(catalogue, wish)})


@may_change
def by_address(request: HttpRequest) -> HttpResponse:
    """A portal that stands in no list."""
    initial = {"address": request.GET.get("address", ""), "name": request.GET.get("name", "")}
    form = AddressForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        address, name = form.cleaned_data["address"], form.cleaned_data["name"]
        portal = portal_at(request.organisation, catalogue_of(request.organisation), address, name)
        if portal.source is not Source.ADDRESS:
            messages.info(request, _("%(name)s is in the catalogue already.") % {"name": portal.name})
        if address != portal.sign_in_url:
            drafts.save(request, portal.slug, {**drafts.load(request, portal.slug), "login_url": address})
        return redirect("portals:sign_in_details", slug=portal.slug)
    return render(request, "portals/add_by_address.html", {"form": form})


@pictures_in_memory
@may_change
def sign_in_details(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 5: sign-in details; saved, they lead to the first visit."""
    catalogue = catalogue_of(request.organisation)
    portal = _portal(catalogue, slug)
    here = Company.objects.of(request.organisation).filter(portal_slug=slug)
    by_address = portal.source is Source.ADDRESS
    # A company that is here has its name already; it is changed on its own page.
    kind_of_form = NewPortalConnectionForm if by_address and not here.exists() else NewConnectionForm
    form = kind_of_form(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        extra_fields=portal.extra_fields,
        initial=_initial(request, portal),
    )
    if request.method == "POST":
        drafts.save(request, slug, request.POST.dict())
        if form.is_valid():
            return _save(request, portal, form)
    context = {
        "form": form,
        "portal": portal,
        "state": catalogue.state(portal),
        "address": _shown_address(form, portal),
        "others": here.filter(connections__isnull=False).exists(),
        "by_address": by_address,
        "practice": _practice_accounts(portal),
        "vendor": vendor_for(portal),
    }
    return render(request, "portals/add_sign_in.html", context, status=422 if form.errors else 200)


@require_POST
@may_change
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps what is typed in step 5 while it is typed; secrets are not sent here, and would not be kept."""
    _portal(catalogue_of(request.organisation), slug)
    drafts.save(request, slug, request.POST.dict())
    return HttpResponse(status=204)


def _save(request: HttpRequest, portal: Portal, form: NewConnectionForm) -> HttpResponse:
    cleaned = form.cleaned_data
    credentials = Credentials(
        username=cleaned["username"],
        password=cleaned["password"],
        totp_secret=form.totp,
        extra=form.extra_values(),
    )
    if name := cleaned.get("name"):
        added.rename(request.organisation, portal.slug, name)
        portal = replace(portal, name=name)
    try:
        connection = connect(
            request.organisation,
            request.user,
            portal,
            credentials,
            login_url=cleaned["login_url"],
            start_date=cleaned["start_date"],
            interval_days=cleaned["interval_days"],
        )
    except AlreadyConnected as known:
        return render(
            request,
            "portals/add_already.html",
            {"connection": known.connection, "portal": portal},
            status=409,
        )
    drafts.clear(request, portal.slug)
    run_id = ask_visit(connection, request.user)
    if run_id is None:
        messages.success(request, _("%(name)s is saved.") % {"name": portal.name})
        return redirect("portals:companies")
    request.session[FIRST_VISIT] = str(
        run_id
    )  # its page is the wizard's last step, until the list is seen again
    return redirect("runs:watch", pk=run_id)


def _portal(catalogue: Catalogue, slug: str) -> Portal:
    portal = catalogue.get(slug)
    if portal is None:
        raise Http404
    return portal


def _initial(request: HttpRequest, portal: Portal) -> dict[str, Any]:
    given = {"name": portal.name, "login_url": portal.sign_in_url or "", "interval_days": 7}
    return {**given, **drafts.load(request, portal.slug)}


@dataclass(frozen=True, slots=True)
class ShownAddress:
    """The address that "Open the sign-in page" opens, and whether it stands outside the portal's own site."""

    url: str
    foreign: bool


def _shown_address(form: NewConnectionForm, portal: Portal) -> ShownAddress:
    typed = form.cleaned_data.get("login_url") if form.is_bound and hasattr(form, "cleaned_data") else None
    offered = (
        typed,
        form.initial.get("login_url"),
        portal.sign_in_url,
    )  # a draft may hold what is no address
    url = next((one for one in offered if one and _can_be_opened(one)), portal.website)
    known = [portal.website, *(f"https://{host}/" for host in portal.sign_in_hosts)]
    return ShownAddress(url, not any(same_site(url, one) for one in known))


def _can_be_opened(address: str) -> bool:
    try:
        return address.startswith(("https://", "http://")) and bool(host_of(address))
    except ValueError:  # a port that is none
        return False


def _practice_accounts(portal: Portal) -> list[Any]:
    if portal.source is not Source.PRACTICE:
        return []
    from moisson.practice import facts

    return list(facts().accounts)
