"""Whether a list ended, or only broke off: what stands where its next page should."""

from __future__ import annotations

from moisson.engine.lists.claims import says_empty
from moisson.engine.page import PageView

NOT_OPENED = "The next page of the list could not be opened."
NO_LIST = "The next page of the list did not show it."
_GOES_ON = ("The list's page answers with an error", "The list seems to go on", "The list goes on after")
_GONE = (404, 410)


def says_more(words: str) -> bool:
    """True for a doubt that a list has more pages than were read."""
    return words in (NOT_OPENED, NO_LIST) or words.startswith(_GOES_ON)


def broken_off(before: PageView, page: PageView, *, fuller: bool) -> str | None:
    """Why what follows is no end of the list, for a page on which no row was found; None where it may be one.

    A pager that never ends leads behind the end: to a page of the same head without rows, or to one that is not there.
    `fuller`: the page before had as many rows as the first one, so that more may follow.
    """
    if page.status in _GONE and not fuller:
        return None
    if page.status >= 400:
        return f"The list's page answers with an error ({page.status})."
    if says_empty(page) is not None or _heads(before) & _heads(page):
        return None
    return NO_LIST


def _heads(page: PageView) -> set[str]:
    said = {node.text() for node in page.walk() if node.tag in ("h1", "h2", "th", "legend") and node.visible}
    return {one for one in said if one}
