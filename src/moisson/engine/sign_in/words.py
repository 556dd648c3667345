"""The words by which sign-in pages are recognised: French, German, English, Spanish, Italian, Dutch, Portuguese,
Polish, Swedish, Danish, Norwegian, Finnish, Czech. Patterns read folded text (`wording.fold`), whole words."""

from moisson.engine.wording import any_of

SIGN_IN = any_of(
    r"log ?in", r"log ?on", r"sign ?in", r"sign on", r"log me in",
    r"se connecter", r"connectez[- ]vous", r"me connecter", r"connexion", r"connecter", r"s'identifier", r"identifiez[- ]vous", r"m'identifier", r"identification", r"s'authentifier", r"authentification", r"ouvrir (?:une |ma )?session", r"acceder a mon (?:compte|espace)",
    r"anmelden", r"anmeldung", r"einloggen", r"login", r"zum login", r"anmelde\w*",
    r"iniciar sesion", r"inicia sesion", r"inicio de sesion", r"acceder", r"accede", r"identificate", r"identificarse", r"ingresar", r"conectarse",
    r"accedi", r"accesso", r"effettua l'accesso", r"entra", r"login",
    r"inloggen", r"aanmelden", r"log in",
    r"entrar", r"iniciar sessao", r"inicie sessao", r"aceder", r"acessar", r"fazer login", r"autenticar",
    r"zaloguj(?: sie)?", r"logowanie", r"zalogowac",
    r"logga in", r"inloggning",
    r"log ind", r"log pa", r"logg inn", r"logg pa", r"innlogging",
    r"prihlasit(?: se)?", r"prihlaseni", r"prihlasovani",
    r"kirjaudu(?: sisaan)?", r"kirjautuminen", r"sisaankirjautuminen",
    r"bejelentkezes", r"conectare", r"autentificare", r"giris yap", r"oturum ac",
)  # fmt: skip

ACCOUNT = any_of(
    r"(?:good to see you|welcome) (?:back|again)", r"willkommen zuruck", r"schon,? sie wiederzusehen", r"bon retour", r"(?:content|ravi|heureux)e?s? de vous revoir", r"bienvenid[oa]s? de nuevo", r"bentornat[oaie]", r"welkom terug", r"bem[- ]vind[oa] de volta", r"wita(?:my|j) ponownie", r"valkommen tillbaka", r"velkommen (?:tilbage|tilbake)", r"tervetuloa takaisin", r"vitejte zpet",
    r"acceso (?:a |de )?(?:clientes?|usuarios?|abonados?|socios?)", r"(?:customer|client|member|user|subscriber|tenant|partner)s? access", r"\w*kunden?zugang", r"zugang (?:fur|zu[mr]?) \w+", r"mitgliederzugang",
    r"accesso (?:clienti|cliente|utenti|soci|riservato)", r"klant(?:en)?toegang", r"acesso (?:de |do |a )?(?:clientes?|utilizador(?:es)?)", r"dostep dla klient\w+", r"kun(?:d|de)(?:adgang|tilgang|access)", r"zakaznick\w+ (?:zona|ucet|portal|sekce)",
    r"my account", r"your account", r"account", r"customer (?:area|portal|login|zone|account|centre|center)", r"client (?:area|portal|login)", r"member(?:s|'s)? area", r"self[- ]?service", r"my \w+",
    r"mon (?:compte|espace)", r"votre compte", r"compte client", r"espace (?:client|abonne|personnel|membre|adherent|perso|prive|pro|particulier|assure|professionnel)s?", r"mon espace client", r"accueil client", r"acces (?:client|abonne|membre|adherent|assure|usager|locataire)s?",
    r"mein (?:konto|bereich|account)", r"kundenkonto", r"kundenportal", r"kundenbereich", r"kundenlogin", r"kundencenter", r"servicecenter", r"onlineservice", r"meine? \w+", r"service ?portal",
    r"mi (?:cuenta|\w+)", r"area (?:de )?(?:cliente|privada|personal)s?", r"zona (?:de )?clientes?", r"oficina virtual",
    r"area (?:clienti|cliente|riservata|personale)", r"il mio account", r"mio account",
    r"mijn (?:account|omgeving|\w+)", r"klantenzone", r"klantportaal",
    r"(?:a )?minha \w+", r"(?:o )?meu \w+", r"area (?:de |do )?cliente", r"area reservada",
    r"moje konto", r"strefa klienta", r"panel klienta", r"ebok",
    r"mina sidor", r"mitt konto", r"min side", r"mit \w+", r"selvbetjening", r"min konto", r"mine sider",
    r"muj ucet", r"zakaznicky (?:portal|ucet)", r"klientska zona", r"(?:moje|muj|moj) \w+",
    r"oma tili", r"omat sivut", r"asiakaspalvelu",
)  # fmt: skip

SIGN_OUT = any_of(
    r"poistu", r"wyjdz",
    r"log ?out", r"log ?off", r"sign ?out", r"sign ?off", r"end session",
    r"se deconnecter", r"me deconnecter", r"deconnexion", r"deconnecter", r"deconnectez[- ]vous", r"quitter la session", r"fermer la session",
    r"abmelden", r"abmeldung", r"ausloggen",
    r"cerrar (?:la )?sesion", r"salir", r"desconectar(?:se)?", r"desconexion",
    r"esci", r"disconnetti(?:ti)?", r"logout", r"scollegati", r"disconnessione",
    r"uitloggen", r"afmelden",
    r"terminar (?:a )?sessao", r"sair", r"encerrar sessao",
    r"wyloguj(?: sie)?", r"wylogowanie",
    r"logga ut", r"log ud", r"log af", r"logg ut", r"logg av",
    r"odhlasit(?: se)?", r"odhlaseni", r"kirjaudu ulos", r"uloskirjautuminen", r"kijelentkezes", r"deconectare", r"cikis yap",
)  # fmt: skip

REGISTER = any_of(
    r"ny (?:bruger|kunde|kund)", r"opret (?:dig|konto|bruger)",
    r"register", r"registration", r"sign ?up", r"create (?:an |your |my |a new )?account", r"new (?:customer|user|account|here)s?", r"join (?:now|us)?", r"get started", r"open an account", r"become a \w+", r"start free",
    r"creer (?:un |mon |votre )?(?:compte|espace)", r"creation (?:de|d'un) compte", r"s'inscrire", r"inscription", r"inscrivez[- ]vous", r"nouveau client", r"devenir client", r"premiere (?:visite|connexion)", r"je m'inscris", r"je cree mon (?:compte|espace)",
    r"registrieren", r"registrierung", r"(?:neues )?konto (?:erstellen|anlegen|eroffnen)", r"kundenkonto (?:erstellen|anlegen)", r"neukunde\w*", r"jetzt kunde werden", r"kunde werden", r"neu hier", r"benutzerkonto anlegen",
    r"registrarse", r"registrate", r"registro", r"crear (?:una |mi )?cuenta", r"darse de alta", r"nuevo cliente", r"hazte cliente",
    r"registrati", r"registrazione", r"crea (?:un |il tuo )?account", r"iscriviti", r"nuovo cliente", r"diventa cliente",
    r"registreren", r"account aanmaken", r"maak (?:een )?account", r"nieuwe klant", r"klant worden",
    r"registar", r"registe-se", r"registrar", r"cadastr\w+", r"criar (?:uma )?conta",
    r"zarejestruj(?: sie)?", r"rejestracja", r"utworz konto", r"zaloz konto",
    r"registrera(?: dig)?", r"skapa (?:ett )?konto", r"bli kund", r"opret (?:en )?(?:konto|bruger|profil)", r"opprett (?:en )?(?:konto|bruker)", r"bliv kunde", r"bli kunde",
    r"registrovat(?: se)?", r"registrace", r"vytvorit ucet", r"zaregistrovat", r"rekisteroidy", r"luo tili", r"rekisteroityminen",
)  # fmt: skip

RESET = any_of(
    r"forg[oe]t\w*", r"reset", r"recover\w*", r"lost (?:your )?password", r"trouble (?:signing|logging) in",
    r"(?:mot de passe |identifiant )?(?:oublie|perdu)\w*", r"reinitialis\w+", r"recuperer", r"renvoyer",
    r"vergessen", r"zurucksetzen", r"passwort anfordern", r"zugangsdaten anfordern",
    r"olvid\w+", r"restablecer", r"recuper\w+", r"dimenticat\w+", r"reimposta\w*", r"vergeten", r"opnieuw instellen", r"herstellen",
    r"esquec\w+", r"redefinir", r"repor", r"zapomni\w+", r"nie pamietam", r"przypomn\w+", r"odzysk\w+", r"glomt", r"aterstall\w*", r"glemt", r"nulstil\w*", r"tilbakestill\w*",
    r"zapomenut\w*", r"zapomnel\w*", r"obnovit heslo", r"unohd\w+", r"unohtui\w*", r"palauta",
)  # fmt: skip

NEWSLETTER = any_of(
    r"(?:je )?m'abonne", r"(?:a|inscri\w+ a) la lettre", r"iscrivimi", r"mi iscrivo", r"novidades", r"quero receber", r"quiero recibir\w*", r"subskry\w+", r"zapisz mnie", r"odeb\w+", r"k odberu", r"novinky (?:e-?mailem|na e-?mail)", r"(?:join )?(?:the|our) (?:mailing )?list", r"mailing ?list\w*", r"anmal mig", r"abonner", r"liity (?:\w+ )?list\w*",
    r"newsletter\w*", r"subscri\w+", r"abonnez[- ]vous", r"s'abonner", r"lettre d'information", r"infolettre", r"abonnieren", r"rundbrief", r"suscri\w+", r"boletin\w*", r"iscriviti alla newsletter",
    r"nieuwsbrief", r"abonneer", r"abonneren", r"assin\w+", r"subscrev\w+", r"zapisz sie", r"biuletyn", r"nyhetsbrev", r"prenumerera", r"nyhedsbrev", r"tilmeld", r"odebirat", r"odber novinek", r"uutiskirje", r"tilaa",
    r"stay (?:informed|up to date)", r"get (?:our )?(?:offers|news)", r"(?:offers|news) (?:by|in your) (?:e-?mail|inbox)", r"promotions?", r"angebote (?:per|erhalten)", r"restez informes?", r"bons plans",
)  # fmt: skip

SEARCH = any_of(
    r"search\w*", r"q", r"query", r"keywords?", r"find", r"recherch\w*", r"chercher", r"such\w*", r"suche\w*", r"busca\w*", r"buscar", r"cerca", r"ricerca", r"zoek\w*", r"pesquis\w*", r"procurar", r"szukaj", r"wyszukaj", r"sok", r"sog",
    r"hledat", r"vyhledat", r"hae", r"haku",
)  # fmt: skip

NEXT = any_of(
    r"next", r"continue", r"proceed", r"go on", r"submit", r"confirm", r"verify", r"validate", r"ok", r"send", r"go",
    r"suivant", r"continuer", r"poursuivre", r"valider", r"confirmer", r"verifier", r"envoyer", r"je continue",
    r"weiter", r"fortfahren", r"bestatigen", r"prufen", r"absenden", r"uberprufen", r"verifizieren",
    r"siguiente", r"continuar", r"validar", r"confirmar", r"verificar", r"enviar", r"avanti", r"continua", r"prosegui", r"conferma", r"verifica", r"invia",
    r"volgende", r"verder", r"doorgaan", r"bevestig\w*", r"controleren", r"verstuur", r"seguinte", r"avancar", r"proximo", r"dalej", r"kontynuuj", r"potwierdz", r"zweryfikuj", r"wyslij",
    r"nasta", r"fortsatt", r"bekrafta", r"verifiera", r"naeste", r"fortsaet", r"bekraeft", r"neste", r"bekreft", r"fortsett", r"dalsi", r"pokracovat", r"potvrdit", r"overit", r"seuraava", r"jatka", r"vahvista",
)  # fmt: skip

USERNAME = any_of(
    r"user ?(?:name|id)?", r"e ?-?mails?(?: address)?", r"log ?in(?: ?(?:name|id|email))?", r"account (?:name|number|id)", r"customer (?:number|id|no)", r"member(?:ship)? (?:number|id)", r"client (?:number|id)", r"benutzer\w*", r"nutzer\w*", r"userid", r"username", r"uid", r"usr", r"ident", r"identity", r"id",
    r"identifiant\w*", r"adresse (?:e-?mail|mail|electronique|de courriel)", r"courriel", r"mail", r"nom d'utilisateur", r"utilisateur", r"numero (?:de )?(?:client|abonne|compte|contrat)", r"n ?° ?(?:de )?(?:client|compte)", r"pseudo", r"telephone",
    r"anmeldename", r"e-?mail-?adresse", r"kundennummer", r"kunden-?nr", r"kennung", r"zugangskennung", r"zugangsnummer", r"vertragskonto\w*", r"mobilfunknummer", r"rufnummer", r"telefonnummer", r"phone(?: number)?", r"mobile(?: number)?",
    r"usuario", r"correo(?: electronico)?", r"nombre de usuario", r"dni", r"nif", r"nie", r"cif", r"numero de cliente", r"utente", r"nome utente", r"codice (?:cliente|fiscale|utente)", r"posta elettronica", r"indirizzo e-?mail",
    r"gebruikersnaam", r"e-?mailadres", r"klantnummer", r"gebruiker", r"utilizador", r"usuario", r"correio eletronico", r"nome de utilizador", r"contribuinte", r"cpf", r"cnpj",
    r"uzytkownik\w*", r"nazwa uzytkownika", r"adres e-?mail", r"numer klienta", r"anvandarnamn", r"e-?postadress", r"e-?post", r"kundnummer", r"personnummer", r"brugernavn", r"brukernavn", r"e-?mailadresse", r"kundenummer", r"mobilnummer",
    r"uzivatel\w*", r"uzivatelske jmeno", r"prihlasovaci jmeno", r"zakaznicke cislo", r"kayttajatunnus", r"kayttajanimi", r"sahkoposti\w*", r"asiakasnumero", r"felhasznalonev",
)  # fmt: skip

PASSWORD = any_of(
    r"password", r"passwd", r"pass ?(?:code|phrase|word)?", r"pwd", r"pw", r"secret", r"pin",
    r"mot de passe", r"mdp", r"motdepasse", r"code (?:secret|confidentiel|personnel|d'acces)", r"passwort", r"kennwort", r"geheimzahl", r"contrasena", r"clave", r"password", r"parola(?: chiave)?", r"wachtwoord", r"palavra[- ]passe", r"senha", r"haslo",
    r"hasl(?:em|a)", r"losenord(?:et)?", r"adgangskoden?", r"kodeord", r"passord", r"hesl(?:o|em|a)", r"salasan(?:a|alla|asi)", r"jelszo", r"sifre",
)  # fmt: skip

NEW_PASSWORD = any_of(
    r"new ?pass\w*", r"confirm\w* ?(?:your )?pass\w*", r"repeat ?(?:your )?pass\w*", r"retype", r"password ?(?:confirm\w*|2|again|repeat)", r"nouveau mot de passe", r"confirm\w+ (?:le |du |votre |de )?mot de passe", r"mot de passe \(confirmation\)",
    r"neues (?:passwort|kennwort)", r"(?:passwort|kennwort) (?:wiederholen|bestatigen)", r"nueva contrasena", r"(?:repet\w+|repit\w+|confirm\w+) (?:la )?contrasena", r"nuova password", r"(?:conferma|ripeti) (?:la )?password",
    r"nieuw wachtwoord", r"(?:herhaal|bevestig) (?:je |uw )?wachtwoord", r"nova (?:palavra-passe|senha)", r"nowe haslo", r"powtorz haslo", r"nytt losenord", r"ny adgangskode", r"nytt passord", r"nove heslo", r"uusi salasana",
)  # fmt: skip

CODE = any_of(
    r"otp", r"totp", r"mfa", r"2fa", r"tfa", r"sms ?code", r"one[- ]time(?: ?(?:pass(?:word|code)?|code|pin))?", r"onetime\w*", r"(?:verification|security|authentication|authenticator|access|confirmation|login|sign-?in|two[- ]factor|2-step|six[- ]digit|6[- ]digit) code", r"passcode", r"two[- ]factor\w*", r"two[- ]step\w*", r"2-step\w*", r"verification ?code", r"auth ?code", r"code (?:from|sent|we sent)", r"enter (?:the |your )?code", r"digit code", r"token(?: ?code)?", r"pin ?code", r"verif\w* ?code", r"second factor",
    r"code (?:de )?(?:verification|securite|confirmation|validation|authentification|d'authentification|unique|recu|sms|temporaire|a usage unique|de connexion|a \d chiffres|a (?:six|quatre|huit) chiffres)", r"code (?:que )?(?:nous )?(?:vous )?(?:avons |avez )?(?:envoye|recu)", r"double authentification", r"authentification (?:forte|a deux facteurs|a double facteur|en deux etapes)", r"saisissez (?:le|votre) code", r"entrez (?:le|votre) code", r"mot de passe (?:a usage )?unique", r"cle de securite",
    r"(?:bestatigungs|sicherheits|verifizierungs|authentifizierungs|prufungs|einmal|freischalt|zugangs|anmelde|sms-?|authenticator-?)code", r"einmal ?(?:passwort|kennwort|pin)", r"zwei-?faktor\w*", r"2-?faktor\w*", r"(?:\d|sechs|vier|acht)-?stellige\w* (?:code|zahl|pin)\w*", r"(?:m|sms-?)?tan", r"code eingeben", r"code aus (?:der|ihrer)", r"bestatigung in zwei schritten",
    r"codigo (?:de )?(?:verificacion|seguridad|confirmacion|acceso|un solo uso|sms|autenticacion|validacion|\d digitos)", r"codigo (?:que )?(?:te |le )?(?:hemos )?enviado", r"clave (?:de un solo uso|temporal)", r"doble factor", r"dos (?:pasos|factores)", r"introduc\w+ (?:el|tu) codigo",
    r"codice (?:di )?(?:verifica|sicurezza|conferma|accesso|temporaneo|autenticazione|otp|sms|monouso)", r"inserisci (?:il )?codice", r"(?:autenticazione|verifica) a due (?:fattori|passaggi)", r"due fattori",
    r"(?:verificatie|beveiligings|bevestigings|controle|toegangs|inlog|authenticatie)code", r"eenmalige (?:code|pincode)", r"tweestaps\w*", r"twee-?factor\w*", r"tweefactor\w*", r"voer (?:de |je |uw )?code in", r"\d-?cijferige code",
    r"codigo (?:de )?(?:verificacao|seguranca|confirmacao|autenticacao|acesso)", r"dois (?:passos|fatores)", r"kod (?:weryfikacyjny|sms|autoryzacyjny|jednorazowy|bezpieczenstwa|z aplikacji)", r"weryfikacj\w* dwuetapow\w*", r"wpisz kod",
    r"(?:verifierings|sakerhets|engangs|bekraftelse|sms-?)kod", r"tvastegs\w*", r"tvafaktor\w*", r"(?:bekraeftelses|engangs|sikkerheds|verifikations|bekreftelses|sikkerhets|verifiserings|sms-?)kode", r"engangskode", r"totrins\w*", r"tofaktor\w*",
    r"(?:overovaci|bezpecnostni|jednorazovy|potvrzovaci|sms) kod", r"dvoufazov\w*", r"dvoufaktor\w*", r"(?:vahvistus|kertakaytto|turva|todennus)koodi", r"kaksivaihei\w*", r"kertakayttosalasana",
)  # fmt: skip
# A bare "code" field counts as one only when the page speaks of codes too.
BARE_CODE = any_of(
    r"code",
    r"codigo",
    r"codice",
    r"kod",
    r"kode",
    r"koodi",
    r"pin",
    r"tan",
    r"token",
    r"digit \d",
    r"chiffre \d",
    r"ziffer \d",
)
NOT_A_CODE = any_of(
    r"post(?:al)? ?code", r"zip(?: ?code)?", r"code postal", r"postcode", r"plz", r"postleitzahl", r"codigo postal", r"cap", r"codice postale", r"codice fiscale", r"codice cliente", r"kod pocztowy", r"postnummer", r"psc", r"country ?code", r"promo\w*(?: ?code)?", r"coupon\w*", r"voucher\w*", r"gutschein\w*", r"discount\w*", r"rabatt\w*", r"code promo\w*", r"codigo promocional", r"referral", r"area ?code", r"bar ?code", r"bank code", r"sort ?code", r"code (?:client|parrain\w*)", r"captcha\w*",
)  # fmt: skip

REMEMBER = any_of(
    r"remember\w*(?: ?me)?", r"keep (?:me )?(?:signed|logged) ?in", r"stay (?:signed|logged) ?in", r"trust\w* (?:this )?(?:device|browser|computer)", r"don'?t ask (?:me )?again", r"do not ask (?:me )?again", r"persistent", r"rememberme", r"trusted ?device", r"this (?:is a )?(?:private|trusted) (?:device|computer)", r"save (?:this )?(?:device|browser)",
    r"se souvenir\w*", r"souviens[- ]toi", r"rester (?:connecte\w*|identifie\w*)", r"(?:me )?memoriser\w*", r"garder ma session", r"appareil (?:de confiance|reconnu)", r"faire confiance a (?:cet|ce)\w* \w+", r"enregistrer (?:cet|ce)\w* (?:appareil|navigateur|ordinateur)", r"ne plus (?:me )?demander", r"retenir",
    r"angemeldet bleiben", r"eingeloggt bleiben", r"(?:login|zugangsdaten|mich|gerat|browser|benutzername\w*) (?:merken|speichern)", r"(?:diesem|dieses) (?:gerat|browser|computer) (?:vertrauen|merken|speichern)", r"vertrauenswurdig\w*", r"nicht (?:mehr|erneut) (?:nach)?fragen", r"merken",
    r"recordar\w*", r"recuerdame", r"mantener (?:la )?sesion", r"no cerrar sesion", r"confiar (?:en|n)? ?est[ea]", r"confi\w+ (?:en |n)est[ea] \w+", r"ricordami", r"ricorda\w*", r"resta (?:connesso|collegato)", r"rimani connesso", r"dispositivo (?:attendibile|de confianza|affidabile)", r"onthoud\w*", r"ingelogd blijven", r"aangemeld blijven", r"(?:dit apparaat|deze browser) (?:vertrouwen|onthouden)",
    r"lembrar\w*", r"manter (?:a )?sessao", r"manter-me", r"zapamietaj\w*", r"nie wylogowuj", r"zaufan\w+ (?:urzadzeni|przegladark|komputer)\w*", r"zaufaj \w+", r"ufaj \w+", r"lita pa \w+", r"stol pa \w+", r"(?:betrodd|palitlig) \w+", r"duverovat \w+", r"duveryhodn\w+ (?:zarizeni|prohlizec)", r"luota \w+", r"luotettu \w+", r"nao (?:voltar a )?perguntar", r"no (?:volver a )?preguntar", r"non chiedere (?:piu|di nuovo)", r"(?:considera|autorizza|registra) (?:\w+ )?(?:attendibile|questo (?:dispositivo|browser))", r"niet (?:meer|opnieuw) vragen", r"kom ihag\w*", r"forbli inloggad", r"stanna inloggad", r"forbli palogget", r"forbliv palogget", r"forbliv logget pa", r"rimanere connessi?", r"permanecer (?:conectad|ligad)\w*", r"mantener la sesion iniciada", r"sessao iniciada", r"nie wylogowyw\w*", r"zostac zalogowan\w*", r"zustat prihlasen\w*", r"pysyta?\w* kirjautuneena", r"forbli innlogget", r"hall mig inloggad", r"husk mig", r"husk meg", r"forbliv logget", r"zapamatovat\w*", r"neodhlasovat", r"zustat prihlasen\w*", r"muista minut", r"pysy kirjautuneena",
)  # fmt: skip

PROVIDERS = any_of(
    r"google", r"facebook", r"apple", r"twitter", r"linkedin", r"github", r"gitlab", r"microsoft", r"amazon", r"paypal", r"yahoo", r"france ?connect\+?", r"passkeys?", r"webauthn", r"cle d'acces", r"passwortlos", r"eid", r"bankid", r"itsme", r"spid", r"digid", r"elster", r"ebay", r"steam", r"discord", r"qr[- ]?code", r"magic link", r"nemid", r"mitid", r"passkey\w*", r"security key", r"fingerprint", r"face id", r"bundid", r"netid", r"verimi", r"x",
)  # fmt: skip
# "Use your password instead", said where something else is offered first.
OTHER_WAY = any_of(
    r"(?:an)?other (?:way|method|option)s?(?: to (?:sign|log) ?in)?", r"(?:more|other|different) (?:sign|log)-?in (?:options|methods|ways)", r"(?:more|other) options", r"(?:sign|log) ?in (?:another|a different|in another|some other) way", r"try another way",
    r"autres? (?:methodes?|moyens?|options?|facons?|modes?)(?: \w+){0,3}", r"autrement", r"ander\w+ (?:anmelde\w*|login\w*|methode\w*|option\w*|weg\w*|moglichkeit\w*)", r"auf andere weise", r"anders anmelden", r"weitere (?:anmelde\w*|optionen|moglichkeiten)",
    r"otr[ao]s? (?:forma|manera|metodo|opcion)\w*(?: \w+){0,3}", r"(?:altro|altri|altre|altra) (?:metod\w+|mod\w+|opzion\w+)(?: \w+){0,3}", r"andere (?:manier|methode|optie|inlog\w*)\w*", r"op een andere manier\w*", r"outr[ao]s? (?:forma|metodo|opc\w+)\w*(?: \w+){0,3}",
    r"inn\w+ (?:spos\w+|metod\w+|opcj\w+)(?: \w+){0,2}", r"(?:pa )?annat satt", r"andra (?:satt|alternativ|inloggnings\w*)", r"(?:pa en )?anden made", r"andre (?:muligheder|metoder|mater)", r"jin\w+ (?:zpusob\w*|metod\w*|moznost\w*)", r"toisella tavalla", r"mu(?:u|ita) (?:tapa|tapoja|vaihtoeh\w*)",
)  # fmt: skip
BY_MEANS_OF = any_of(
    r"with", r"use", r"using", r"by", r"instead", r"via", r"enter", r"avec", r"par", r"utiliser", r"plutot", r"saisir", r"mit", r"per", r"statt\w*", r"nutzen", r"verwenden", r"benutzen", r"eingeben", r"con", r"usar", r"utilizar", r"usa", r"utilizza", r"met", r"gebruik\w*",
    r"com", r"em vez", r"haslem", r"uzyj", r"za pomoca", r"med", r"anvand", r"brug", r"bruk", r"i stedet", r"i stallet", r"heslem", r"pouzit", r"pomoci", r"salasanalla", r"kayta",
)  # fmt: skip
NO_PASSWORD = any_of(r"without (?:a |your )?password", r"no password", r"passwordless", r"sans mot de passe", r"ohne passwort", r"passwortlos\w*", r"sin contrasena", r"senza password", r"zonder wachtwoord", r"sem (?:palavra-passe|senha)", r"bez hasla", r"utan losenord", r"uden (?:adgangskode|kodeord)", r"uten passord", r"bez hesla", r"ilman salasanaa")  # fmt: skip
SINGLE_SIGN_ON = any_of(r"sso", r"single sign[- ]?on", r"keycloak", r"saml", r"openid(?: connect)?", r"oidc", r"oauth", r"company account", r"firmenkonto", r"compte entreprise", r"(?:sign|log) ?in with \w+", r"se connecter avec \w+", r"(?:anmelden|einloggen) (?:mit|uber) \w+", r"mit \w+ (?:anmelden|einloggen)", r"(?:acceder|iniciar sesion|entrar) con \w+", r"accedi con \w+", r"inloggen met \w+", r"entrar com \w+", r"continue with \w+", r"continuer avec \w+", r"weiter mit \w+")  # fmt: skip
HELP = any_of(r"help", r"aide", r"hilfe", r"faq", r"contact", r"kontakt", r"support", r"ayuda", r"aiuto", r"download app", r"app store", r"google play", r"problem\w*", r"why", r"how to", r"blog", r"news", r"careers?", r"jobs?", r"partners?", r"comment", r"wie", r"cookies?", r"privacy")  # fmt: skip

WRONG = any_of(
    r"incorrect\w*", r"invalid\w*", r"wrong", r"not (?:recogni[sz]ed|correct|valid|found|match\w*|registered|authori[sz]ed)", r"(?:doesn'?t|does not|do not|don'?t|didn'?t|did not|couldn'?t|could not|cannot|can'?t) (?:match|recogni[sz]e|find|exist|work|be found|verify|sign you in|log you in)", r"mismatch\w*", r"fail(?:ed|ure)", r"unsuccessful\w*", r"bad (?:credentials|password|login)", r"try again", r"unknown (?:user|e-?mail|account)", r"denied", r"unable to (?:log|sign)", r"no (?:such )?account", r"check your (?:details|credentials|password|e-?mail|entries|input)",
    r"incorrect\w*", r"invalide\w*", r"erron\w*", r"errone\w*", r"mauvais\w*", r"inconnu\w*", r"non (?:reconnu|valide|trouve)\w*", r"echou\w*", r"echec\w*", r"ne (?:correspond|sont|est|permet|reconnai)\w* pas", r"n'(?:est|existe|a|ont) pas", r"faux", r"impossible de vous (?:connecter|identifier)", r"reessay\w*", r"verifiez (?:vos|votre|les)", r"refuse\w*", r"ne nous permet\w* pas",
    r"falsch\w*", r"ungultig\w*", r"nicht (?:korrekt|gultig|richtig|gefunden|bekannt|erkannt|erfolgreich|uberein|moglich|zugelassen)", r"fehlgeschlagen\w*", r"fehlerhaft\w*", r"stimm\w* (?:\w+ )*nicht", r"unbekannt\w*", r"fehler", r"erneut versuchen", r"versuchen sie es (?:erneut|noch)", r"inkorrekt\w*", r"uberprufen sie (?:ihre|die)", r"prufen sie (?:ihre|die)", r"abgelehnt", r"gescheitert", r"passen nicht",
    r"incorrect[oa]s?", r"invalid[oa]s?", r"no (?:es|son) (?:correct|valid)\w*", r"no (?:coincide|existe|hemos|se ha|se encuentra|reconoc)\w*", r"erronea?s?", r"equivocad\w*", r"fallid\w*", r"intentalo", r"intentelo", r"vuelv\w+ a intentar\w*", r"datos incorrectos",
    r"errat[oaie]", r"non (?:e |sono )?(?:valid|corrett|riconosciut|trovat|esist|corrispond)\w*", r"sbagliat\w*", r"fallit\w*", r"riprova\w*", r"credenziali (?:non|errate)", r"non e (?:stato|stata) possibile", r"scorrett\w*",
    r"onjuist\w*", r"ongeldig\w*", r"verkeerd\w*", r"klopt niet", r"kloppen niet", r"niet (?:correct|juist|geldig|herkend|gevonden|bekend)", r"mislukt", r"probeer (?:het )?opnieuw", r"komt niet overeen", r"komen niet overeen", r"fout\w*",
    r"incorret\w*", r"nao (?:corresponde|coincide|foi|existe|reconhec|e valid)\w*", r"errad[oa]s?", r"falhou", r"tente novamente", r"nieprawidlow\w*", r"bledn\w*", r"niepoprawn\w*", r"nie (?:pasuje|znaleziono|udalo)\w*", r"sprobuj ponownie", r"zly login",
    r"fel\w*", r"ogiltig\w*", r"felaktig\w*", r"stammer inte", r"inte (?:korrekt|ratt|giltig)\w*", r"forsok igen", r"forkert\w*", r"ugyldig\w*", r"stemmer ikke", r"ikke (?:korrekt|gyldig|fundet|genkendt|riktig)\w*", r"prov igen", r"feil", r"prov pa nytt", r"galt",
    r"nespravn\w*", r"neplatn\w*", r"chybn\w*", r"nesouhlas\w*", r"neexistuj\w*", r"zkuste (?:to )?znovu", r"chyba", r"vaara\w*", r"virheelli\w*", r"ei (?:tasmaa|loydy|kelpaa|ole oikea)\w*", r"epaonnistu\w*", r"yrita uudelleen", r"error",
)  # fmt: skip
EXPIRED = any_of(r"expired?", r"expire\w*", r"abgelaufen", r"perime\w*", r"caducad\w*", r"scadut\w*", r"verlopen", r"expirad\w*", r"wygasl\w*", r"har gatt ut", r"udlobet", r"utlopt", r"vyprsel\w*", r"vanhentun\w*")  # fmt: skip

LOCKED = any_of(
    r"(?:account|user|login|access|profile) (?:\w+ ){0,3}(?:locked|blocked|suspended|disabled|deactivated)", r"(?:locked|blocked|suspended|disabled) (?:your |this |the )?(?:account|user|access)", r"too many (?:\w+ ){0,3}(?:attempts|tries|logins|failures)", r"temporarily locked", r"locked out", r"locked",
    r"compte (?:\w+ ){0,4}(?:bloque|verrouille|suspendu|desactive)\w*", r"(?:bloque|verrouille|suspendu)\w* (?:votre |ce |le )?(?:compte|acces)", r"trop de (?:tentatives|essais)", r"acces (?:\w+ ){0,3}(?:bloque|suspendu|verrouille)\w*", r"nombre (?:maximum |maximal )?d(?:e |')(?:tentatives|essais) (?:\w+ ){0,2}(?:atteint|depasse)\w*",
    r"(?:konto|zugang|account|benutzer\w*|kundenkonto|benutzerkonto) (?:\w+ ){0,5}(?:gesperrt|blockiert|deaktiviert)", r"gesperrt\w*", r"zu viele (?:\w+ ){0,3}(?:versuche|fehlversuche|anmeldeversuche|anmeldungen|fehlanmeldungen)", r"zu oft falsch",
    r"cuenta (?:\w+ ){0,4}(?:bloquead|suspendid|desactivad|inhabilitad)\w*", r"demasiados intentos", r"acceso bloqueado", r"usuario bloqueado", r"account (?:\w+ ){0,3}(?:bloccato|sospeso|disabilitato)", r"troppi tentativi", r"utenza (?:\w+ ){0,2}(?:bloccata|sospesa|disabilitata)", r"(?:utente|accesso) bloccat\w*",
    r"account (?:\w+ ){0,3}(?:geblokkeerd|vergrendeld|opgeschort)", r"te veel (?:\w+ ){0,2}pogingen", r"geblokkeerd\w*", r"conta (?:\w+ ){0,3}(?:bloquead|suspens)\w*", r"demasiadas tentativas", r"muitas tentativas", r"konto (?:\w+ ){0,3}(?:zablokowan|zawieszon)\w*", r"zbyt wiele (?:\w+ )?prob", r"kontot ar last", r"kontoen er (?:last|spaerret)", r"for manga (?:\w+ )?forsok", r"for mange (?:\w+ )?forsog", r"ucet (?:\w+ ){0,3}(?:zablokovan|uzamcen)\w*", r"prilis mnoho (?:\w+ )?pokusu", r"tili (?:\w+ ){0,2}lukit\w*", r"liian monta yritysta",
)  # fmt: skip

# Said of a visitor who came too often, where nothing is said of the account.
TOO_MANY = any_of(r"too many (?:\w+ ){0,3}(?:attempts|tries|logins|failures)", r"trop de (?:tentatives|essais)", r"zu viele (?:\w+ ){0,3}(?:versuche|fehlversuche|anmeldeversuche|anmeldungen|fehlanmeldungen)", r"demasiados intentos", r"troppi tentativi", r"te veel (?:\w+ ){0,2}pogingen", r"demasiadas tentativas", r"muitas tentativas", r"zbyt wiele (?:\w+ )?prob", r"for manga (?:\w+ )?forsok", r"for mange (?:\w+ )?forsog", r"prilis mnoho (?:\w+ )?pokusu", r"liian monta yritysta")  # fmt: skip

TECHNICAL = any_of(
    r"technical (?:error|problem|issue|difficult\w*)", r"server error", r"internal error", r"try again later", r"temporarily unavailable", r"service unavailable", r"something went wrong", r"erreur technique", r"probleme technique", r"incident technique", r"(?:reessayez|reessayer|ulterieurement) plus tard", r"ulterieurement", r"indisponible", r"technischer? (?:fehler|problem|storung)\w*", r"spater (?:erneut|noch ?(?:ein)?mal)", r"nicht verfugbar", r"error tecnico", r"mas tarde", r"no disponible", r"errore tecnico", r"piu tardi", r"technische (?:fout|storing)", r"later opnieuw", r"erro tecnico", r"mais tarde", r"blad techniczny", r"pozniej", r"tekniskt fel", r"teknisk fejl", r"teknisk feil", r"technicka chyba", r"pozdeji", r"tekninen virhe", r"network error", r"timed? ?out",
)  # fmt: skip
REQUIRED = any_of(r"required", r"mandatory", r"must not be (?:empty|blank)", r"please (?:fill|enter|provide|select)\w*", r"obligatoire\w*", r"veuillez (?:renseigner|saisir|remplir|completer|indiquer)", r"champ requis", r"pflichtfeld\w*", r"erforderlich", r"bitte (?:geben|fullen|ausfullen|wahlen)\w*", r"obligatori[oa]s?", r"requerid\w*", r"richiest[oa]", r"obbligatori\w*", r"verplicht\w*", r"vul \w+ in", r"wymagan\w*", r"obligatorisk\w*", r"pakraevet", r"pakrevd", r"povinn\w*", r"pakollinen")  # fmt: skip
OPTIONAL = any_of(r"optional\w*", r"if (?:enabled|activated|set up|you have)", r"facultati\w+", r"optionnel\w*", r"si active\w*", r"falls (?:aktiviert|vorhanden|eingerichtet)", r"wenn aktiviert", r"opcional\w*", r"opzional\w*", r"facoltativ\w*", r"optioneel", r"indien \w+", r"se (?:attiva|ativa)\w*", r"opcjonaln\w*", r"valfri\w*", r"valgfri\w*", r"nepovinn\w*", r"valinnainen")  # fmt: skip

# What a portal may want of the person before it lets them in.
TERMS = any_of(r"terms(?: (?:and conditions|of (?:use|service)))?", r"conditions generales(?: \w+)*", r"conditions d'utilisation", r"cgu", r"cgv", r"agb", r"(?:allgemeine\w* )?geschaftsbedingungen", r"nutzungsbedingungen", r"datenschutz(?:erklarung|bestimmungen|hinweise)", r"privacy policy", r"terminos(?: y condiciones)?", r"condiciones (?:de uso|generales|de servicio)", r"termini(?: e condizioni)?", r"condizioni (?:d'uso|generali|di servizio|di utilizzo)", r"(?:algemene )?voorwaarden", r"gebruiksvoorwaarden", r"termos(?: e condicoes| de uso)?", r"condicoes (?:gerais|de utilizacao)", r"regulamin\w*", r"villkor\w*", r"anvandarvillkor", r"betingelser\w*", r"vilkar\w*", r"(?:obchodni )?podmink\w*", r"kayttoehdot", r"ehdot")  # fmt: skip
ACCEPT = any_of(r"i (?:have read and )?(?:accept|agree)", r"accept\w*", r"agree\w*", r"j'accepte", r"accepter", r"j'ai lu", r"akzeptier\w*", r"zustimm\w*", r"einverstanden", r"acept\w*", r"accett\w*", r"accepte\w*", r"akkoord", r"ga akkoord", r"aceit\w*", r"concordo", r"akceptuj\w*", r"zgadzam", r"godkann\w*", r"accepterar", r"godkend\w*", r"godta\w*", r"souhlas\w*", r"prijim\w*", r"hyvaksy\w*")  # fmt: skip
PASSWORD_EXPIRED = any_of(
    r"password (?:\w+ ){0,3}(?:expired|must be changed|needs to be changed|no longer valid|too old)", r"(?:change|update|renew|choose|set|create) (?:your |a )?(?:new )?password", r"mot de passe (?:\w+ ){0,4}(?:expire|perime|doit etre (?:change|modifie|renouvele))\w*", r"(?:changer|modifier|renouveler|modifiez|changez|choisissez|creez|definissez) (?:\w+ ){0,2}(?:nouveau )?mot de passe", r"(?:passwort|kennwort) (?:\w+ ){0,4}(?:abgelaufen|geandert werden|andern|erneuern|aktualisieren|vergeben|festlegen)", r"neues (?:passwort|kennwort)", r"contrasena (?:\w+ ){0,3}(?:caducad|expirad|vencid)\w*", r"(?:cambi\w+|actualic\w+|renov\w+) (?:\w+ ){0,2}contrasena", r"password (?:\w+ ){0,3}scadut\w*", r"(?:cambia|modifica|aggiorna)\w* (?:\w+ ){0,2}password", r"wachtwoord (?:\w+ ){0,3}(?:verlopen|wijzigen|veranderen)", r"(?:wijzig|verander|nieuw) (?:\w+ )?wachtwoord", r"(?:palavra-passe|senha) (?:\w+ ){0,3}expir\w*", r"(?:alterar|altere|mudar) (?:\w+ )?(?:palavra-passe|senha)", r"haslo (?:\w+ ){0,2}wygasl\w*", r"zmien haslo", r"zmiana hasla", r"losenord\w* (?:\w+ ){0,3}gatt ut", r"byt losenord", r"(?:skift|aendr) (?:\w+ )?adgangskode", r"adgangskode\w* (?:\w+ ){0,2}udlobet", r"(?:bytt|endre) passord", r"passord\w* (?:\w+ ){0,2}utlopt", r"hesl\w+ (?:\w+ ){0,2}vyprs\w*", r"zmen\w+ hesl\w*", r"vaihda salasana", r"salasana\w* (?:\w+ ){0,2}vanhen\w*",
)  # fmt: skip
CONFIRM_EMAIL = any_of(r"(?:confirm|verify|validate) (?:your |the )?e-?mail(?: address)?", r"(?:confirmez|verifiez|validez|confirmer|verifier|valider) (?:votre |l')?(?:adresse|e-?mail|mail|courriel)(?: \w+)*", r"(?:bestatigen|verifizieren) sie (?:bitte )?ihre e-?mail\w*", r"e-?mail-?adresse (?:\w+ )?(?:bestatigen|verifizieren)", r"(?:confirm\w+|verifi\w+) (?:tu|su) (?:correo|e-?mail|direccion)", r"(?:conferma|verifica) (?:la tua |il tuo |l')?(?:e-?mail|indirizzo)", r"bevestig (?:je|uw) e-?mail\w*", r"confirm\w+ (?:o )?(?:seu|teu) e-?mail", r"potwierdz (?:\w+ )?(?:adres )?e-?mail", r"bekrafta (?:din )?e-?post\w*", r"bekraeft (?:din )?e-?mail\w*", r"bekreft (?:din )?e-?post\w*", r"potvrdte (?:\w+ )?e-?mail", r"vahvista sahkoposti\w*")  # fmt: skip
ENABLE_MFA = any_of(r"(?:set ?up|enable|activate|configure|turn on) (?:\w+ ){0,3}(?:two|2|multi|mfa|2fa|authenticator)[- ]?\w*(?: \w+)?", r"(?:activer|configurer|activez|configurez|mettre en place) (?:\w+ ){0,3}(?:double authentification|authentification \w+ (?:deux|double|multi)\w*|validation en deux)", r"(?:zwei-?faktor|2-?faktor|2fa|mfa)\S* (?:\w+ ){0,2}(?:einrichten|aktivieren)", r"(?:richten|aktivieren) sie (?:\w+ ){0,4}(?:zwei-?faktor|2-?faktor|2fa|mfa)\S*", r"(?:activ\w+|configur\w+|attiv\w+) (?:\w+ ){0,3}(?:doble factor|dos pasos|dos factores|due fattori|due passaggi|dois fatores)", r"(?:stel|activeer) (?:\w+ ){0,3}(?:tweestaps|twee-?factor|tweefactor)\S*", r"skonfiguruj (?:\w+ ){0,2}(?:weryfikacj|2fa)\w*", r"scan (?:the |this )?qr[- ]?code", r"scannez (?:le |ce )?(?:qr[- ]?code|code qr)", r"(?:scannen|scan) sie (?:\w+ ){0,2}qr-?code", r"escane\w+ (?:el )?(?:codigo )?qr", r"scansiona il (?:codice )?qr", r"aktivera tvastegs\w*", r"sla til totrins\w*")  # fmt: skip
LATER = any_of(r"(?:not |maybe )?(?:now|later)", r"not now", r"maybe later", r"skip(?: (?:for now|this|this step))?", r"remind me later", r"do(?: this| it)? later", r"no,? thanks?", r"no thank you", r"plus tard", r"pas maintenant", r"ignorer(?: cette etape)?", r"passer(?: cette etape)?", r"me le rappeler plus tard", r"non,? merci", r"spater(?: erinnern)?", r"nicht jetzt", r"jetzt nicht", r"uberspringen", r"nein,? danke", r"mas tarde", r"ahora no", r"omitir", r"no,? gracias", r"piu tardi", r"non ora", r"salta", r"no,? grazie", r"niet nu", r"overslaan", r"nee,? bedankt", r"mais tarde", r"agora nao", r"ignorar", r"pozniej", r"nie teraz", r"pomin", r"inte nu", r"hoppa over", r"senare", r"nej tack", r"ikke nu", r"spring over", r"senere", r"hopp over", r"nei takk", r"pozdeji", r"ted ne", r"preskocit", r"ne,? dekuji", r"ei nyt", r"ohita", r"myohemmin")  # fmt: skip

APPROVAL = any_of(
    r"(?:approve|confirm|accept) (?:\S+ ){0,5}(?:app|phone|device|notification|mobile|smartphone)", r"(?:open|check) (?:\S+ ){0,4}(?:app|phone|device) (?:\S+ ){0,4}(?:approve|confirm|to)", r"push notification", r"waiting for (?:your )?(?:approval|confirmation)", r"(?:sent|send) (?:\S+ ){0,4}(?:notification|request|prompt) to", r"tap (?:yes|approve)",
    r"(?:validez|confirmez|approuvez|valider|confirmer|approuver) (?:\S+ ){0,6}(?:application|appli|telephone|smartphone|appareil|mobile)", r"notification (?:push )?(?:\S+ ){0,3}(?:envoyee|sur votre)", r"en attente de (?:votre )?(?:validation|confirmation|approbation)", r"ouvrez (?:\S+ ){0,3}(?:application|appli)\w*",
    r"(?:bestatigen|genehmigen|geben) sie (?:\S+ ){0,7}(?:app|smartphone|handy|gerat|mobiltelefon)\w*(?: \w+)*", r"push-?(?:nachricht|benachrichtigung|mitteilung)\w*", r"(?:warten|warte) auf (?:\w+ )?(?:bestatigung|freigabe|genehmigung)", r"in (?:ihrer|der) app (?:\S+ ){0,3}(?:bestatigen|freigeben)", r"freigabe in (?:ihrer|der) \w*app",
    r"(?:aprueb\w+|confirm\w+|autoric\w+|valid\w+) (?:\S+ ){0,6}(?:app|aplicacion|movil|telefono|dispositivo)", r"notificacion (?:push|enviada|en tu)", r"(?:approva|conferma|autorizza)\w* (?:\S+ ){0,6}(?:app|telefono|smartphone|dispositivo)", r"notifica push", r"(?:bevestig|keur) (?:\S+ ){0,6}(?:app|telefoon|toestel)", r"pushmelding\w*", r"(?:aprov\w+|confirm\w+) (?:\S+ ){0,6}(?:app|aplicacao|telemovel|celular)", r"potwierdz (?:\S+ ){0,5}(?:aplikacji|telefonie)", r"godkann (?:\S+ ){0,5}(?:app\w*|telefon\w*|mobil\w*)", r"godkend (?:\S+ ){0,5}(?:app\w*|telefon\w*|mobil\w*)", r"godkjenn (?:\S+ ){0,5}(?:app\w*|telefon\w*|mobil\w*)", r"potvrdte (?:\S+ ){0,5}(?:aplikaci|telefonu)", r"vahvista (?:\S+ ){0,5}(?:sovelluks\w*|puhelim\w*)",
)  # fmt: skip
LINK_BY_MAIL = any_of(
    r"(?:click|follow|use) (?:on )?(?:the )?link (?:\w+ ){0,4}(?:e-?mail|mail|inbox|sent)", r"(?:sent|emailed|mailed) (?:you )?(?:a|the) (?:magic |sign-?in |login |log-?in )?link", r"magic[- ]?links?", r"(?:sign|log)-?in link",
    r"cliquez sur le lien", r"lien (?:de connexion|magique)", r"klicken sie (?:\w+ ){0,3}link", r"(?:anmelde|login|magic|einmal|zugangs)-?link", r"link (?:zum|zur) (?:anmelden|anmeldung|einloggen|login)",
    r"(?:haz|haga) clic en el enlace", r"enlace (?:de acceso|magico|para (?:acceder|iniciar|entrar))", r"clicca sul link", r"link (?:di accesso|magico|per accedere)", r"klik op de link", r"(?:inlog|aanmeld)link", r"link (?:de acesso|magico|para (?:entrar|aceder))",
    r"link (?:do logowania|logujacy)", r"inloggningslank\w*", r"lank for att logga in", r"login-?link\w*", r"innloggingslenke\w*", r"prihlasovaci odkaz", r"odkaz (?:pro|k) prihlaseni", r"kirjautumislink\w*",
)  # fmt: skip
# What makes the portal mail a link to sign in with: it is never pressed to find out what follows.
SEND_LINK = any_of(
    r"(?:e-?mail|send|mail|text|get|request)(?: \S+){0,4} \S*links?", r"(?:sign|log)[- ]?in (?:with|by|via) (?:\S+ ){0,3}link", r"magic[- ]?link",
    r"(?:envoyer|recevoir|envoyez|demander|obtenir)(?:[- ]moi)?(?: \S+){0,4} lien", r"(?:connexion|se connecter) (?:par|avec) (?:un )?lien", r"\S*link (?:\S+ ){0,3}(?:senden|schicken|anfordern|erhalten|zusenden)", r"(?:per|mit) \S*-?link (?:anmelden|einloggen)",
    r"(?:envia|recib|solicit|manda)\w*(?: \S+){0,4} enlace", r"(?:invia|manda|ricev|richied)\w*(?: \S+){0,4} \S*link", r"(?:stuur|verstuur|mail|ontvang|vraag)(?: \S+){0,4} \S*link", r"(?:envia|envie|receb|ped)\w*(?:-me)?(?: \S+){0,4} (?:link|ligacao)",
    r"(?:wy|prze)slij(?: \S+){0,4} link", r"(?:skicka|fa|mejla)(?: \S+){0,4} \S*lank\w*", r"(?:send|fa|modtag)(?: \S+){0,4} \S*(?:link|lenke)\w*", r"(?:poslat|zaslat|poslete)(?: \S+){0,4} odkaz", r"(?:laheta|tilaa)(?: \S+){0,4} \S*linkki\w*",
)  # fmt: skip

SEND_CODE = any_of(r"(?:send|text|e-?mail|get|request|receive|call)(?: me)?(?: (?:a|the|my|new))? (?:\w+ )?(?:code|sms|text|passcode|otp)", r"(?:envoyer|recevoir|demander|envoyez|obtenir)(?:[- ]moi)?(?: (?:le|un|mon))? (?:\w+ )?(?:code|sms)(?: \w+)*", r"(?:sms-?)?(?:bestatigungs|sicherheits)?code (?:\w+ ){0,3}(?:senden|anfordern|erhalten|zusenden)", r"(?:sms|tan) (?:senden|anfordern)", r"(?:enviar|recibir|solicitar|receber|pedir) (?:\w+ )?(?:codigo|sms)", r"(?:invia|ricevi|richiedi) (?:\w+ )?(?:codice|sms)", r"(?:verstuur|stuur|ontvang|vraag) (?:\w+ )?(?:code|sms)(?: \w+)?", r"wyslij kod", r"skicka (?:\w+ )?kod", r"send (?:\w+ )?kode", r"(?:odeslat|poslat|zaslat) kod", r"laheta koodi")  # fmt: skip
RESEND = any_of(r"resend\w*", r"send (?:\w+ )?again", r"(?:new|another) code", r"didn'?t (?:get|receive)", r"renvoyer", r"renvoi", r"nouveau code", r"pas recu", r"erneut (?:senden|anfordern|zusenden)", r"neuen code", r"nicht erhalten", r"reenviar", r"nuevo codigo", r"invia di nuovo", r"rinvia", r"nuovo codice", r"opnieuw (?:versturen|sturen|verzenden)", r"nieuwe code", r"novo codigo", r"ponownie", r"igen", r"pa nytt", r"znovu", r"uudelleen")  # fmt: skip

NO_LONGER = any_of(
    r"(?:no longer|don'?t|do not|can'?t|cannot) (?:\w+ ){0,3}(?:have|access|use)", r"lost (?:my |your )?\w+", r"n'?(?:ai|avez|ayez) (?:\w+ )?(?:plus|pas)", r"perdu\w*", r"(?:nicht|kein\w*) (?:\w+ ){0,3}(?:mehr|zugriff|zugang)", r"verloren", r"ya no (?:tengo|tienes)", r"no tengo", r"perdid\w*", r"non ho (?:piu )?", r"pers[oa]", r"niet meer", r"kwijt",
    r"nao tenho", r"ja nao", r"nie mam(?: juz)?", r"har inte", r"inte langre", r"har ikke", r"ikke laengere", r"ikke lenger", r"nemam", r"uz nemam", r"minulla ei",
)  # fmt: skip

SENT = any_of(r"sent", r"send", r"emailed", r"texted", r"received?", r"envoye\w*", r"recu\w*", r"recevoir", r"adresse", r"gesendet", r"geschickt", r"verschickt", r"zugesandt", r"erhalten", r"senden", r"enviad\w*", r"enviamos", r"recibid\w*", r"inviat\w*", r"ricevut\w*", r"verzonden", r"gestuurd", r"verstuurd", r"ontvangen", r"receb[ei]\w*", r"wyslalismy", r"wyslany", r"wyslano", r"skickat\w*", r"skickade", r"sendt", r"odeslali", r"zaslali", r"poslali", r"odeslan\w*", r"lahetet\w*", r"lahetimme")  # fmt: skip
WAS_SENT = any_of(
    r"(?:was|been|have|we|just|'ve) (?:\w+ )?(?:sent|e-?mailed|texted)", r"sent (?:you|to|a|an|the)", r"(?:avons|vient d'etre|a ete|ete) (?:\w+ ){0,3}(?:envoye\w*|adresse)", r"(?:wurde|haben|hat) (?:\S+ ){0,10}(?:gesendet|geschickt|verschickt|zugesandt|versendet)", r"(?:hemos|ha sido|se ha) (?:\w+ )?enviad\w+", r"(?:abbiamo|e stato|stato) (?:\w+ )?inviat\w+", r"(?:is|hebben|werd) (?:\S+ ){0,8}(?:verzonden|gestuurd|verstuurd)",
    r"enviamos", r"foi enviad\w+", r"wyslalismy", r"zostal wyslany", r"(?:har|har vi) (?:\w+ )?(?:skickat|sendt)", r"skickade", r"(?:odeslali|zaslali|poslali) jsme", r"jsme (?:\w+ )?(?:odeslali|zaslali|poslali)", r"lahetimme", r"on lahetetty",
)  # fmt: skip
BY_APP = any_of(r"authenticator\w*", r"authentication app\w*", r"authenticat\w+ app\w*", r"totp", r"otp app", r"(?:google|microsoft) authenticator", r"authy", r"application (?:d')?authentification", r"appli(?:cation)? (?:\w+ )?authentif\w*", r"authentifizierungs-?app", r"authentifikator\w*", r"aplicacion de autenticacion", r"app (?:di autenticazione|de autenticacion|de autenticacao)", r"aplikacj\w+ uwierzytelniaj\w+", r"autentisering\w*", r"godkendelsesapp", r"autentizacni aplikac\w+", r"todennussovel\w+", r"code generator", r"device token", r"one-?time password app")  # fmt: skip
BY_SMS = any_of(r"sms", r"text message", r"text", r"texto", r"phone", r"mobile", r"telephone", r"portable", r"mobiltelefon", r"handy\w*", r"mobilnummer", r"handynummer", r"rufnummer", r"telefono", r"movil", r"cellulare", r"telefoon\w*", r"telemovel", r"celular", r"telefon\w*", r"mobil\w*", r"puhelin\w*", r"tekstiviesti\w*", r"mensaje de texto", r"textmeddelande", r"numero de mobile")  # fmt: skip
BY_MAIL = any_of(r"e-?mails?", r"mails?", r"courriel", r"adresse e-?mail", r"messagerie", r"boite mail", r"postfach", r"correo", r"e-?mailadresse", r"posta elettronica", r"e-?mailadres", r"e-?post\w*", r"sahkoposti\w*", r"inbox", r"casella")  # fmt: skip
BY_CALL = any_of(
    r"(?:voice |phone )?call",
    r"appel(?: vocal)?",
    r"anruf\w*",
    r"llamada",
    r"chiamata",
    r"oproep",
    r"chamada",
    r"polaczenie",
)

COOKIES = any_of(r"cookies?", r"consent\w*", r"tracking", r"traceurs?", r"privacy", r"vie privee", r"donnees personnelles", r"datenschutz\w*", r"einwilligung\w*", r"privacidad", r"galletas", r"privacidade", r"privatsphare", r"partenaires", r"ciasteczk\w*", r"kakor", r"informasjonskapsler", r"evaste\w*", r"gdpr", r"rgpd", r"dsgvo", r"susenky")  # fmt: skip
REFUSE = any_of(
    r"reject(?: all)?(?: cookies)?", r"decline(?: all)?", r"refuse(?: all)?", r"deny(?: all)?", r"(?:only|use only|accept only|allow only)? ?(?:strictly )?(?:necessary|essential|required)(?: cookies)?(?: only)?", r"continue without (?:accepting|consent\w*)", r"no,? thanks?", r"disagree", r"opt ?out",
    r"tout refuser", r"refuser(?: tout| tous les cookies)?", r"je refuse", r"continuer sans accepter", r"(?:cookies )?(?:necessaires|essentiels|indispensables) (?:uniquement|seulement)", r"uniquement (?:les )?(?:cookies )?(?:necessaires|essentiels)", r"interdire tous les cookies", r"non merci",
    r"(?:alle |alles )?ablehnen", r"(?:nur )?(?:technisch )?(?:notwendige|erforderliche|essenzielle|essentielle)(?:n)?(?: cookies)?(?: akzeptieren| zulassen| erlauben| speichern)?", r"nur (?:notwendige|essenzielle|erforderliche|technisch \w+)\S*(?: \w+)?", r"ohne (?:zustimmung|einwilligung) fortfahren", r"verweigern", r"weiter ohne (?:zustimmung|einwilligung)", r"nicht zustimmen", r"widersprechen",
    r"rechazar(?: todo| todas)?(?: las cookies)?", r"solo (?:las )?(?:cookies )?(?:necesarias|esenciales)", r"denegar", r"continuar sin aceptar", r"rifiuta(?: tutti| tutto)?", r"solo (?:i )?(?:cookie )?(?:necessari|essenziali)", r"continua senza accettare", r"nega", r"(?:alles |alle )?(?:cookies )?weigeren", r"afwijzen", r"alleen (?:noodzakelijke|functionele)(?: cookies)?", r"doorgaan zonder (?:accepteren|te accepteren)",
    r"rejeitar(?: tudo| todos)?", r"recusar", r"apenas (?:os )?(?:necessarios|essenciais)", r"odrzuc(?: wszystkie)?", r"tylko niezbedne", r"nie zgadzam sie", r"avvisa(?: alla)?", r"neka(?: alla)?", r"endast nodvandiga(?: kakor| cookies)?", r"afvis(?: alle)?", r"kun nodvendige", r"avvis(?: alle)?", r"odmitnout(?: vse)?", r"(?:pouze|jen) nezbytne", r"hylkaa(?: kaikki)?", r"vain valttamattomat", r"kielta\w*",
)  # fmt: skip
AGREE = any_of(
    r"accept(?: all)?(?: cookies)?", r"allow(?: all)?(?: cookies)?", r"agree(?: and close| & close)?", r"i agree", r"ok(?:ay)?", r"got it", r"i understand", r"understood", r"continue", r"yes", r"close",
    r"(?:tout )?accepter(?: tout| et fermer| et continuer| les cookies)?", r"j'accepte", r"d'accord", r"j'ai compris", r"compris", r"autoriser(?: tous les cookies)?", r"accepter & fermer", r"continuer", r"fermer",
    r"(?:alle[ns]? |alle cookies )?(?:akzeptieren|zulassen|erlauben|annehmen)", r"(?:allen? )?zustimmen", r"einverstanden", r"verstanden", r"ich stimme zu", r"weiter", r"in ordnung", r"schliessen",
    r"aceptar(?: todo| todas)?(?: las cookies)?", r"acepto", r"de acuerdo", r"entendido", r"permitir(?: todas)?", r"accetta(?: tutti| tutto| e chiudi)?", r"accetto", r"ho capito", r"consenti(?: tutti)?", r"(?:alles |alle )?(?:cookies )?(?:accepteren|toestaan)", r"akkoord", r"begrepen", r"ik ga akkoord", r"aceitar(?: tudo| todos)?", r"aceito", r"concordo", r"percebi",
    r"(?:za)?akceptuj(?: wszystkie)?", r"zgadzam sie", r"rozumiem", r"(?:acceptera|godkann|tillat)(?: alla)?", r"jag forstar", r"(?:accepter|tillad|godkend)(?: alle)?", r"jeg forstar", r"godta(?: alle)?", r"souhlasim", r"prijmout(?: vse)?", r"rozumim", r"hyvaksy(?: kaikki)?", r"selva",
)  # fmt: skip
CLOSE = any_of(r"close", r"dismiss", r"fermer", r"schliessen", r"cerrar", r"chiudi", r"sluiten", r"fechar", r"zamknij", r"stang", r"luk", r"lukk", r"zavrit", r"sulje", r"x", r"no,? thanks?", r"non,? merci", r"nein,? danke", r"no,? gracias", r"no,? grazie", r"nee,? bedankt", r"(?:maybe )?later", r"plus tard", r"spater", r"mas tarde", r"piu tardi", r"skip", r"not now", r"nao,? obrigado", r"nie,? dziekuje", r"nej,? tak", r"nej,? tack", r"nei,? takk", r"ne,? dekuji", r"ei kiitos", r"cancel", r"annuler", r"abbrechen")  # fmt: skip

SIGNED_IN_AS = any_of(r"(?:signed|logged) in as", r"authenticated as", r"(?:currently|already) (?:signed in|logged in|authenticated)", r"connectee?s? (?:en tant que|sous|avec)", r"(?:deja|actuellement) (?:connecte|authentifie|identifie)e?s?", r"(?:angemeldet|eingeloggt) als", r"(?:bereits|derzeit|aktuell) (?:angemeldet|eingeloggt|authentifiziert)", r"sesion iniciada como", r"conectado como", r"connesso come", r"ingelogd als", r"sessao iniciada como", r"zalogowany jako", r"inloggad som", r"logget ind? som", r"prihlasen\w* jako", r"kirjautunut")  # fmt: skip

CHOOSE_ACCOUNT = any_of(
    r"(?:choose|pick|select) (?:an|your|the) account", r"(?:choisi\w*|selectionne\w*) (?:un|votre) compte", r"konto (?:aus)?wahlen", r"wahlen sie (?:ein|ihr) konto\w*", r"(?:elige|elija|selecciona|seleccione) (?:una|tu|su) cuenta", r"(?:scegli|seleziona) (?:un|il tuo) account", r"kies (?:een|je|uw) account", r"account (?:kiezen|selecteren)",
    r"(?:escolh\w+|selecion\w+) (?:uma|a sua) conta", r"wybierz konto", r"valj (?:ett )?konto", r"vaelg (?:en )?konto", r"velg (?:en )?konto", r"(?:vyberte|zvolte) (?:si )?ucet", r"valitse tili", r"(?:continue|proceed|go on) as", r"continuer (?:en tant que|avec le compte)", r"(?:weiter|fortfahren) als", r"continuar como", r"continua come", r"doorgaan als", r"kontynuuj jako", r"fortsatt som", r"fortsaet som", r"pokracovat jako", r"jatka kayttajana",
)  # fmt: skip
YES = any_of(r"yes(?: please)?", r"oui", r"ja", r"si", r"sim", r"tak", r"ano", r"kylla", r"igen", r"da", r"evet", r"stay signed in", r"rester connecte", r"angemeldet bleiben", r"yes, stay signed in")  # fmt: skip

# Fields beside user name and password, by the catalogue's kinds.
EXTRA_FIELDS = (
    ("zip", any_of(r"zip(?: ?code)?", r"post(?:al)? ?code", r"postcode", r"code postal", r"plz", r"postleitzahl", r"codigo postal", r"cap", r"codice (?:di avviamento )?postale", r"kod pocztowy", r"postnummer", r"psc", r"postinumero")),
    ("date_of_birth", any_of(r"date of birth", r"birth ?(?:date|day)", r"dob", r"date de naissance", r"geburts(?:datum|tag)", r"fecha de nacimiento", r"data di nascita", r"geboortedatum", r"data de nascimento", r"data urodzenia", r"fodelsedatum", r"fodselsdato", r"datum narozeni", r"syntymaaika")),
    ("contract_number", any_of(r"contract (?:number|no|id|account)", r"policy (?:number|no)", r"(?:numero|n ?°|no|reference) (?:de |du )?(?:contrat|police)", r"vertrags(?:nummer|konto\w*|nr)", r"versicherung(?:sschein)?s?nummer", r"numero de (?:contrato|poliza)", r"numero (?:di )?(?:contratto|polizza)", r"contractnummer", r"polisnummer", r"numero do contrato", r"numer umowy", r"avtalsnummer", r"kontraktnummer", r"cislo smlouvy", r"sopimusnumero")),
    ("customer_number", any_of(r"customer (?:number|no|id|code|ref\w*)", r"client (?:number|no|id|code)", r"(?:numero|n ?°|no|code|reference) (?:de |du )?(?:client|abonne)", r"kunden-?(?:nummer|nr|id|kennung)", r"(?:numero|codigo|n ?°) (?:de )?cliente", r"(?:codice|numero) cliente", r"klant(?:en)?-?(?:nummer|nr|id)", r"numero (?:de |do )?cliente", r"numer klienta", r"kund-?nummer", r"kundenummer", r"(?:zakaznicke cislo|cislo zakaznika)", r"asiakasnumero", r"member(?:ship)? (?:number|no|id)", r"mitgliedsnummer")),
    ("tax_number", any_of(r"tax (?:number|id|code)", r"vat (?:number|id|no)", r"steuer(?:nummer|-?id\w*)", r"ust-?id\w*", r"numero (?:de )?(?:tva|siret|siren)", r"siret", r"siren", r"nif", r"cif", r"codice fiscale", r"partita iva", r"btw-?nummer", r"nip", r"organisationsnummer", r"cvr(?:-nummer)?", r"ico")),
    ("phone_number", any_of(r"(?:phone|mobile|telephone|cell)(?: (?:number|no))?", r"(?:numero (?:de )?)?(?:telephone|mobile|portable)", r"(?:telefon|handy|mobilfunk|mobil|ruf)-?nummer", r"(?:numero de )?(?:telefono|movil|telemovel|celular)", r"(?:numero di )?(?:cellulare|telefono)", r"telefoonnummer", r"numer telefonu", r"telefonnummer", r"mobilnummer", r"telefonni cislo", r"puhelinnumero")),
    ("subdomain", any_of(r"sub ?domain", r"workspace(?: (?:url|name))?", r"tenant", r"team (?:url|name)", r"instance", r"mandant\w*", r"espace de travail", r"domain")),
    ("company_id", any_of(r"company(?: (?:id|code|number|name|login))?", r"organi[sz]ation(?: (?:id|code|name))?", r"(?:identifiant|code|numero) (?:d')?(?:entreprise|societe)", r"(?:code )?(?:entreprise|societe)", r"firm(?:en)?-?(?:id|nummer|kennung|name)?", r"unternehmen\w*", r"(?:codigo (?:de )?)?empresa", r"(?:codice )?azienda", r"(?:bedrijfs\w*|bedrijf)", r"firma", r"foretag\w*", r"virksomhed\w*", r"yritys\w*")),
    ("account_id", any_of(r"account (?:id|alias|number|no|name)", r"(?:numero|identifiant|n ?°) (?:de |du )?compte", r"konto-?(?:nummer|nr|id)", r"numero de cuenta", r"numero (?:di )?conto", r"(?:account|rekening)nummer", r"numero da conta", r"numer konta", r"kontonummer", r"cislo uctu", r"tilinumero")),
)  # fmt: skip
PERSONAL = any_of(r"first ?name", r"last ?name", r"surname", r"given ?name", r"family ?name", r"full ?name", r"prenom", r"nom(?: de famille)?", r"vorname", r"nachname", r"nombre", r"apellidos?", r"nome", r"cognome", r"voornaam", r"achternaam", r"apelido", r"imie", r"nazwisko", r"fornamn", r"efternamn", r"fornavn", r"efternavn", r"etternavn", r"jmeno", r"prijmeni", r"etunimi", r"sukunimi", r"street", r"strasse", r"rue", r"adresse postale", r"message", r"nachricht", r"mensaje", r"messaggio", r"bericht", r"subject", r"betreff", r"sujet")  # fmt: skip
