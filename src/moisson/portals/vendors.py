"""Which portals can be fetched from by API key, and what a person reads about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from moisson.catalogue import Portal
from moisson.portals.models import Connection

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from moisson.engine.vendors.about import Vendor

# How to make a key that may read invoices and nothing else, by the name of the connector.
HOW: dict[str, _StrPromise] = {
    "aws": _("In the AWS console under IAM, make a user without console access whose policy allows only invoicing:ListInvoiceSummaries and invoicing:GetInvoicePDF, and an access key for it."),
    "digitalocean": _("In the control panel under API, generate a token with custom scopes and tick billing:read only."),
    "linode": _("In the Cloud Manager under your profile, API Tokens, make a token that may read Account and has no access to the rest."),
    "mollie": _("In the dashboard under Developers, Organization access tokens, make a token with invoices.read only."),
    "ovhcloud": _("On OVHcloud’s page for tokens, sign in and give only the rights GET /me/bill* and GET /me/refund*."),
    "scaleway": _("In the console under IAM, make an application with the permission set BillingReadOnly and an API key for it. The Organization ID stands in the settings of the organisation."),
    "stripe": _("In the dashboard under Developers, API keys, make a restricted key that may read Invoices and nothing else."),
    "transip": _("In the control panel under API, switch the API on and make a key pair; copy the private key whole. Moisson asks for tokens that only read."),
    "vultr": _("In the customer portal, make a sub-user with the right Billing only, an API key for it, and allow the address of Moisson’s machine."),
}  # fmt: skip
# The names of keys, as `engine/vendors/` says them and vendors do; for the translators.
_LABELS = (
    gettext_noop("Access key ID"), gettext_noop("Secret access key"), gettext_noop("Account ID"),
    gettext_noop("Session token"), gettext_noop("Personal access token"), gettext_noop("Organization access token"),
    gettext_noop("Application key"), gettext_noop("Application secret"), gettext_noop("Consumer key"),
    gettext_noop("Organization ID"), gettext_noop("Secret key"), gettext_noop("Restricted key"),
    gettext_noop("Connected account"), gettext_noop("Customer"), gettext_noop("API key"),
    gettext_noop("Login name"), gettext_noop("Private key"),
)  # fmt: skip


def vendor_for(portal: Portal) -> Vendor | None:
    """The vendor that publishes an interface for the invoices of this portal."""
    # The interfaces bring the engine's HTTP with them: pages that need none never load it.
    from moisson.engine.vendors.shelf import vendor_at

    found = vendor_at(portal.website) or (vendor_at(portal.sign_in_url) if portal.sign_in_url else None)
    return found.vendor if found else None


def vendor_of(connection: Connection) -> Vendor | None:
    """The vendor whose interface this connection uses, None for one that signs in like a person."""
    if not connection.connector:
        return None
    from moisson.engine.vendors.shelf import by_key

    found = by_key().get(connection.connector)
    return found.vendor if found else None
