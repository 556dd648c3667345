"""Making a connection out of what the wizard gathered."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from moisson.accounts.models import Organisation, User
from moisson.catalogue import Catalogue, Portal, Source
from moisson.catalogue.address import normalise
from moisson.engine.contract import Credentials
from moisson.engine.sites import host_of
from moisson.portals import credentials as vaulted
from moisson.portals.added import name_from
from moisson.portals.models import AddedPortal, Company, CompanyKind, Connection


class AlreadyConnected(Exception):
    """This login is here already; `connection` is the one."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection = connection


def same_login(
    organisation: Organisation, slug: str, username: str, login_url: str, but: Connection | None = None
) -> Connection | None:
    """The connection with this login at this portal. Portals do not tell capital letters of user names apart."""
    found = Connection.objects.of(organisation).filter(
        company__portal_slug=slug, username__iexact=username.strip(), host=host_of(login_url)
    )
    if but is not None:
        found = found.exclude(pk=but.pk)
    return found.first()


def connect(
    organisation: Organisation,
    by: User,
    portal: Portal,
    credentials: Credentials,
    *,
    login_url: str,
    start_date: date | None,
    interval_days: int,
    connector: str = "",
) -> Connection:
    """A new connection under the portal's company, made where it is missing. Raises `AlreadyConnected`."""
    with transaction.atomic():
        # One after another in an organisation, so that two clicks make neither two companies nor two logins.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        known = same_login(organisation, portal.slug, credentials.username, login_url)
        if known is not None:
            raise AlreadyConnected(known)
        connection = Connection(
            organisation=organisation,
            company=_company(organisation, portal),
            connector=connector,
            login_url=login_url,
            host=host_of(login_url),
            start_date=start_date,
            interval_days=interval_days,
            created_by=by,
        )
        vaulted.seal(connection, credentials)
        connection.save()
    return connection


def _company(organisation: Organisation, portal: Portal) -> Company:
    existing = (
        Company.objects.of(organisation).filter(kind=CompanyKind.PORTAL, portal_slug=portal.slug).first()
    )
    if existing is not None:
        return existing
    home = organisation.country
    country = (
        home if home in portal.countries else (portal.countries[0] if len(portal.countries) == 1 else "")
    )
    return Company.objects.create(
        organisation=organisation,
        kind=CompanyKind.PORTAL,
        name=portal.name[:200],
        country=country,
        category=portal.category.value,
        portal_slug=portal.slug,
        domain=portal.domain,
        website=portal.website,
    )


def portal_at(organisation: Organisation, catalogue: Catalogue, address: str, name: str) -> Portal:
    """The catalogue's portal that the address belongs to, else one added by its address for this organisation.

    Raises `AddressNotUsable`.
    """
    from moisson.catalogue import portal_from_address

    known = catalogue.by_domain(address)
    if known is not None:
        return known
    portal = portal_from_address(address)
    added, _new = AddedPortal.objects.get_or_create(
        organisation=organisation,
        slug=portal.slug,
        defaults={
            "name": (name or name_from(portal.name))[:200],
            "address": normalise(address)[:500],
            "country": organisation.country,
            "category": portal.category.value,
        },
    )
    return Portal(
        slug=added.slug,
        name=added.name,
        domain=portal.domain,
        website=portal.website,
        category=portal.category,
        sign_in_url=portal.sign_in_url or added.address,
        source=Source.ADDRESS,
    )
