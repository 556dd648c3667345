"""The document's number and the order's number."""

from __future__ import annotations

import re
from collections import defaultdict

from moisson.reading.contract import DocumentType, Hints, Place
from moisson.reading.finding.certainty import ROW
from moisson.reading.finding.found import Found, stands_without
from moisson.reading.finding.labels import Label, label_under, labels_in, of_positions, whole
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.values.dates import days_in

_KINDS = ("number", "order", "other_number", "date", "due", "service")
_TOKEN = re.compile(r"[^\W_][\w./\\\-–#+]*")
_STARTS = re.compile(r"^[\s:#.\-–°º№)(]*")
_OF_ITSELF = 0.7
"""A label that is less than this says "number" alone; over the positions it is that of an article or a row."""
_OF_A_RECEIPT = re.compile(
    r"receipt|quittung|\bbon(?:nr|nummer|n?o)?\b|recu|recibo|ricevuta|scontrino|ticket|paragon|kwitantie"
)
_PRICE = re.compile(r"\d{1,3}(?:[.,]\d{3})*[.,]\d{2}")
_OTHERS = re.compile(
    r"\bref|original|ursprung|zu(?:r)? rechnung|related|liee|origine|correct|korrig|rectific|zur\b|\bbezug|\bbetr|\bre\b:?|riferimento|\brif\b"
)
_OF_ANOTHER = re.compile(r"\b(?:sur|zu|on|sobre|sulla|op|do|da|de la|della|de l|von|vom)\b.{0,12}$")
_REST = re.compile(
    r"[\s).,;:|–-]*(?:$|(?:vom|from|dated|of|du|del|de|da|do|van|z dnia|date|datum|data|fecha)\b|\d\d?[./]\d\d?[./]\d)"
)
"""What may follow a number that is alone: nothing, or the document's date."""
_AND = re.compile(r"\s*[/&+,|]?\s*(?:und|and|et|y|e|en|i)?\s*")
_COUNT_OF_A_MONTH = re.compile(r"[\s:]*(\d{1,3}/(?:0?[1-9]|1[0-2])/(?:19|20)\d\d)(?![\d/])")
_UNITS = re.compile(r"^\d+(?:[.,]\d+)?(?:%|€|eur|kg|kwh|h|x|stk|pcs|tage|days|jours)$", re.IGNORECASE)


def number_of(sheet: Sheet, hints: Hints, type_: DocumentType | None = None) -> Found[str] | None:
    """The number of the document itself; the order's where it has none of its own. The one of the portal's row where the
    page prints it and is sure of no number."""
    found = _number_of(sheet, type_)
    row = hints.row.number if hints.row else None
    if not row or stands_without("invoice_number", found, row):
        return found
    whole_row = re.compile(rf"(?<!\w){re.escape(row)}(?!\w)")
    for strip in sheet.strips:
        match = whole_row.search(strip.text)
        if match:
            return Found(row, ROW, (strip.place(*match.span()),))
    return found


def _number_of(sheet: Sheet, type_: DocumentType | None) -> Found[str] | None:
    order = order_number_of(sheet)
    of_order = order.value if order is not None and order.evidence.startswith("labelled") else ""
    found = _best(sheet, "number", corrects=type_ is DocumentType.CREDIT_NOTE, other=of_order)
    if found is not None:
        return found
    return None if order is None else Found(order.value, "the order's", order.places)


def order_number_of(sheet: Sheet) -> Found[str] | None:
    """The number of the order, as the supplier or the customer gave it."""
    return _best(sheet, "order")


def _best(sheet: Sheet, kind: str, *, corrects: bool = False, other: str = "") -> Found[str] | None:
    """`corrects`: the document names another one that it corrects. `other`: a number that is said to be another one's,
    and is taken where there is no second."""
    scores: defaultdict[str, float] = defaultdict(float)
    places: defaultdict[str, list[Place]] = defaultdict(list)
    clear: dict[str, tuple[float, bool]] = {}
    receipts: set[str] = set()
    for strip in sheet.strips:
        labels = labels_in(whole(sheet, strip), _KINDS)
        for index, label in enumerate(labels):
            if label.kind != kind or (label.weight < _OF_ITSELF and of_positions(strip)):
                continue
            value, strength, place, alone = "", 0.0, None, False
            same = token_at(strip, *_behind(strip, labels, index)) or _like_a_day(sheet, strip, label)
            if same:
                value, strength, place = same[0], 1.0, strip.place(same[1], same[2])
                alone = _REST.match(strip.low[same[2] :]) is not None
            elif label.weight >= 0.45:
                last = index + 1 >= len(labels)
                following = len(strip.low) if last else labels[index + 1].start
                if (last or label.weight >= 0.8) and not strip.low[label.end : following].strip(" :#.°ºo-"):
                    value, strength, place, alone = _elsewhere(sheet, strip, label, last)
            if not value or _PRICE.fullmatch(value):
                continue
            if same:
                value += _goes_on(sheet, strip, same[2])
            before = strip.low[max(0, label.start - 16) : label.start]
            if corrects and (
                _OF_ANOTHER.search(before) or _OTHERS.search(before + strip.low[label.start : label.end])
            ):
                strength *= 0.4
            strength *= label.weight
            shape = 0.0
            digits = sum(letter.isdigit() for letter in value)
            if digits >= 3:
                shape += 0.05
            if digits < 2:
                shape -= 0.12
            if value.isdigit() and digits < 3:
                shape -= 0.2
            if re.fullmatch(r"(?:19|20)\d\d", value):
                shape -= 0.25
            late = 0.004 * strip.order / max(len(sheet.strips), 1) + 0.05 * (strip.page - 1)
            total = strength + shape - late
            if total > scores.get(value, 0.0):
                scores[value] = total
                year = re.fullmatch(r"(?:19|20)\d\d", value) is not None
                clear[value] = strength, alone and digits >= 2 and not year
                of_receipt = _OF_A_RECEIPT.search(strip.low[label.start : label.end]) is not None
                (receipts.add if of_receipt else receipts.discard)(value)
            if place is not None:
                places[value].append(place)
    if len(scores) > 1:
        scores.pop(other, None)
    if not scores:
        return None
    value = max(scores, key=lambda each: scores[each] + 0.05 * min(len(places[each]) - 1, 2))
    rivals = [other for other in scores if other != value and scores[other] > scores[value] - 0.1]
    others = [each for each in scores if each not in receipts and clear[each][0] >= 0.5 and clear[each][1]]
    if value in receipts and others:
        # Who names the receipt's number and the document's own beside it bills by the latter.
        rivals, value = [value], max(others, key=lambda each: scores[each])
    strength, alone = clear[value]
    if strength >= 0.9 and not rivals:
        evidence = "labelled"
    elif strength >= 0.65:
        evidence = "labelled, rivals" if rivals else "nearly labelled"
    else:
        evidence = "weak, rivals" if rivals else "weak"
    if alone and not rivals:
        evidence += ", whole"  # nothing else stands where the value does
    return Found(value, evidence, tuple(places[value][:3]))


def _elsewhere(sheet: Sheet, strip: Strip, label: Label, last: bool) -> tuple[str, float, Place | None, bool]:
    """Value, strength, place, and whether the value is all that stands there. The token beside a label that ends its line (`last`), or under it; under it first where the row is a row of labels."""
    beside: tuple[str, float, Place | None, bool] = ("", 0.0, None, False)
    if last and strip.at + 1 < len(strip.row):
        other = strip.row[strip.at + 1]
        labels = labels_in(other.low, _KINDS)
        if not labels or labels[0].start > 2:
            token = token_at(other, 0, labels[0].start if labels else len(other.text))
            if token and not other.text[: token[1]].strip(" :#.-–°º"):
                value = token[0] + _goes_on(sheet, other, token[2])
                alone = _REST.match(other.low[token[2] :]) is not None
                beside = (value, 0.97, other.place(token[1], token[2]), alone)
    if beside[0]:
        return beside
    left = strip.place(label.start, len(strip.text) if last else label.end).box
    for step, other in enumerate(sheet.below(strip)):
        labels = labels_in(other.low, _KINDS)
        for begin in other.starts:
            box = other.place(begin, begin + 1).box
            if box.right < left.left - 3 or box.left > left.right + 3:
                continue
            if labels and any(label.start <= begin < label.end for label in labels):
                continue
            token = token_at(other, begin, len(other.text))
            if token and token[1] - begin < 6:
                alone = token[1] == 0 and _REST.match(other.low[token[2] :]) is not None
                return token[0], 0.9 - 0.1 * step, other.place(token[1], token[2]), alone
        if step >= 1:
            break
    for other in sheet.above(strip, left.left, left.right, 1.0):
        under = label_under(sheet, other, _KINDS)
        token = token_at(other, 0, len(other.text)) if under is not None and under[1] is strip else None
        if token and token[1] == 0:
            return (
                token[0],
                0.85,
                other.place(token[1], token[2]),
                _REST.match(other.low[token[2] :]) is not None,
            )
        break
    return "", 0.0, None, False


def _behind(strip: Strip, labels: tuple[Label, ...], index: int) -> tuple[int, int]:
    """From where to where the value of a label may stand in its strip: up to the next label, or behind it where the two are
    one ("Invoice no. / date: 118 / 03.02.2026")."""
    ends = [*(label.start for label in labels[index + 1 :]), len(strip.text)]
    both = index + 1 < len(labels) and labels[index + 1].kind == "date"
    if both and _AND.fullmatch(strip.low[labels[index].end : ends[0]]):
        return labels[index + 1].end, ends[1]
    return labels[index].end, ends[0]


def _like_a_day(sheet: Sheet, strip: Strip, label: Label) -> tuple[str, int, int] | None:
    """A number made of a count, the month and the year ("nr 12/02/2026") right behind a label that says so, which no other
    place on the sheet has as a day."""
    found = _COUNT_OF_A_MONTH.match(strip.low, label.end) if label.weight >= 1.0 else None
    if found is None or sum(found[1] in other.text for other in sheet.strips) > 1:
        return None
    return strip.text[found.start(1) : found.end(1)], found.start(1), found.end(1)


def _goes_on(sheet: Sheet, strip: Strip, end: int) -> str:
    """The mark and the rest of a number that was broken at a hyphen or stroke into the line under it."""
    mark = strip.text[end:].strip()
    if mark not in {"-", "/"}:
        return ""
    for other in sheet.below(strip, 0.8):
        if re.fullmatch(r"(?=\S*\d)[\w./-]+", other.text) and (other.at == 0 or other.row is not strip.row):
            return mark + other.text
        return ""
    return ""


def token_at(strip: Strip, start: int, end: int) -> tuple[str, int, int] | None:
    """The first thing of a shape of numbers in a stretch: value, start, end."""
    text = strip.text[start:end]
    begin = _STARTS.match(text)
    at = begin.end() if begin else 0
    first = None
    days = [(day.start, day.end) for day in days_in(text)]
    for tries, match in enumerate(_TOKEN.finditer(text, at)):
        if tries > 3:
            return None
        if any(match.start() < stop and match.end() > go for go, stop in days):
            return None
        token = match[0].rstrip(".-–/:")
        if not any(letter.isdigit() for letter in token):
            # "RE 2024-001", "R 12": short capitals before the digits are part of it.
            if token.lower() in {"n", "nr", "no"} and match[0].endswith("."):
                continue
            if len(token) <= 5 and token.isupper() and token.isalpha() and first is None:
                first = match.start()
                continue
            if len(token) > 12 or first is not None:
                return None
            continue
        if _UNITS.match(token) or re.match(r",\d\d(?!\d)", text[match.start() + len(token) :]):
            return None  # a quantity, a price
        if first is not None and text[first : match.start()].strip().count(" ") == 0:
            stop = match.start() + len(token)
            return text[first:stop], start + first, start + stop
        stop = match.start() + len(token)
        groups = re.fullmatch(r"(?: \d{2,4}){2,6}", text[stop:].rstrip(" ."))
        if groups and stop == match.end():
            return text[match.start() : stop + len(groups[0])], start + match.start(), start + stop
        more = re.match(r" (\d{2,}(?:[-/]\d+)*)\b(?![.,%])", text[stop:])
        if (
            more
            and token.isdigit()
            and not re.match(r" \d+[.,/]\d", text[stop:])
            and not any(go < stop + len(more[0]) and stop < end_ for go, end_ in days)
        ):
            stop += len(more[0])
        if re.search(r"[A-Za-z]", token) and re.fullmatch(r" \d{3,6}", text[stop:].rstrip(" .")):
            stop = len(text.rstrip(" ."))
        more = re.match(r" ?/ ?[\w.\-/]*\d[\w\-]*", text[stop:])
        if more and not any(stop <= go < stop + len(more[0]) for go, _ in days):
            stop += len(more[0])
        return text[match.start() : stop], start + match.start(), start + stop
    return None
