"""What a text is about, as far as a search for invoices cares. Folded text, thirteen languages and more."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from moisson.engine.wording import any_of, fold, last_words, phrase

INVOICES: Final = any_of(
    r"e-?invoices?", r"e ?invoicing", r"invoic(?:e|es|ing)", r"tax invoices?", r"bills?", r"billing", r"receipts?", r"credit ?notes?", r"credit memos?", r"statements?", r"account statements?", r"vat invoices?",
    r"\w*rechnung(?:en|s\w*)?", r"\w*gutschrift(?:en)?", r"belege?", r"abrechnung(?:en)?", r"quittung(?:en)?", r"kontoausz[uü]ge?", r"faktura", r"fakturen",
    r"factur(?:e|es|ation|ette|ettes)", r"mes factures", r"avoirs?", r"recus?", r"releves?(?: de compte)?", r"quittances?", r"justificatifs?", r"notes? de credit", r"avis d'echeance", r"echeancier",
    r"factur(?:a|as|acion)", r"recibos?", r"abonos?", r"notas? de credito", r"extractos?", r"comprobantes?", r"justificantes?", r"boletas?",
    r"fattur(?:a|e|azione)", r"bollett[ae]", r"ricevut[ae]", r"not[ae] di credito", r"estratt[oi] conto", r"scontrin[oi]",
    r"factu(?:ur|ren|ratie)\w*", r"rekening(?:en)?", r"creditnota'?s?", r"creditfactu(?:ur|ren)", r"nota's", r"afrekening(?:en)?", r"bonnen", r"afschriften",
    r"fatur(?:a|as|acao|amento)", r"boletos?", r"notas? fiscal", r"notas? fiscais", r"contas", r"conta de (?:luz|agua|gas|energia|telefone|internet)", r"extratos?",
    r"faktur\w*", r"rakning(?:ar|en|arna)?", r"rozliczeni\w+", r"opkraevning(?:er)?", r"rachunk?[iu]?", r"paragon[y]?", r"korekt[ay]", r"kvitto(?:n)?", r"kvitteringe?r?", r"regning\w*", r"kreditn?ot(?:a|aer|or)", r"kreditfaktur\w*", r"kontoudtog",
    r"lasku(?!r)\w*", r"kuit(?:ti|it|tia|teja)", r"hyvityslaskut?", r"tosite", r"tositteet", r"vyuctovani", r"uctenk[ay]", r"dobropis[y]?", r"danov\w+ doklad\w*", r"doklad[y]?", r"e-?szaml\w*", r"szaml(?:a|ak|aim|ai|akat|ainak|azas|atortenet)", r"facturi(?:le|lor)?", r"factur(?:ii|are)", r"racuni?", r"fatura(?:lar\w*)?", r"apodeixeis",
    r"zalohov\w+", r"\w+abrechnungen", r"τιμολογι\w+", r"λογαριασμ\w+", r"αποδειξ\w+", r"фактур\w+", r"сметк\w+", r"счет(?:а|ов)?", r"рахун\w+", r"квитанци\w+", r"saskait\w+", r"rekin\w+", r"arve[d]?", r"laskujen", r"fakturakopi\w+",
)  # fmt: skip
"""Invoices, bills, receipts, credit notes, statements."""

PURCHASES: Final = any_of(
    r"orders?", r"order ?history", r"my orders", r"purchases?", r"purchase history", r"payments?", r"payment history", r"transactions?", r"subscriptions?", r"bookings?", r"reservations?", r"trips?", r"rides?", r"rentals?", r"charges", r"usage and billing", r"finances?", r"accounting", r"costs?", r"sales",
    r"bestellungen", r"bestell\w+", r"auftr(?:a|ae)ge", r"einkaufe", r"kaufe", r"zahlungen", r"zahlungs\w+", r"buchungen", r"reisen", r"fahrten", r"abos?", r"abonnements?", r"finanzen", r"buchhaltung", r"kosten", r"transaktionen", r"umsatze",
    r"commandes", r"achats", r"paiements", r"transactions", r"reservations", r"voyages", r"finances", r"comptabilite", r"consommations? et factures?", r"historique",
    r"pedidos", r"compras", r"pagos", r"transacciones", r"reservas", r"suscripciones", r"movimientos", r"historial", r"ordini", r"acquisti", r"pagamenti", r"prenotazioni", r"abbonamenti", r"movimenti", r"storico",
    r"bestellingen", r"bestel(?:geschiedenis|historie|overzicht)", r"aankopen", r"betalingen", r"boekingen", r"abonnementen", r"financien", r"encomendas", r"pagamentos", r"transacoes", r"subscricoes", r"assinaturas",
    r"zamowie(?:nia|n)", r"platnosci", r"zakupy", r"rezerwacje", r"bestallningar", r"order(?:historik|oversikt)", r"ordrar", r"kop", r"betalningar", r"bokningar", r"ordrer?", r"ordre(?:historik|oversigt)", r"bestillinger", r"betalinger", r"kjop", r"kob",
    r"tilaukset", r"tilaus(?:historia|ten)", r"maksut", r"ostokset", r"varaukset", r"objednav(?:ky|ek)", r"platby", r"nakupy", r"rezervace",
    r"zamowien(?:ia|ie)?", r"zakupow", r"platnosci", r"objednavek", r"plateb", r"tilau(?:s|sten)\w*", r"bestallningshistorik", r"ordrehistorik", r"rendelesek", r"(?:meg)?rendeleseim", r"vasarlasaim", r"(?:be)?fizetesek", r"befizeteseim", r"elozmenyek", r"comenzi(?:le)?(?: mele)?", r"plati(?:le)?(?: mele)?", r"istoric(?:ul)?", r"narudzbe", r"narocila", r"placila", r"siparisler\w*", r"odemeler\w*", r"παραγγελι\w+", r"πληρωμ\w+", r"поръчки", r"плащания", r"заказы", r"платежи", r"замовлення", r"uzsakymai", r"pasutijumi", r"tellimused", r"encomendas?", r"historico", r"historik", r"historie",
)  # fmt: skip
"""Orders, payments, bookings: where each thing done has its paper."""

DOCUMENTS: Final = any_of(
    r"documents?", r"files?", r"file library", r"folders?", r"downloads?", r"attachments?", r"my documents", r"e-?documents?", r"paperless", r"archives?", r"letters?", r"correspondence", r"records?", r"reports?",
    r"dokumente?", r"dateien", r"ordner", r"unterlagen", r"anhange", r"archiv", r"postfach", r"schriftverkehr", r"downloadbereich", r"dokumentencenter", r"ablage", r"berichte", r"fichiers?", r"dossiers?", r"pieces jointes", r"telechargements?", r"courriers?", r"espace documentaire", r"rapports?",
    r"documentos?", r"archivos?", r"ficheros?", r"carpetas?", r"adjuntos?", r"descargas?", r"documenti", r"allegati", r"cartelle", r"archivio", r"documenten", r"bestanden", r"mappen", r"bijlagen", r"archief", r"ficheiros", r"pastas", r"anexos",
    r"dokumenty", r"pliki", r"zalaczniki", r"dokument", r"filer", r"mappar", r"bilagor", r"arkiv", r"dokumenter", r"mapper", r"vedlegg", r"vedhaeftninger", r"asiakirjat", r"tiedostot", r"liitteet", r"arkisto", r"soubory", r"prilohy", r"slozky",
    r"dokumentum(?:ok|aim|tar)", r"iratok", r"irataim", r"csatolmanyok", r"documente(?:le)?(?: mele)?", r"fisiere", r"arhiva", r"dokumenti", r"belgeler\w*", r"εγγραφα", r"документ\w*", r"dokumentai", r"dokumendid",
    r"media[ -]?(?:manager|librar(?:y|ies)|files)", r"medien[ -]?(?:manager|verwaltung|bibliothek|ubersicht)", r"mediathek", r"gestionnaire (?:multimedia|de medias|de fichiers)", r"mediatheque", r"gestor (?:multimedia|de (?:medios|multimedia|media|archivos|ficheiros|arquivos))", r"(?:biblioteca|libreria) (?:multimedia(?:le)?|de medios|di media|multimidia)", r"gestore (?:media|multimediale)", r"gestione (?:media|file)", r"media[ -]?(?:beheer|bibliotheek|bestanden)", r"men[ae]d\w+ (?:multimediow|mediow|plikow)", r"media(?:hanter\w+|bibliotek)", r"medie(?:bibliotek|handtering|arkiv)", r"mediatiedostot", r"(?:spravce|sprava) medii", r"(?:gerenciador|gestor) de midias?", r"mediakezelo", r"mediefil\w+", r"median hallinta\w*", r"medie ?forvalt\w+",
)  # fmt: skip
"""Places for files of any kind."""

MESSAGES: Final = any_of(
    r"messages?", r"inbox", r"mail(?:box|s)?", r"tickets?", r"issues", r"requests", r"cases?", r"conversations?", r"closed(?: tickets| requests)?", r"open(?: tickets| requests)", r"nachrichten", r"mitteilungen", r"posteingang", r"anfragen", r"vorgange", r"geschlossen(?:e \w+)?",
    r"messagerie", r"mes messages", r"boite (?:de reception|aux lettres|mail)", r"courriels?", r"bandeja", r"posta in arrivo", r"postvak in", r"caixa de entrada", r"skrzynka(?: odbiorcza)?", r"inkorg(?:en)?", r"inn?boks(?:en)?", r"indbakke(?:n)?", r"saapuneet", r"dorucena posta", r"demandes", r"tickets? (?:fermes|ouverts|clos)", r"mensajes", r"bandeja de entrada", r"solicitudes", r"messaggi", r"posta", r"richieste", r"berichten", r"postvak", r"meldingen", r"mensagens", r"wiadomosci", r"zgloszenia", r"meddelanden", r"arenden", r"beskeder", r"meldinger", r"viestit", r"zpravy",
    r"aanvragen", r"verzoeken", r"vragen", r"henvendelser", r"sager", r"arenden", r"pyynnot", r"pozadavky", r"wnioski", r"zgloszen", r"uzenete(?:k|im)", r"hibajegyek", r"megkereseseim", r"mesaje(?:le)?(?: mele)?", r"tichete", r"solicitari(?:le)?", r"pedidos de (?:apoio|suporte|assistencia)", r"chamados", r"incidencias", r"segnalazioni", r"съобщения", r"сообщения", r"mesajlar\w*", r"μηνυματα",
)  # fmt: skip
"""Messages and tickets, which may carry files."""

ACCOUNT: Final = any_of(
    r"(?:my )?accounts?", r"my \w+", r"customer (?:area|center|centre|account|portal)", r"dashboard", r"overview", r"home", r"client area", r"self ?service", r"portal", r"contracts?", r"organi[sz]ations?", r"workspace", r"mein \w+", r"meine \w+", r"(?:kunden)?konto", r"kundenbereich", r"kundencenter", r"ubersicht", r"vertrage?", r"vertragsubersicht",
    r"(?:mon )?(?:compte|espace)(?: client)?", r"mes \w+", r"tableau de bord", r"espace client", r"contrats?", r"mi cuenta", r"mis \w+", r"cuenta", r"area (?:de )?clientes?", r"panel", r"contratos?", r"il mio \w+", r"i miei \w+", r"area (?:clienti|personale|riservata)", r"contratt[oi]", r"mijn \w+", r"mijn", r"contracten", r"overzicht",
    r"minha conta", r"area de cliente", r"moje konto", r"moj\w* \w+", r"umowy", r"mitt konto", r"mina sidor", r"min side", r"minside", r"omat sivut", r"oma tili", r"muj ucet", r"event", r"events",
    r"fiok(?:om)?", r"ugyfel\w*", r"szerzodes\w*", r"attekintes", r"contul(?: meu)?", r"contract(?:e|ele|ul)?(?: mele)?", r"sopimu\w+", r"smlouv\w+", r"avtal(?:et|en)?", r"aftaler?", r"kontrakter?", r"umow[ya]?", r"hesabim", r"sozlesme\w*", r"moi? racun", r"min(?: \w+)? konto", r"oma sivu", r"minu konto", r"agreements?", r"facilities",
)  # fmt: skip
"""The person's own corner, from which documents may be reached."""

ELSEWHERE: Final = any_of(
    r"help", r"faq", r"support", r"contact(?: us)?", r"legal", r"terms(?: .+)?", r"privacy(?: .+)?", r"imprint", r"cookies?(?: .+)?", r"blog", r"news(?:letter)?", r"press", r"careers?", r"jobs", r"about(?: us)?", r"shop", r"store", r"products?", r"offers?", r"pricing", r"plans", r"password", r"security", r"settings?", r"preferences", r"profile", r"language", r"address(?:es)?", r"api(?: .+)?", r"developers?", r"documentation", r"docs", r"manual", r"guide", r"status", r"forum", r"community", r"wishlist", r"gift ?cards?", r"vouchers?", r"notifications?", r"users?", r"login", r"sign ?in", r"sign ?up", r"changelog", r"feedback", r"search", r"calendar", r"two ?factor", r"2fa", r"sessions?", r"feeds?", r"rss", r"statistics", r"accessibility",
    r"hilfe", r"kontakt", r"impressum", r"agb", r"datenschutz\w*", r"karriere", r"uber uns", r"passwort", r"sicherheit", r"einstellungen", r"profil", r"adressen?", r"merkzettel", r"wunschliste", r"gutscheine?", r"tarife", r"angebote", r"produkte", r"neuigkeiten", r"sprache", r"storungen", r"zahlungsarten?", r"zahlungsmittel", r"bankverbindung", r"zahlerstand\w*",
    r"aide", r"contact(?:ez-nous)?", r"mentions legales", r"cgv", r"cgu", r"confidentialite", r"carrieres?", r"a propos", r"mot de passe", r"securite", r"parametres", r"adresses", r"favoris", r"offres", r"produits", r"boutique", r"actualites", r"assistance", r"moyens? de paiement",
    r"ayuda", r"contacto", r"aviso legal", r"condiciones(?: .+)?", r"privacidad", r"contrasena", r"seguridad", r"ajustes", r"configuracion", r"perfil", r"direcciones", r"tienda", r"productos", r"ofertas", r"aiuto", r"assistenza", r"contatti", r"note legali", r"condizioni(?: .+)?", r"impostazioni", r"profilo", r"indirizzi", r"prodotti", r"offerte", r"hulp", r"voorwaarden", r"instellingen", r"wachtwoord", r"adressen", r"winkel", r"producten", r"profiel", r"ajuda", r"definicoes", r"pomoc", r"ustawienia", r"regulamin", r"hjalp", r"installningar", r"villkor", r"hjelp", r"innstillinger", r"vilkar", r"indstillinger", r"apua", r"asetukset", r"ehdot", r"napoveda", r"nastaveni", r"podminky",
    r"segitseg", r"kapcsolat", r"beallitasok", r"adatvedel\w*", r"jelszo", r"ajutor", r"setari", r"confidentialitate", r"termeni(?: .+)?", r"parola",
)  # fmt: skip
"""Places where no invoice of the person is kept."""

SETTINGS: Final = any_of(
    r"(?:\w+ )?settings?", r"preferences", r"profile", r"(?:\w+ )?einstellungen", r"profil", r"parametres", r"ajustes", r"configuracion", r"perfil", r"impostazioni", r"profilo", r"instellingen", r"profiel",
    r"definicoes", r"configuracoes", r"ustawienia", r"installningar", r"innstillinger", r"indstillinger", r"asetukset", r"nastaveni",
)  # fmt: skip
"""Settings: no documents there, but often the door to them."""

NOT_THE_DOCUMENT: Final = any_of(
    r"terms(?: (?:and|&|of).*)?", r"conditions", r"privacy", r"policy", r"policies", r"manual", r"user guide", r"price ?list", r"brochure", r"catalog(?:ue)?", r"flyer", r"imprint", r"agb", r"datenschutz\w*", r"widerruf\w*", r"preis(?:liste|blatt|verzeichnis|ubersicht)", r"anleitung(?:en)?", r"handbuch", r"prospekt", r"katalog", r"merkblatt", r"produktblatt", r"datenblatt", r"leistungsbeschreibung", r"formular",
    r"cgv", r"cgu", r"conditions generales.*", r"tarifs", r"grille tarifaire", r"notice", r"mode d'emploi", r"guide", r"politique de .*", r"retractation", r"formulaire", r"condiciones generales.*", r"tarifas", r"folleto", r"guia", r"politica de .*", r"condizioni generali.*", r"listino(?: prezzi)?", r"guida", r"informativa", r"opuscolo", r"algemene voorwaarden", r"voorwaarden", r"prijslijst", r"handleiding", r"privacy ?\w*", r"termos.*", r"precario", r"regulamin\w*", r"cennik", r"instrukcja", r"villkor", r"prislista", r"vilkar", r"prisliste", r"ehdot", r"hinnasto", r"podminky", r"cenik", r"csv(?: export)?", r"xlsx?", r"excel", r"sample", r"muster", r"example", r"sepa ?mandat\w*", r"data ?sheet", r"white ?paper", r"read ?me", r"changelog", r"ical", r"ics", r"calendar",
)  # fmt: skip
"""Papers every customer gets: terms, price lists, manuals; and exports that are no document."""

QUOTES: Final = any_of(
    r"quotes?", r"quotations?", r"estimates?", r"proposals?", r"angebote?", r"kostenvoranschlage?", r"offerten?", r"devis", r"propositions? commerciales?", r"presupuestos?", r"cotizaciones", r"cotizacion", r"preventiv[oi]", r"offertes?", r"orcamentos?", r"propostas?", r"oferty", r"wyceny", r"offerter?", r"tilbud", r"tarjous", r"tarjoukset", r"nabidk[ay]", r"arajanlat(?:ok)?", r"oferte",
)  # fmt: skip
"""What a supplier offers and nobody has ordered yet."""


@lru_cache(maxsize=8192)
def topic_score(text: str) -> float:
    """How much a label or a heading promises documents: about -6 (help, terms) to 10 (invoices)."""
    folded = fold(text)
    if not folded:
        return 0.0
    score = 0.0
    if INVOICES.search(folded):
        score = 10.0
    elif PURCHASES.search(folded):
        score = 6.5
    elif DOCUMENTS.search(folded):
        score = 6.0
    elif MESSAGES.search(folded):
        score = 4.0
    elif ACCOUNT.search(folded):
        score = 2.5
    if len(folded) > 60:
        score *= 0.5
    if SETTINGS.search(folded):
        score = max(score, 1.0)
    elif ELSEWHERE.search(folded):
        score = score - 5.0 if score < 10 else score - 3.0
    return score


def ends_in(url: str, *topics: re.Pattern[str]) -> bool:
    """True for an address whose last part is a word of one of these topics and nothing else: `/account/invoices`."""
    last = last_words(url)
    return bool(last) and any(topic.fullmatch(last) for topic in topics)


@lru_cache(maxsize=8192)
def address_score(path: str) -> float:
    """The same for the words of an address."""
    return 0.6 * topic_score(phrase(path))
