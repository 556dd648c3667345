"""The search index: exact words, beginnings, and words with typos, scored for all portals at once.

Every name, alias, domain and longer word becomes a *term*. A trigram table narrows a misspelt word down to a few
hundred terms, which are then compared letter by letter.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from .folding import fold, variants
from .portal import Portal

Scores = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int32]

# What a term is to a portal, as a share of the full score.
_NAME, _ALIAS, _DOMAIN, _COMPACT, _WORD = 1.0, 0.97, 0.96, 0.93, 0.8
# Points by the way a query meets a term.
_EXACT, _BEGINS, _BEGINS_WORD, _CONTAINS, _FUZZY = 100.0, 82.0, 66.0, 48.0, 62.0
_CANDIDATES = 250
_MAX_WORDS = 5
_MAX_QUERY = 80
_MIN_WORD = 3


class SearchIndex:
    """Scores portals for a query. Built once for a list of portals and never changed."""

    def __init__(self, portals: Sequence[Portal]) -> None:
        self.size = len(portals)
        # Numbers in arrays instead of nested dictionaries: a tenth of the memory.
        numbers: dict[str, int] = {}
        term_of, portal_of, weight_of = array("i"), array("i"), array("f")
        for place, portal in enumerate(portals):
            for term, weight in _terms(portal):
                term_of.append(numbers.setdefault(term, len(numbers)))
                portal_of.append(place)
                weight_of.append(weight)
        self._terms: list[str] = sorted(numbers)
        rank = np.empty(len(numbers), dtype=np.int32)
        rank[[numbers[term] for term in self._terms]] = np.arange(len(numbers), dtype=np.int32)
        del numbers
        terms = rank[np.array(term_of, dtype=np.int32)]
        order = np.argsort(terms, kind="stable")
        self._starts = np.searchsorted(terms[order], np.arange(len(rank) + 1)).astype(np.int32)
        self._portals = np.array(portal_of, dtype=np.int32)[order]
        self._weights = np.array(weight_of, dtype=np.float32)[order]
        self._lengths = np.fromiter((len(term) for term in self._terms), np.int32, len(self._terms))
        self._trigram_starts, self._postings = _trigram_table(self._terms)

    def scores(self, words: str) -> Scores:
        """Points for each portal, 0 where the query does not fit; about 100 is an exact name."""
        best = np.zeros(self.size, dtype=np.float32)
        for query in variants(words[:_MAX_QUERY]):
            if not query:
                continue
            np.maximum(best, self._phrase(query), out=best)
            tokens = query.split()
            if len(tokens) > 1:
                np.maximum(best, self._all_words(tokens[:_MAX_WORDS]), out=best)
                if len(tokens) == 2:
                    np.maximum(best, np.float32(0.97) * self._exact_or_begins("".join(tokens)), out=best)
        return best

    def _all_words(self, tokens: list[str]) -> Scores:
        total = np.zeros(self.size, dtype=np.float32)
        every = np.ones(self.size, dtype=bool)
        for token in tokens:
            # A word that stands in the catalogue as typed needs no guessing.
            points = self._exact_or_begins(token) if self._known(token) else self._phrase(token)
            every &= points > 0
            total += points
        return np.where(every, np.float32(0.9 / len(tokens)) * total, np.float32(0))

    def _known(self, term: str) -> bool:
        place = bisect_left(self._terms, term)
        return place < len(self._terms) and self._terms[place] == term

    def _phrase(self, query: str) -> Scores:
        best = self._exact_or_begins(query)
        if len(query) >= 3:
            self._raise(best, *self._similar(query))
        return best

    def _exact_or_begins(self, query: str) -> Scores:
        best = np.zeros(self.size, dtype=np.float32)
        first = bisect_left(self._terms, query)
        last = bisect_left(self._terms, query + "\U0010ffff")
        if first == last:
            return best
        points = np.full(last - first, _BEGINS, dtype=np.float32)
        if self._terms[first] == query:
            points[0] = _EXACT
        # The longer the rest of the name, the less it was meant.
        points[points < _EXACT] -= (
            np.minimum(self._lengths[first:last][points < _EXACT] - len(query), 20) * 0.2
        )
        self._raise(best, np.arange(first, last, dtype=np.int32), points)
        return best

    def _similar(self, query: str) -> tuple[Ids, Scores]:
        """Terms that contain the query or are a few typos away, with their points."""
        codes = np.unique(_trigrams(f"  {query} "))
        lists = [self._postings[self._trigram_starts[c] : self._trigram_starts[c + 1]] for c in codes]
        hits = np.concatenate(lists)
        if not len(hits):
            return np.empty(0, np.int32), np.empty(0, np.float32)
        shared = np.bincount(hits, minlength=len(self._terms))
        likeness = 2.0 * shared / (self._lengths + (len(query) + 2 + 1))
        count = min(_CANDIDATES, int(np.count_nonzero(shared)))
        chosen = np.argpartition(-likeness, count - 1)[:count]
        texts = [self._terms[place] for place in chosen]
        allowed = _typos_allowed(len(query))
        distances = cdist([query], texts, scorer=OSA.distance, score_cutoff=allowed, dtype=np.int32)[0]
        longest = np.maximum(self._lengths[chosen], len(query))
        points = np.where(distances <= allowed, _FUZZY * (1.0 - distances / longest), 0.0)
        if len(query) >= 4:
            inside = np.fromiter((query in text for text in texts), bool, count)
            points = np.where(inside & (points < _CONTAINS), _CONTAINS, points)
        keep = points > 0
        return chosen[keep].astype(np.int32), points[keep].astype(np.float32)

    def _raise(self, best: Scores, terms: Ids, points: Scores) -> None:
        """Lift the portals of these terms to at least these points, weighted by what the term is to each."""
        counts = self._starts[terms + 1] - self._starts[terms]
        if not len(terms):
            return
        offsets = np.repeat(self._starts[terms] - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
        slots = offsets + np.arange(int(counts.sum()))
        np.maximum.at(best, self._portals[slots], np.repeat(points, counts) * self._weights[slots])


def _terms(portal: Portal) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for text, weight in ((portal.name, _NAME), *((alias, _ALIAS) for alias in portal.aliases)):
        for folded in variants(text):
            if not folded:
                continue
            found.append((folded, weight))
            words = folded.split()
            if len(words) > 1:
                if len(words) <= 3:
                    found.append(("".join(words), _COMPACT))
                found.extend((word, _WORD * weight) for word in words if len(word) >= _MIN_WORD)
    host = portal.domain.rsplit(":", 1)[0]
    found.append((fold(host), _DOMAIN))
    label = fold(host.split(".", 1)[0])
    if label:
        found.append((label, _DOMAIN))
    return found


def _typos_allowed(length: int) -> int:
    return 1 if length < 6 else 2 if length < 12 else 3


def _letter_codes() -> npt.NDArray[np.uint32]:
    """Each character of the basic plane as one of 64: space, a-z, 0-9, and all others spread over the rest."""
    codes = (37 + np.arange(0x10000) % 27).astype(np.uint32)
    codes[ord(" ")] = 0
    codes[ord("a") : ord("z") + 1] = np.arange(1, 27)
    codes[ord("0") : ord("9") + 1] = np.arange(27, 37)
    return codes


_LETTER_CODES = _letter_codes()
_TRIGRAMS = 64**3


def _trigrams(text: str) -> npt.NDArray[np.uint32]:
    """The trigrams of a text as numbers below `_TRIGRAMS`; only scripts other than Latin ever share a number."""
    letters = _LETTER_CODES[np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32) & 0xFFFF]
    codes: npt.NDArray[np.uint32] = (letters[:-2] << 12) | (letters[1:-1] << 6) | letters[2:]
    return codes


def _trigram_table(terms: Sequence[str]) -> tuple[Ids, Ids]:
    """Where each trigram's list of terms begins, and the lists one after the other."""
    if not terms:
        return np.zeros(_TRIGRAMS + 1, np.int32), np.empty(0, np.int32)
    codes = _trigrams("".join(f"  {term} " for term in terms))
    padded = np.fromiter((len(term) + 3 for term in terms), np.int32, len(terms))
    owner = np.repeat(np.arange(len(terms), dtype=np.int32), padded)[: len(codes)]
    # The trigrams that reach over from one term into the next are dropped: two at each border.
    inside = np.arange(2, len(codes) + 2, dtype=np.int32) < np.cumsum(padded, dtype=np.int32)[owner]
    codes, owner = codes[inside], owner[inside]
    starts = np.zeros(_TRIGRAMS + 1, dtype=np.int32)
    np.cumsum(np.bincount(codes, minlength=_TRIGRAMS), out=starts[1:])
    return starts, owner[np.argsort(codes, kind="stable")]
