"""Whether an address, or a name a programmer gave, speaks of an act."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlsplit

from moisson.engine.acts import ACTS, ADDRESS_NOUNS, AMBIGUOUS, LEAVING, NO_ACTS
from moisson.engine.queries import pairs_perhaps_in
from moisson.engine.wording import any_of, fold, name_words, phrase

FILE_NAME = re.compile(r"\.(?:pdf|xml|zip|csv|xlsx?|docx?|png|jpe?g|tiff?|txt|html?|php|aspx?|jsp|do)$", re.I)
_PLAN_CHOICE = any_of(
    r"(?:plans?|tarif\w*|subscriptions?|abos?|abonnements?|offers?|offres?|packages?|pakete?|pricing) (?:choose|select|switch|change|buy|wahlen|choisir|elegir|scegli|kiezen)",
    r"(?:choose|select|switch|change|wahlen|choisir|elegir|scegli|kiezen) (?:plans?|tarif\w*|subscriptions?|abos?|abonnements?|offers?|offres?|packages?)",
)  # fmt: skip
_PLAN = any_of(
    r"plans?", r"tarif\w*", r"subscriptions?", r"abos?", r"abonn?ement\w*", r"offers?", r"offres?", r"packages?", r"pakete?", r"pricing", r"contracts?", r"vertr\w+", r"contrats?", r"contrat[oi]s?", r"suscripci\w+",
)  # fmt: skip
_EDITING = any_of(r"edit", r"change", r"modify", r"bearbeiten", r"modifier", r"editer", r"editar", r"modificar?", r"modifica", r"bewerken", r"wijzigen", r"edytuj", r"redigera", r"rediger", r"muokkaa", r"upravit")  # fmt: skip
_NUMBERED = frozenset({"id", "pk", "nr", "no", "num", "key", "uid", "rowid"})


def address_speaks_of_act(url: str) -> bool:
    """True when the path or the query of an address names an act: `/logout`, `?action=delete`, `/orders/7/pay`."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    segments = [segment for segment in (parts.path + "/" + fragment.partition("?")[0]).split("/") if segment]
    if segments and re.search(r"\.(?:pdf|xml|zip|csv|xlsx?|docx?|png|jpe?g|tiff?|txt)$", segments[-1], re.I):
        segments.pop()  # the name of a file says what the file is about
    pairs = [" ".join(pair) for pair in pairwise(segments)]
    if _PLAN_CHOICE.search(phrase(" ".join(segments))):
        return True
    if any(re.fullmatch(r"(?:re ?)?orders? (?:again|now|new|repeat)", fold(pair)) for pair in pairs):
        return True
    for segment in segments:
        if name_is_act(FILE_NAME.sub("", segment)):
            return True
    for name, value in pairs_perhaps_in(parts.query + "&" + fragment.partition("?")[2]):
        if re.search(
            r"name|file|title|subject|search|query|^q$|redirect|next|return|referr?er|token|sig|policy",
            fold(name),
        ):
            continue
        if name_is_act(name) or (
            len(value) <= 40 and not value.startswith(("http", "/")) and name_is_act(value)
        ):
            return True
    return False


def link_speaks_of_act(url: str) -> bool:
    """The same for an address that is only gone to (GET): a back office shows one invoice as the form that would change
    it, `/invoices/17/change/`, and to look at that form changes nothing. What its buttons do is judged by themselves."""
    return address_speaks_of_act(url) and not _shows_a_form(url)


def _shows_a_form(url: str) -> bool:
    """True where the one act an address names is to edit one thing that has a number: `/bills/edit/5`, `?id=5`."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    edits = [place for place, segment in enumerate(segments) if _EDITING.fullmatch(phrase(segment))]
    if len(edits) != 1 or edits[0] < len(segments) - 2:
        return False
    place = edits.pop()
    near = segments[max(place - 1, 0) : place] + segments[place + 1 :]
    named = [value for name, value in pairs_perhaps_in(parts.query) if fold(name) in _NUMBERED]
    if not any(char.isdigit() for one in (*near, *named) for char in one):
        return False
    rest = "/".join(segments[:place] + segments[place + 1 :])
    return _PLAN.search(phrase(rest)) is None and not address_speaks_of_act(
        parts._replace(path=f"/{rest}").geturl()
    )


@lru_cache(maxsize=8192)  # the same few segments stand in every link of a portal
def name_is_act(name: str) -> bool:
    """True for a segment of an address, a value or a name in a script that stands for an act."""
    words = name_words(name)
    if not words or len(words) > 8:
        return False
    text = " ".join(words)
    if "pdf" in words and not re.search(r"delete|remove|send|mail", text):
        return False
    if LEAVING.search(text) or "logout" in text.replace(" ", ""):
        return True
    plain = text.replace("ae", "a").replace("oe", "o").replace("ue", "u")  # loeschen, kuendigen
    rest = NO_ACTS.sub(" . ", text) + " . " + (NO_ACTS.sub(" . ", plain) if plain != text else "")
    for found in ACTS.finditer(rest):
        word = found.group()
        if ADDRESS_NOUNS.fullmatch(word):
            continue
        if len(word) <= 3 and word not in {"pay", "buy", "add"}:
            continue
        if AMBIGUOUS.fullmatch(word) and not rest.startswith(word):
            continue
        if word in {"new", "baja", "reso", "esta", "cesta", "close"} and len(words) > 2:
            continue
        return True
    return False


def script_is_act(script: str) -> bool:
    """True for a script that asks for confirmation, goes to the address of an act, or calls one by name."""
    text = phrase(script)
    if re.search(r"\bconfirm\b", text):
        return True
    addresses = re.findall(r"""['"]([^'"]*/[^'"]*)['"]""", script)
    if any(address_speaks_of_act(address) for address in addresses):
        return True
    return any(name_is_act(name) for name in re.findall(r"[A-Za-z_]\w+", script) if len(name) > 2)
