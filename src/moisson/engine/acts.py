"""Words of acts: what changes something at a portal when it is pressed or followed. Folded text, by language.

Endings are open where a language bends its verbs; a noun that names a list of things done (orders, payments,
bookings, subscriptions) is no act and is therefore never matched here.
"""

from __future__ import annotations

from typing import Final

from moisson.engine.wording import any_of

_EN = (
    r"pay(?: now| bill| invoice)?", r"make (?:a )?payment", r"payment", r"checkout", r"check out", r"buy", r"purchase",
    r"re ?-?order(?:ing)?", r"order (?:now|again|online|here|more|this|it|new|another)", r"order", r"place (?:an |the |your )?order",
    r"add", r"cart", r"basket", r"shopping bag", r"book(?: now| it)?", r"reserve", r"hire", r"donate", r"bid", r"redeem",
    r"cancel(?:l?ing|lation)?", r"delet(?:e|ing)", r"remov(?:e|ing|al)", r"trash", r"erase", r"discard", r"destroy", r"purge", r"drop",
    r"(?:sign|log|logg|sing)(?:ing|ed)?[ -]?(?:out|off)", r"log ?out", r"logoff", r"signoff", r"disconnect", r"exit", r"quit", r"leave",
    r"accept(?: all)?", r"agree", r"i agree", r"consent", r"decline", r"reject", r"refuse", r"deny", r"approve",
    r"subscribe", r"un-?subscribe", r"resubscribe", r"opt ?-?(?:in|out)", r"confirm", r"verify", r"submit",
    r"(?:change|switch|choose|select|modify) (?:my |your |the )?(?:plan|tariff|subscription|contract|provider|offer|rate)",
    r"switch to (?!(?:account|contract|customer|list|grid|table|card|dark|light|mobile|desktop|\w*language|english|french|german)\b)\w+", r"go premium", r"forgot(?:ten)?(?: \w+)*", r"unlock \w+",
    r"change", r"upgrade", r"downgrade", r"up-?sell", r"renew", r"extend", r"prolong",
    r"reset", r"re-?send", r"send", r"e-?mail (?:me|it|this|invoice|receipt|a copy|to)", r"mail me", r"forward", r"share", r"post", r"publish",
    r"edit", r"save", r"update", r"modify", r"rename", r"move(?: to)?", r"duplicate", r"clone", r"merge", r"assign", r"write",
    r"remind(?: me)?", r"close", r"re-?open", r"resolve", r"terminate", r"deactivate", r"activate", r"disable", r"enable", r"suspend",
    r"unsuspend", r"refund", r"return (?:item|items|order|product|this|it)", r"exchange", r"dispute", r"complain", r"revoke", r"withdraw",
    r"like", r"un-?like", r"(?:up|down)?vote", r"rate", r"(?:write|leave|add) (?:a )?review", r"favou?rite", r"bookmark", r"follow", r"unfollow",
    r"block", r"unblock", r"lock", r"unlock", r"report", r"mark(?: all)?(?: as)?", r"flag",
    r"create", r"new (?:ticket|order|message|request|invoice|bill|quote|contract|user|token|key|document|folder|page)", r"upload", r"import",
    r"invite", r"generate", r"regenerate", r"reissue", r"request", r"apply", r"claim", r"register", r"sign up", r"join", r"enrol+",
    r"install", r"uninstall", r"reboot", r"restart", r"shut ?down", r"power off", r"rebuild", r"reinstall", r"restore", r"rollback", r"deploy",
    r"transfer", r"top ?-?up", r"recharge", r"deposit", r"charge", r"steal", r"take", r"impersonate", r"log ?in as", r"reply", r"comment",
    r"finali[sz]e", r"complete (?:order|payment|purchase)", r"proceed", r"continue to (?:payment|checkout)", r"skip", r"pause", r"stop",
    r"start", r"sign me up", r"count me in", r"i want (?:it|this)", r"try (?:now|free|it)", r"get started", r"connect", r"link account", r"unlink", r"authori[sz]e", r"allow", r"grant",
    r"clear", r"empty", r"kill", r"abort", r"(?:set|make|use) (?:it |this )?(?:as )?(?:my |the )?(?:default|primary|preferred)(?: \w+)?", r"undo", r"unregister", r"dismiss", r"snooze", r"void", r"write off", r"settle",
)  # fmt: skip
_DE = (
    r"bezahl(?:en|e)?", r"erteilen", r"einrichten", r"ablesen", r"vereinbaren", r"beauftragen?", r"freigeben", r"unterzeichnen", r"einreichen", r"abschliessen", r"ubernehmen", r"aufheben", r"zustellen", r"jetzt zahlen", r"zahlen", r"zahlung", r"zur (?:zahlung|kasse)", r"begleichen?", r"uberweisen", r"kauf(?:en|e)?", r"jetzt kaufen",
    r"(?:\w*-)?bestellen", r"nach ?bestellen", r"wieder ?bestellen", r"erneut bestellen", r"kostenpflichtig", r"in den (?:warenkorb|einkaufswagen)",
    r"warenkorb", r"einkaufswagen", r"kasse", r"hinzufugen", r"buchen", r"reservieren", r"spenden", r"einlosen",
    r"stornier(?:en|e|ung)", r"storno", r"kundig(?:en|e|ung)", r"\w*kundigen", r"widerruf(?:en)?", r"abbrechen", r"loschen?", r"\w*loschen", r"entfernen",
    r"papierkorb", r"verwerfen", r"vernichten", r"abmelden", r"abmeldung", r"ausloggen", r"beenden", r"verlassen", r"trennen",
    r"akzeptier(?:en|e)?", r"annehmen", r"zustimm(?:en|e|ung)", r"einverstanden", r"einwilligen", r"ablehnen", r"genehmigen",
    r"abonnier(?:en|e)?", r"abbestellen", r"bestatig(?:en|e|ung)", r"best?atigen", r"tarif ?wechsel\w*", r"(?:tarif|vertrag|anbieter|paket) (?:wechseln|andern)",
    r"wechseln", r"(?:wechseln|wechsel) (?:zu|auf) \w+", r"(?:passwort|kennwort) vergessen", r"upgraden?", r"verlanger(?:n|ung)", r"erneuern", r"zuruck ?setzen", r"(?:ver|ab|zu)?senden", r"erneut (?:senden|anfordern)", r"(?:ver)?schicken",
    r"per e-?mail", r"weiterleiten", r"teilen", r"veroffentlichen", r"bearbeiten", r"speichern", r"aktualisieren", r"andern", r"\w+ andern", r"umbenennen", r"verschieben",
    r"duplizieren", r"zuweisen", r"erinner(?:n|ung)", r"mahnen", r"archivier(?:en|e)", r"schliessen", r"\w*schliessen", r"wieder ?offnen", r"losen",
    r"(?:de)?aktivier(?:en|e)", r"sperr(?:en|e|ung)", r"entsperren", r"freischalten", r"erstatt(?:en|ung)", r"zuruck ?(?:senden|schicken|geben)", r"retoure", r"retournieren",
    r"umtausch(?:en)?", r"reklamier(?:en|e)", r"melden", r"entziehen", r"gefallt mir", r"abstimmen", r"bewerten", r"merken", r"folgen", r"blockieren",
    r"als (?:gelesen|ungelesen|bezahlt|erledigt)(?: markieren)?", r"(?:gelesen|ungelesen|bezahlt|erledigt) markieren", r"markieren", r"erstell(?:en|e)", r"anlegen", r"neue[srn]? (?:ticket|anfrage|bestellung|auftrag|nachricht|rechnung)",
    r"hochladen", r"importieren", r"einladen", r"erzeugen", r"generieren", r"anfordern", r"beantragen", r"registrieren", r"anmelden", r"installieren",
    r"neu ?starten", r"herunterfahren", r"wiederherstellen", r"ubertragen", r"aufladen", r"antworten", r"kommentieren", r"beauftragen", r"fortfahren",
    r"pausieren", r"stoppen", r"starten", r"verbinden", r"erlauben", r"leeren", r"einziehen", r"ausfullen", r"unterschreiben", r"eintragen", r"austragen", r"buchung andern", r"widerspruch(?: \w+)?", r"widersprechen", r"umstellen", r"(?:vertrags?|abo)? ?kundigung",
)  # fmt: skip
_FR = (
    r"pay(?:er|ez)", r"paiement", r"passe(?:r|z) (?:a|au|aux) (?!la page|la suite|l'?accueil)\w+", r"mot de passe oublie", r"debloque(?:r|z)", r"\w+ oublie\w*", r"adhere(?:r|z)", r"declare(?:r|z)", r"resilie(?:r|z)?", r"faire (?:un |une )?\w+", r"prendre (?:un )?rendez-vous", r"regle(?:r|z)", r"regle(?:r|z) (?:ma|la|cette|votre)?", r"s'?acquitter", r"achete(?:r|z)", r"achat", r"command(?:er|ez)", r"recommander",
    r"passer (?:la |une )?commande", r"(?:ajouter|mettre) (?:au|dans le) panier", r"panier", r"ajoute(?:r|z)", r"caisse", r"reserve(?:r|z)",
    r"annule(?:r|z)", r"annulation", r"resilie(?:r|z)", r"resiliation", r"supprime(?:r|z)", r"suppression", r"efface(?:r|z)", r"retire(?:r|z)", r"corbeille", r"enleve(?:r|z)",
    r"(?:se |me )?deconnect(?:er|ez|e)(?:-vous)?", r"deconnexion", r"fermer", r"cloture(?:r|z)?", r"cloturer", r"quitte(?:r|z)", r"sortir",
    r"accepte(?:r|z)", r"j'accepte", r"j accepte", r"consentir", r"refuse(?:r|z)", r"approuver", r"(?:s'|m')?abonne(?:r|z)(?:-vous)?", r"souscri(?:re|vez)", r"(?:se )?desabonne(?:r|z)", r"desinscri\w*",
    r"(?:s'|m')?inscri(?:re|vez)(?:-vous)?", r"confirme(?:r|z)", r"valide(?:r|z)", r"change(?:r|z)", r"modifie(?:r|z)", r"renouvele(?:r|z)", r"prolonge(?:r|z)",
    r"reinitialise(?:r|z)", r"(?:r?en|)voye(?:r|z)", r"renvoyer", r"envoi(?: par)?", r"transfere(?:r|z)", r"partage(?:r|z)", r"publie(?:r|z)", r"edite(?:r|z)", r"enregistre(?:r|z)",
    r"rachete(?:r|z)", r"j'en profite", r"profite(?:r|z)", r"sauvegarde(?:r|z)", r"mettre a jour", r"actualiser", r"renomme(?:r|z)", r"deplace(?:r|z)", r"duplique(?:r|z)", r"rappele(?:r|z)", r"relance(?:r|z)", r"archive(?:r|z)", r"resoudre",
    r"(?:des)?active(?:r|z)", r"suspendre", r"bloque(?:r|z)", r"rembourse(?:r|z)", r"(?:demander )?(?:un )?remboursement", r"retourner", r"echange(?:r|z)", r"revoque(?:r|z)", r"conteste(?:r|z)",
    r"j'aime", r"aimer", r"voter", r"noter", r"signale(?:r|z)", r"suivre (?:nous|cette|cet)", r"marque(?:r|z)(?: comme)?", r"cree(?:r|z)", r"nouve(?:au|lle) (?:ticket|demande|commande|message|facture)",
    r"televerser", r"importe(?:r|z)", r"invite(?:r|z)", r"genere(?:r|z)", r"demande(?:r|z)", r"installe(?:r|z)", r"redemarre(?:r|z)", r"restaure(?:r|z)", r"recharge(?:r|z)", r"repondre", r"commenter",
    r"finalise(?:r|z)", r"poursuivre", r"continuer vers", r"soumettre", r"signer", r"vider", r"autorise(?:r|z)", r"connecte(?:r|z)", r"opposition",
)  # fmt: skip
_ES = (
    r"pagar?", r"pague", r"olvid\w+(?: \w+)*", r"desbloquear", r"pasar(?:se)? a \w+", r"rellenar", r"domiciliar", r"ampliar", r"dar de alta", r"pago", r"abonar", r"liquidar", r"comprar?", r"compre", r"pedir", r"(?:volver a|hacer|realizar) (?:un )?pedi(?:r|do)", r"repetir pedido", r"encargar",
    r"anadir", r"carrito", r"cesta", r"agregar", r"reservar", r"cancelar?", r"cancelacion", r"anular", r"eliminar?", r"borrar", r"quitar", r"suprimir", r"papelera",
    r"dar(?:se|me)? de (?:baja|alta)", r"baja", r"rescindir", r"cerrar(?: sesion)?", r"(?:cerrar )?sesion", r"desconectar(?:se)?", r"salir", r"aceptar?", r"acepto", r"rechazar", r"aprobar",
    r"suscribir(?:se|me)?", r"suscribete", r"desuscribir\w*", r"contratar", r"confirmar?", r"cambiar?", r"cambio de (?:plan|tarifa)", r"mejorar", r"renovar", r"prorrogar",
    r"restablecer", r"reiniciar", r"(?:re)?enviar", r"compartir", r"publicar", r"editar", r"guardar", r"actualizar", r"modificar", r"renombrar", r"mover", r"duplicar", r"recordar", r"archivar",
    r"resolver", r"(?:des)?activar", r"suspender", r"bloquear", r"reembols(?:ar|o)", r"devolver", r"devolucion", r"revocar", r"reclamar", r"me gusta", r"votar", r"valorar", r"denunciar",
    r"marcar(?: como)?", r"crear", r"nuev[oa] (?:ticket|pedido|mensaje|factura|solicitud)", r"subir", r"importar", r"invitar", r"generar", r"solicitar", r"registrar(?:se)?", r"instalar", r"recargar", r"responder", r"comentar",
    r"(?:lo|la|los|las) quiero", r"finalizar", r"tramitar", r"vaciar", r"firmar", r"autorizar",
)  # fmt: skip
_IT = (
    r"paga(?:re)?", r"pagamento", r"password dimenticata", r"hai dimenticato(?: \w+)*", r"dimenticat[ao](?: \w+)*", r"recuper(?:a|are|o)(?: \w+)*", r"sblocca(?:re)?", r"disattiva(?:re)?", r"autolettura", r"passare a \w+", r"aderisci", r"salda(?:re)?", r"acquist(?:a|are)", r"compra(?:re)?", r"ordina(?:re)?", r"riordina(?:re)?", r"ordina di nuovo", r"aggiungi", r"carrello", r"prenota(?:re)?", r"cassa",
    r"annull(?:a|are|amento)", r"cancell(?:a|are|azione)", r"elimin(?:a|are)", r"rimuovi", r"rimuovere", r"cestino", r"disd(?:ici|ire|etta)", r"recedi", r"recesso", r"esci", r"disconnett(?:i|iti|ersi)", r"chiudi", r"chiudere",
    r"accett(?:a|are|o)", r"rifiut(?:a|are)", r"approva(?:re)?", r"iscrivi(?:ti)?", r"abbonati", r"disiscriv\w*", r"conferm(?:a|are)", r"cambia(?:re)?", r"modific(?:a|are)", r"passa a", r"rinnova(?:re)?", r"proroga",
    r"reimposta", r"ripristina", r"(?:re|ri)?invia(?:re)?", r"condividi", r"pubblica", r"salva(?:re)?", r"aggiorna(?:re)?", r"rinomina", r"sposta", r"duplica", r"sollecita", r"archivia(?:re)?", r"risolvi",
    r"(?:dis)?attiva(?:re)?", r"sospendi", r"blocca", r"rimbors(?:o|a|are)", r"restitui(?:sci|re)", r"reso", r"revoca(?:re)?", r"reclama", r"mi piace", r"vota(?:re)?", r"valuta", r"segnala", r"segna(?: come)?", r"contrassegna",
    r"crea(?:re)?", r"nuov[oa] (?:ticket|ordine|messaggio|fattura|richiesta)", r"carica (?:file|documento)", r"importa", r"invita", r"genera(?:re)?", r"richiedi", r"registrati", r"installa", r"riavvia", r"ricarica", r"rispondi", r"commenta",
    r"sottoscriv\w+", r"procedi", r"svuota", r"firma", r"autorizza", r"acconsent\w*",
)  # fmt: skip
_NL = (
    r"betaal(?: nu)?", r"wachtwoord vergeten", r"vergeten", r"deblokk?eren", r"deblokkeer", r"aanmelden", r"afsluiten", r"afsluit", r"doorgeven", r"overstap(?:pen)?(?: naar \w+)?", r"machtig(?:en)?", r"aanvraag", r"betalen", r"betaling", r"afrekenen", r"koop(?: nu)?", r"kopen", r"bestel(?: nu| opnieuw)?", r"(?:opnieuw )?bestellen", r"nabestellen", r"herbestellen", r"toevoegen", r"winkelwagen", r"winkelmand(?:je)?", r"boeken", r"reserveren",
    r"annuleer", r"annuleren", r"annulering", r"opzeggen", r"zeg (?:\w+ )?op", r"opzegging", r"verwijder(?:en)?", r"wissen", r"prullenbak", r"uitloggen", r"log uit", r"afmelden", r"uitschrijven", r"sluit(?:en)?", r"\w+ sluiten",
    r"accepteer", r"accepteren", r"akkoord", r"ga akkoord", r"instemmen", r"weiger(?:en)?", r"goedkeuren", r"abonneer", r"abonneren", r"inschrijven", r"bevestig(?:en)?", r"wijzig(?:en)?", r"verander(?:en)?", r"overstappen", r"upgraden", r"verleng(?:en)?", r"vernieuwen",
    r"(?:opnieuw )?instellen", r"resetten", r"(?:opnieuw |ver)?(?:stuur|sturen|zenden)", r"verzenden", r"mailen", r"delen", r"publiceren", r"bewerk(?:en)?", r"opslaan", r"bijwerken", r"hernoemen", r"verplaats(?:en)?", r"dupliceren", r"herinner(?:en|ing)?", r"archiveer", r"archiveren",
    r"oplossen", r"(?:de)?activeren", r"opschorten", r"blokkeer", r"blokkeren", r"terugbetal(?:en|ing)", r"retourneren", r"retour", r"intrekken", r"herroepen", r"vind ik leuk", r"stemmen", r"beoordelen", r"melden", r"marker(?:en|ing)", r"markeer(?: als)?",
    r"aanmaken", r"maak (?:een|nieuw)", r"nieuwe? (?:ticket|bestelling|bericht|factuur|aanvraag)", r"uploaden", r"importeren", r"uitnodigen", r"genereren", r"aanvragen", r"registreren", r"installeren", r"herstarten", r"opwaarderen", r"beantwoorden", r"doorgaan naar", r"\w*beeindigen", r"neem (?:dit|deze|het)(?: \w+)?", r"leegmaken", r"ondertekenen", r"toestaan",
)  # fmt: skip
_PT = (
    r"pagar?", r"pague", r"pagamento", r"esquec\w+(?: \w+)*", r"desbloquear", r"aderir", r"liquidar", r"comprar?", r"encomendar", r"pedir(?: novamente)?", r"adicionar", r"carrinho", r"cesto", r"reservar", r"cancelar?", r"cancelamento", r"anular", r"rescindir", r"eliminar", r"excluir", r"apagar", r"remover", r"lixeira", r"lixo",
    r"sair", r"terminar sessao", r"encerrar(?: sessao)?", r"desconectar", r"fechar", r"aceitar?", r"aceito", r"concordo", r"recusar", r"aprovar", r"subscrever", r"assinar", r"cancelar subscricao", r"confirmar?", r"alterar", r"mudar", r"modificar", r"renovar", r"repor", r"redefinir",
    r"(?:re)?enviar", r"partilhar", r"compartilhar", r"publicar", r"editar", r"guardar", r"salvar", r"atualizar", r"renomear", r"mover", r"duplicar", r"lembrar", r"arquivar", r"resolver", r"(?:des)?ativar", r"suspender", r"bloquear", r"reembols(?:ar|o)", r"devolver", r"devolucao", r"revogar", r"reclamar",
    r"gosto", r"curtir", r"votar", r"avaliar", r"denunciar", r"marcar(?: como)?", r"criar", r"nov[oa] (?:ticket|pedido|mensagem|fatura|encomenda)", r"carregar (?:ficheiro|arquivo)", r"importar", r"convidar", r"gerar", r"solicitar", r"registar", r"instalar", r"reiniciar", r"recarregar", r"responder", r"comentar", r"finalizar", r"esvaziar", r"repetir (?:encomenda|pedido|compra)", r"quero aderir", r"autorizar",
)  # fmt: skip
_PL = (
    r"rezygn\w+", r"powtorz(?: \w+)?", r"wyjdz",
    r"zaplac(?: teraz)?", r"zapłac", r"plac(?:e)?", r"oplac", r"platnosc", r"kup(?: teraz)?", r"kupuje", r"zamow(?: ponownie)?", r"zamawiam", r"dodaj", r"koszyk(?:a)?", r"do koszyka", r"zarezerwuj", r"anuluj", r"anulowanie", r"usun(?:ac)?", r"skasuj", r"wypowiedz(?:enie)?", r"rozwiaz", r"zrezygnuj", r"kosz", r"wyloguj(?: sie)?", r"wylogowanie", r"zamknij",
    r"akceptuj(?:e)?", r"zaakceptuj", r"zgadzam sie", r"zgoda", r"odrzuc", r"zatwierdz", r"subskrybuj", r"zasubskrybuj", r"zapisz(?: sie)?", r"wypisz(?: sie)?", r"potwierdz", r"zmien(?:ic)?", r"przedluz", r"odnow", r"resetuj", r"zresetuj", r"(?:wy|prze|po)slij", r"wyslij(?: ponownie)?", r"udostepnij", r"opublikuj", r"edytuj", r"aktualizuj", r"przenies", r"duplikuj", r"przypomnij", r"archiwizuj",
    r"(?:dez)?aktywuj", r"zawies", r"zablokuj", r"zwrot", r"zwroc", r"cofnij", r"odwolaj", r"reklamuj", r"lubie to", r"glosuj", r"ocen", r"zglos", r"oznacz(?: jako)?", r"utworz", r"stworz", r"now[ey] (?:zgloszenie|zamowienie)", r"przeslij", r"importuj", r"zapros", r"generuj", r"wygeneruj", r"popros", r"zarejestruj", r"zainstaluj", r"doladuj", r"odpowiedz", r"oproznij",
)  # fmt: skip
_SV = (
    r"teckna(?: \w+)?",
    r"betala(?: nu)?", r"betalning", r"kop(?: nu)?", r"kopa", r"bestall(?: igen| nu)?", r"bestalla(?: igen)?", r"lagg till", r"varukorg(?:en)?", r"kundvagn", r"kassan?", r"boka", r"reservera", r"avbryt", r"avboka", r"avbestall(?:a)?", r"annullera", r"sag upp", r"saga upp", r"uppsagning", r"radera", r"ta bort", r"papperskorg(?:en)?", r"logga ut", r"utloggning", r"stang", r"avsluta",
    r"acceptera", r"godkann(?:a)?", r"samtyck(?:er|a|e)?", r"neka", r"avvisa", r"prenumerera", r"avprenumerera", r"bekrafta", r"andra", r"byt(?:a)?", r"uppgradera", r"forlang(?:a)?", r"fornya", r"aterstall(?:a)?", r"skicka(?: igen| om)?", r"dela", r"publicera", r"redigera", r"spara", r"uppdatera", r"flytta", r"duplicera", r"pamin(?:n|na|nelse)?", r"arkivera", r"(?:av|in)?aktivera", r"sparra", r"blockera",
    r"aterbetal(?:a|ning)", r"returnera", r"aterkalla", r"reklamera", r"gilla", r"rosta", r"betygsatt", r"anmal", r"markera(?: som)?", r"skapa", r"ladda upp", r"importera", r"bjud in", r"generera", r"begar", r"registrera", r"installera", r"starta om", r"ladda pa", r"svara", r"tom", r"signera", r"tillat",
)  # fmt: skip
_DA_NO = (
    r"tegn(?: \w+)?",
    r"betal(?: na| nu)?", r"betaling", r"kob(?: nu)?", r"kjop(?: na)?", r"bestil(?:l)?(?: igen| igjen| na| nu)?", r"tilfoj", r"legg til", r"laeg i kurv", r"kurv(?:en)?", r"indkobskurv", r"handlekurv(?:en)?", r"kassen", r"book", r"reserver", r"annuller", r"annullering", r"afbestil", r"avbestill", r"avbryt", r"afbryd", r"opsig", r"opsigelse", r"si opp", r"oppsigelse",
    r"slet", r"slett", r"fjern", r"papirkurv(?:en)?", r"soppel", r"log(?:g)? (?:af|ud|ut|av)", r"logud", r"loggut", r"luk", r"lukk", r"afslut", r"avslutt", r"accepter", r"aksepter", r"godkend", r"godkjenn", r"samtykk(?:e|er)?", r"enig", r"afvis", r"avvis", r"abonner", r"tilmeld", r"meld (?:pa|av)", r"afmeld", r"avmeld", r"bekraeft", r"bekreft",
    r"skift", r"bytt", r"aendr(?:e)?", r"endre", r"rediger", r"opgrader", r"oppgrader", r"forlaeng", r"forny", r"nulstil", r"tilbakestill", r"send(?: igen| igjen)?", r"del", r"udgiv", r"publiser", r"gem", r"lagre", r"opdater", r"oppdater", r"flyt(?:t)?", r"dupliker", r"pamind", r"paminn(?:else)?", r"arkiver", r"(?:de)?aktiver", r"sper(?:r)?", r"bloker", r"blokker",
    r"refunder", r"refusjon", r"returner", r"tilbagekald", r"tilbakekall", r"reklamer", r"synes godt om", r"lik", r"stem", r"vurder", r"anmeld", r"marker(?: som)?", r"merk(?: som)?", r"opret", r"opprett", r"upload", r"last opp", r"importer", r"inviter", r"generer", r"anmod", r"be om", r"registrer", r"installer", r"genstart", r"lad op", r"svar", r"tom", r"signer", r"tillat", r"tillad",
)  # fmt: skip
_FI = (
    r"poistu", r"paata(?: \w+)?", r"ota (?:\w+ )?kayttoon",
    r"maksa(?: nyt)?", r"maksu", r"maksamaan", r"osta(?: nyt)?", r"tilaa(?: uudelleen| nyt)?", r"lisaa(?: ostoskoriin| koriin)?", r"ostoskori(?:in)?", r"kassalle", r"varaa", r"peruuta", r"peru", r"peruutus", r"irtisano(?:minen)?", r"poista", r"roskakori(?:in)?", r"kirjaudu ulos", r"uloskirjautuminen", r"sulje", r"lopeta", r"hyvaksy", r"suostu(?:n|mus)?", r"hylkaa", r"vahvista",
    r"peruuta tilaus", r"vaihda", r"muuta", r"muokkaa", r"paivita", r"jatka (?:maksamaan|sopimusta|tilausta)", r"uusi (?:tilaus|sopimus)", r"uusi", r"palauta", r"nollaa", r"laheta(?: uudelleen)?", r"jaa", r"julkaise", r"tallenna", r"siirra", r"monista", r"muistuta", r"arkistoi", r"aktivoi", r"poista kaytosta", r"lukitse", r"esta", r"hyvita", r"tykkaa", r"aanesta", r"arvioi", r"ilmoita", r"merkitse",
    r"luo", r"tuo", r"kutsu", r"pyyda", r"rekisteroidy", r"asenna", r"lataa saldoa", r"vastaa", r"tyhjenna", r"allekirjoita", r"salli",
)  # fmt: skip
_CS = (
    r"opakovat (?:objednavku|nakup)", r"chci (?:\w+)",
    r"zaplatit", r"zaplat(?:te)?", r"uhradit", r"platba", r"platit", r"koupit", r"kupte", r"objednat(?: znovu)?", r"objednejte", r"pridat", r"(?:do )?kosik(?:u)?", r"pokladna", r"rezervovat", r"zrusit", r"zruseni", r"storno(?:vat)?", r"vypovedet", r"vypoved", r"smazat", r"odstranit", r"vymazat", r"kos", r"odhlasit(?: se)?", r"odhlaseni", r"zavrit", r"ukoncit",
    r"prijmout", r"souhlasim", r"souhlasit", r"odmitnout", r"schvalit", r"prihlasit k odberu", r"odebirat", r"potvrdit", r"zmenit", r"zmena tarifu", r"upravit", r"prodlouzit", r"obnovit", r"resetovat", r"(?:ode|po)slat(?: znovu)?", r"sdilet", r"publikovat", r"ulozit", r"aktualizovat", r"prejmenovat", r"presunout", r"duplikovat", r"pripomenout", r"archivovat", r"(?:de)?aktivovat", r"pozastavit",
    r"(?:za|od)blokovat", r"vratit", r"vraceni", r"odvolat", r"reklamovat", r"libi se mi", r"hlasovat", r"hodnotit", r"nahlasit", r"oznacit(?: jako)?", r"vytvorit", r"nahrat", r"importovat", r"pozvat", r"generovat", r"vygenerovat", r"pozadat", r"registrovat", r"instalovat", r"restartovat", r"dobit", r"odpovedet", r"vysypat", r"podepsat", r"povolit",
)  # fmt: skip
_HU = (
    r"(?:be|ki)?fizet(?:es|ek|em|esem|ese)?", r"(?:meg|ujra)rendel\w*", r"rendeles (?:ujra|leadasa|torlese)", r"vasarlok", r"megvasarl\w*", r"megvesz\w*", r"kosar(?:ba)?", r"torl(?:es\w*|om|ese)", r"torol", r"eltavolit\w*", r"(?:le|fel)mond\w*", r"(?:ki|le)jelentkez\w*", r"kilep(?:es|ek)?", r"elfogad\w*", r"elutasit\w*", r"hozzajarul\w*", r"(?:fel|le)iratkoz\w*", r"megerosit\w*", r"jovahagy\w*",
    r"modosit\w*", r"valtoztat\w*", r"\w+valtas", r"valtas \w+", r"szerkeszt\w*", r"ment(?:es|em)", r"(?:el|be|ujra|vissza)?kuld(?:es\w*|om|ese)?", r"megoszt\w*", r"archival(?:as|om)?", r"letrehoz\w*", r"hozzaad\w*", r"feltolt\w*", r"regisztral\w*", r"(?:de)?aktival\w*", r"(?:vissza|meg)terit\w*", r"bejelentes\w*", r"igenyel\w*", r"igenyles\w*", r"meghosszabbit\w*", r"ertekel(?:es|em)", r"valasz(?:ol\w*|adas)?", r"elofizetek", r"lezar\w*", r"visszavon\w*", r"alair\w*", r"befejez\w*", r"rogzit\w*",
)  # fmt: skip
_RO = (
    r"plateste(?: \w+)?", r"platiti", r"plata(?: online| facturii?)?", r"achita(?:ti|re)?", r"cumpar(?:a|ati)", r"(?:comanda(?:ti)?|cere) (?:din nou|acum|iar)", r"recomanda", r"adaug(?:a|ati|are)", r"in cos", r"cosul(?: de cumparaturi)?", r"sterge(?:ti|re)?", r"elimina(?:ti|re)?", r"anul(?:eaza|ati|are)", r"rezili(?:az\w*|ere|ati)", r"renunt\w*", r"iesi(?:re|ti)?", r"deconect\w*", r"delog\w*", r"accept(?:a|ati|are)?", r"sunt de acord", r"refuz\w*", r"aprob\w*", r"abon(?:eaza|are|ati)\w*", r"dezabon\w*",
    r"confirm(?:a|ati|are)", r"schimb(?:a|ati|are)", r"modific(?:a|ati|are)", r"(?:re)?trimite(?:ti|re)?", r"transmite(?:ti|re)?", r"edit(?:eaza|are|ati)", r"salv(?:eaza|are|ati)", r"arhiv(?:eaza|are|ati)", r"(?:dez)?activ(?:eaza|are|ati)", r"cre(?:eaza|are|ati)", r"incarca(?:ti|re)?", r"inregistr(?:eaza|are|ati)", r"prelung\w*", r"return(?:eaza|are)", r"ramburs\w*", r"reclam\w*", r"sesizar[ei]", r"raspunde(?:ti)?", r"semn(?:eaza|are|ati)", r"solicit(?:a|ati|are)", r"gener(?:eaza|are|ati)", r"continua plata", r"goleste",
)  # fmt: skip
_SK_SL_HR = (
    r"zaplatte", r"kupit", r"objednat", r"zmazat", r"vypovedat", r"odhlasenie", r"odhlasit sa", r"prijat", r"odoslat", r"zmenit", r"suhlasim", r"placaj", r"plati (?:odmah|zdaj|sada|racun)", r"odjav(?:a|i|ite)(?: se)?", r"(?:iz|o)brisi(?:te)?", r"ukloni(?:te)?", r"odstrani(?:te)?", r"preklici", r"otkazi(?:te)?", r"odpovej(?:te)?", r"raskini", r"naruci(?:te)?", r"naroci", r"kupi(?:te)?", r"(?:u|v) kosarico?", r"kosaric[ao]", r"potvrdi(?:te)?", r"prihvati(?:te)?", r"sprejmi", r"uredi(?:te)?", r"spremi(?:te)?", r"shrani", r"posalji(?:te)?", r"poslji", r"promijeni", r"spremeni", r"arhiviraj", r"dodaj",
)  # fmt: skip
_TR_EL = (
    r"ode(?:me yap|yin)?", r"cikis(?: yap)?", r"oturumu kapat", r"sil(?:in)?", r"iptal(?: et)?", r"sepet(?:e ekle)?", r"satin al", r"siparis ver", r"tekrar siparis", r"kabul et", r"onayla", r"duzenle", r"kaydet", r"gonder", r"degistir", r"abone ol", r"kaldir", r"arsivle", r"feshet",
    r"πληρωσ(?:ε|τε)", r"αποσυνδεση", r"εξοδος", r"διαγραφη", r"ακυρωση", r"παραγγειλε", r"προσθηκη", r"καλαθι", r"αποδοχη", r"επιβεβαιωση", r"επεξεργασια", r"αποθηκευση", r"αποστολη", r"αλλαγη",
)  # fmt: skip
_CYRILLIC = (
    r"(?:о|за)платить", r"купить", r"заказать(?: снова)?", r"удалить", r"отменить", r"выити", r"выход", r"принять", r"подтвердить", r"отправить", r"изменить", r"сохранить", r"в корзину", r"подписаться", r"расторгнуть", r"изход", r"плати", r"плащане", r"купи", r"поръчаи", r"изтрии", r"изтриване", r"откажи", r"прекрати", r"добави", r"приеми", r"потвърди", r"изпрати", r"редактираи", r"запази", r"архивираи", r"сплатити", r"видалити", r"скасувати", r"виити", r"вихід", r"замовити", r"підтвердити", r"надіслати",
)  # fmt: skip
_BALTIC = (
    r"(?:ap)?moketi", r"atsijungti", r"istrinti", r"atsaukti", r"nutraukti", r"uzsakyti", r"pirkti", r"patvirtinti", r"siusti", r"(?:ap)?maksat", r"iziet", r"dzest", r"atcelt", r"pasutit", r"pirkt", r"apstiprinat", r"sutit", r"logi valja", r"kustuta", r"tuhista", r"telli", r"kinnita", r"saada", r"tasu",
)  # fmt: skip

_MAKES = (
    r"new (?:text |markdown )?(?:file|folder|directory|notebook|console|terminal|launcher)", r"neue[rs]? (?:ordner|datei|verzeichnis)", r"nouveau (?:dossier|fichier|repertoire)", r"nuev[oa] (?:carpeta|archivo|fichero)", r"nuov[oa] (?:cartella|file)", r"nov[oa] (?:pasta|ficheiro|arquivo)", r"nieuwe? (?:map|bestand)", r"now[ya] (?:folder|plik|katalog)", r"ny(?:tt)? (?:mapp|mappe|fil)", r"uusi (?:kansio|tiedosto)", r"nov[ay] (?:slozka|soubor)", r"uj (?:mappa|fajl)", r"(?:folder|fisier) nou",
)  # fmt: skip

ACTS: Final = any_of(
    *_EN, *_DE, *_FR, *_ES, *_IT, *_NL, *_PT, *_PL, *_SV, *_DA_NO, *_FI, *_CS, *_HU, *_RO, *_SK_SL_HR, *_TR_EL, *_CYRILLIC, *_BALTIC, *_MAKES
)  # fmt: skip
"""An act, in any of the languages. Judge only text from which `NO_ACTS` were taken out."""

# Things named after an act: documents about it, lists of it, states after it.
_PAPER = r"(?:\w*rechnung(?:en)?|invoices?|notes?|receipts?|documents?|belege?|bills?|statements?|facture?s?|fatturas?|facturas?|faktura|fakturor)"
NO_ACTS: Final = any_of(
    r"(?:nayta|lataa|hae|lue) lisaa(?: \w+)*",
    rf"(?:storno|cancellation|cancel|credit|refund|payment|order|reminder|purchase|charge)[ -]?{_PAPER}",
    rf"{_PAPER} (?:storno|cancellation|refund|payment|reminder)",
    r"stornorechnung(?:en)?", r"facture d'?annulation", r"avis (?:de paiement|d'echeance)", r"avoir (?:de )?remboursement", r"nota de (?:reembolso|devolucion)",
    r"(?:payment|order|purchase|booking|refund|report|charge|transfer|change|request|claim|update|share|post|recharge|top ?-?up)s? "
    r"(?:history|overview|list|log|status|details?|summary|archive|number|no|nr|date|id|confirmation|slip|advice|record|records|item|items)",
    r"order[ #:-]+(?:n[or]\.? ?|number |id )?[#a-z]*[a-z0-9-]*\d[a-z0-9-]*", r"(?:view|show|see|open|my|your|this|the|latest|last|all|past|previous) (?:order|payment)",
    r"\d+ (?:order|payment|paiement|zahlung)", r"(?:payment|zahlung|paiement|pago|pagamento|betaling) (?:\w+ )?\d[\w/-]*",
    r"(?:date|montant|moyens?|modes?|historique|mode|preuve|recu|justificatif|attestation|suivi|etat|avis)s? (?:de |du |des )?(?:paiement|annulation|remboursement|achat|reglement)s?",
    r"(?:historial|fecha|comprobante|justificante|recibo|metodo)s? de (?:pago|compra|cancelacion)s?",
    r"(?:storico|data|ricevuta|metodo|metodi|avviso) (?:di |dei |del )?(?:pagamento|pagamenti|acquisto)",
    r"(?:bestell|zahlungs?|auftrags?)[ -]?(?:verlauf|historie|ubersicht|status|nummer|datum|eingang|eingange|beleg|details)", r"(?:zahlungs\w+|bestell(?:ungen|nummer|datum|ubersicht|verlauf|historie|status|wert|betrag|art|details))",
    r"historique des? \w+", r"(?:comprovativo|historico|recibo)s? de pagamentos?", r"potwierdzeni[ea] (?:platnosci|zamowienia)", r"historia (?:platnosci|zamowien)", r"(?:be)?fizetesek(?:\w*)?", r"befizeteseim", r"(?:meg)?rendelesek\w*", r"(?:meg)?rendeleseim", r"fizetesi (?:elozmenyek|adatok|hatarido)", r"istoric(?:ul)? (?:de )?plati(?:lor)?", r"(?:lungimi|data|dovada|istoricul?) platii?", r"objednavky", r"platby", r"odeme gecmisi", r"siparislerim", r"odemelerim", r"(?:mijn|alle|uw|je|open|lopende) aanvragen", r"(?:mes|vos) demandes", r"(?:mis|sus) solicitudes", r"(?:meus|os meus) pedidos",
    r"(?:switch|change|select|choose|skift|byt|bytt|wechseln?|changer|cambiar|cambia|mudar|trocar|wissel(?:en)?|verander|zmien|vaihda|zmenit|schimba|valtas)[ -]?(?:de |di |of |the |my |your |another )?(?:accounts?|compan(?:y|ies)|customers?|organi[sz]ations?|workspaces?|locations?|firma|firm|virksomhed|kunde|kunden(?:nummer|konto)|compte|societe|entreprise|client|empresa|cuenta|cliente|azienda|societa|utenza|conta|bedrijf|klant|foretag|yritys|spolecnost|zakaznik|klienta?|ceg)",
    r"(?:konto|firma|firmen|kunden|kunde|account|company|organi[sz]ation) ?(?:wechseln|wechsel|switch|switcher)",
    r"(?:auftrags|bestell|buchungs|zahlungs|vertrags|reise)bestatigung(?:en)?", r"lieferbestatigung", r"kundigungsbestatigung",
    r"(?:closed|cancelled|canceled|deleted|archived|resolved|paid|unpaid|ordered|booked|sent|saved|shared|reported|updated|changed|removed|returned|refunded|purchased|accepted|confirmed)",
    r"(?:next|previous|last|first) (?:page|post)s?", r"add-?ons?", r"address book", r"log ?book", r"cash ?book", r"phone ?book",
    r"charges", r"reports", r"requests", r"updates", r"changes", r"shares", r"posts", r"claims", r"transfers", r"comments", r"replies", r"rates", r"takes", r"refunds", r"returns", r"payments", r"orders", r"bookings", r"purchases",
    r"start(?:seite|page)", r"page d'accueil", r"usage report", r"annual report", r"expense report", r"report(?:ing)? (?:overview|list)?s",
    r"e-?mail notification", r"link(?:ed)? documents?", r"retour (?:a|au|aux|vers) \w+(?: \w+)*", r"vos achats", r"mes achats", r"pagos", r"pagamenti", r"pagamentos", r"paiements", r"zahlungen", r"betalingen", r"platby", r"platnosci", r"maksut", r"betalningar", r"betalinger",
    r"filter(?:s)? (?:zurucksetzen|reset)", r"reset (?:all )?filters?", r"apply (?:the )?filters?", r"close (?:this )?(?:menu|dialog|window|panel|sidebar)",
    r"download(?: now)? (?:as|to) (?:pdf|file)", r"save (?:as|to)? ?(?:pdf|file|disk)", r"(?:als|as|en|come|como|som) pdf (?:speichern|save|enregistrer|salva|guardar|opslaan)", r"pdf speichern", r"enregistrer (?:en |le )?pdf", r"salva (?:come |in )?pdf", r"guardar (?:como |en )?pdf",
)  # fmt: skip
"""Phrases that hold the word of an act and are none: "cancellation invoice", "order #123", "payments"."""

AMBIGUOUS: Final = any_of(
    *_MAKES,
    r"order", r"report", r"request", r"change", r"charge", r"transfer", r"claim", r"share", r"post", r"rate", r"update", r"book", r"exchange",
    r"comment", r"reply", r"start", r"stop", r"follow", r"take", r"like", r"move(?: to)?", r"close", r"void", r"settle", r"drop", r"empty", r"clear",
    r"apply", r"extend", r"forward", r"register", r"join", r"deposit", r"recharge", r"restore", r"leave", r"exit", r"connect", r"allow", r"skip",
    r"pause", r"merge", r"write", r"flag", r"lock", r"block", r"purchase", r"hire", r"reserve", r"payment", r"basket", r"cart", r"import", r"refund",
    r"link", r"install", r"add", r"edit", r"send", r"save", r"mark(?: all)?(?: as)?", r"confirm", r"verify", r"submit", r"complain", r"dispute", r"trash", r"cancellation",
    r"storno", r"zahlung", r"zahlen", r"bestatigung", r"erinnerung", r"losen", r"kasse", r"retoure", r"kundigung", r"stornierung", r"sperrung", r"folgen", r"melden", r"merken", r"teilen",
    r"andern", r"starten", r"registrieren", r"verlangerung", r"buchen", r"erstattung", r"widerruf", r"markieren", r"trennen", r"verbinden", r"beenden", r"wechseln", r"uberweisen",
    r"achat", r"paiement", r"envoi(?: par)?", r"annulation", r"resiliation", r"suppression", r"cloture", r"caisse", r"opposition", r"remboursement", r"noter", r"souscription", r"recharger",
    r"pago", r"baja", r"reembolso", r"devolucion", r"cancelacion", r"sesion", r"compra", r"compre", r"pague", r"cesta", r"salir", r"recordar", r"pagamento", r"reso", r"rimborso", r"recesso", r"proroga", r"firma", r"cassa",
    r"valuta", r"segna(?: come)?", r"paga", r"salda", r"ordina", r"crea", r"vota", r"cancelamento", r"gosto", r"assinar", r"sair", r"lixo", r"devolucao", r"reembolso", r"betaling", r"retour", r"annulering", r"opzegging", r"delen", r"melden", r"stemmen",
    r"herinnering", r"wissen", r"boeken", r"platnosc", r"zwrot", r"kosz", r"zgoda", r"anulowanie", r"betalning", r"andra", r"dela", r"svara", r"spara", r"byta?", r"kopa?", r"betaling", r"annullering", r"reserver", r"marker(?: som)?", r"skift", r"endre", r"lagre",
    r"maksu", r"uusi", r"muuta", r"esta", r"platba", r"storno", r"zruseni", r"vraceni", r"vypoved", r"obnovit", r"[a-z]{1,4}",
)  # fmt: skip
"""Acts that are also nouns, or words of another language ("order", "Zahlung", "del"): an act only at the
head of a short label without a figure in it."""

SHORT_AND_CLEAR: Final = frozenset({"pay", "buy", "kup", "bid"})
"""Short words that are an act wherever they stand."""

ADDRESS_NOUNS: Final = any_of(
    r"order", r"report", r"request", r"charge", r"transfer", r"claim", r"share", r"post", r"rate", r"book", r"exchange", r"comment", r"start", r"link", r"take", r"like", r"basket",
    r"purchase", r"deposit", r"upload", r"import", r"register", r"kasse", r"zahlung", r"paiement", r"pago", r"pagamento", r"betaling", r"achat", r"compra", r"storno", r"valuta", r"retour", r"firma", r"follow",
    r"connect", r"publish", r"apply", r"deploy", r"check out", r"reserve", r"empty", r"extend", r"generate", r"sesion", r"restore", r"uusi", r"install", r"write",
)  # fmt: skip
"""Words that name a collection in an address (`/order/123/`, `/uploads/`) rather than an act."""

LEAVING: Final = any_of(
    r"log ?out", r"log ?off", r"sign ?out", r"sign ?off", r"abmelden", r"ausloggen", r"deconnexion", r"se deconnecter", r"cerrar sesion", r"salir",
    r"esci", r"uitloggen", r"afmelden", r"terminar sessao", r"sair", r"wyloguj", r"logga ut", r"log (?:ud|af)", r"logg (?:ut|av)", r"kirjaudu ulos", r"poistu", r"wyjdz", r"odhlasit",
    r"kijelentkez\w*", r"kilepes", r"iesire", r"deconect(?:are|eaza\w*)", r"delogare", r"odhlasenie", r"odjava", r"odjavi(?: se)?", r"cikis(?: yap)?", r"oturumu kapat", r"αποσυνδεση", r"изход", r"выити", r"виити", r"atsijungti", r"iziet", r"logi valja",
)  # fmt: skip
"""The way out of a session; seeing it on a page says that one is inside."""
