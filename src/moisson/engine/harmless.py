"""May this be touched? Nothing at a portal is changed by a visit (design invariant 3), in any language.

A link is allowed unless something about it speaks of an act. A control without an address is touched only
when something about it speaks *for* it, and nothing against it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

from moisson.engine.acts import ACTS, ADDRESS_NOUNS, AMBIGUOUS, LEAVING, NO_ACTS, SHORT_AND_CLEAR
from moisson.engine.page import Node, squeeze
from moisson.engine.topics import DOCUMENTS, INVOICES, PURCHASES, topic_score
from moisson.engine.wording import any_of, fold, name_words, phrase

_FILE_NAME = re.compile(
    r"\.(?:pdf|xml|zip|csv|xlsx?|docx?|png|jpe?g|tiff?|txt|html?|php|aspx?|jsp|do)$", re.I
)
_PLAN_CHOICE = any_of(
    r"(?:plans?|tarif\w*|subscriptions?|abos?|abonnements?|offers?|offres?|packages?|pakete?|pricing) (?:choose|select|switch|change|buy|wahlen|choisir|elegir|scegli|kiezen)",
    r"(?:choose|select|switch|change|wahlen|choisir|elegir|scegli|kiezen) (?:plans?|tarif\w*|subscriptions?|abos?|abonnements?|offers?|offres?|packages?)",
)  # fmt: skip
_FILLERS = any_of(
    r"please", r"now", r"yes", r"ok", r"to", r"i", r"want", r"jetzt", r"bitte", r"ja", r"hier", r"zum?r?", r"oui", r"je", r"veux", r"veuillez", r"maintenant",
    r"si", r"por favor", r"ahora", r"ora", r"per favore", r"nu", r"hier", r"agora", r"teraz", r"nyt", r"ga", r"click here",
)  # fmt: skip
# Names of icons and classes that stand for an act; single words of a class list, not parts of words.
_ICON_ACTS = frozenset(
    """trash trashcan delete remove erase bin garbage times xmark close cross cancel ban edit pencil pen penfancy cart
    basket bag shoppingcart signout logout exit poweroff power send paperplane share heart star thumbsup thumbsdown archive
    redo repeat undo refresh sync reply replyall flag lock unlock block creditcard pay wallet plus add create dustbin
    destroy close_circle clear stop pause delete_forever deleteforever signoff rightfrombracket dooropen""".split()
)
_CLASS_ACTS = frozenset(
    "delete remove trash destroy cancel logout signout logoff signoff unsubscribe subscribe checkout buy danger purge reorder pay".split()
)
# A cart beside the word "Orders" is a picture; a dustbin is a dustbin whatever stands beside it.
_ICONS_NEVER = frozenset(
    "trash trashcan delete remove garbage dustbin destroy deleteforever logout signout signoff".split()
)
_ICON_HINT = re.compile(
    r"(?:^|[\s_-])(?:fa[srlbd]?|bi|icon|icons|glyphicon|mdi|ti|ri|material|svg|ico|pi|lucide|feather|octicon|i)(?:[\s_-]|$)",
    re.I,
)
_MASKED_CARD = re.compile(r"(?:[•●∙·*]{2,}|\b[xX]{4,})[ -]?\d{4}")
_BUTTONS = frozenset({"button", "input", "summary", "select", "option"})

DOWNLOADING = any_of(
    r"download(?:s|en|ing|bar)?", r"down ?load \w+", r"herunterladen", r"runterladen", r"laden", r"telecharge(?:r|z|ment)", r"descargar?", r"descarga", r"bajar", r"scarica(?:re)?", r"downloaden", r"transferir",
    r"baixar", r"descarregar", r"pobierz", r"sciagnij", r"ladda (?:ner|ned|hem)", r"hent", r"hamta", r"obtener(?: \w+)?", r"obter(?: \w+)?", r"obtenir(?: \w+)?", r"last ned", r"lataa", r"stahnout", r"get (?:pdf|invoice|receipt|file)", r"pdf", r"xml", r"zugferd", r"factur-?x", r"xrechnung",
    r"export pdf", r"als pdf", r"get copy", r"beleg", r"zip", r"save (?:as |to )?(?:pdf|file)", r"cloud ?download", r"file ?pdf", r"filepdf", r"arrow ?down(?: to (?:line|bracket))?", r"file ?arrow ?down", r"file ?download", r"receipt", r"quittung", r"herunter", r"imprimer", r"drucken", r"print(?:er)?", r"stampa", r"imprimir", r"afdrukken", r"drukuj", r"skriv ut", r"udskriv", r"tulosta", r"vytisknout",
    r"letolt\w*", r"nyomtat\w*", r"descarca(?:ti|re)?", r"tipareste", r"stiahnut", r"vytlacit", r"preuzm\w*", r"prenesi", r"natisni", r"indir", r"yazdir", r"ληψη", r"εκτυπωση", r"изтегли(?:те)?", r"скачать", r"завантажити", r"печат", r"atsisiust\w*", r"lejupielad\w*", r"laa?di? alla", r"lae alla",
)  # fmt: skip
SHOWING = any_of(
    r"einzelheiten", r"mas(?: \w+)?", r"mais(?: \w+)?", r"wiecej", r"vice", r"meer(?: \w+)?", r"mer(?: \w+)?", r"mere", r"detaljer", r"las mer", r"tiedot", r"lisatie\w+", r"vice informaci",
    r"view", r"show(?: \w+)?", r"open", r"see", r"details?", r"more(?: \w+)?", r"preview", r"display", r"read", r"eye", r"anzeigen", r"ansehen", r"offnen", r"einsehen", r"einblenden", r"mehr(?: \w+)?", r"vorschau", r"aufklappen", r"voir(?: \w+)?", r"afficher", r"consulter", r"ouvrir", r"visualiser", r"apercu", r"plus",
    r"ver(?: \w+)?", r"mostrar", r"abrir", r"detalles?", r"consultar", r"visualizza(?:re)?", r"vedi", r"mostra", r"apri", r"dettagli[o]?", r"bekijk(?:en)?", r"toon", r"openen", r"weergeven", r"detalhes?", r"pokaz", r"zobacz", r"szczegoly", r"wyswietl", r"visa", r"oppna", r"vis", r"abn", r"apne", r"nayta", r"avaa", r"zobrazit", r"otevrit", r"detaily?", r"expand", r"unfold", r"developper", r"ausklappen", r"chevron(?: \w+)?", r"caret(?: \w+)?", r"angle (?:down|right)", r"toggle",
    r"dropdown", r"menu", r"kebab", r"ellipsis", r"dots", r"options", r"optionen", r"invoices?", r"rechnung(?:en)?", r"factures?", r"facturas?", r"fattur[ae]", r"facturen", r"factuur", r"documents?", r"dokumente?", r"documenti?", r"documentos?",
    r"megtekint\w*", r"reszletek", r"megnyit\w*", r"mutat\w*", r"vezi(?: \w+)?", r"vizualiz\w*", r"detalii", r"afiseaza", r"deschide", r"zobrazit", r"prikazi", r"pogledaj", r"goruntule", r"προβολη", r"преглед", r"просмотр", r"переглянути", r"perziureti", r"skatit", r"vaata", r"toiminnot", r"atgarder", r"handlinger", r"akce", r"akcje", r"actions?", r"aktionen", r"acciones", r"azioni", r"acties", r"acoes", r"muveletek", r"actiuni",
)  # fmt: skip
LISTING = any_of(
    r"next(?: page)?", r"weiter", r"nachste(?: seite)?", r"vor", r"suivante?s?(?: page)?", r"page suivante", r"siguiente", r"successiv[ao]", r"avanti", r"prossim[ao]", r"volgende", r"proxim[ao]", r"seguinte", r"nastepn[ay]", r"nasta", r"naeste", r"neste", r"seuraava", r"dalsi",
    r"(?:load|show|view|see) (?:\d+ )?(?:more|all|older)(?: \w+)*", r"more(?: \w+)?", r"(?:weitere|mehr|altere|alle)(?: \w+)?(?: (?:laden|anzeigen))?", r"(?:charger|afficher|voir) (?:\w+ )?(?:plus|suite|tout(?:es)?|suivants?)(?: \w+)*", r"plus (?:de |d')?\w+", r"(?:cargar|ver|mostrar) (?:mas|todos?|todas?)(?: \w+)*", r"mas \w+",
    r"(?:carica|mostra|vedi) (?:altr[ieo]|di piu|tutt[ei])(?: \w+)*", r"(?:meer|oudere|alle)(?: \w+)? ?(?:laden|tonen|bekijken)?", r"(?:carregar|mostrar|ver) (?:mais|tod[ao]s)(?: \w+)*", r"(?:zaladuj|pokaz) (?:wiecej|wszystkie)(?: \w+)*", r"(?:visa|ladda) (?:fler|mer|alla)(?: \w+)*", r"(?:vis|hent|last) (?:flere|mere?|alle)(?: \w+)*", r"(?:nayta|lataa) (?:lisaa|kaikki)(?: \w+)*", r"(?:nacist|zobrazit) (?:dalsi|vice|vse)(?: \w+)*",
    r"all", r"alle", r"tous", r"toutes", r"todos", r"todas", r"tutt[ei]", r"open", r"paid", r"unpaid", r"closed", r"archived?", r"archive?s?", r"archief", r"archivio", r"offen", r"bezahlt(?:e)?", r"geschlossen(?:e)?", r"archiviert(?:e)?", r"payees?", r"ouvert(?:e)?s?", r"cloture(?:e)?s?", r"archivees?", r"credit notes?", r"gutschriften?", r"avoirs?", r"notas? de credito", r"note di credito", r"creditnota'?s?", r"filter(?:n)?", r"filtrer", r"apply(?: filters?)?", r"anwenden", r"appliquer", r"search", r"suchen", r"rechercher", r"\d{4}", r"\d{1,3}",
    r"kovetkezo", r"tovabb(?:iak)?", r"tobb \w+", r"osszes", r"urmato(?:area|rul|are)", r"mai multe", r"toate", r"(?:na|i)sledujuc[ae]", r"sljedec[ae]", r"naslednj[ai]", r"sonraki", r"tumu", r"επομεν\w+", r"следващ\w*", r"следующ\w*", r"kitas", r"nakama", r"jargmine",
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
_ENGLISH_OBJECT = frozenset("the your my this these that a an it me us our".split())
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


def _is_a_place_of_documents(node: Node) -> bool:
    """True for a link whose address ends in a word for a list of documents: `/account/invoices`."""
    if node.href is None:
        return False
    last = phrase(urlsplit(node.href).path.rstrip("/").rsplit("/", 1)[-1])
    return bool(last) and any(topic.fullmatch(last) for topic in (INVOICES, PURCHASES, DOCUMENTS))


def _language(node: Node) -> str:
    top = node
    for top in node.ancestors():  # noqa: B007
        pass
    return top.get("lang").lower()


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
        if _name_is_act(_FILE_NAME.sub("", segment)):
            return True
    for name, value in parse_qsl(parts.query + "&" + fragment.partition("?")[2], keep_blank_values=True):
        if re.search(
            r"name|file|title|subject|search|query|^q$|redirect|next|return|referr?er|token|sig|policy",
            fold(name),
        ):
            continue
        if _name_is_act(name) or (
            len(value) <= 40 and not value.startswith(("http", "/")) and _name_is_act(value)
        ):
            return True
    return False


@lru_cache(maxsize=8192)  # the same few segments stand in every link of a portal
def _name_is_act(name: str) -> bool:
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


def labels(node: Node) -> list[str]:
    """Everything a person would read or hear as the label of this control, each on its own."""
    found = [node.text(visible_only=False)]
    for part in node.walk():
        for name in (
            "aria-label",
            "title",
            "alt",
            "data-title",
            "data-tooltip",
            "data-original-title",
            "data-bs-original-title",
        ):
            text = part.get(name).strip()
            if text:
                found.append(text)
        if part.tag == "input" and part.get("type").lower() in ("submit", "button", "image", "reset"):
            found.append(part.get("value"))
    return [text for text in found if text]


def icon_words(node: Node) -> set[str]:
    """Names of icons inside a control: `fa-trash` → trash, `#icon-delete` → delete, `dl.svg` → dl."""
    words: set[str] = set()
    for part in node.walk():
        classes = part.get("class")
        is_icon = part.tag in ("i", "svg", "use", "img", "path", "v-icon", "mat-icon") or _ICON_HINT.search(
            classes
        )
        if is_icon:
            for one in classes.split():
                parted = name_words(one)
                words.update(parted)
                words.add("".join(parted[1:]))
            for name in ("data-icon", "data-lucide", "data-feather", "icon", "name"):
                words.update(name_words(part.get(name)))
        if part.tag in ("use", "img", "svg"):
            for name in ("href", "xlink:href", "src"):
                tail = re.split(r"[#/]", part.get(name))[-1]
                if not part.get(name).startswith("data:"):
                    words.update(name_words(_FILE_NAME.sub("", tail).removesuffix(".svg")))
        if part.tag in ("i", "span", "v-icon", "mat-icon") and _ICON_HINT.search(classes):
            words.update(
                fold(part.own_text()).split("_") if "_" in part.own_text() else [fold(part.own_text())]
            )
    return {word for word in words if word}


def against(node: Node) -> str | None:
    """What speaks against touching this link or control, in a few words; None when nothing does."""
    for text in _judged(node):
        if speaks_of_act(text):
            return f"its label reads like an act: {text[:60]}"
        if orders_something(text, _language(node)):
            return f"its label reads like an act: {text[:60]}"
        if (
            _language(node)[:2] in ("en", "")
            and commands_something(text)
            and not _is_a_place_of_documents(node)
        ):
            return f"its label reads like an act: {text[:60]}"
        if fold(text).strip() in ("archive", "archive this", "archive it") and (
            node.href is None
            or re.search(r"\d|all|archive[a-z]", urlsplit(node.href).path + urlsplit(node.href).query)
        ):
            return "its label reads like an act: archive"
    if any(against_name(part) for part in (node, *_wrappers(node))):
        return "its name in the page reads like an act"
    acts = icon_words(node) & _ICON_ACTS
    if acts & _ICONS_NEVER or (acts and not node.text()):
        return "its icon stands for an act"
    for part in (node, *node.elements):
        for name, value in part.attrs.items():
            found = _attribute_against(name, value)
            if found:
                return found
    address = node.href
    if address is None and _MASKED_CARD.search(node.text()):
        return "its label names a means of payment"
    if address and address_speaks_of_act(address):
        return "its address reads like an act"
    if (
        node.tag == "a"
        and node.get("href").lower().startswith("javascript:")
        and _script_is_act(node.get("href"))
    ):
        return "its script reads like an act"
    return _form_against(node)


def against_name(node: Node) -> bool:
    """True when class, id or name of an element stand for an act, whatever text it holds."""
    words: set[str] = set()
    for name in ("class", "id", "name"):
        words.update(name_words(node.get(name)))
    return bool(words & _CLASS_ACTS) and not words & {"history", "list"}


def _judged(node: Node) -> list[str]:
    """The labels to judge. A card that leads to a list by name and address ("Invoices", `/my/invoices`) may
    describe in small print what can be done there ("follow, download or pay your invoices")."""
    found = labels(node)
    address = node.href
    if address is None or not found or len(found[0].split()) < 4:
        return found
    last = phrase(urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1])
    if not last or not (INVOICES.fullmatch(last) or PURCHASES.fullmatch(last) or DOCUMENTS.fullmatch(last)):
        return found
    head = next((part.text() for part in node.walk() if part is not node and part.text()), "")
    if not head or head == found[0] or topic_score(head) < 4.0:
        return found
    return [head, *found[1:]]


def _wrappers(node: Node) -> list[Node]:
    """Elements around a control that hold nothing else."""
    found: list[Node] = []
    inner = node
    for outer in node.ancestors():
        if len(outer.elements) != 1 or outer.own_text() or outer.tag in ("td", "li", "tr", "body", "form"):
            break
        found.append(outer)
        inner = outer
        if len(found) == 2:
            break
    del inner
    return found


def _attribute_against(name: str, value: str) -> str | None:
    if name in (
        "onclick",
        "ng-click",
        "@click",
        "v-on:click",
        "data-onclick",
        "onmousedown",
    ) and _script_is_act(value):
        return "its script reads like an act"
    if name in (
        "data-method",
        "data-turbo-method",
        "data-http-method",
        "formmethod",
    ) and value.lower() not in ("get", "", "dialog"):
        return "it changes something by its method" if value.lower() != "post" else None
    if name in ("data-confirm", "data-turbo-confirm", "hx-confirm", "data-confirm-message"):
        return "it asks for confirmation"
    if name in ("hx-delete", "hx-put", "hx-patch"):
        return "it changes something by its method"
    if name in (
        "hx-post",
        "hx-get",
        "data-url",
        "data-href",
        "formaction",
        "data-action",
    ) and address_speaks_of_act(value):
        return "its address reads like an act"
    return None


def _script_is_act(script: str) -> bool:
    text = phrase(script)
    if re.search(r"\bconfirm\b", text):
        return True
    addresses = re.findall(r"""['"]([^'"]*/[^'"]*)['"]""", script)
    if any(address_speaks_of_act(address) for address in addresses):
        return True
    return any(_name_is_act(name) for name in re.findall(r"[A-Za-z_]\w+", script) if len(name) > 2)


def _form_against(node: Node) -> str | None:
    if not submits(node):
        return None
    form = node.closest("form")
    if form is None:
        return None
    if address_speaks_of_act(form.get("action")):
        return "its form's address reads like an act"
    for part in form.walk():
        if part.tag == "input" and part.get("type").lower() == "hidden":
            name, value = fold(part.get("name")), part.get("value")
            if "token" in name or "csrf" in name or len(value) > 40:
                continue
            if name == "_method" and value.lower() not in ("get", "post", ""):
                return "its form changes something by its method"
            if name in ("action", "do", "cmd", "op", "task", "event", "command") and _name_is_act(value):
                return "its form names an act"
    return None


def submits(node: Node) -> bool:
    """True when pressing this sends a form."""
    kind = node.get("type").lower()
    if node.tag == "button":
        return kind in ("", "submit") and node.closest("form") is not None
    return node.tag == "input" and kind in ("submit", "image")


def may_follow(node: Node) -> bool:
    """A link with an address: allowed unless something speaks against it."""
    return node.href is not None and against(node) is None


def may_press(node: Node, purpose: re.Pattern[str]) -> bool:
    """A control without an address: allowed only with words or icons of `purpose`, and nothing against it.

    A control that sends a form by POST is allowed only for a download, with the words for it.
    """
    if (
        node.get("type").lower() in ("checkbox", "radio", "password", "file", "reset")
        or "disabled" in node.attrs
    ):
        return False
    if not speaks_for(node, purpose) or against(node) is not None:
        return False
    if submits(node):
        form = node.closest("form")
        if form is not None and form.get("method").lower() == "post":
            return speaks_for(node, DOWNLOADING) or _only_shows(node, form)
    return True


def _only_shows(node: Node, form: Node) -> bool:
    """True for a form that sends nothing but what the page put there, behind a word of looking ("View", "Öffnen")."""
    filled = [
        part
        for part in form.walk()
        if part.tag in ("select", "textarea")
        or (part.tag == "input" and part.get("type").lower() not in ("hidden", "submit", "image", "button"))
    ]
    said = [squeeze(fold(text)) for text in labels(node)]
    return not filled and any(
        SHOWING.fullmatch(one) or (len(one) < 40 and SHOWING.search(one) and INVOICES.search(one))
        for one in said
    )


def speaks_for(node: Node, purpose: re.Pattern[str]) -> bool:
    """True when a label, an icon or a telling class name carries one of the words."""
    for text in labels(node):
        folded = squeeze(fold(text))
        if len(folded) <= 120 and purpose.search(folded):
            return True
    if any(purpose.fullmatch(word) for word in icon_words(node)):
        return True
    for part in (node, *node.elements):
        for name in ("class", "id", "data-action", "data-testid", "name", "onclick", "data-target", "rel"):
            if purpose.search(phrase(part.get(name))):
                return True
    return False
