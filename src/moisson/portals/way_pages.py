"""The page on which a person gives one connection a proxy or a remote browser."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moisson.accounts.access import may_change
from moisson.engine.contract import BROWSER_ADDRESS
from moisson.engine.proxy import Proxy, ProxyNotUsable
from moisson.portals.fields import SecretField
from moisson.portals.models import Connection
from moisson.portals.states import face
from moisson.portals.texts import PROXY_SENTENCES
from moisson.portals.visits import ask_visit
from moisson.portals.ways import FAILURES, Way, open_way, seal_way
from moisson.vault import Secret


class WayForm(forms.Form):
    """Both fields are secrets: what is stored is never written back into the page."""

    proxy = SecretField(
        label=gettext_lazy("Proxy"),
        required=False,
        strip=True,
        max_length=1000,
        autocomplete="off",
        help_text=gettext_lazy(
            "http, https or socks5, with its login where it has one: socks5://user:password@proxy.example:1080"
        ),
    )
    no_proxy = forms.BooleanField(label=gettext_lazy("Take the proxy away"), required=False)
    browser = SecretField(
        label=gettext_lazy("Address of a remote browser"),
        required=False,
        strip=True,
        max_length=1000,
        autocomplete="off",
        help_text=gettext_lazy(
            "The DevTools address of a Chromium that runs elsewhere (ws:// or http://). The visit uses it instead of a "
            "browser on Moisson’s machine, in a session of its own, and leaves it running."
        ),
    )
    no_browser = forms.BooleanField(label=gettext_lazy("Take the remote browser away"), required=False)

    def __init__(self, *arguments: Any, before: Way, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.before = before
        for name, shown in (("proxy", before.proxy_shown), ("browser", before.browser_shown)):
            if shown:
                stored = _("Stored: %(address)s. It is never shown whole. Empty: it stays as it is.")
                self.fields[name].help_text = stored % {"address": shown}
            else:
                del self.fields[f"no_{name}"]

    def clean_proxy(self) -> Proxy | None:
        given: Secret | None = self.cleaned_data["proxy"]
        if given is None:
            return None
        try:
            return Proxy.parse(given.reveal())
        except ProxyNotUsable as error:
            raise ValidationError(PROXY_SENTENCES[error.reason], code=error.reason) from None

    def clean_browser(self) -> Secret | None:
        given: Secret | None = self.cleaned_data["browser"]
        if given is not None and not BROWSER_ADDRESS.fullmatch(given.reveal()):
            raise ValidationError(
                _("The address of a browser begins with ws://, wss://, http:// or https://."), code="scheme"
            )
        return given

    @property
    def way(self) -> Way:
        """What holds from now on; an empty field leaves what is stored."""
        told = self.cleaned_data
        proxy = told["proxy"] or (None if told.get("no_proxy") else self.before.proxy)
        browser = told["browser"] or (None if told.get("no_browser") else self.before.browser)
        return Way(proxy, browser)


@may_change
def way(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How visits of this connection reach the portal. Saved after a failure on the way, they try again at once."""
    connection = get_object_or_404(
        Connection.objects.of(request.organisation).select_related("company", "organisation"), pk=pk
    )
    form = WayForm(request.POST if request.method == "POST" else None, before=open_way(connection))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            locked = Connection.objects.select_for_update().get(pk=connection.pk)
            seal_way(locked, form.way)
            locked.save(update_fields=["sealed_way"])
        messages.success(request, _("The way is saved."))
        run_id = ask_visit(locked, request.user) if connection.state_reason in FAILURES else None
        if run_id is not None:
            return redirect("runs:watch", pk=run_id)
        return redirect("portals:company", pk=connection.company_id)
    context = {"form": form, "connection": connection, "face": face(connection)}
    return render(request, "portals/way.html", context, status=422 if form.errors else 200)
