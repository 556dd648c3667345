"""The supplier's name: the connection's company, labels, the account's holder, the domain, the largest line, the address
and the footer, counted together; never the customer's."""

from __future__ import annotations

from collections.abc import Iterator

from moisson.reading.contract import Hints, Place, Source
from moisson.reading.finding.found import Found
from moisson.reading.finding.misread import spelt_as
from moisson.reading.finding.sheet import Sheet
from moisson.reading.finding.supplier.extent import large_lines, wrapped
from moisson.reading.finding.supplier.labelled import signs_of_label
from moisson.reading.finding.supplier.line_signs import Layout, has_a_price, layout_of, signs_of_line
from moisson.reading.finding.supplier.names import cleaned, key_of
from moisson.reading.finding.supplier.two_addresses import Heads, tell_sender_from_addressee
from moisson.reading.finding.supplier.votes import Sign, Votes
from moisson.reading.values.folding import folded

_SOME = 0.2  # a score that makes it worth to look whether the name goes on
_OF_THE_COMPANY = 1.5  # for a name that is like the connection's company
_ENOUGH = 0.8  # of a score, where the connection's company is known


def supplier_of(sheet: Sheet, hints: Hints, customers: set[int]) -> Found[str] | None:
    """The name as it is printed; the company of the connection where it stands on the page."""
    if hints.company:
        place = _printed(sheet, hints.company, customers)
        if place is not None:
            return Found(hints.company, "company, printed", (place,))
    layout = layout_of(sheet, hints, customers)
    votes = Votes(sheet.strips[order].text for order in customers)
    heads = Heads()
    for strip in sheet.strips:
        if strip.order not in customers:
            for sign in (*signs_of_label(sheet, strip), *signs_of_line(layout, strip, heads)):
                votes.add(sign)
    for sign in _names_that_go_on(layout, votes):
        votes.add(sign)
    if hints.company:
        _speak_for_the_company(votes, hints.company)
    if not votes.candidates:
        return Found(hints.company, "company", ()) if hints.company else None
    if not customers:
        tell_sender_from_addressee(votes.candidates, heads)
    votes.speak_for_each_other(set(heads.blocks))
    if layout.imprint is not None:
        _who_signs_sends(votes, heads, layout.imprint.name)
    best, *rest = votes.ranked()
    chosen = votes.candidates[best]
    if hints.company and chosen.score < _ENOUGH:
        return Found(hints.company, "company", ())
    # Two addresses, and nothing says whose is whose.
    either = not customers and best in heads.blocks and bool(heads.blocks.keys() & set(rest))
    evidence = "weak" if either else _evidence(votes, best, rest, heads)
    name = spelt_as(chosen.name, layout.roots) if sheet.source is Source.OCR else chosen.name
    return Found(name, evidence, tuple(chosen.places[:3]))


def _names_that_go_on(layout: Layout, votes: Votes) -> Iterator[Sign]:
    """Names of several lines with what already speaks for their first: large ones, then those broken by their column."""
    taken = set(layout.customers)
    for strip in layout.first:
        if strip.order in taken or not layout.is_large(strip) or strip.box.top >= 0.3 * layout.height:
            continue
        if lines := large_lines(layout.sheet, strip):
            joined = " ".join(line.text for line in lines)
            yield Sign(joined, strip, votes.score_of(strip.text) + 0.3, "large")
            taken.update(line.order for line in lines[1:])
    for strip in layout.first:
        if strip.order in taken or strip.box.top >= 0.4 * layout.height:
            continue
        if (
            not has_a_price(strip)
            and votes.score_of(strip.text) > _SOME
            and (joined := wrapped(layout.sheet, strip, strip.text))
        ):
            yield Sign(joined, strip, votes.score_of(strip.text) + 0.3, "line")


def _speak_for_the_company(votes: Votes, company: str) -> None:
    wanted = key_of(company)
    for key, candidate in votes.candidates.items():
        if wanted and (wanted in key or key in wanted):
            candidate.score += _OF_THE_COMPANY


def _who_signs_sends(votes: Votes, heads: Heads, name: str) -> None:
    """Who heads an address alone, while another signs with account and address, gets the letter."""
    for key in heads.bare - {key_of(cleaned(name))}:
        candidate = votes.candidates.get(key)
        if candidate is not None and candidate.stands_alone:
            candidate.score -= 0.8


def _evidence(votes: Votes, best: str, rest: list[str], heads: Heads) -> str:
    chosen = votes.candidates[best]
    lead = chosen.score - (votes.candidates[rest[0]].score if rest else 0.0)
    if best in heads.bare and chosen.stands_alone:
        return "heads an address"
    if len(chosen.ways) >= 2 and lead > 0.4:
        return "several signs"
    if len(chosen.ways | chosen.of_a_part) >= 2 and lead > 0.4:
        return "several signs, some of a part"
    if chosen.score >= 1.0 and lead > 0.3:
        return "a strong line" if chosen.stands_alone else "a strong sign"
    return "a sign" if lead > 0.2 else "weak"


def _printed(sheet: Sheet, company: str, customers: set[int]) -> Place | None:
    wanted = folded(company)
    for strip in sheet.strips:
        at = strip.low.find(wanted)
        if at >= 0 and strip.order not in customers:
            return strip.place(at, at + len(wanted))
    return None
