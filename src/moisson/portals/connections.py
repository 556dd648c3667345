"""What a person does with one connection: fetch now, edit, schedule, pause, delete, answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moisson.accounts.access import may_change
from moisson.catalogue import ExtraField
from moisson.engine.contract import ChallengeKind
from moisson.portals import by_key, by_module
from moisson.portals import credentials as vaulted
from moisson.portals.catalogue_access import catalogue_of
from moisson.portals.challenges import NotWaiting, answer
from moisson.portals.connecting import same_login
from moisson.portals.forms import ScheduleForm, SignInForm
from moisson.portals.models import Connection, PendingChallenge
from moisson.portals.modules import name_of_module
from moisson.portals.states import face
from moisson.portals.uploads import pictures_in_memory
from moisson.portals.vendors import vendor_of
from moisson.portals.visits import watch_visit
from moisson.vault import Secret


@require_POST
@may_change
def fetch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A visit now, because a person asks for it."""
    return watch_visit(request, _connection(request, pk))


@pictures_in_memory
@may_change
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sign-in details again, without ever showing the secrets; saved, they are tried at once."""
    connection = _connection(request, pk)
    vendor = vendor_of(connection)
    if vendor is not None:
        return by_key.edit(request, connection, vendor)
    posted = request.method == "POST"
    if posted and request.POST.get("forget_totp"):
        vaulted.forget_totp(connection)
        connection.save(update_fields=["sealed_credentials"])
        messages.success(request, _("The authenticator secret is deleted."))
        return redirect("portals:connection_edit", pk=connection.pk)
    if module := name_of_module(connection):
        return by_module.edit(request, connection, module)
    before = vaulted.open_(connection)
    form = SignInForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        extra_fields=_extra_fields(request, connection),
        connection=connection,
        initial={"username": connection.username, "login_url": connection.login_url},
    )
    if posted and form.is_valid():
        twin = same_login(
            request.organisation,
            connection.company.portal_slug,
            form.cleaned_data["username"],
            form.cleaned_data["login_url"],
            but=connection,
        )
        if twin is None:
            _change(connection, form)
            return watch_visit(request, connection)
        form.add_error("username", _("This login is connected already."))
    context = {
        "form": form,
        "connection": connection,
        "face": face(connection),
        "has_totp": before.totp_secret is not None,
        "extra_known": set(before.extra),
    }
    return render(request, "portals/connection_edit.html", context, status=422 if form.errors else 200)


@may_change
def schedule(request: HttpRequest, pk: UUID) -> HttpResponse:
    """When this connection is visited."""
    connection = _connection(request, pk)
    form = ScheduleForm(request.POST or None, instance=connection)
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        changed.save(update_fields=[*ScheduleForm.Meta.fields, "code_hours"])
        messages.success(request, _("The schedule is saved."))
        return redirect("portals:company", pk=connection.company_id)
    context = {"form": form, "connection": connection}
    return render(request, "portals/schedule.html", context, status=422 if form.errors else 200)


@require_POST
@may_change
def pause(request: HttpRequest, pk: UUID) -> HttpResponse:
    connection = _connection(request, pk)
    Connection.objects.filter(pk=connection.pk).update(paused=True)
    messages.success(
        request, _("%(name)s is paused: no visits until you resume.") % {"name": connection.company.name}
    )
    return _back(request)


@require_POST
@may_change
def resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    connection = _connection(request, pk)
    Connection.objects.filter(pk=connection.pk).update(paused=False)
    messages.success(request, _("%(name)s is visited again.") % {"name": connection.company.name})
    return _back(request)


@may_change
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The login goes with its secrets; the documents stay with their company."""
    connection = _connection(request, pk)
    company = connection.company
    if request.method == "POST":
        with transaction.atomic():
            connection.delete()
            if not company.connections.exists() and not company.documents.exists():
                company.delete()
        messages.success(
            request, _("The login %(login)s is deleted. Its documents stay.") % {"login": connection.username}
        )
        return redirect("portals:companies")
    context = {"connection": connection, "documents": connection.documents.count()}
    return render(request, "portals/connection_delete.html", context)


@require_POST
@may_change
def answer_challenge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Takes a code, a word on a host, a choice; the waiting run goes on with it."""
    challenge = get_object_or_404(
        PendingChallenge.objects.of(request.organisation).select_related("connection"), pk=pk
    )
    given = _given(challenge, request.POST)
    if given is None:
        messages.error(request, _("Enter the code first."))
    else:
        try:
            answer(challenge, given, request.user)
        except NotWaiting:
            messages.warning(
                request, _("Too late: this question is answered or has expired. Start a new visit.")
            )
    return redirect("runs:watch", pk=challenge.run_id)


def _given(challenge: PendingChallenge, values: Any) -> Secret | None:
    """The answer as the engine takes it, or None where there is none."""
    text = values.get("answer", "").strip()[:2000]
    match challenge.kind:
        case ChallengeKind.CODE if challenge.any_words:
            pass
        case ChallengeKind.CODE:
            # People type codes as they are printed, in groups.
            text = text.replace(" ", "").replace("\u00a0", "")
        case ChallengeKind.HOST | ChallengeKind.APPROVAL | ChallengeKind.TAKEOVER:
            text = text if text in ("yes", "no") else ""
        case ChallengeKind.CHOICE:
            text = text if text in challenge.choices else ""
    return Secret(text) if text else None


def _change(connection: Connection, form: SignInForm) -> None:
    with transaction.atomic():
        locked = Connection.objects.select_for_update().get(pk=connection.pk)
        vaulted.change(
            locked,
            username=form.cleaned_data["username"],
            password=form.cleaned_data["password"],
            totp_secret=form.totp,
            extra=form.extra_values(),
            login_url=form.cleaned_data["login_url"],
            host=form.host,
        )
        locked.save()
    connection.refresh_from_db()


def _extra_fields(request: HttpRequest, connection: Connection) -> tuple[ExtraField, ...]:
    """What the catalogue names, and what this login was once asked for."""
    portal = catalogue_of(request.organisation).get(connection.company.portal_slug)
    known = {field.value: field for field in ExtraField}
    kinds = [*(portal.extra_fields if portal else ()), *vaulted.open_(connection).extra]
    return tuple(dict.fromkeys(known[kind] for kind in map(str, kinds) if kind in known))


def _back(request: HttpRequest) -> HttpResponse:
    return redirect("portals:companies")


def _connection(request: HttpRequest, pk: UUID) -> Connection:
    return get_object_or_404(
        Connection.objects.of(request.organisation).select_related("company", "organisation"), pk=pk
    )
