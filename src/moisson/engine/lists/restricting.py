"""Words by which a list is held to a part of what there is: the names of filters, and what they are set to."""

from __future__ import annotations

import re
from typing import Final

from moisson.engine.wording import any_of, fold, phrase

STATE_NAMES: Final = any_of(
    r"status(?:es|id)?", r"states?", r"statut", r"etat", r"estado", r"situacion", r"situacao", r"stato", r"zustand", r"stav", r"stan", r"tila", r"tilstand", r"allapot", r"stare", r"stanje", r"durum", r"katastasi", r"resolution", r"reso?lved", r"closed", r"open", r"archived?", r"completed?", r"finished", r"erledigt", r"geschlossen", r"archiviert", r"ferme", r"cloture", r"archive[es]?", r"cerrado", r"archivado", r"chius[oi]", r"archiviat[oi]", r"gesloten", r"gearchiveerd", r"lukkede?", r"afsluttede?", r"arkiverede?", r"avslutade?", r"arkiverade?", r"lukket", r"suljettu", r"uzavren[ey]", r"zamkniete", r"lezart", r"inchise?", r"fechad[oa]s?",
)  # fmt: skip
"""Names of fields and query values that choose among states of things."""

PERIOD_NAMES: Final = any_of(
    r"periods?", r"period(?:e|o|en|a)", r"timespan", r"time ?frame", r"time ?range", r"date ?range", r"days", r"months", r"months ?back", r"age", r"since", r"zeitraum", r"tage", r"monate", r"seit", r"periode", r"plage", r"jours", r"mois", r"depuis", r"duree", r"dias", r"meses", r"desde", r"intervalo", r"plazo", r"giorni", r"mesi", r"intervallo", r"dagen", r"maanden", r"sinds", r"okres", r"dni", r"miesiace", r"dage", r"maneder", r"siden", r"dagar", r"manader", r"sedan", r"dager", r"ajanjakso", r"paivaa", r"kuukautta", r"obdobi", r"dnu", r"mesice", r"idoszak", r"napok", r"perioada", r"zile", r"luni", r"razdoblje", r"obdobje", r"donem",
)  # fmt: skip
"""Names of fields that choose a stretch of time."""

FROM_NAMES: Final = any_of(
    r"from", r"date ?from", r"from ?date", r"start", r"start ?date", r"date ?start", r"begin", r"date ?begin", r"min ?date", r"date ?min", r"after", r"von", r"datum ?von", r"ab", r"beginn", r"du", r"date ?debut", r"debut", r"de", r"a partir", r"desde", r"fecha ?desde", r"fecha ?inicio", r"inicio", r"dal", r"da", r"data ?inizio", r"data ?da", r"van", r"vanaf", r"datum ?van", r"data ?inicial", r"data ?inicio", r"od", r"data ?od", r"datum ?od", r"datum ?odkdy", r"fra", r"fra ?dato", r"dato ?fra", r"fran", r"datum ?fran", r"alkaen", r"alku ?pvm", r"tol", r"datum ?tol", r"kezdo ?datum", r"de ?la", r"baslangic", r"apo",
)  # fmt: skip
UNTIL_NAMES: Final = any_of(
    r"to", r"date ?to", r"to ?date", r"until", r"end", r"end ?date", r"date ?end", r"max ?date", r"date ?max", r"before", r"bis", r"datum ?bis", r"ende", r"au", r"date ?fin", r"fin", r"jusqu ?au", r"hasta", r"fecha ?hasta", r"fecha ?fin", r"al", r"data ?fine", r"data ?a", r"tot", r"tot ?en ?met", r"datum ?tot", r"ate", r"data ?final", r"data ?fim", r"do", r"data ?do", r"datum ?do", r"til", r"til ?dato", r"dato ?til", r"till", r"datum ?till", r"asti", r"loppu ?pvm", r"ig", r"datum ?ig", r"zaro ?datum", r"pana ?la", r"bitis",
)  # fmt: skip

LOOSE_NAMES: Final = any_of(r"filters?", r"show", r"view", r"scope", r"tab", r"list", r"anzeigen?", r"ansicht", r"afficher", r"vue", r"mostrar", r"vista", r"mostra", r"toon", r"weergave", r"widok", r"visning", r"vis", r"visa", r"nayta", r"zobrazit", r"zobrazeni", r"filtr\w*", r"szuro", r"filtro", r"suodatin", r"filtru")  # fmt: skip
"""Names that may as well choose something else: they count only with a word for a state or a time."""

OTHERS: Final = any_of(
    r"customers?", r"clients?", r"accounts?", r"contracts?", r"orgs?", r"organi[sz]ations?", r"compan(?:y|ies)", r"users?", r"owners?", r"assigned ?to", r"creator", r"projects?", r"kunden?(?:nr|nummer)?", r"konto", r"vertrag", r"compte", r"contrat", r"cliente", r"cuenta", r"contrato", r"conto", r"contratto", r"klant", r"rekening", r"klient", r"zakaznik", r"kunde", r"asiakas",
    r"sort\w*", r"order\w*", r"group\w*", r"columns?", r"cols?", r"dir\w*", r"page\w*", r"size", r"limit", r"per ?page", r"offset", r"start ?with", r"lang\w*", r"locale", r"token", r"csrf\w*", r"session", r"code", r"nonce", r"country", r"currency", r"template", r"disp ?name", r"name", r"action", r"redirect\w*", r"return\w*", r"next", r"format",
)  # fmt: skip
"""Names that choose whose things, in what order and how many at a time: no part of them is hidden by it."""

WHOLE: Final = any_of(
    r"all", r"any(?: \w+)?", r"(?:don'?t|do not) care", r"everything", r"no (?:filter|restriction|limit|matter)", r"either", r"both", r"unlimited", r"full", r"from the beginning", r"all(?: \w+){0,2}", r"show all(?: \w+)?",
    r"alles?", r"alle(?: \w+){0,2}", r"beliebig\w*", r"egal", r"gesamt\w*", r"samtliche\w*", r"unbegrenzt", r"keine einschrankung", r"ohne filter", r"tou(?:s|tes?)(?: \w+){0,3}", r"tout", r"peu importe", r"indifferent", r"n'importe(?: \w+)?", r"tod[oa]s?(?: \w+){0,3}", r"cualquiera", r"indiferente", r"tutt[eio](?: \w+){0,2}", r"qualsiasi", r"indifferente",
    r"maakt niet uit", r"onbeperkt", r"qualquer(?: \w+)?", r"wszystkie(?: \w+)?", r"wszystko", r"dowoln[ya]", r"alla(?: \w+)?", r"samtliga", r"allt", r"valfri(?:tt)?", r"alt", r"samtlige", r"uanset(?: \w+)?", r"vilkarlig", r"ligegyldigt?", r"kaikki(?: \w+)?", r"mika tahansa", r"vse(?:chny|chno)?(?: \w+)?", r"libovoln[eya]", r"na tom nezalezi", r"nerozhoduje", r"osszes(?: \w+)?", r"mind(?:en(?: \w+)?)?", r"barmelyik", r"toate(?: \w+)?", r"oricare", r"svi?(?: \w+)?", r"svejedno", r"vsi", r"hepsi", r"tumu", r"ολα", r"ολες", r"всички", r"все",
)  # fmt: skip
"""The widest setting of a filter."""

UNFINISHED: Final = any_of(
    r"open(?:ed)?", r"(?:not|un) ?(?:resolved|closed|finished|completed?|archived)", r"active", r"current", r"pending", r"in progress", r"ongoing", r"new", r"unpaid", r"outstanding", r"due",
    r"offene?[nrs]?", r"laufende?[nrs]?", r"aktuelle?[nrs]?", r"aktive?[nrs]?", r"unerledigte?[nrs]?", r"in bearbeitung", r"nicht (?:geschlossen|erledigt|archiviert)\w*", r"unbezahlte?[nrs]?", r"en cours", r"ouverte?s?", r"actuelle?s?", r"non (?:clos|cloture|resolu|ferme|archive)\w*", r"impayee?s?", r"abiert[oa]s?", r"activ[oa]s?", r"actuales?", r"pendientes?", r"en curso", r"no (?:cerrad|resuelt)[oa]s?", r"apert[eio]", r"in corso", r"attiv[eio]", r"attual[ei]", r"non (?:chius|risolt)[eio]", r"da pagare",
    r"openstaande?", r"lopende?", r"actieve?", r"huidige", r"niet (?:gesloten|afgehandeld)", r"abert[oa]s?", r"em aberto", r"em curso", r"ativ[oa]s?", r"atuais", r"otwarte", r"biezace", r"aktywne", r"niezakonczone", r"niezamkniete", r"oppna", r"pagaende", r"aktiva", r"aktuella", r"abne", r"igangvaerende", r"aktuelle", r"uafsluttede", r"apne", r"pagaende", r"avoimet", r"avoimia", r"keskeneraiset", r"otevrene?", r"otevrenych", r"nevyrizene?", r"nevyrizenych", r"aktivni(?:ch)?", r"probihajici", r"nyitott", r"folyamatban(?: levo)?", r"aktiv", r"lezaratlan", r"deschise?", r"in curs", r"active", r"otvoren[ei]", r"odprt[ei]", r"acik", r"ανοιχτ\w+", r"отворени", r"открытые",
)  # fmt: skip
"""Words for things that are not done with yet: a list of these hides those that are."""

FINISHED: Final = any_of(
    r"closed", r"resolved", r"finished", r"completed", r"archived?", r"done", r"old(?:er)?", r"past", r"inactive", r"geschlossene?[nrs]?", r"erledigte?[nrs]?", r"abgeschlossene?[nrs]?", r"archivierte?[nrs]?", r"altere?[nrs]?", r"fermee?s?", r"clos(?:es)?", r"cloturee?s?", r"resolue?s?", r"terminee?s?", r"archivee?s?", r"ancien(?:ne)?s?", r"cerrad[oa]s?", r"resuelt[oa]s?", r"finalizad[oa]s?", r"archivad[oa]s?", r"anteriores", r"chius[eio]", r"risolt[eio]", r"conclus[eio]", r"archiviat[eio]", r"gesloten", r"afgehandelde?", r"afgeronde?", r"gearchiveerde?", r"oudere?",
    r"fechad[oa]s?", r"resolvid[oa]s?", r"concluid[oa]s?", r"arquivad[oa]s?", r"zamkniete", r"zakonczone", r"zarchiwizowane", r"stangda", r"avslutade", r"arkiverade", r"aldre", r"lukkede", r"afsluttede", r"arkiverede", r"aeldre", r"avsluttede", r"arkiverte", r"eldre", r"suljetut", r"paattyneet", r"arkistoidut", r"vanhat", r"uzavrene?", r"vyrizene?", r"ukoncene?", r"archivovane?", r"starsi", r"lezart", r"befejezett", r"archivalt", r"regebbi", r"inchise", r"finalizate", r"arhivate", r"zatvoren[ei]", r"rijesen[ei]", r"zaprt[ei]", r"kapali", r"κλειστ\w+", r"затворени", r"закрытые",
)  # fmt: skip
"""Words for things that are done with."""

_STRETCH = r"(?:days?|weeks?|months?|years?|quarters?|tage?n?|wochen?|monate?n?|jahre?n?|quartale?n?|jours?|semaines?|mois|an(?:s|nees?)|trimestres?|dias?|semanas?|mes(?:es)?|anos?|trimestres?|giorni|settimane|mesi|anni|trimestri|dagen|weken|maand(?:en)?|jaar|jaren|dni|tygodni[e]?|miesiecy|miesiace|lat(?:a)?|dagar|veckor|manader(?:na)?|ar|dage|uger|maneder|dager|uker|paiva[an]?|viikkoa?|kuukau\w+|vuo\w+|dnu|tydnu|mesicu?|mesice|let|roky|nap(?:ot)?|het(?:et)?|honap(?:ot)?|ev(?:et)?|zile|saptamani|luni|ani)"
_LAST = r"(?:last|past|latest|previous|letzten?|vergangenen?|derniers?|dernieres?|ultim[oaie]s?|laatste|afgelopen|ostatni(?:e|ch)?|senaste|seneste|sidste|siste|viimei(?:set|sten|sen)|poslednich?|utolso|elmult|ultimele|ultimii|zadnji\w*|posljednj\w*|son)"
WINDOW: Final = re.compile(
    rf"(?<![a-z0-9])(?:{_LAST} (?:\w+ )?(\d{{1,4}}) {_STRETCH}|(\d{{1,4}}) {_LAST} {_STRETCH}|viimei\w+ (\d{{1,4}}) \w+)(?![a-z0-9])"
)
"""A stretch of time that ends today: "last 12 months", "12 derniers mois"."""

_KEPT: Final = any_of(
    r"available", r"stored?", r"kept", r"retained?", r"can be (?:downloaded|viewed|found)", r"verfugbar", r"gespeichert", r"aufbewahrt", r"abrufbar", r"bereit\w*", r"disponibles?", r"conserve\w*", r"accessibles?", r"guarda\w*", r"disponibil[ei]", r"conservat\w*", r"beschikbaar", r"bewaard", r"disponive(?:l|is)", r"dostepn\w+", r"przechowywan\w+", r"tillganglig\w*", r"sparas", r"tilgaengelig\w*", r"tilgjengelig\w*", r"gemmes", r"saatavilla", r"sailyt\w+", r"dostupn\w+", r"uchovav\w+", r"elerheto\w*", r"pastrat\w*",
)  # fmt: skip

LOOKING: Final = any_of(
    r"(?:advanced |extended |detailed )?search(?: for)?(?: \w+)?", r"find(?: \w+)?", r"(?:set |edit |more |apply )?filters?", r"show(?: \w+)?", r"display", r"(?:custom )?quer(?:y|ies)", r"look ?up", r"refine(?: search)?", r"view",
    r"(?:erweiterte )?suchen?", r"filtern", r"anzeigen", r"detailsuche", r"abfragen?", r"(?:lancer la |nouvelle )?recherche(?: avancee)?", r"rechercher", r"filtrer", r"afficher", r"buscar", r"busqueda(?: avanzada)?", r"filtrar", r"consultar", r"mostrar", r"cerca", r"ricerca(?: avanzata)?", r"filtra", r"mostra", r"visualizza",
    r"(?:uitgebreid )?zoeken", r"filteren", r"tonen", r"pesquis(?:ar|a)(?: avancada)?", r"procurar", r"szukaj", r"wyszukaj", r"wyszukiwanie(?: zaawansowane)?", r"filtruj", r"pokaz", r"sok", r"avancerad sokning", r"filtrera", r"visa", r"sog", r"(?:avanceret |udvidet )?sogning", r"filtrer", r"vis", r"(?:avansert )?sok", r"hae", r"haku", r"tarkennettu haku", r"suodata", r"nayta", r"hledat", r"vyhledat", r"(?:pokrocile |rozsirene )?(?:vy)?hledavani", r"filtrovat", r"zobrazit", r"kereses", r"szures", r"mutat", r"cauta(?:re)?", r"(?:cautare )?avansata", r"filtreaza", r"afiseaza", r"trazi", r"pretraga", r"filtriraj", r"prikazi", r"isci", r"iskanje", r"ara", r"filtrele", r"αναζητηση", r"търсене", r"поиск", r"найти",
)  # fmt: skip
"""Words of a button or a link that can only ask for another view of a list."""
APPLYING: Final = any_of(r"apply", r"go", r"ok", r"update(?: view| list)?", r"refresh", r"anwenden", r"ubernehmen", r"aktualisieren", r"los", r"appliquer", r"valider", r"actualiser", r"aplicar", r"actualizar", r"applica", r"aggiorna", r"toepassen", r"vernieuwen", r"atualizar", r"zastosuj", r"odswiez", r"tillampa", r"uppdatera", r"anvend", r"opdater", r"oppdater", r"bruk", r"paivita", r"kayta", r"pouzit", r"obnovit", r"alkalmaz", r"frissites", r"aplica", r"actualizeaza", r"primijeni", r"uporabi", r"uygula")  # fmt: skip
"""The same beside fields of a search; elsewhere they may carry something out."""

WITH: Final = any_of(r"include", r"including", r"also(?: show)?", r"show", r"with", r"display", r"auch", r"einschliesslich", r"inkl(?:usive)?", r"anzeigen", r"einblenden", r"mit", r"inclure", r"aussi", r"avec", r"afficher", r"incluir", r"incluye", r"tambien", r"mostrar", r"con", r"includi", r"anche", r"mostra", r"ook", r"inclusief", r"toon", r"incluir", r"tambem", r"takze", r"pokaz", r"uwzglednij", r"inkludera", r"visa", r"aven", r"vis", r"medtag", r"inkluder", r"ogsa", r"nayta", r"myos", r"sisallyta", r"zobrazit", r"vcetne", r"take", r"mutasd", r"is", r"include", r"si", r"afiseaza", r"ukljuci", r"prikazi")  # fmt: skip
"""A box that is ticked to see more."""
WITHOUT: Final = any_of(r"hide", r"exclude", r"only", r"without", r"nur", r"ausblenden", r"ohne", r"verbergen", r"masquer", r"cacher", r"seulement", r"uniquement", r"sans", r"ocultar", r"solo", r"sin", r"nascondi", r"solo", r"escludi", r"verberg", r"alleen", r"zonder", r"esconder", r"apenas", r"ocultar", r"ukryj", r"tylko", r"bez", r"dolj", r"endast", r"bara", r"skjul", r"kun", r"bare", r"piilota", r"vain", r"skryt", r"pouze", r"jen", r"elrejt", r"csak", r"ascunde", r"doar", r"numai", r"sakrij", r"samo")  # fmt: skip
"""A box that is ticked to see less."""


def adds(said: str) -> bool:
    """True for the folded words of a box that is ticked to see more, whichever end the verb stands at: "show closed
    ones", "geschlossene anzeigen"."""
    return any(found.start() == 0 or found.end() == len(said) for found in WITH.finditer(said))


def is_whole(said: str) -> bool:
    """True for a setting that hides nothing, and for none at all."""
    plain = fold(said).strip(" -–—*.:()[]<>/\u2026")
    return plain == "" or WHOLE.fullmatch(plain) is not None


def names_state(name: str) -> bool:
    said = phrase(name)
    return STATE_NAMES.search(said) is not None and OTHERS.search(said) is None


def names_period(name: str) -> bool:
    said = phrase(name)
    return PERIOD_NAMES.search(said) is not None and OTHERS.search(said) is None


def begins_a_range(name: str) -> bool:
    """True for the name of a field with the first day of a stretch of time."""
    said = phrase(name)
    return FROM_NAMES.fullmatch(said) is not None or bool(
        re.search(r"date|datum|data|dato|fecha|pvm", said) and FROM_NAMES.search(said)
    )


def ends_a_range(name: str) -> bool:
    said = phrase(name)
    return UNTIL_NAMES.fullmatch(said) is not None or bool(
        re.search(r"date|datum|data|dato|fecha|pvm", said) and UNTIL_NAMES.search(said)
    )


def window_in(text: str) -> str | None:
    """The words for a stretch of time that ends today, None where there are none, or where the text says that older
    things are not kept: what the portal does not have, no filter hides."""
    folded = fold(text)
    if len(folded) > 90 or _KEPT.search(folded):
        return None
    found = WINDOW.search(folded)
    return found.group() if found else None


def stretch(text: str) -> int | None:
    """About how many days "last 12 months" or "90" is; None where the text is no stretch of time."""
    folded = fold(text)
    found = re.search(r"(\d{1,4})\s*(\w*)", folded)
    if found is None or 1990 <= int(found.group(1)) <= 2100:
        return None
    unit = found.group(2)
    for days, begins in (
        (7, r"week|woche|semain|seman|settiman|weken|tydn|tygodn|veck|uge|uke|viik|het|sapt|w$"),
        (365, r"year|jahr|an|jaar|jare|rok|lat|let|ar$|ars|vuo|ev|y$"),
        (91, r"quart|trimes"),
        (30, r"mon|moi|mes|maan|mies|man|kuu|hona|lun|m$"),
    ):
        if re.match(begins, unit):
            return int(found.group(1)) * days
    return int(found.group(1))
