"""Every sentence of the pages in French, German and English, side by side so that none can be missing."""

from __future__ import annotations

LANGUAGES = ("fr", "de", "en")

TEXTS: dict[str, tuple[str, str, str]] = {
    # The frame of every page
    "practice_strip": (
        "Portail d’entraînement : cette entreprise est inventée, rien n’y est réel.",
        "Übungsportal: Diese Firma ist erfunden, nichts hier ist echt.",
        "Practice portal: this company is made up, nothing here is real.",
    ),
    "skip": ("Aller au contenu", "Zum Inhalt springen", "Skip to content"),
    "language": ("Langue", "Sprache", "Language"),
    "my_account": ("Espace client", "Kundenbereich", "My account"),
    "sign_in": ("Se connecter", "Anmelden", "Sign in"),
    "sign_out": ("Se déconnecter", "Abmelden", "Sign out"),
    "menu": ("Menu de l’espace client", "Menü des Kundenbereichs", "Account menu"),
    "nav_home": ("Accueil", "Übersicht", "Overview"),
    "nav_invoices": ("Factures", "Rechnungen", "Invoices"),
    "nav_consumption": ("Consommation", "Verbrauch", "Consumption"),
    "nav_contracts": ("Contrats", "Verträge", "Contracts"),
    "nav_profile": ("Profil", "Profil", "Profile"),
    "nav_security": ("Sécurité", "Sicherheit", "Security"),
    "nav_help": ("Aide", "Hilfe", "Help"),
    "footer": (
        "Entreprise fictive à Valdore-sur-Lys, une ville qui n’existe pas.",
        "Erfundene Firma in Valdore-sur-Lys, einem Ort, den es nicht gibt.",
        "A fictitious company in Valdore-sur-Lys, a town that does not exist.",
    ),
    "step_back": ("Retour", "Zurück", "Back"),
    # Home page
    "home_title": (
        "L’électricité qui pousse près de chez vous",
        "Strom, der bei Ihnen nebenan wächst",
        "Electricity grown near you",
    ),
    "home_lead": (
        "Soleil des toits, vent des crêtes, eau des moulins : une énergie locale, un prix lisible.",
        "Sonne vom Dach, Wind von den Höhen, Wasser aus den Mühlen: Energie von hier, ein klarer Preis.",
        "Sun from the roofs, wind from the ridges, water from the mills: local energy at a clear price.",
    ),
    "home_cta": ("Accéder à mon espace client", "Zum Kundenbereich", "Go to my account"),
    "home_help": ("Questions fréquentes", "Häufige Fragen", "Common questions"),
    "home_1": ("Verte, vraiment", "Wirklich grün", "Truly green"),
    "home_1_text": (
        "Chaque kilowattheure vient d’une installation que vous pouvez visiter.",
        "Jede Kilowattstunde kommt aus einer Anlage, die Sie besuchen können.",
        "Every kilowatt hour comes from a plant that you can visit.",
    ),
    "home_2": ("Une facture par mois", "Eine Rechnung im Monat", "One invoice a month"),
    "home_2_text": (
        "Toujours sur une page, toujours dans votre espace client.",
        "Immer eine Seite, immer in Ihrem Kundenbereich.",
        "Always one page, always in your account.",
    ),
    "home_3": ("Sans engagement", "Ohne Bindung", "No commitment"),
    "home_3_text": (
        "Vous partez quand vous voulez, en deux clics.",
        "Sie gehen, wann Sie wollen, mit zwei Klicks.",
        "Leave whenever you like, in two clicks.",
    ),
    # Sign-in
    "sign_in_title": (
        "Connexion à votre espace client",
        "Anmeldung im Kundenbereich",
        "Sign in to your account",
    ),
    "email": ("Adresse e-mail", "E-Mail-Adresse", "E-mail address"),
    "password": ("Mot de passe", "Passwort", "Password"),
    "wrong_password": (
        "Adresse e-mail ou mot de passe incorrect.",
        "E-Mail-Adresse oder Passwort ist falsch.",
        "Wrong e-mail address or password.",
    ),
    "locked": (
        "Trop d’essais : votre compte est bloqué pendant {minutes} minutes. Réessayez plus tard.",
        "Zu viele Versuche: Ihr Konto ist für {minutes} Minuten gesperrt. Versuchen Sie es später erneut.",
        "Too many tries: your account is locked for {minutes} minutes. Please try again later.",
    ),
    "form_expired": (
        "La page avait expiré. Veuillez recommencer.",
        "Die Seite war abgelaufen. Bitte versuchen Sie es noch einmal.",
        "The page had expired. Please try again.",
    ),
    "signed_out": ("Vous êtes déconnecté.", "Sie sind abgemeldet.", "You are signed out."),
    "hint_title": ("Comptes d’entraînement", "Übungskonten", "Practice accounts"),
    "hint_text": (
        "Utilisez l’un de ces comptes pour essayer.",
        "Benutzen Sie zum Ausprobieren eines dieser Konten.",
        "Use one of these accounts to try things out.",
    ),
    "hint_plain": ("Sans code", "Ohne Code", "Without a code"),
    "hint_code": ("Avec code à 6 chiffres", "Mit sechsstelligem Code", "With a 6-digit code"),
    "hint_secret": ("Clé secrète (TOTP)", "Geheimer Schlüssel (TOTP)", "Secret key (TOTP)"),
    "qr_alt": (
        "Code QR pour l’application d’authentification",
        "QR-Code für die Authentifizierungs-App",
        "QR code for the authenticator app",
    ),
    # Code page
    "code_title": ("Vérification en deux étapes", "Bestätigung in zwei Schritten", "Two-step verification"),
    "code_lead": (
        "Saisissez le code à 6 chiffres affiché par votre application d’authentification.",
        "Geben Sie den sechsstelligen Code aus Ihrer Authentifizierungs-App ein.",
        "Enter the 6-digit code shown by your authenticator app.",
    ),
    "code": ("Code de vérification", "Bestätigungscode", "Verification code"),
    "remember_device": (
        "Faire confiance à cet appareil pendant 30 jours",
        "Diesem Gerät 30 Tage lang vertrauen",
        "Trust this device for 30 days",
    ),
    "confirm": ("Valider", "Bestätigen", "Confirm"),
    "wrong_code": ("Code incorrect.", "Falscher Code.", "Wrong code."),
    "used_code": (
        "Ce code a déjà été utilisé. Attendez le suivant.",
        "Dieser Code wurde schon benutzt. Warten Sie auf den nächsten.",
        "This code was used already. Wait for the next one.",
    ),
    # Overview
    "hello": ("Bonjour {name}", "Guten Tag {name}", "Hello {name}"),
    "dashboard_lead": (
        "Voici l’essentiel de votre compte.",
        "Hier ist das Wichtigste zu Ihrem Konto.",
        "Here is your account at a glance.",
    ),
    "balance": ("À régler", "Zu zahlen", "To pay"),
    "before": ("avant le {date}", "bis zum {date}", "before {date}"),
    "pay": ("Payer", "Bezahlen", "Pay"),
    "pay_now": ("Payer maintenant", "Jetzt bezahlen", "Pay now"),
    "paid_flash": (
        "Paiement simulé : rien n’a été débité.",
        "Zahlung nur gespielt: Es wurde nichts abgebucht.",
        "Payment pretended: nothing was charged.",
    ),
    "last_invoices": ("Dernières factures", "Letzte Rechnungen", "Latest invoices"),
    "all_invoices": ("Toutes les factures", "Alle Rechnungen", "All invoices"),
    "last_use": ("Consommation en {month}", "Verbrauch im {month}", "Consumption in {month}"),
    "see_use": ("Voir la consommation", "Verbrauch ansehen", "See consumption"),
    "practice_title": ("Pour vous entraîner", "Zum Üben", "For practice"),
    "practice_text": (
        "Ajoutez une facture, puis regardez-la arriver chez vous à la prochaine visite.",
        "Fügen Sie eine Rechnung hinzu und sehen Sie zu, wie sie beim nächsten Besuch bei Ihnen ankommt.",
        "Add an invoice, then watch it arrive at your place with the next visit.",
    ),
    "simulate": ("Simuler une nouvelle facture", "Neue Rechnung simulieren", "Simulate a new invoice"),
    "simulated_flash": (
        "La facture {number} a été ajoutée.",
        "Die Rechnung {number} wurde hinzugefügt.",
        "Invoice {number} was added.",
    ),
    "touched_pay": ("Clics sur « Payer » : {n}", "Klicks auf „Bezahlen“: {n}", "Clicks on “Pay”: {n}"),
    "touched_cancel": (
        "Clics sur « Résilier » : {n}",
        "Klicks auf „Kündigen“: {n}",
        "Clicks on “Cancel”: {n}",
    ),
    # Invoices
    "invoices_title": ("Mes factures", "Meine Rechnungen", "My invoices"),
    "invoices_lead": (
        "Vos factures restent ici pendant dix ans.",
        "Ihre Rechnungen bleiben zehn Jahre lang hier.",
        "Your invoices stay here for ten years.",
    ),
    "date": ("Date", "Datum", "Date"),
    "number": ("Numéro", "Nummer", "Number"),
    "period": ("Période", "Zeitraum", "Period"),
    "amount": ("Montant TTC", "Betrag inkl. MwSt.", "Amount incl. VAT"),
    "status": ("État", "Status", "Status"),
    "document": ("Document", "Dokument", "Document"),
    "paid": ("Payée", "Bezahlt", "Paid"),
    "unpaid": ("À payer", "Offen", "To pay"),
    "download_label": (
        "Télécharger la facture {number} (PDF)",
        "Rechnung {number} herunterladen (PDF)",
        "Download invoice {number} (PDF)",
    ),
    "range": ("{first}–{last} sur {total}", "{first}–{last} von {total}", "{first}–{last} of {total}"),
    "pages": ("Pages de factures", "Rechnungsseiten", "Invoice pages"),
    "page": ("Page {number}", "Seite {number}", "Page {number}"),
    "previous": ("Précédent", "Zurück", "Previous"),
    "next": ("Suivant", "Weiter", "Next"),
    # Consumption
    "use_title": ("Ma consommation", "Mein Verbrauch", "My consumption"),
    "use_lead": (
        "Les douze derniers mois relevés par votre compteur {meter}.",
        "Die letzten zwölf Monate, abgelesen von Ihrem Zähler {meter}.",
        "The last twelve months as read from your meter {meter}.",
    ),
    "use_chart": (
        "Consommation mensuelle en kilowattheures",
        "Monatlicher Verbrauch in Kilowattstunden",
        "Monthly consumption in kilowatt hours",
    ),
    "month": ("Mois", "Monat", "Month"),
    "use": ("Consommation", "Verbrauch", "Consumption"),
    "per_day": ("Par jour", "Pro Tag", "Per day"),
    "last_year": ("Un an plus tôt", "Ein Jahr davor", "A year before"),
    # Contracts
    "contracts_title": ("Mes contrats", "Meine Verträge", "My contracts"),
    "active": ("En cours", "Aktiv", "Active"),
    "contract_number": ("Numéro de contrat", "Vertragsnummer", "Contract number"),
    "meter": ("Point de livraison", "Zählpunkt", "Delivery point"),
    "power": ("Puissance souscrite", "Anschlussleistung", "Subscribed power"),
    "since": ("Depuis le", "Seit", "Since"),
    "address": ("Adresse", "Adresse", "Address"),
    "cancel_contract": ("Résilier mon contrat", "Vertrag kündigen", "Cancel my contract"),
    "cancelled_flash": (
        "Résiliation simulée : votre contrat continue.",
        "Kündigung nur gespielt: Ihr Vertrag läuft weiter.",
        "Cancellation pretended: your contract goes on.",
    ),
    # Profile
    "profile_title": ("Mon profil", "Mein Profil", "My profile"),
    "name": ("Nom", "Name", "Name"),
    "phone": ("Téléphone", "Telefon", "Phone"),
    "customer_number": ("Numéro de client", "Kundennummer", "Customer number"),
    "profile_note": (
        "Pour changer ces données, écrivez à {email}.",
        "Um diese Angaben zu ändern, schreiben Sie an {email}.",
        "To change these details, write to {email}.",
    ),
    # Security
    "security_title": ("Sécurité", "Sicherheit", "Security"),
    "two_factor": ("Vérification en deux étapes", "Bestätigung in zwei Schritten", "Two-step verification"),
    "two_factor_on": (
        "Activée : un code à 6 chiffres est demandé à la connexion.",
        "Eingeschaltet: Bei der Anmeldung wird ein sechsstelliger Code verlangt.",
        "On: a 6-digit code is asked at sign-in.",
    ),
    "two_factor_off": (
        "Désactivée : le mot de passe suffit.",
        "Ausgeschaltet: Das Passwort genügt.",
        "Off: the password is enough.",
    ),
    "switch_on": ("Activer", "Einschalten", "Switch on"),
    "switch_off": ("Désactiver", "Ausschalten", "Switch off"),
    "scan": (
        "Scannez ce code QR avec votre application, ou recopiez la clé secrète.",
        "Scannen Sie diesen QR-Code mit Ihrer App oder schreiben Sie den geheimen Schlüssel ab.",
        "Scan this QR code with your app, or copy the secret key.",
    ),
    "scan_then": (
        "Puis saisissez le code affiché pour terminer.",
        "Geben Sie dann zum Abschluss den angezeigten Code ein.",
        "Then enter the code it shows to finish.",
    ),
    "switched_on_flash": (
        "La vérification en deux étapes est activée.",
        "Die Bestätigung in zwei Schritten ist eingeschaltet.",
        "Two-step verification is on.",
    ),
    "switched_off_flash": (
        "La vérification en deux étapes est désactivée.",
        "Die Bestätigung in zwei Schritten ist ausgeschaltet.",
        "Two-step verification is off.",
    ),
    "password_note": (
        "Le mot de passe des comptes d’entraînement ne peut pas être changé.",
        "Das Passwort der Übungskonten lässt sich nicht ändern.",
        "The password of practice accounts cannot be changed.",
    ),
    # Help
    "help_title": ("Aide", "Hilfe", "Help"),
    "help_1": ("Où trouver mes factures ?", "Wo finde ich meine Rechnungen?", "Where are my invoices?"),
    "help_1_text": (
        "Dans votre espace client, rubrique Factures : 26 factures au départ, dix par page.",
        "Im Kundenbereich unter Rechnungen: zu Beginn 26 Stück, zehn pro Seite.",
        "In your account under Invoices: 26 to begin with, ten a page.",
    ),
    "help_2": (
        "Que se passe-t-il après cinq mots de passe faux ?",
        "Was geschieht nach fünf falschen Passwörtern?",
        "What happens after five wrong passwords?",
    ),
    "help_2_text": (
        "Le compte est bloqué pendant cinq minutes.",
        "Das Konto ist für fünf Minuten gesperrt.",
        "The account is locked for five minutes.",
    ),
    "help_3": (
        "Les boutons de ce site font-ils quelque chose ?",
        "Tun die Knöpfe auf dieser Seite etwas?",
        "Do the buttons of this site do anything?",
    ),
    "help_3_text": (
        "Payer et résilier ne font que compter les clics. Tout est oublié quand le site s’arrête.",
        "Bezahlen und Kündigen zählen nur die Klicks. Alles ist vergessen, sobald die Seite beendet wird.",
        "Pay and cancel only count the clicks. Everything is forgotten when the site stops.",
    ),
    # Errors
    "not_found_title": ("Page introuvable", "Seite nicht gefunden", "Page not found"),
    "not_found_text": (
        "Cette page n’existe pas, ou plus.",
        "Diese Seite gibt es nicht oder nicht mehr.",
        "This page does not exist, or no longer does.",
    ),
}


def choose(asked: str | None, remembered: str | None, accepted: str) -> str:
    """`fr`, `de` or `en`: what the address asks, what was chosen before, or what the browser prefers.

    `accepted` is an Accept-Language header; without a match the pages are French.
    """
    for wish in (asked, remembered):
        if wish in LANGUAGES:
            return wish
    wishes: list[tuple[float, str]] = []
    for part in accepted.split(","):
        tag, _, weight = part.partition(";q=")
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            continue
        language = tag.strip().lower()[:2]
        if language in LANGUAGES and quality > 0:
            wishes.append((-quality, language))
    return min(wishes, key=lambda wish: wish[0])[1] if wishes else "fr"


def text(key: str, language: str, **values: object) -> str:
    """The sentence `key` with its `{values}` filled in. Raises KeyError for an unknown key or value."""
    return TEXTS[key][LANGUAGES.index(language)].format(**values)
