"""The catalogue as one organisation sees it."""

from __future__ import annotations

import threading
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from moisson.accounts.models import Organisation
from moisson.catalogue import Catalogue, Category, Portal, Source
from moisson.catalogue.address import host_of
from moisson.catalogue.portal import slug_of
from moisson.catalogue.storage import OVERLAY
from moisson.portals.models import AddedPortal
from moisson.portals.worked_here import worked_here

PRACTICE_NAME = _("Practice portal")


def catalogue_of(organisation: Organisation) -> Catalogue:
    """The installation's catalogue, the portals this organisation added, and what worked here laid over."""
    additions = [_as_portal(row) for row in AddedPortal.objects.of(organisation)]
    practice = practice_portal()
    if practice is not None:
        additions.append(practice)
    view = _installed()
    if additions:
        view = view.with_additions(additions)
    return view.with_learned(worked_here())


def practice_portal() -> Portal | None:
    """The made-up supplier a newcomer can try everything on, where the installation offers it."""
    if not settings.PRACTICE_PORTAL:
        return None
    return _practice(settings.PRACTICE_PORTAL_ADDRESS, get_language() or "en")


@cache
def warm() -> None:
    """Loads the catalogue beside whatever is going on, once a process: step 3 is shown while step 4 gets ready."""
    threading.Thread(target=_installed, daemon=True).start()


def _installed() -> Catalogue:
    """One loaded catalogue a process; read again after `moisson catalogue update` replaced the overlay."""
    overlay = Path(settings.DATA) / OVERLAY
    try:
        stamp = overlay.stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _loaded(stamp)


@lru_cache(maxsize=1)
def _loaded(stamp: int) -> Catalogue:
    catalogue = Catalogue.load(Path(settings.DATA))
    # The first search builds the index (half a second); nobody should wait for that while typing.
    threading.Thread(target=lambda: catalogue.search("a", limit=1), daemon=True).start()
    return catalogue


@cache
def _practice(address: str, language: str) -> Portal:
    """In one language at a time: the name is kept with the company that is made from it."""
    from moisson.practice import facts

    address = address.rstrip("/")
    domain = host_of(address)
    return Portal(
        slug=slug_of(domain),
        name=gettext(PRACTICE_NAME),
        domain=domain,
        website=address + "/",
        category=Category.ENERGY,
        aliases=(facts().name, "Practice portal", "Übungsportal", "Portail d'entraînement", "training"),
        sign_in_url=address + facts().sign_in_path,
        countries=(),
        worldwide=True,
        source=Source.PRACTICE,
        popularity=0,
    )


def _as_portal(row: AddedPortal) -> Portal:
    from moisson.catalogue import portal_from_address

    portal = portal_from_address(row.address)
    known = {category.value for category in Category}
    return Portal(
        slug=row.slug,
        name=row.name,
        domain=portal.domain,
        website=portal.website,
        category=Category(row.category) if row.category in known else Category.OTHER,
        sign_in_url=portal.sign_in_url or row.address,
        countries=(row.country,) if row.country else (),
        source=Source.ADDRESS,
    )
