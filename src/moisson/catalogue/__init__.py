"""Which portals exist: the data, its import from open data sets, and the search.

The doors of this room are `Catalogue.load()`, `portal_from_address()` and the frozen `Portal`.
"""

from .address import AddressNotUsable, portal_from_address
from .catalogue import Catalogue, SearchPage
from .kinds import Category, ExtraField, SecondFactor, Source, StateKind
from .portal import Learned, Portal, PortalState

__all__ = [
    "AddressNotUsable",
    "Catalogue",
    "Category",
    "ExtraField",
    "Learned",
    "Portal",
    "PortalState",
    "SearchPage",
    "SecondFactor",
    "Source",
    "StateKind",
    "portal_from_address",
]
