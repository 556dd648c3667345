"""Nothing at a portal is changed: what may be touched and what never, in the languages portals speak."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.engine.harmless import (
    DOWNLOADING,
    LISTING,
    OPENS_DOCUMENT,
    address_speaks_of_act,
    against,
    may_follow,
    may_press,
    speaks_of_act,
)
from moisson.engine.html import parse

ACTS = {
    "en": "Pay now|Pay invoice|Order again|Order now|Reorder|Buy|Add to cart|Checkout|Cancel contract|Delete|Delete invoice 2026-001|Remove|Sign out|Log off|Accept|I agree|Subscribe|Unsubscribe|Confirm|Upgrade|Switch to Premium|Change plan|Reset password|Send reminder|Edit|Save|Close ticket|Close account|Request refund|Revoke|Like|Vote|Mark as read|Mark all as paid|Make a payment",
    "de": "Jetzt bezahlen|Rechnung bezahlen|Zur Kasse|Bestellen|Erneut bestellen|Nachbestellen|In den Warenkorb|Kündigen|Vertrag kündigen|Löschen|Ja, ich möchte mein Konto löschen|Entfernen|Abmelden|Zustimmen|Abonnieren|Bestätigen|Tarif wechseln|Zurücksetzen|Senden|Bearbeiten|Speichern|Archivieren|Rückerstattung anfordern|Als gelesen markieren|Diese Rechnung jetzt sofort online bezahlen|Lastschrift erteilen",
    "fr": "Payer|Payer la facture|Régler ma facture|Commander à nouveau|Ajouter au panier|Résilier mon contrat|Supprimer|Se déconnecter|Déconnexion|Accepter|S'abonner|Se désabonner|Confirmer|Réinitialiser|Envoyer|Modifier|Enregistrer|Archiver|Annuler la commande|Demander un remboursement|Marquer comme lu|Passer à l'offre Pro",
    "es": "Pagar ahora|Volver a pedir|Tramitar pedido|Añadir al carrito|Cancelar contrato|Darse de baja|Eliminar|Cerrar sesión|Aceptar|Suscribirse|Confirmar|Cambiar de plan|Enviar|Editar|Guardar|Archivar|Marcar como leído",
    "it": "Paga ora|Ordina di nuovo|Aggiungi al carrello|Disdici|Elimina|Rimuovi|Esci|Accetta|Iscriviti|Conferma|Cambia piano|Invia|Modifica|Salva|Archivia|Rimborso|Segna come letto",
    "nl": "Betalen|Nu betalen|Opnieuw bestellen|In winkelwagen|Opzeggen|Zeg abonnement op|Verwijderen|Uitloggen|Akkoord|Abonneren|Bevestigen|Wijzigen|Versturen|Bewerken|Opslaan|Archiveren|Markeer als gelezen",
    "pt": "Pagar agora|Adicionar ao carrinho|Cancelar contrato|Eliminar|Excluir|Sair|Aceitar|Subscrever|Confirmar|Alterar|Enviar|Editar|Guardar|Arquivar",
    "pl": "Zapłać teraz|Zamów ponownie|Dodaj do koszyka|Anuluj umowę|Usuń|Wyloguj się|Akceptuję|Potwierdź|Zmień|Wyślij|Edytuj|Zapisz się|Oznacz jako przeczytane",
    "sv": "Betala nu|Beställ igen|Lägg till|Säg upp|Ta bort|Radera|Logga ut|Godkänn|Prenumerera|Bekräfta|Skicka|Redigera|Arkivera",
    "da": "Betal nu|Bestil igen|Læg i kurv|Opsig|Slet|Log ud|Accepter|Bekræft|Rediger|Arkiver",
    "no": "Betal nå|Legg til|Si opp|Slett|Logg ut|Godkjenn|Bekreft|Rediger|Arkiver",
    "fi": "Maksa nyt|Tilaa uudelleen|Lisää ostoskoriin|Irtisano|Poista|Kirjaudu ulos|Hyväksy|Vahvista|Lähetä|Muokkaa|Arkistoi",
    "cs": "Zaplatit|Objednat znovu|Přidat do košíku|Zrušit|Smazat|Odhlásit se|Souhlasím|Potvrdit|Odeslat|Upravit|Archivovat",
    "hu": "Befizetés|Fizetés most|Kijelentkezés|Kilépés|Törlés|Szerződés felmondása|Lemondás|Megrendelem|Kosárba|Módosítás|Mentés|Küldés|Jóváhagyom|Feliratkozás",
    "ro": "Plătește|Plătește factura|Ieșire|Deconectare|Șterge|Reziliază contractul|Renunță la abonament|Adaugă în coș|Modifică|Salvează|Trimite index|Acceptă|Anulează comanda|Abonează-te",
    "sk": "Zaplatiť|Odhlásiť sa|Zmazať|Zrušiť|Odoslať|Potvrdiť",
    "hr": "Odjava|Odjavi se|Obriši|Naruči|Kupi|Potvrdi|Raskini ugovor",
    "tr": "Öde|Çıkış yap|Sil|İptal et|Sepete ekle|Kaydet|Onayla",
    "el": "Αποσύνδεση|Διαγραφή|Ακύρωση|Αποστολή",
    "ru": "Оплатить|Удалить|Выйти|Отменить заказ|Купить|Подтвердить",
    "bg": "Изход|Изтрий|Плати сега|Потвърди",
}  # fmt: skip
NO_ACTS = {
    "en": "Orders|My orders|Order history|Order #1234|Order HO001|View order|Invoices|Invoice 2026-001|Download|Cancellation invoice 2026-5|Payments|Payment history|Closed tickets|Monthly report|Report 2025|Billing|Subscriptions|Documents|Delivery note|Next|Reset filters|Archives|My account|Details",
    "de": "Bestellungen|Meine Bestellungen|Bestellübersicht|Bestellung 12345|Rechnungen|Rechnung herunterladen|Rechnung ansehen|Stornorechnung 2026-1|Gutschriften|Zahlungen|Zahlungsübersicht|Auftragsbestätigung|Weiter|Seite 2|Archiv|Mehr laden|Mein Konto|Lieferschein|Buchungen|Verträge|Dokumente",
    "fr": "Commandes|Mes commandes|Commande n° 45|Facture du mois|Télécharger la facture|Facture d'annulation|Historique des paiements|Avoirs|Voir le détail|Page suivante|Mon compte|Documents|Date de paiement|Tickets fermés",
    "es": "Pedidos|Mis pedidos|Facturas|Descargar factura del mes|Ver detalles|Cargar más|Siguiente|Mi cuenta|Historial de pagos",
    "it": "Ordini|Fatture|Fattura del mese|Scarica|Vedi dettagli|Successive|Area clienti|Bollette|Documenti",
    "nl": "Bestellingen|Facturen|Facturen en betalingen|Download factuur|Volgende|Mijn account|Betalingen|Documenten",
    "hu": "Számláim|Letöltés|Rendeléseim|Befizetéseim|Részletek|Következő|Dokumentumok|Kezdőlap|Adataim",
    "ro": "Facturi|Vezi factura|Descarcă|Contractele mele|Arhivă facturi|Comenzile mele|Detalii contract|Următoarea",
    "other": "Moje faktury|Pobierz|Fakturor|Ladda ner|Laskut|Lataa|Faktury|Stáhnout|Fakturaer|Hent|Last ned|Faturas",
}  # fmt: skip


def cases(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in table.items() for text in texts.split("|")]


def one(html: str, language: str = "en"):
    page = parse(
        f'<html lang="{language}"><body><main>{html}</main></body></html>', "https://portal.example/invoices"
    )
    return next(node for node in page.walk() if node.get("data-me") == "1")


@pytest.mark.parametrize(("language", "text"), cases(ACTS))
def test_links_that_name_an_act_are_not_followed(language: str, text: str) -> None:
    assert not may_follow(one(f'<a data-me="1" href="/x/7">{text}</a>', language))


@pytest.mark.parametrize(("language", "text"), cases(ACTS))
def test_an_act_is_known_on_every_label(language: str, text: str) -> None:
    assert not may_follow(one(f'<a data-me="1" href="/x/7" aria-label="{text}">12</a>', language))
    assert not may_follow(one(f'<a data-me="1" href="/x/7" title="{text}"><span>PDF</span></a>', language))
    assert not may_press(
        one(f'<button data-me="1"><span><b>{text}</b></span> Download</button>', language), DOWNLOADING
    )


@pytest.mark.parametrize(("language", "text"), cases(NO_ACTS))
def test_lists_and_papers_are_no_acts(language: str, text: str) -> None:
    assert may_follow(one(f'<a data-me="1" href="/x/7">{text}</a>', language)), against(
        one(f'<a data-me="1" href="/x/7">{text}</a>', language)
    )


@pytest.mark.parametrize(
    "address",
    "/logout /account/delete /orders/7/pay /order/again/7 /reorder/5 /invoice/1/delete /x?action=delete /x?do=logout /cart /checkout /subscription/cancel /kuendigen /konto/loeschen /abmelden /deconnexion /tickets/3/close /newsletter/unsubscribe /payment/12 /invoices/1/send /resilier /uitloggen /Logout.html /billing/plan/choose/pro /mijn/deblokkeren".split(),
)
def test_addresses_that_name_an_act(address: str) -> None:
    assert address_speaks_of_act("https://portal.example" + address)
    assert not may_follow(one(f'<a data-me="1" href="{address}">Details</a>'))


@pytest.mark.parametrize(
    "address",
    "/orders /order/HO001/abc123/ /invoices/12/download /billing/history /payments /commandes/12 /Closed.html /Display.html?id=5 /assets/ab-cd?download /files/cancel-contract.pdf /wp-content/uploads/2024/inv.pdf /bestellungen /invoice/12?token=pay /report/12 /documents?type=invoice&page=2 /#/orders/12".split(),
)
def test_addresses_of_lists_and_files(address: str) -> None:
    assert not address_speaks_of_act("https://portal.example" + address)


@pytest.mark.parametrize(
    "html",
    [
        '<a data-me="1" href="/i/7"><i class="fa fa-trash"></i></a>',
        '<a data-me="1" href="/i/7"><svg><use href="#icon-delete"></use></svg></a>',
        '<a data-me="1" href="/i/7" data-method="delete">7</a>',
        '<a data-me="1" href="/i/7" data-confirm="Sure?">7</a>',
        '<a data-me="1" href="/i/7" onclick="return confirm(\'Sure?\')">7</a>',
        '<a data-me="1" href="/i/7" class="btn btn-danger">7</a>',
        '<a data-me="1" href="/i/7" onclick="deleteInvoice(7)">7</a>',
        '<a data-me="1" href="javascript:cancelOrder(7)">Download</a>',
        '<a data-me="1" href="/archive/7">Archive</a>',
    ],
)
def test_an_act_behind_an_innocent_link(html: str) -> None:
    assert against(one(html)) is not None


@pytest.mark.parametrize(
    "html",
    [
        '<button data-me="1"></button>',
        '<button data-me="1"><i class="icon-17"></i></button>',
        '<button data-me="1"><i class="bi bi-x"></i></button>',
        '<button data-me="1">OK</button>',
        '<input data-me="1" type="checkbox" aria-label="Download">',
        '<form method="post" action="/invoice/7/cancel"><button data-me="1">Download</button></form>',
        '<form method="post"><input type="hidden" name="_method" value="delete"><button data-me="1">PDF</button></form>',
        '<form method="post"><input type="hidden" name="action" value="cancel"><button data-me="1">PDF</button></form>',
    ],
)
def test_controls_without_a_good_word_or_with_a_bad_one_are_not_pressed(html: str) -> None:
    assert not may_press(one(html), DOWNLOADING)


@pytest.mark.parametrize(
    "html",
    [
        '<button data-me="1">Télécharger</button>',
        '<button data-me="1"><i class="fa-solid fa-download"></i></button>',
        '<button data-me="1" aria-label="Rechnung herunterladen"></button>',
        '<form method="post" action="/file"><button data-me="1">Download PDF</button></form>',
    ],
)
def test_download_controls_are_pressed(html: str) -> None:
    assert may_press(one(html), DOWNLOADING)


def test_a_form_that_only_opens_the_document_is_sent() -> None:
    form = '<form method="post" action="/f/get"><input type="hidden" name="doc" value="7">{}<button data-me="1">{}</button></form>'
    for label in ("Dokument öffnen", "Open document", "Bekijk document", "Ouvrir le fichier"):
        assert may_press(one(form.format("", label)), OPENS_DOCUMENT), label
        assert not may_press(one(form.format("<input name=reason>", label)), OPENS_DOCUMENT), label
    assert not may_press(one(form.format("", "Approve document")), OPENS_DOCUMENT)


@pytest.mark.parametrize(
    "text",
    "Waive my fee|Escalate this ticket|Escalate ticket|Hibernate your account|Rectify address|Nominate a person|Forfeit the deposit|Pledge my points|Relinquish the rights".split(
        "|"
    ),
)
def test_a_command_in_english_is_not_followed_though_its_word_is_unknown(text: str) -> None:
    assert not may_follow(one(f'<a data-me="1" href="/x/7">{text}</a>'))


@pytest.mark.parametrize(
    "text",
    "View your invoices|Billing and payments|Account overview|Invoices in the archive|Certificate of origin|Private customers|Company documents|What is my balance|Past invoices|Tax certificate|Statement of the month|Delivery notes|Bills of your company|Access your documents|Download the invoice|Usage this month".split(
        "|"
    ),
)
def test_places_and_papers_in_english_are_no_commands(text: str) -> None:
    assert may_follow(one(f'<a data-me="1" href="/x/7">{text}</a>'))


def test_an_unknown_word_before_a_list_of_documents_is_followed() -> None:
    assert may_follow(one('<a data-me="1" href="/account/invoices">Ponder your invoices</a>'))
    assert not may_follow(one('<a data-me="1" href="/account/ponder">Ponder your invoices</a>'))


def test_a_post_form_is_not_sent_for_a_filter() -> None:
    assert not may_press(one('<form method="post"><button data-me="1">Filter</button></form>'), LISTING)


def test_a_card_may_describe_what_can_be_done_on_the_list_it_leads_to() -> None:
    assert may_follow(
        one('<a data-me="1" href="/my/invoices"><b>Invoices</b><br>Follow, download or pay your invoices</a>')
    )
    assert not may_follow(
        one('<a data-me="1" href="/my/thing"><b>Invoices</b><br>Follow, download or pay your invoices</a>')
    )


SAFE = st.sampled_from(["Invoice 2026-7", "12,50 €", "März", "PDF", "Download", "Details", "→", "Rechnung"])


@given(
    act=st.sampled_from(["Delete", "Bezahlen", "Supprimer", "Pagar", "Elimina", "Opzeggen", "Sign out"]),
    before=st.lists(SAFE, max_size=3),
    after=st.lists(SAFE, max_size=3),
)
def test_a_clear_act_is_found_among_other_words(act: str, before: list[str], after: list[str]) -> None:
    assert speaks_of_act(" ".join([*before, act, *after]))


def test_a_red_link_that_says_pdf_is_a_file_and_a_red_button_an_act() -> None:
    def judged(html: str) -> str | None:
        page = parse(f"<body>{html}</body>", "https://portal.example/invoice/9f")
        return against(next(node for node in page.walk() if node.get("data-me")))

    assert judged('<a data-me="1" href="/invoice/pdf/9f" class="btn btn-sm btn-danger">PDF</a>') is None
    assert judged('<a data-me="1" href="/invoice/9f" class="btn btn-sm btn-danger">9f</a>') is not None
    assert judged('<button data-me="1" class="btn btn-danger">PDF</button>') is not None
    assert judged('<a data-me="1" href="/invoice/delete/9f" class="btn btn-danger">PDF</a>') is not None
    assert judged('<a data-me="1" href="/invoice/pdf/9f" class="btn btn-danger delete">PDF</a>') is not None


@pytest.mark.parametrize(
    "text",
    "View and pay bills|View & Pay|Rechnungen ansehen und bezahlen|Consulter et payer mes factures|Ver y pagar facturas|Bekijken en betalen|Zobacz i zapłać".split("|"),
)  # fmt: skip
def test_a_place_to_look_where_one_may_also_pay(text: str) -> None:
    def link(address: str) -> bool:
        nodes = parse(f"<a href={address}>{text}</a>", "https://p.example/").walk()
        return may_follow(next(node for node in nodes if node.tag == "a"))

    assert link("/my/bills")
    assert not link("/bills/17/pay"), "its address says what it does"


@pytest.mark.parametrize(
    "text", ["Pay and view receipt", "Bezahlen und ansehen", "View and delete", "Voir et résilier"]
)
def test_an_act_beside_a_word_of_looking_is_an_act(text: str) -> None:
    nodes = parse(f"<a href=/my/bills>{text}</a>", "https://p.example/").walk()
    assert not may_follow(next(node for node in nodes if node.tag == "a"))
