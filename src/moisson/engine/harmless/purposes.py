"""What a control is pressed for: downloading, showing, listing; the words for it in the languages portals speak."""

from __future__ import annotations

from moisson.engine.wording import any_of

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
