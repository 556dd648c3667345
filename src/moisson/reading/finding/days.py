"""The document's date, the day it is due and the period it is for."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise

from moisson.reading.contract import Hints, Period, Place
from moisson.reading.finding.certainty import ROW
from moisson.reading.finding.day_seen import Seen, first_instalment
from moisson.reading.finding.found import Found, stands_without
from moisson.reading.finding.labels import Spoken, spoken_for
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.finding.sums import money_in
from moisson.reading.values.dates import MONTHS, Day, Order, days_in, order_of

_KINDS = ("date", "due", "service")
_OLDEST, _OLDEST_LABELLED, _LATEST = 1990, 1950, 2060
"""Years of documents; days before are birthdays and foundations, unless a label says otherwise."""
_DAYS = r"(?:tagen?|days?|jours?|jrs?|dias|giorni|gg|dagen|dgn|dni)\b\.?"
_TERMS = re.compile(
    rf"(?:net(?:to)?|innerhalb|binnen|within|sous|zahlungsziel|zahlbar|terms?|payable|paiement|pagamento|pago|pagar|entro|termijn|termin|echeance|vencimento|vencimiento|prazo|due in|reglement|a|in|w ciagu)\W{{0,4}}(?:[a-z]+\W+){{0,5}}?(\d{{1,3}})(?:-|\W{{0,2}})(?:\([^)]*\)\W?)?{_DAYS}|\b(\d{{1,3}}) ?{_DAYS} (?:net|netto|date de facture|a compter|after|nach|ab|rein|from|date facture|fecha (?:de )?factura|data fattura|d\.? ?f\.?(?![a-z])|f\.? ?m\.?(?![a-z])|fine mese|fin de (?:mois|mes)|na factuurdatum|(?:da )?data (?:da )?fatura|od daty)|\bnet[ -]?(\d{{1,3}})\b"
)
_NOW = re.compile(
    r"sofort (?:fallig|zahlbar|ohne abzug)|zahlbar sofort|due (?:up)?on receipt|a reception|payable immediately|a vista|al contado|rimessa diretta|per direct"
)
_NOT_TERMS = re.compile(
    r"skonto|discount|escompte|verzug|widerruf|reklam|return|retour|\blate|retard|descuento|sconto|korting|rabat|mahn|beanstand|einspruch|claim|complain|cancel|kundig|expir|erstmals|nachste|next|prochain|proximo|prossim|volgende|nastepn|gultig|angebot|offerte"
)
_END_OF_MONTH = re.compile(
    r"\bfine mese|\bf\.? ?m\.?(?![a-z])|\bfin de (?:mois|mes)\b|\beinde maand|\bend of (?:the )?month|\bmonatsende|\bfim do mes"
)
_DUE_AFTER = re.compile(
    r"\W{0,3}(?:zur zahlung )?(?:fallig|zahlbar|zu zahlen|ohne abzug|netto\b|rein netto|due\b|net\b|without deduction)"
)
_OF_A_STREET = re.compile(
    r"(?:\bul\.?|\baleja|\bal\.|\bplac|\bpl\.|\bos\.|\brue|\bavenue|\bav\.?|\bplace|\bvia|\bviale|\bpiazza|\bcorso|\brua|\bavenida|\bpraca|\bcalle|\bavda\.?|\bplaza|stra(?:ss|s)e des|platz des)(?: (?:du|de|del|dei|da|do))? $"
)
_OF_A_PAYMENT = re.compile(
    r"\b(?:zahlungsdatum|date de (?:paiement|reglement)|fecha de pago|betaaldatum|data (?:di |de |do )?pagamento|data (?:zaplaty|platnosci)|payment date|date paid)\b"
)
_NO_DISCOUNT = re.compile(
    r"^.{0,40}?(?:ohne (?:jeden )?abzug|rein netto|without (?:any )?(?:deduction|discount)|sans escompte)"
)
_DISCOUNT = re.compile(r"skonto|discount|escompte|sconto|korting|pronto pago|\d\s?%")
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_BROKEN = re.compile(
    rf"\b(?:\d\d?\.? (?:de )?{_MONTH}\.?(?: de)?|{_MONTH}\.? \d\d?),?$|(?<!\d)(?:\d\d?([-/.])\d\d?\1|(?:19|20)\d\d-(?:\d\d-)?)$|: \d\d?\.?$"
)
_PLACE = re.compile(r"[a-z][a-z .'/()-]{2,40},\s*(?:le |den |li |il |em |a |am |dnia )?")
_TAKEN_OFF = re.compile(
    r"\b(?:abzgl|abzuglich|anzahlung\w*|abschlag\w*|akonto|vorauszahlung\w*|zahlung\w*|bezahlt|acomptes?|paiements?|regle|versements?|anticipos?|pagos?|pagado|acconto|acconti|anticipi|pagament[oi]|pagato|adiantamentos?|voorschot\w*|aanbetaling\w*|betaling\w*|betaald|zaliczk\w*|wplat\w*|zaplacono|deposits?|down ?payments?|payments?|paid|less|previous|received)\b"
)
_FIRST_OF_THREE = re.compile(rf"\d\d?(?:\.|st|nd|rd|th|er)?|{_MONTH}\.?")
_LONGEST_PART = 12
_OF_ITSELF = 0.8
"""A label that says so much names the day of the document, also where it is the first of a period."""
_TO = re.compile(
    r"^\s*(?:-|–|—|bis|to|au|a|al|t/m|tot|until|through|do|ate|hasta|until|and|et|und)\s*(?:zum |to |the |el |le )?\s*$"
)


def days_seen(sheet: Sheet, language: str | None) -> tuple[list[Seen], bool]:
    """All days with their labels, and whether the order of day and month is known: by a day that shows it, or by the
    language, since of the eight English alone has both."""
    order = order_of((strip.text for strip in sheet.strips), language)
    shown = [day.order for strip in sheet.strips for day in days_in(strip.text) if day.order is not None]
    state = re.search(r"(?:^|, )[a-z]{2},? \d{5}(?:-\d{4})?$", sheet.low, re.MULTILINE)
    dollars = re.search(r"\$ ?\d|\busd\b|\busa\b", sheet.low)
    american = (state and dollars and not re.search(r"£|€|\bgst\b", sheet.low)) or (
        re.search(r"us\$|\busd\b|\$ ?\d|\b[a-z]{2} \d{5}(?:-\d{4})?\b|united states|zip code", sheet.low)
        and not re.search(r"\bvat\b|\bgbp\b|£|\bgst\b|€", sheet.low)
    )
    if not shown and language == "en" and american:
        order = Order.MONTH_FIRST
    if not shown and _due_before_issued(sheet, order) and not _due_before_issued(sheet, Order.MONTH_FIRST):
        order = Order.MONTH_FIRST
    seen = []
    for strip in sheet.strips:
        for day in days_in(strip.text, order):
            if _OF_A_STREET.search(strip.low[: day.start]):
                continue  # "ul. 3 Maja 27": a street, and the number of a house
            if _OLDEST_LABELLED <= day.value.year <= _LATEST:
                each = Seen(strip, day, spoken_for(sheet, strip, day.start, day.end, _KINDS))
                if not each.spoken and _is_place_and_day(strip, day):
                    each.spoken.append(Spoken("date", 0.78, "same"))
                if day.value.year >= _OLDEST or each.strength("date") >= 0.65:
                    seen.append(each)
        broken = _broken_day(sheet, strip)
        if broken is not None:
            seen.append(Seen(strip, broken, spoken_for(sheet, strip, broken.start, broken.end, _KINDS)))
    # Of the countries that write a dollar sign, only the United States put the month first.
    states = bool(state and dollars)
    of_language = language not in (None, "en") and order is Order.DAY_FIRST and not states
    return seen, bool(shown) or of_language


def _due_before_issued(sheet: Sheet, order: Order) -> bool:
    """Whether a document would be due before it is issued, were its days written in an order."""
    days: dict[str, list[dt.date]] = {"date": [], "due": []}
    for strip in sheet.strips:
        for day in days_in(strip.text, order):
            spoken = spoken_for(sheet, strip, day.start, day.end, _KINDS)
            if spoken and spoken[0].kind in days and spoken[0].strength >= 0.65:
                days[spoken[0].kind].append(day.value)
    return bool(days["date"] and days["due"]) and max(days["due"]) < min(days["date"])


def _broken_day(sheet: Sheet, strip: Strip) -> Day | None:
    """A day at the end of a line that goes on in the line under it, as in a narrow cell: "27 June" over "2026",
    "06-08-" over "2026", "2026-" over "08-06", "27." over "June" over "2026"."""
    if _FIRST_OF_THREE.fullmatch(strip.low):
        return _day_of_three(sheet, strip)
    if not _BROKEN.search(strip.low):
        return None
    blank = "" if strip.text[-1] in "-/." else " "
    for other in sheet.below(strip, 0.8):
        rest = re.match(rf"(?:19|20)\d\d\b|\d\d-\d\d\b|\d\d$|{_MONTH}\.? (?:de )?(?:19|20)\d\d\b", other.low)
        if rest is None:
            return None
        for day in days_in(strip.text + blank + rest[0]):
            if day.end > len(strip.text):
                return replace(day, end=len(strip.text))
        return None
    return None


def _day_of_three(sheet: Sheet, strip: Strip) -> Day | None:
    """A day whose parts stand alone in three lines tightly under each other; its place is that of the first."""
    parts = [strip]
    for _ in range(2):
        under = next((each for each in sheet.below(parts[-1], 0.9) if len(each.text) <= _LONGEST_PART), None)
        if under is None:
            return None
        parts.append(under)
    whole = " ".join(part.text for part in parts)
    day = next(days_in(whole), None)
    if day is None or day.end != len(whole) or day.start > 0:
        return None
    return replace(day, start=0, end=len(strip.text))


def _is_place_and_day(strip: Strip, day: Day) -> bool:
    """Whether a line says nothing but a place and a day, as letters are dated ("Leipzig, 28 February 2026")."""
    before, after = strip.low[: day.start], strip.low[day.end :]
    return _PLACE.fullmatch(before) is not None and not after.strip(" .")


def _of_what_was_paid(each: Seen) -> bool:
    """Whether the day is that of a payment, or of an earlier document, which a row takes off with its sum."""
    before = " ".join(strip.low for strip in each.strip.row[: each.strip.at])
    if not _TAKEN_OFF.search(f"{before} {each.strip.low[: each.day.start]}"):
        return False
    return any(
        amount.decimals == 2 for strip in each.strip.row[each.strip.at :] for amount in money_in(strip, None)
    )


def date_of(
    seen: list[Seen], known_order: bool, sheet: Sheet, hints: Hints, *, corrects: bool = False
) -> Found[dt.date] | None:
    """The date of the document. `corrects`: it names an earlier one, with its date. The portal's row names it where the
    page prints that day and is sure of none."""
    found = _date_of(seen, known_order, sheet, corrects=corrects)
    row = hints.row.date if hints.row else None
    if row is None or stands_without("invoice_date", found, row):
        return found
    named = next((each for each in seen if each.day.value == row), None)
    return found if named is None else Found(row, ROW, (named.place,))


def _date_of(seen: list[Seen], known_order: bool, sheet: Sheet, *, corrects: bool) -> Found[dt.date] | None:
    if not seen:
        return None

    dated = [each.day.value for each in seen if each.strength("date") >= 0.6 > each.strength("due")]
    spans = {id(each) for pair in pairwise(seen) if _joined(*pair) for each in pair}

    def score(each: Seen) -> float:
        if corrects and dated and each.day.value < max(dated):
            return _score(each) - 0.4
        return _score(each)

    def _score(each: Seen) -> float:
        against = max(each.strength("due"), each.strength("service"))
        own = each.strength("date")
        early = 0.08 * each.strip.order / max(len(sheet.strips), 1) + 0.06 * (each.strip.page - 1)
        if id(each) in spans and own < _OF_ITSELF:
            early += 0.3  # a period
        if _of_what_was_paid(each):
            early += 0.8
        return own - 0.9 * against * (1.0 if against > own else 0.2) - early

    best = max(seen, key=score)
    if all(each.strength("service") > max(each.strength("date"), each.strength("due"), 0.5) for each in seen):
        best = max(seen, key=lambda each: each.day.value)  # a parking ticket is of the day one leaves
    own = best.strength("date")
    rivals = {each.day.value for each in seen if score(each) > score(best) - 0.12} - {best.day.value}
    alone = len({each.day.value for each in seen}) == 1
    if best.day.ambiguous and not known_order:
        evidence = "order of day and month unsure"
    elif own >= 0.8:
        evidence = "labelled, rivals" if rivals else "labelled"
    elif own >= 0.5:
        evidence = "nearly labelled, rivals" if rivals else "nearly labelled"
    elif alone:
        evidence = "the only day"
    else:
        evidence = "first day"
    places = tuple(each.place for each in seen if each.day.value == best.day.value)[:3]
    return Found(best.day.value, evidence, places)


def due_date_of(
    seen: list[Seen], known_order: bool, sheet: Sheet, issued: dt.date | None
) -> Found[dt.date] | None:
    """The day the document is due: as printed, else by its terms ("30 days net") from its date."""
    said = {id(each): _said_due(each, sheet) for each in seen}
    for one, other in pairwise(seen):
        if _joined(one, other):
            said[id(one)] = said[id(other)] = 0.0
    labelled = [
        each
        for each in seen
        if said[id(each)] >= 0.45
        and said[id(each)] > max(each.strength("date"), each.strength("service")) - 0.05
        and not _with_discount(each, sheet)
    ]
    candidates = [each for each in labelled if issued is None or each.day.value >= issued]
    if not candidates and labelled and said[id(labelled[0])] >= 0.8:
        # Debited already, or the date is that of a later copy.
        best = max(labelled, key=lambda each: each.day.value)
        return Found(best.day.value, "before the date", (best.place,))
    if candidates:
        first = first_instalment(candidates)
        best = first or max(candidates, key=lambda each: (round(said[id(each)], 1), each.day.value))
        if best.day.value == issued and _paid_that_day(best):
            return None
        # One before the document's own day is as clearly named: which of the two is meant stands nowhere.
        rivals = {each.day.value for each in candidates + labelled} - {best.day.value}
        if best.day.ambiguous and not known_order:
            evidence = "order of day and month unsure"
        else:
            evidence = (
                "labelled, rivals" if rivals else ("labelled" if said[id(best)] >= 0.8 else "nearly labelled")
            )
        return Found(best.day.value, evidence, (best.place,))
    if issued is None:
        return None
    spans: list[tuple[int, Place]] = []
    for strip in sheet.strips:
        for match in _TERMS.finditer(strip.low):
            if _END_OF_MONTH.search(strip.low[match.start() : match.end() + 28]):
                continue  # whether the days or the month come first differs from place to place
            count = int(match[1] or match[2] or match[3])
            around = strip.low[max(0, match.start() - 25) : match.end() + 25]
            if count <= 180 and not _NOT_TERMS.search(around):
                spans.append((count, strip.place(match.start(), match.end())))
    if spans:
        counts = {count for count, _ in spans}
        count, place = max(spans, key=lambda span: span[0])
        return Found(
            issued + dt.timedelta(days=count), "terms" if len(counts) == 1 else "terms, rivals", (place,)
        )
    return None


def _said_due(each: Seen, sheet: Sheet) -> float:
    """How strongly a day is said to be the due one: by labels, or by the words right after it."""
    after = each.strip.low[each.day.end :]
    if _DUE_AFTER.match(after):
        return 1.0
    following = sheet.strips[each.strip.order + 1 : each.strip.order + 2]
    if not after.strip() and following and re.match(r"(?:zur zahlung )?fallig\b", following[0].low):
        return 1.0
    return each.strength("due")


def _paid_that_day(each: Seen) -> bool:
    """Whether a day is said to be that of the payment: on the day of the document it was paid, and nothing is due."""
    before = [strip.low for strip in each.strip.row[max(each.strip.at - 1, 0) : each.strip.at]]
    return any(_OF_A_PAYMENT.search(low) for low in (*before, each.strip.low[: each.day.start]))


def _with_discount(each: Seen, sheet: Sheet) -> bool:
    """Whether paying by this day earns a discount, or the day is of something else that is late."""
    after = each.strip.low[each.day.end :]
    if _DUE_AFTER.match(after):
        return False
    following = next(days_in(after), None)
    if following is not None:
        after = after[: following.start]
    elif each.strip.order + 1 < len(sheet.strips) and len(each.strip.text) > 50:  # a sentence that goes on
        after += " " + sheet.strips[each.strip.order + 1].low[:24]
    if _NO_DISCOUNT.search(after):
        return False
    before = each.strip.low[: each.day.start]
    earlier = [day.end for day in days_in(before)]
    before = before[max(earlier, default=0) :]
    if _NOT_TERMS.search(before):
        return True
    if re.search(r"\bnet(?:to)?\b", before):
        return False  # "30 days net by the 4th, 3 % discount by the 15th"
    return bool(_DISCOUNT.search(after[:60].split(". ")[0]))


def _joined(one: Seen, other: Seen) -> bool:
    return (
        one.strip is other.strip
        and 0 <= (other.day.value - one.day.value).days < 800
        and _TO.match(one.strip.low[one.day.end : other.day.start]) is not None
    )


def period_of(seen: list[Seen]) -> Found[Period] | None:
    """The days the service was rendered: two days joined by "to", or one day that is said to be the day of supply."""
    for one, other in pairwise(seen):
        if _joined(one, other):
            return Found(
                Period(one.day.value, other.day.value),
                "labelled" if one.strength("service") >= 0.5 else "two days joined",
                (one.strip.place(one.day.start, other.day.end),),
            )
    for each in seen:
        if each.strength("service") >= 0.8 and re.search(
            r"lief|leist|deliver|supply|livrai|prestation|lever|consegna|entrega|sprzedazy|dostawy|service|operacion",
            each.strip.low + " " + (each.strip.row[each.strip.at - 1].low if each.strip.at else ""),
        ):
            return Found(Period(each.day.value, each.day.value), "day of supply", (each.place,))
    return None
