"""After a visit that did not end well: whose move it is, and what to try. One sentence for each kind of error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from moisson.engine.errors import Mover
from moisson.runs.outcome import CANCELLED
from moisson.runs.stop_rule import mover_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WHOSE: dict[Mover, str | _StrPromise] = {
    Mover.PERSON: _("Your move"),
    Mover.PORTAL: _("The portal’s move"),
    Mover.US: _("Moisson’s move"),
}
ICONS = {Mover.PERSON: "user", Mover.PORTAL: "building-store", Mover.US: "settings"}

TRY: dict[str, str | _StrPromise] = {
    "wrong_credentials":
        _("Sign in at the portal in your own browser with the same details; what works there, type in here."),
    "fields_needed":
        _("See on the portal’s sign-in page which detail it wants, a customer number for instance, and add it here."),
    "code_needed":
        _("Start the visit while you have your phone or mailbox at hand; with an authenticator app, store its secret key here and no code is asked of you again."),
    "code_refused":
        _("Wait for a fresh code and type it within a minute; if an authenticator’s secret is stored here, check that it is the portal’s and that this machine’s clock is right."),
    "approval_needed":
        _("Have the portal’s app open, start the visit, and approve what it asks at once."),
    "choice_needed":
        _("Start the visit and choose on its page; what you choose is remembered by the session."),
    "captcha_needed":
        _("Sign in once in your own browser on the same network, wait a few hours, and fetch again; visits further apart are asked less often."),
    "action_needed":
        _("Sign in at the portal yourself, settle what it asks, and fetch again."),
    "account_locked":
        _("Unlock the account at the portal, check there that the password works, and only then fetch again."),
    "host_not_allowed":
        _("Check that the address shown is really where this portal signs people in; if it is, fetch and allow it."),
    "interrupted":
        _("Check at the portal that the account is in order, then fetch again."),
    "proxy_failed":
        _("Check the proxy’s address and login, or take it away and go without."),
    "remote_browser_failed":
        _("Check that the browser elsewhere runs and its address is right, or take it away and use this machine’s."),
    "portal_down":
        _("Open the portal in your own browser: if it is down there too, only waiting helps."),
    "maintenance":
        _("Wait until the portal is back; the visit is tried again by itself."),
    "portal_blocked":
        _("Leave more days between visits, and sign in once in your own browser before the next."),
    "download_failed":
        _("Fetch again: portals often prepare a file only when it is first asked for. If it fails again, download it there and upload it here."),
    "portal_not_understood":
        _("Compare the picture with what you see at the portal; enter as address the page on which you sign in yourself."),
    "incomplete":
        _("Fetch again; if documents are still missing, see in the list which, and upload those by hand."),
    "drift":
        _("Fetch again: the whole portal is then looked at afresh."),
    CANCELLED:
        _("Fetch again whenever you like; what was fetched before the stop is here."),
}  # fmt: skip
_BY_MOVER: dict[Mover, str | _StrPromise] = {
    Mover.PERSON: _("Sign in at the portal yourself, settle what it asks, and fetch again."),
    Mover.PORTAL: _("Wait a while, then fetch again."),
    Mover.US: _("Fetch again; if it happens once more, report it with what stands on this page."),
}


@dataclass(frozen=True, slots=True)
class Advice:
    """Whose move it is (words and icon), and one sentence of what to try."""

    whose: str | _StrPromise
    icon: str
    sentence: str | _StrPromise


def advice_for(outcome: str) -> Advice:
    """For any outcome that is no success; kinds nobody wrote a sentence for have that of their mover."""
    mover = Mover.PERSON if outcome == CANCELLED else mover_of(outcome) or Mover.US
    return Advice(WHOSE[mover], ICONS[mover], TRY.get(outcome, _BY_MOVER[mover]))
