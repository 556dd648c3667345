"""Pages that promised documents and did not show what they hold."""

from __future__ import annotations

from dataclasses import dataclass

from moisson.engine.discovery.addresses import canonical
from moisson.engine.discovery.conclusion import Doubt, Kind
from moisson.engine.discovery.frontier import STRONG, Place
from moisson.engine.discovery.travel import AsksAgain
from moisson.engine.wording import fold

SURELY_DOCUMENTS = 9.0  # the score of a link that says "invoices", "billing" in its words or its address
NO_ANSWER = "The page “{page}” did not answer."
REFUSED = "The page “{page}” answers with an error ({status})."
ASKED_AGAIN = "The page “{page}” asks for the password again."
LED_BACK = "The page “{page}” leads back to a page that shows no documents."
GONE = "The way to the page “{page}” was gone."
_NO_LONGER = (404, 410)


def why(error: Exception) -> str:
    """The sentence for a page that could not be reached."""
    if isinstance(error, AsksAgain):
        return ASKED_AGAIN
    return GONE if isinstance(error, LookupError) else NO_ANSWER


@dataclass(frozen=True, slots=True)
class Unseen:
    """A page that did not come. `words`: one of the sentences above."""

    place: Place
    words: str
    status: int = 0

    def doubt(self) -> Doubt | None:
        """None for what promised too little, or is no sign of a list; and for an address that the portal no longer has and
        that only an earlier visit knows: the list that stood there is missed where it is not found again."""
        if self.place.remembered and self.words == REFUSED and self.status in _NO_LONGER:
            return None
        sure = self.place.score >= SURELY_DOCUMENTS
        page = self.place.label or self.place.spot.url
        words = self.words.format(page=page, status=self.status)
        if self.words != NO_ANSWER:
            return Doubt(Kind.CLOSED, self.place.spot.url, words) if sure else None
        if self.place.score < STRONG:
            return None
        return Doubt(Kind.PAGE if sure else Kind.HINT, self.place.spot.url, words)

    def is_shown_by(self, other: Place) -> bool:
        """True where the page came all the same, by a place that leads to it: the same address; for a control, one that
        says the same."""
        if self.place.spot.moves:
            return bool(self.place.label) and fold(other.label) == fold(self.place.label)
        return not other.spot.moves and canonical(other.spot.url) == canonical(self.place.spot.url)
