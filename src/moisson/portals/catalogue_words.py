"""The catalogue's English labels, named here once more so that the translators' tools find them.

The catalogue is below Django and has no messages of its own; a test keeps the two lists equal.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

LABELS = (
    _("Telephone and internet"),
    _("Electricity, gas and heat"),
    _("Water and sewage"),
    _("Waste and recycling"),
    _("Hosting, domains and cloud"),
    _("Software and online services"),
    _("Advertising"),
    _("Media and entertainment"),
    _("Marketplaces"),
    _("Shops"),
    _("Supermarkets and food shops"),
    _("Electronics and computers"),
    _("Building, home and garden"),
    _("Trade and office supplies"),
    _("Restaurants and catering"),
    _("Fuel and charging"),
    _("Vehicles, repair and rental"),
    _("Public transport and shared mobility"),
    _("Tolls and parking"),
    _("Travel and accommodation"),
    _("Post and parcels"),
    _("Insurance"),
    _("Banks and payments"),
    _("Health"),
    _("Public bodies"),
    _("Property and workspace"),
    _("Business and personal services"),
    _("Sport and leisure"),
    _("Other"),
    _("Customer number"),
    _("Contract number"),
    _("Phone number"),
    _("Postcode"),
    _("Date of birth"),
    _("Company identifier"),
    _("Tax number"),
    _("Account identifier"),
    _("Your own address at the portal"),
    _("Code from an authenticator app"),
    _("Code by text message"),
    _("Code by e-mail"),
    _("Code by phone call"),
    _("Approval in the portal's own app"),
    _("Security key or passkey"),
    _("The portal's own device"),
)
