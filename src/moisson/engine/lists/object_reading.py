"""Which leaf of the objects of a list is the number, the date, the amount, the address of the file: settled for all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from moisson.engine.harmless import address_speaks_of_act, speaks_of_act
from moisson.engine.lists.amounts import is_currency
from moisson.engine.lists.dates import Order, Seen, dates_in, settle_order
from moisson.engine.lists.fields import Fields, amount_rank, date_rank
from moisson.engine.lists.leaves import Scalar, in_a_list, last_words, leaves, parent_of, text_of, words_of
from moisson.engine.lists.numbers import is_number_header, is_weak_header, number_by_look
from moisson.engine.lists.object_fields import (
    FILE,
    IDENT,
    Reading,
    is_address,
    money_of,
    number_of,
    readable_date,
)
from moisson.engine.lists.titles import is_title_header, serves_as_title
from moisson.engine.wording import any_of, name_words

_PAPER = re.compile(r"\.(?:pdf|xml|zip|p7m)$", re.I)
_SHARE = 0.6  # of the objects must have what a leaf is taken for
_CENTS = any_of(r"cents?", r"minor(?: units?)?", r"centimes?", r"pence", r"centimos", r"centesimi", r"in cents?", r"grosze", r"ore", r"subunits?", r"unit amount")  # fmt: skip
_PERSON = any_of(
    r"customers?", r"users?", r"owners?", r"authors?", r"created by", r"updated by", r"modified by", r"uploaded by", r"sender", r"recipients?", r"contact", r"person", r"company", r"supplier", r"vendor", r"seller", r"merchant", r"organi[sz]ation", r"tenant", r"account", r"address", r"billing address",
    r"kunde", r"benutzer", r"ersteller", r"absender", r"empfanger", r"firma", r"lieferant", r"client", r"utilisateur", r"auteur", r"fournisseur", r"destinataire", r"societe", r"cliente", r"usuario", r"proveedor", r"utente", r"fornitore", r"klant", r"gebruiker", r"leverancier", r"first name", r"last name", r"username", r"email", r"meta", r"type ?name", r"typename", r"mime ?type", r"content ?type", r"storage", r"status", r"state", r"permissions?",
)  # fmt: skip
_NO_FILE = any_of(r"avatar", r"logo", r"icon", r"thumb(?:nail)?", r"image", r"picture", r"photo", r"profile", r"website", r"homepage", r"help", r"terms", r"callback", r"redirect", r"return url", r"cover", r"banner", r"preview")  # fmt: skip
_FILE_WORDS = any_of(r"pdf", r"download", r"files?", r"documents?", r"attachments?", r"invoices?", r"receipt", r"content", r"asset", r"blob", r"rechnung", r"beleg", r"dokument", r"datei", r"facture", r"fichier", r"telechargement", r"factura", r"descarga", r"archivo", r"fattura", r"scarica", r"factuur", r"bestand", r"fatura", r"faktura", r"plik")  # fmt: skip


def settle_reading(rows: Sequence[Mapping[str, Any]], drawn: Mapping[int, Fields]) -> Reading:
    """Which leaves say what, from all objects of a list. `drawn`: what the page shows of some of them, by their place;
    where it shows a value, the leaf that has it is the one."""
    held = [leaves(row) for row in rows[:300]]
    columns = _columns(held)
    seen = {place: fields for place, fields in drawn.items() if place < len(held)}
    order = _order(columns, held)
    day = _date_at(columns, held, seen, order)
    amount, cents = _amount_at(columns, held, seen)
    number = _number_at(columns, held, seen)
    return Reading(
        number=number,
        date=day,
        amount=amount,
        currency=_currency_at(columns, held, amount),
        title=_title_at(columns, held, seen, number),
        ident=_ident_at(columns, held),
        links=_links_at(columns, held),
        cents=cents,
        order=order,
        unit=_unit(seen),
    )


Held = Sequence[Mapping[str, Scalar]]


def _columns(held: Held) -> list[str]:
    """Pointers that most objects have, in their order."""
    counts: dict[str, int] = {}
    for one in held:
        for pointer in one:
            counts[pointer] = counts.get(pointer, 0) + 1
    least = max(1, 0.3 * len(held))
    return [pointer for pointer, count in counts.items() if count >= least]


def _share(pointer: str, held: Held, test: Callable[[Scalar], bool]) -> float:
    return sum(pointer in one and test(one[pointer]) for one in held) / len(held)


def _agrees(
    pointer: str, held: Held, seen: Mapping[int, Fields], same: Callable[[Scalar, Fields], bool | None]
) -> float:
    """The share of drawn rows in which the page shows what this leaf holds; 0 where the page shows nothing of it."""
    told = [same(held[place][pointer], fields) for place, fields in seen.items() if pointer in held[place]]
    plain = [one for one in told if one is not None]
    return sum(plain) / len(plain) if plain else 0.0


def _order(columns: Sequence[str], held: Held) -> Order:
    dates: list[list[Seen]] = []
    for pointer in columns:
        found = [
            dates_in(str(one[pointer]))
            for one in held
            if isinstance(one.get(pointer), str) and len(str(one[pointer])) < 40
        ]
        column = [seen[0] for seen in found if len(seen) == 1]
        if len(column) >= _SHARE * len(held):
            dates.append(column)
    return settle_order(dates, language=None)


def _date_at(columns: Sequence[str], held: Held, seen: Mapping[int, Fields], order: Order) -> str | None:
    def same(leaf: Scalar, fields: Fields) -> bool | None:
        return None if fields.date is None else readable_date(leaf, order) == fields.date

    best: tuple[tuple[float, ...], str] | None = None
    for place, pointer in enumerate(columns):
        if (
            in_a_list(pointer)
            or _share(pointer, held, lambda leaf: readable_date(leaf, order) is not None) < _SHARE
        ):
            continue
        words = last_words(pointer)
        numeric = not any(isinstance(one.get(pointer), str) for one in held)
        if numeric and date_rank(words) == 2 and not re.search(r"time|\bat\b|\bon\b|day", words):
            continue  # figures under any other name are no seconds since 1970
        rank = date_rank(words) + (1 if re.search(r"creat|upload|erstell|cree|added|insert", words) else 0)
        mark = (-round(_agrees(pointer, held, seen, same), 1), rank, pointer.count("/"), place)
        if best is None or mark < best[0]:
            best = mark, pointer
    return best[1] if best else None


def _amount_at(columns: Sequence[str], held: Held, seen: Mapping[int, Fields]) -> tuple[str | None, bool]:
    def same(cents: bool, leaf: Scalar, fields: Fields) -> bool | None:
        money = money_of(leaf, cents)
        return None if fields.amount is None else money is not None and abs(money[0]) == abs(fields.amount)

    best: tuple[tuple[float, ...], str, bool] | None = None
    for place, pointer in enumerate(columns):
        if (
            in_a_list(pointer)
            or _share(pointer, held, lambda leaf: money_of(leaf, False) is not None) < _SHARE
        ):
            continue
        words = words_of(pointer)
        whole = all(isinstance(one[pointer], int) for one in held if pointer in one)
        for cents in (False, True):
            if cents and not whole:
                continue
            agreed = round(_agrees(pointer, held, seen, partial(same, cents)), 1)
            rank = min(amount_rank(words), amount_rank(last_words(pointer)))
            if agreed < 0.5 and (rank == 1 or (cents != bool(_CENTS.search(words)))):
                continue
            if agreed < 0.5 and whole and not cents:
                continue  # hundredths, a count, a size: nobody says which
            mark = (-agreed, amount_rank(words), pointer.count("/"), place)
            if best is None or mark < best[0]:
                best = mark, pointer, cents
    return (best[1], best[2]) if best else (None, False)


def _currency_at(columns: Sequence[str], held: Held, amount: str | None) -> str | None:
    fitting = [
        pointer
        for pointer in columns
        if _share(pointer, held, lambda leaf: isinstance(leaf, str) and len(leaf) == 3 and is_currency(leaf))
        >= _SHARE
    ]
    beside = parent_of(amount) if amount is not None else ""
    return min(
        fitting, key=lambda one: (parent_of(one) != beside, one.count("/"), columns.index(one)), default=None
    )


def _unit(seen: Mapping[int, Fields]) -> str | None:
    """The currency that every drawn amount has."""
    shown = {fields.currency for fields in seen.values() if fields.amount is not None}
    return shown.pop() if len(shown) == 1 else None


def _number_at(columns: Sequence[str], held: Held, seen: Mapping[int, Fields]) -> str | None:
    def same(leaf: Scalar, fields: Fields) -> bool | None:
        found = number_of(leaf)
        if fields.number is None:
            return None
        return found is not None and name_words(found) == name_words(fields.number)

    best: tuple[tuple[float, ...], str] | None = None
    for place, pointer in enumerate(columns):
        texts = [
            text_of(one[pointer]) for one in held if pointer in one and not isinstance(one[pointer], bool)
        ]
        if not texts or in_a_list(pointer) or len(set(texts)) < 0.9 * len(texts):
            continue
        agreed = round(_agrees(pointer, held, seen, same), 1)
        label = last_words(pointer)
        header = is_number_header(label) and not is_weak_header(label)
        ends = label.split()[-1:] and label.split()[-1] in (
            "number",
            "no",
            "nr",
            "num",
            "nummer",
            "numero",
            "reference",
            "ref",
            "numer",
            "cislo",
        )
        looks = sum(number_by_look(text) is not None for text in texts) >= _SHARE * len(texts)
        opaque = sum(IDENT.fullmatch(text) is not None for text in texts) > 0.5 * len(texts)
        digits = sum(any(sign.isdigit() for sign in text) for text in texts) >= _SHARE * len(texts)
        found = sum(number_of(text) is not None for text in texts) >= _SHARE * len(texts)
        if not found or not digits or (opaque and agreed < 0.8) or _is_date_column(pointer, held):
            continue
        if agreed < 0.5 and not (header or ends) and not (looks and _is_text(pointer, held)):
            continue
        if _PERSON.search(words_of(pointer)) and agreed < 0.8:
            continue
        rank = 0 if header else 1 if ends else 2
        mark = (-agreed, rank, pointer.count("/"), place)
        if best is None or mark < best[0]:
            best = mark, pointer
    return best[1] if best else None


def _is_text(pointer: str, held: Held) -> bool:
    return all(isinstance(one[pointer], str) for one in held if pointer in one)


def _is_date_column(pointer: str, held: Held) -> bool:
    return _share(pointer, held, lambda leaf: readable_date(leaf) is not None) >= _SHARE


def _title_at(
    columns: Sequence[str], held: Held, seen: Mapping[int, Fields], number: str | None
) -> str | None:
    def same(leaf: Scalar, fields: Fields) -> bool | None:
        if fields.title is None:
            return None
        return name_words(text_of(leaf)) == name_words(fields.title)

    best: tuple[tuple[float, ...], str] | None = None
    for place, pointer in enumerate(columns):
        if not _is_text(pointer, held) or in_a_list(pointer) or _PERSON.search(words_of(pointer)):
            continue
        if _share(pointer, held, lambda leaf: isinstance(leaf, str) and _titles(leaf)) < _SHARE:
            continue
        label = last_words(pointer)
        agreed = round(_agrees(pointer, held, seen, same), 1)
        if agreed < 0.5 and not is_title_header(label):
            continue
        rank = 0 if re.search(r"title|subject|titel|betreff|objet|descri|libelle|beschreib", label) else 1
        mark = (-agreed, rank, pointer == number, pointer.count("/"), place)
        if best is None or mark < best[0]:
            best = mark, pointer
    return best[1] if best else None


def _titles(text: str) -> bool:
    return 2 < len(text) <= 200 and "://" not in text and not IDENT.fullmatch(text) and serves_as_title(text)


def _ident_at(columns: Sequence[str], held: Held) -> str | None:
    """The leaf that tells objects apart and is named so; else any that is different in each."""
    best: tuple[tuple[float, ...], str] | None = None
    for place, pointer in enumerate(columns):
        texts = [
            text_of(one[pointer]) for one in held if pointer in one and not isinstance(one[pointer], bool)
        ]
        if (
            len(texts) < len(held)
            or len(set(texts)) < len(texts)
            or in_a_list(pointer)
            or max(map(len, texts)) > 120
        ):
            continue
        label = last_words(pointer).split()
        named = (
            0
            if label in (["id"], ["uuid"], ["guid"], ["key"], ["pk"])
            else 1
            if label and label[-1] in ("id", "uuid", "guid", "key", "code")
            else 2
        )
        mark = (named, pointer.count("/"), place)
        if best is None or mark < best[0]:
            best = mark, pointer
    return best[1] if best else None


def _links_at(columns: Sequence[str], held: Held) -> tuple[str, ...]:
    ranked: list[tuple[tuple[int, int], str]] = []
    for place, pointer in enumerate(_all_columns(columns, held)):
        words = words_of(pointer)
        texts = [str(one[pointer]) for one in held if isinstance(one.get(pointer), str)]
        if not texts or sum(is_address(text) for text in texts) < 0.9 * len(texts):
            continue
        if (
            len(set(texts)) < len(texts)
            or speaks_of_act(words)
            or (_NO_FILE.search(words) and not _PAPER.search(texts[0].partition("?")[0]))
        ):
            continue
        if any(address_speaks_of_act(text) for text in texts[:20]):
            continue
        extension = FILE.search(texts[0].partition("?")[0]) is not None
        says = (
            _FILE_WORDS.search(words) is not None
            or _FILE_WORDS.search(" ".join(name_words(texts[0]))) is not None
        )
        ranked.append(((0 if extension else 1 if says else 2, place), pointer))
    return tuple(pointer for _, pointer in sorted(ranked))[:4]


def _all_columns(columns: Sequence[str], held: Held) -> list[str]:
    """Also leaves that few objects have: an address of a file that most do not have yet."""
    known = dict.fromkeys(columns)
    for one in held:
        known.update(dict.fromkeys(one))
    return list(known)[:600]
