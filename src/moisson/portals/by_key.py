"""Adding a portal by API key, in place of the sign-in details of a person, and editing the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moisson.accounts.access import may_change
from moisson.engine.contract import Credentials
from moisson.engine.sites import host_of
from moisson.portals import credentials as vaulted
from moisson.portals import drafts
from moisson.portals.catalogue_access import catalogue_of
from moisson.portals.connecting import AlreadyConnected, connect, same_login
from moisson.portals.models import Company, Connection
from moisson.portals.states import face
from moisson.portals.vendors import HOW, vendor_for
from moisson.portals.visits import watch_first_visit, watch_visit

if TYPE_CHECKING:
    from moisson.engine.vendors.about import Vendor
    from moisson.portals.key_forms import KeysForm


@may_change
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 5 with a key; saved, it leads to the first visit."""
    from moisson.portals.key_forms import NewKeysForm

    portal = catalogue_of(request.organisation).get(slug)
    vendor = vendor_for(portal) if portal else None
    if portal is None or vendor is None:
        raise Http404
    kept_as = _kept_as(slug)
    form = NewKeysForm(request.POST or None, vendor=vendor, initial=drafts.load(request, kept_as))
    if request.method == "POST":
        drafts.save(request, kept_as, request.POST.dict(), form.draft_names())
    if request.method == "POST" and form.is_valid():
        secret = form.password
        assert secret is not None
        try:
            connection = connect(
                request.organisation,
                request.user,
                portal,
                Credentials(form.username, secret, None, form.extra()),
                login_url=form.base,
                start_date=form.cleaned_data["start_date"],
                interval_days=form.cleaned_data["interval_days"],
                connector=vendor.name,
            )
        except AlreadyConnected as known:
            context = {"connection": known.connection, "portal": portal}
            return render(request, "portals/add_already.html", context, status=409)
        drafts.clear(request, kept_as)
        return watch_first_visit(request, connection)
    others = Company.objects.of(request.organisation).filter(portal_slug=slug, connections__isnull=False)
    context = {"form": form, "portal": portal, **_said(vendor), "others": others.exists()}
    return render(request, "portals/add_by_key.html", context, status=422 if form.errors else 200)


@require_POST
@may_change
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps what is typed while it is typed; the keys are not sent here, and would not be kept."""
    from moisson.portals.key_forms import NewKeysForm

    portal = catalogue_of(request.organisation).get(slug)
    vendor = vendor_for(portal) if portal else None
    if vendor is None:
        raise Http404
    drafts.save(request, _kept_as(slug), request.POST.dict(), NewKeysForm(vendor=vendor).draft_names())
    return HttpResponse(status=204)


def _kept_as(slug: str) -> str:
    return f"key:{slug}"


def edit(request: HttpRequest, connection: Connection, vendor: Vendor) -> HttpResponse:
    """The key again, without ever showing its secrets; saved, it is tried at once."""
    from moisson.portals.key_forms import KeysForm

    before = vaulted.open_(connection)
    form = KeysForm(
        request.POST or None, vendor=vendor, before=before, initial={"base": connection.login_url}
    )
    if request.method == "POST" and form.is_valid():
        base = form.base if "base" in form.fields else connection.login_url
        twin = same_login(
            request.organisation, connection.company.portal_slug, form.username, base, but=connection
        )
        if twin is None:
            _change(connection, form, base)
            return watch_visit(request, connection)
        form.add_error(None, _("This login is connected already."))
    context = {"form": form, "connection": connection, "face": face(connection), **_said(vendor)}
    return render(request, "portals/edit_key.html", context, status=422 if form.errors else 200)


def _said(vendor: Vendor) -> dict[str, object]:
    return {"vendor": vendor, "how": HOW.get(vendor.name, "")}


def _change(connection: Connection, form: KeysForm, base: str) -> None:
    with transaction.atomic():
        locked = Connection.objects.select_for_update().get(pk=connection.pk)
        vaulted.change(
            locked,
            username=form.username,
            password=form.password,
            totp_secret=None,
            extra=form.extra(),
            login_url=base,
            host=host_of(base),
        )
        locked.save()
    connection.refresh_from_db()
