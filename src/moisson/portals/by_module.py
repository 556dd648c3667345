"""Adding a portal by one of the Woob modules of this machine, in place of the visit that finds its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moisson.accounts.access import may_change
from moisson.engine.contract import Credentials
from moisson.engine.sites import host_of
from moisson.engine.woob.modules import WoobNotUsable
from moisson.portals import added, drafts
from moisson.portals import credentials as vaulted
from moisson.portals.catalogue_access import catalogue_of
from moisson.portals.connecting import AlreadyConnected, connect, portal_at, same_login
from moisson.portals.models import Company, Connection
from moisson.portals.modules import matching, module_called, modules_here, site_of_module, woob_is_here
from moisson.portals.states import face
from moisson.portals.uploads import pictures_in_memory
from moisson.portals.visits import watch_first_visit, watch_visit
from moisson.vault import Secret

if TYPE_CHECKING:
    from moisson.catalogue import Portal
    from moisson.engine.woob.listing import Module
    from moisson.portals.module_forms import ModuleForm, NewModuleForm

PAGE = 30


@may_change
def modules(request: HttpRequest) -> HttpResponse:
    """Step 4 by module: all of this machine's, or how to come by some."""
    words = request.GET.get("q", "").strip()[:100]
    context: dict[str, Any] = {"words": words, "woob": woob_is_here()}
    try:
        here = modules_here()
    except WoobNotUsable as error:
        return render(request, "portals/add_find_module.html", {**context, "why": str(error)})
    found = matching(here.modules, words)
    context |= {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "total": len(here.modules),
        "failed": here.failed,
    }
    return render(request, "portals/add_find_module.html", context)


@pictures_in_memory
@may_change
def add(request: HttpRequest, name: str) -> HttpResponse:
    """Step 5 by module; saved, it leads to the first visit."""
    from moisson.portals.module_forms import NewModuleForm

    module = _module(name)
    site = site_of_module(module)
    known = catalogue_of(request.organisation).by_domain(site) if site else None
    posted = request.method == "POST"
    kept_as = _kept_as(name)
    form = NewModuleForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        module=module,
        initial=drafts.load(request, kept_as),
    )
    if site and not known:
        form.initial.setdefault("name", added.name_from(host_of(site).removeprefix("www.")))
    if posted:
        drafts.save(request, kept_as, request.POST.dict(), form.draft_names())
    if posted and form.is_valid():
        return _save(request, form)
    others = known and Company.objects.of(request.organisation).filter(
        portal_slug=known.slug, connections__isnull=False
    )
    context = {
        "form": form, "module": module, "portal": known, "named": known is None,
        "others": bool(others) and others.exists(),
    }  # fmt: skip
    return render(request, "portals/add_by_module.html", context, status=422 if form.errors else 200)


@require_POST
@may_change
def draft(request: HttpRequest, name: str) -> HttpResponse:
    """Keeps what is typed while it is typed; secrets are not sent here, and would not be kept."""
    from moisson.portals.module_forms import NewModuleForm

    form = NewModuleForm(module=_module(name))
    drafts.save(request, _kept_as(name), request.POST.dict(), form.draft_names())
    return HttpResponse(status=204)


def _kept_as(name: str) -> str:
    return f"module:{name}"


def edit(request: HttpRequest, connection: Connection, name: str) -> HttpResponse:
    """The module's fields again, without ever showing its secrets; saved, they are tried at once."""
    from moisson.portals.module_forms import ModuleForm

    context: dict[str, Any] = {"connection": connection, "face": face(connection)}
    try:
        module = module_called(name)
        why = "" if module else f"There is no Woob module “{name}” here; `moisson woob` lists those that are."
    except WoobNotUsable as error:
        module, why = None, str(error)
    if module is None:
        return render(request, "portals/edit_module.html", {**context, "why": why})
    posted = request.method == "POST"
    before = vaulted.open_(connection)
    form = ModuleForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        module=module,
        before=before,
        initial={"login_url": connection.login_url},
    )
    if posted and form.is_valid():
        slug = connection.company.portal_slug
        if same_login(request.organisation, slug, form.username, form.login_url, but=connection) is None:
            _change(connection, form)
            return watch_visit(request, connection)
        form.add_error(None, _("This login is connected already."))
    context |= {"form": form, "module": module, "has_totp": before.totp_secret is not None}
    return render(request, "portals/edit_module.html", context, status=422 if form.errors else 200)


def _module(name: str) -> Module:
    try:
        found = module_called(name)
    except WoobNotUsable:
        found = None
    if found is None:
        raise Http404
    return found


def _save(request: HttpRequest, form: NewModuleForm) -> HttpResponse:
    cleaned = form.cleaned_data
    portal: Portal = portal_at(
        request.organisation, catalogue_of(request.organisation), form.login_url, cleaned["name"]
    )
    try:
        connection = connect(
            request.organisation,
            request.user,
            portal,
            Credentials(form.username, form.password or Secret(""), form.totp, form.extra()),
            login_url=form.login_url,
            start_date=cleaned["start_date"],
            interval_days=cleaned["interval_days"],
            connector=form.module.connector,
        )
    except AlreadyConnected as known:
        context = {"connection": known.connection, "portal": portal}
        return render(request, "portals/add_already.html", context, status=409)
    drafts.clear(request, _kept_as(form.module.name))
    return watch_first_visit(request, connection)


def _change(connection: Connection, form: ModuleForm) -> None:
    with transaction.atomic():
        locked = Connection.objects.select_for_update().get(pk=connection.pk)
        vaulted.change(
            locked,
            username=form.username,
            password=form.password,
            totp_secret=form.totp,
            extra=form.extra(),
            login_url=form.login_url,
            host=host_of(form.login_url),
        )
        locked.save()
    connection.refresh_from_db()
