"""Whether a label speaks of an act: by its words, or by its grammar where the word is unknown."""

from __future__ import annotations

import re

from moisson.engine.acts import ACTS, AMBIGUOUS, LEAVING, NO_ACTS, SHORT_AND_CLEAR
from moisson.engine.harmless.purposes import DOWNLOADING
from moisson.engine.page import squeeze
from moisson.engine.topics import topic_score
from moisson.engine.wording import any_of, fold

_FILLERS = any_of(
    r"please", r"now", r"yes", r"ok", r"to", r"i", r"want", r"jetzt", r"bitte", r"ja", r"hier", r"zum?r?", r"oui", r"je", r"veux", r"veuillez", r"maintenant",
    r"si", r"por favor", r"ahora", r"ora", r"per favore", r"nu", r"hier", r"agora", r"teraz", r"nyt", r"ga", r"click here",
)  # fmt: skip


def speaks_of_act(text: str) -> bool:
    """True when a label names an act: "Pay now", "Kündigen", "Supprimer"; not "Orders", "Storno invoice"."""
    folded = squeeze(fold(text))
    if not folded:
        return False
    if LEAVING.search(folded):
        return True
    rest = NO_ACTS.sub(" . ", folded)
    if ACTS.search(rest) is None:
        return False
    head = squeeze(_FILLERS.sub(" ", rest)).lstrip(" .:!>»›+-*•✓✔×")
    words = [word for word in re.split(r"[^a-z0-9]+", head) if word]
    for found in ACTS.finditer(rest):
        word = found.group()
        if word in SHORT_AND_CLEAR or AMBIGUOUS.fullmatch(word) is None:
            return True
        if head.startswith(word) and len(words) <= 5 and not any(char.isdigit() for char in head):
            return True
    return False


_LOOK = r"(?:view|see|show|review|download|ansehen|anzeigen|einsehen|herunterladen|voir|consulter|afficher|telecharger|ver|consultar|descargar|vedi|visualizza|consulta|scarica|bekijken?|inzien|downloaden|visualizar|zobacz|wyswietl|se|vis|nayta|zobrazit)"
_PAY = r"(?:pay|be ?zahlen|zahlen|begleichen|payer|regler|pagar|paga|betalen|betaal|zaplac|oplac|betala|betale?|maksa|zaplatit)"
_OR = r"(?: and | ?& ?| ?/ ?| or | und | oder | et | ou | y | e | o | en | of | i | lub | og | och | eller | ja | a )"
_LOOK_AND_PAY = re.compile(rf"^({_LOOK}){_OR}{_PAY}(?![a-z0-9])|(?<![a-z0-9])({_LOOK}){_OR}{_PAY}$")


def without_paying(text: str) -> str:
    """ "View and pay bills" as "view bills": one goes there to look, and pays there by what is judged by itself. The text
    unchanged where it is no such pair."""
    folded = squeeze(fold(text))
    shorter = _LOOK_AND_PAY.sub(r"\1\2", folded)
    return text if shorter == folded else shorter


_LOOKING = {
    "de": any_of(r"\w*sehen", r"\w*zeigen", r"\w*laden", r"\w*offnen", r"\w*blenden", r"\w*klappen", r"lesen", r"drucken", r"suchen", r"filtern", r"sortieren", r"abrufen", r"verwalten", r"erfahren", r"blattern", r"alle[nm]?", r"den", r"meinen?", r"ihren?", r"einen", r"letzten", r"offenen", r"unten", r"oben", r"neuen", r"vertragen", r"kunden", r"finden", r"nutzen", r"kennen", r"oben", r"springen", r"gehen", r"\w*wahlen", r"prufen", r"ansprechen", r"alten", r"bezahlten", r"archivierten"),
    "fr": any_of(r"voir", r"consulter", r"afficher", r"telecharger", r"imprimer", r"ouvrir", r"retrouver", r"acceder", r"visualiser", r"parcourir", r"rechercher", r"gerer", r"filtrer", r"charger", r"trier", r"decouvrir", r"obtenir", r"recuperer", r"exporter", r"choisir", r"premier", r"dernier", r"courrier", r"dossier", r"papier", r"calendrier", r"janvier", r"fevrier", r"hier", r"selectionner", r"lister", r"particulier", r"atelier", r"fichier", r"cahier", r"metier", r"chantier", r"derouler", r"deplier"),
    "es": any_of(r"ver", r"consultar", r"descargar", r"mostrar", r"abrir", r"imprimir", r"buscar", r"filtrar", r"visualizar", r"cargar", r"acceder", r"ir", r"bajar", r"obtener", r"gestionar", r"hogar", r"particular", r"ordenar", r"explorar", r"leer", r"revisar", r"anterior", r"lugar", r"ayer", r"elegir", r"seleccionar", r"listar"),
    "it": any_of(r"vedere", r"visualizzare", r"scaricare", r"mostrare", r"aprire", r"stampare", r"cercare", r"filtrare", r"consultare", r"leggere", r"accedere", r"caricare", r"gestire", r"scegliere", r"selezionare", r"altre", r"nostre", r"vostre", r"mare"),
    "pt": any_of(r"ver", r"consultar", r"baixar", r"descarregar", r"transferir", r"mostrar", r"exibir", r"abrir", r"imprimir", r"buscar", r"procurar", r"pesquisar", r"filtrar", r"visualizar", r"carregar", r"acessar", r"aceder", r"ir", r"obter", r"gerir", r"gerenciar", r"particular", r"ordenar", r"explorar", r"ler", r"rever", r"anterior", r"lugar", r"escolher", r"selecionar", r"expandir", r"listar"),
}  # fmt: skip


def orders_something(text: str, language: str) -> bool:
    """True for a label that is an infinitive and no verb of looking: "Lastschrift erteilen", "Déclarer un sinistre".

    A guard for acts whose word is not in the lists. `language` is the page's; labels in English have no such form.
    """
    looking = _LOOKING.get(language[:2])
    words = re.findall(r"[^\W\d_]+", text)
    if looking is None or not 2 <= len(words) <= 6 or DOWNLOADING.match(fold(text)):
        return False
    if language.startswith("de"):
        last = words[-1]
        return (
            last.islower()
            and len(last) > 4
            and last.endswith(("en", "eln", "ern"))
            and not looking.fullmatch(fold(last))
        )
    first = fold(words[0])
    endings = {
        "fr": ("er", "ir"),
        "es": ("ar", "er", "ir"),
        "pt": ("ar", "er", "ir"),
        "it": ("are", "ere", "ire"),
    }[language[:2]]
    return (
        len(first) > 3
        and first.endswith(endings)
        and not looking.fullmatch(first)
        and topic_score(first) == 0
    )


_ENGLISH_LOOKING = any_of(
    r"view", r"see", r"show", r"open", r"read", r"browse", r"find", r"get", r"go", r"visit", r"learn", r"explore", r"discover", r"check", r"manage", r"download", r"print", r"search", r"filter", r"sort", r"list", r"access", r"look", r"track", r"review", r"display", r"load", r"expand", r"collapse", r"jump", r"back", r"return to", r"return", r"export", r"preview", r"toggle", r"compare", r"about", r"need", r"have", r"missing", r"lost", r"understand\w*", r"inside", r"select", r"choose", r"switch", r"use", r"navigate", r"continue", r"skip to",
    r"in", r"of", r"for", r"with", r"from", r"to", r"on", r"at", r"by", r"all", r"is", r"are", r"what", r"how", r"where", r"why", r"when", r"who", r"which", r"more", r"not", r"no", r"and", r"or", r"as", r"within", r"over", r"under", r"per", r"only", r"both", r"like", r"latest", r"last", r"next", r"previous", r"new", r"old", r"behind", r"beyond", r"around", r"during", r"since", r"until", r"after", r"before", r"part", r"rest", r"some", r"most", r"none", r"one", r"each", r"here", r"also", r"do", r"does", r"can", r"did", r"was", r"were", r"will", r"meet", r"inc", r"share ?holders?",
)  # fmt: skip
# Left out: "a", "an", "me", which are words of other languages too, and pages often state the wrong language.
_ENGLISH_OBJECT = frozenset("the your my this these our".split())
_ENGLISH_VERB = re.compile(
    r"(?!(?:certific|corpor|priv|templ|affili|candid|est|clim|deleg|separ|altern|real ?est|intermedi|immedi|appropri|duplic|associ|ultim|advoc|synd|gradu|doctor|plate|late|chocol|carbon|elector|incorpor|st|r|d)ate$)[a-z]{3,}(?:ate|ify)$"
)


def commands_something(text: str) -> bool:
    """True for an English label that is a command and no word of looking: "Waive my fee", "Escalate ticket".

    The same guard as `orders_something`: English verbs have no ending of their own, so that the object behind it
    ("the", "my", "this") or a telling ending (-ate, -ify) gives it away.
    """
    words = re.findall(r"[a-z']+", fold(text))
    if not 2 <= len(words) <= 6 or any(char.isdigit() for char in text):
        return False
    first, second = words[0], words[1]
    if _ENGLISH_LOOKING.fullmatch(first) or topic_score(first) != 0 or not first.isalpha() or len(first) < 3:
        return False
    if len(words) > 2 and words[2] in ("day", "week", "month", "quarter", "year", "season"):
        return False  # "Usage this month"
    return second in _ENGLISH_OBJECT or _ENGLISH_VERB.match(first) is not None
