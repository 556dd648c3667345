"""The pages of the destinations: the list, one with its settings, trying it out, removing it. For owners."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moisson.accounts.access import may_change, organisation_page, owners_only
from moisson.delivery import outbox, sealing
from moisson.delivery.failures import NotHandedOn
from moisson.delivery.forms import NameForm, check_secrets, secrets_of, settings_of
from moisson.delivery.kinds.contract import Kind
from moisson.delivery.kinds.registry import KINDS
from moisson.delivery.models import Delivery, Destination, State
from moisson.delivery.testing import send_a_test
from moisson.delivery.words import face_of, sentence
from moisson.documents.rules.actions import Act
from moisson.documents.rules.models import Rule
from moisson.vault import Secret, VaultError


def _own(request: HttpRequest, pk: UUID) -> Destination:
    return get_object_or_404(
        Destination.objects.of(request.organisation).standing().select_related("organisation"), pk=pk
    )


@organisation_page
@require_GET
def destinations(request: HttpRequest) -> HttpResponse:
    pending = Count("deliveries", filter=Q(deliveries__state=State.PENDING, deliveries__beside=None))
    arrived = Count("deliveries", filter=Q(deliveries__state=State.DELIVERED, deliveries__beside=None))
    found = Destination.objects.of(request.organisation).standing().annotate(pending=pending, arrived=arrived)
    lines = [(one, face_of(one), kind := KINDS.get(one.kind), _leads_to(kind, one)) for one in found]
    return render(request, "delivery/destinations.html", {"lines": lines})


def _leads_to(kind: Kind | None, destination: Destination) -> str:
    return kind.leads_to(destination.settings, str(destination.organisation_id)) if kind else ""


@owners_only
@require_GET
def new(request: HttpRequest) -> HttpResponse:
    """Which kind."""
    return render(request, "delivery/new.html", {"kinds": KINDS.values()})


@owners_only
def new_of(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    made = Destination(organisation=request.organisation, kind=kind, language=get_language() or "")
    return _form(request, made, {})


@owners_only
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    destination = _own(request, pk)
    if destination.kind not in KINDS:
        raise Http404
    try:
        kept = sealing.open_(destination)
    except VaultError:
        kept = {}  # it is asked anew
    return _form(request, destination, kept)


def _form(request: HttpRequest, destination: Destination, kept: dict[str, Secret]) -> HttpResponse:
    kind, is_new = KINDS[destination.kind], destination._state.adding
    given = request.POST if request.method == "POST" else None
    name = NameForm(
        given, organisation=request.organisation, destination=destination,
        initial={"name": destination.name or kind.label},
    )  # fmt: skip
    form = kind.form(given, initial=destination.settings if not is_new else None)
    valid = name.is_valid() & form.is_valid()  # both say what is wrong
    if form.is_valid():
        check_secrets(kind, form, destination.settings, kept)
    if valid and form.is_valid():
        destination.name = name.cleaned_data["name"]
        destination.settings = settings_of(kind, form.cleaned_data)
        sealing.seal(destination, secrets_of(kind, form.cleaned_data, kept))
        destination.save()
        if not is_new:
            outbox.resume(destination)
        messages.success(request, _("The destination has been saved. Send a test to see whether it works."))
        return redirect("delivery:edit", pk=destination.pk)
    leads_to = _leads_to(kind, destination)
    context = {
        "destination": destination, "is_new": is_new, "kind": kind, "name_form": name, "form": form,
        "leads_to": "" if is_new or leads_to in destination.settings.values() else leads_to, "has_password": bool(kept),
        "face": None if is_new else face_of(destination),
    }  # fmt: skip
    return render(request, "delivery/destination.html", context, status=422 if given is not None else 200)


@owners_only
@require_POST
def test(request: HttpRequest, pk: UUID) -> HttpResponse:
    destination = _own(request, pk)
    try:
        places = send_a_test(destination)
    except NotHandedOn as error:
        said = " ".join(
            part for part in (sentence(error.reason), f"“{error.detail}”" if error.detail else "") if part
        )
        messages.error(request, _("The test did not get through. %(why)s") % {"why": said})
    else:
        if destination.halted:
            outbox.resume(destination)
        messages.success(
            request,
            _("The test got through: %(place)s. Please look whether it is there.") % {"place": places[0]},
        )
    return redirect("delivery:edit", pk=pk)


@may_change
@require_POST
def resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody mended it elsewhere: what waits goes on."""
    destination = _own(request, pk)
    outbox.resume(destination)
    messages.success(request, _("What waits for %(name)s is handed on now.") % {"name": destination.name})
    return redirect("delivery:deliveries")


@owners_only
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Says first what becomes of what waits, and which rules hand on there."""
    destination = _own(request, pk)
    if request.method == "POST":
        outbox.remove(destination)
        messages.success(
            request, _("The destination “%(name)s” has been removed.") % {"name": destination.name}
        )
        return redirect("delivery:destinations")
    waiting = Delivery.objects.filter(
        destination=destination, beside=None, state__in=[State.PENDING, State.FAILED]
    )
    context = {"destination": destination, "waiting": waiting.count(), "rules": _rules_of(destination)}
    return render(request, "delivery/remove.html", context)


def _rules_of(destination: Destination) -> list[str]:
    wanted = {"act": Act.DELIVER.value, "value": str(destination.pk)}
    rules = Rule.objects.of(destination.organisation)
    return [rule.name for rule in rules if any(wanted.items() <= action.items() for action in rule.actions)]
