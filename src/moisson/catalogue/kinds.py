"""The closed lists: categories of portal, extra fields, second factors, sources, states.

Labels are English and go through gettext in the upper storey; `gettext_noop` only marks them.
"""

from enum import StrEnum


def gettext_noop(text: str) -> str:
    """Mark a text for the translators' tools; the text itself comes back unchanged."""
    return text


class _Labelled(StrEnum):
    """A slug that also knows its English label."""

    _label: str

    def __new__(cls, slug: str, label: str = "") -> "_Labelled":
        member = str.__new__(cls, slug)
        member._value_ = slug
        member._label = label
        return member

    @property
    def label(self) -> str:
        """The English label, to be handed to gettext."""
        return self._label


class Category(_Labelled):
    """What kind of supplier a portal belongs to: one for each portal."""

    TELECOM = "telecom", gettext_noop("Telephone and internet")
    ENERGY = "energy", gettext_noop("Electricity, gas and heat")
    WATER = "water", gettext_noop("Water and sewage")
    WASTE = "waste", gettext_noop("Waste and recycling")
    HOSTING = "hosting", gettext_noop("Hosting, domains and cloud")
    SOFTWARE = "software", gettext_noop("Software and online services")
    ADVERTISING = "advertising", gettext_noop("Advertising")
    MEDIA = "media", gettext_noop("Media and entertainment")
    MARKETPLACE = "marketplace", gettext_noop("Marketplaces")
    RETAIL = "retail", gettext_noop("Shops")
    GROCERY = "grocery", gettext_noop("Supermarkets and food shops")
    ELECTRONICS = "electronics", gettext_noop("Electronics and computers")
    HOME = "home", gettext_noop("Building, home and garden")
    WHOLESALE = "wholesale", gettext_noop("Trade and office supplies")
    FOOD = "food", gettext_noop("Restaurants and catering")
    FUEL = "fuel", gettext_noop("Fuel and charging")
    VEHICLES = "vehicles", gettext_noop("Vehicles, repair and rental")
    TRANSPORT = "transport", gettext_noop("Public transport and shared mobility")
    TOLL = "toll", gettext_noop("Tolls and parking")
    TRAVEL = "travel", gettext_noop("Travel and accommodation")
    PARCELS = "parcels", gettext_noop("Post and parcels")
    INSURANCE = "insurance", gettext_noop("Insurance")
    BANK = "bank", gettext_noop("Banks and payments")
    HEALTH = "health", gettext_noop("Health")
    PUBLIC = "public", gettext_noop("Public bodies")
    PROPERTY = "property", gettext_noop("Property and workspace")
    SERVICES = "services", gettext_noop("Business and personal services")
    LEISURE = "leisure", gettext_noop("Sport and leisure")
    OTHER = "other", gettext_noop("Other")


class ExtraField(_Labelled):
    """What a sign-in page asks for besides user name and password."""

    CUSTOMER_NUMBER = "customer_number", gettext_noop("Customer number")
    CONTRACT_NUMBER = "contract_number", gettext_noop("Contract number")
    PHONE_NUMBER = "phone_number", gettext_noop("Phone number")
    ZIP = "zip", gettext_noop("Postcode")
    DATE_OF_BIRTH = "date_of_birth", gettext_noop("Date of birth")
    COMPANY_ID = "company_id", gettext_noop("Company identifier")
    TAX_NUMBER = "tax_number", gettext_noop("Tax number")
    ACCOUNT_ID = "account_id", gettext_noop("Account identifier")
    SUBDOMAIN = "subdomain", gettext_noop("Your own address at the portal")


class SecondFactor(_Labelled):
    """How a portal may ask for a second proof."""

    TOTP = "totp", gettext_noop("Code from an authenticator app")
    SMS = "sms", gettext_noop("Code by text message")
    EMAIL = "email", gettext_noop("Code by e-mail")
    CALL = "call", gettext_noop("Code by phone call")
    PUSH = "push", gettext_noop("Approval in the portal's own app")
    SECURITY_KEY = "security_key", gettext_noop("Security key or passkey")
    DEVICE = "device", gettext_noop("The portal's own device")


class Source(StrEnum):
    """Where a portal's entry comes from."""

    KEPT = "kept"
    NSI = "name-suggestion-index"
    FILE = "file"
    ADDRESS = "address"
    PRACTICE = "practice"


class StateKind(_Labelled):
    """How much is known about a portal, honestly."""

    LISTED = "listed", gettext_noop("Listed")
    SIGN_IN_PAGE_KNOWN = "sign_in_page_known", gettext_noop("Sign-in page known")
    WORKED_HERE = "worked_here", gettext_noop("Worked here")
