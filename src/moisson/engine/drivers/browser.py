"""The browser driver's front door: a pool of contexts, and the tab a visit works in."""

from moisson.engine.drivers.base import StaleNode
from moisson.engine.drivers.browser_pool import BrowserPool, NoBrowser
from moisson.engine.drivers.browser_tab import BrowserDriver

__all__ = ["BrowserDriver", "BrowserPool", "NoBrowser", "StaleNode"]
