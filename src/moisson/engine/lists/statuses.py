"""Words for how things stand with a document ("✓ Paid", "à régler"): they change from visit to visit."""

from __future__ import annotations

import re

from moisson.engine.wording import any_of, fold

_ADVERBS = r"(?:not|non|nicht|noch|niet|nie|no|non|nao|ikke|inte|ej|ei|fully|voll|vollstandig|teilweise|partially|partly|partiellement|parcialmente|parzialmente|gedeeltelijk|deels|already|bereits|deja|ya|gia|al|auto|automatically|automatisch|status|statut|estado|stato|etat|to be|zu|a|da|por|te|do|is|ist|est|in|en|pas|pas encore|not yet|noch nicht)"
_WORDS = (
    r"open|paid|unpaid|closed|due|overdue|pending|settled|completed?|delivered|processed|sent|drafts?|cancell?ed|refunded|failed|new|available|ready|progress|processing|shipped|confirmed|issued|active|inactive|read|unread|collected|booked|posted|debited|credited|uncollectible|void(?:ed)?|outstanding|rejected|accepted|scheduled|expired|succeeded|success(?:ful)?|received|transferred|archived",
    r"offen|bezahlt|unbezahlt|beglichen|ausgeglichen|geschlossen|erledigt|fallig|uberfallig|abgeschlossen|storniert|erstattet|bearbeitung|verfugbar|neu|gebucht|abgebucht|eingezogen|verschickt|versendet|gesendet|versandt|bestatigt|gelesen|ungelesen|entwurf|zahlen|bezahlen|uberwiesen|gemahnt|angemahnt|archiviert|geliefert|erhalten|eingegangen|aktiv|inaktiv|lastschrift",
    r"paye(?:e)?s?|impaye(?:e)?s?|regle(?:e)?s?|solde(?:e)?s?|acquitte(?:e)?s?|preleve(?:e)?s?|payer|regler|rembourse(?:e)?s?|annule(?:e)?s?|brouillon|envoye(?:e)?s?|expedie(?:e)?s?|livre(?:e)?s?|confirme(?:e)?s?|retard|echue?s?|disponible|nouveau|nouvelle|cours|attente|traite(?:e)?s?|valide(?:e)?s?|emise?s?|ouverte?s?|ferme(?:e)?s?|cloture(?:e)?s?|termine(?:e)?s?|archive(?:e)?s?|lue?s?|recue?s?|prelevement automatique",
    r"pagad[oa]s?|impagad[oa]s?|pendientes?|vencid[oa]s?|anulad[oa]s?|cobrad[oa]s?|enviad[oa]s?|entregad[oa]s?|borrador|disponible|emitid[oa]s?|reembolsad[oa]s?|proceso|pagar|pago|abiert[oa]s?|cerrad[oa]s?|nuev[oa]|domiciliad[oa]|archivad[oa]s?|leid[oa]",
    r"pagat[aeio]|saldat[aeio]|scadenza|scadut[aeio]|annullat[aeio]|inviat[aeio]|emess[aeio]|disponibile|rimborsat[aeio]|consegnat[aeio]|spedit[aeio]|lavorazione|bozza|pagare|insolut[aeio]|apert[aeio]|chius[aeio]|nuov[ao]|corso|evas[ao]|addebitat[aeio]|archiviat[aeio]|attesa|lett[ao]",
    r"betaald|onbetaald|voldaan|betalen|vervallen|geannuleerd|verzonden|geincasseerd|concept|beschikbaar|nieuw|behandeling|openstaand|gesloten|verwerkt|verstuurd|gecrediteerd|afgeschreven|gearchiveerd|gelezen|afgehandeld",
    r"pag[oa]s?|pendente|cancelad[oa]s?|enviad[oa]s?|liquidad[oa]s?|disponivel|em aberto|em atraso|nov[oa]|fechad[oa]|lid[oa]",
    r"oplacon[aey]|nieoplacon[aey]|zaplacon[aey]|zaplaty|anulowan[aey]|wyslan[aey]|trakcie|przeterminowan[aey]|rozliczon[aey]|now[aey]|otwart[aey]|zamkniet[aey]|betald|obetald|skickad|forfallen|krediterad|makulerad|ny|avslutad|betalt|ubetalt|forfalden|sendt|kreditert|annulleret|forfalt|lukket|apen|aben",
    r"maksettu|maksamatta|avoin|eraantynyt|lahetetty|hyvitetty|suljettu|uusi|zaplacen[oay]|nezaplacen[oay]|uhrazen[oay]|neuhrazen[oay]|splatnosti|stornovan[oay]|odeslan[oay]|otevren[oay]|uzavren[oay]",
)  # fmt: skip
_WORD = "|".join(_WORDS)
_STATUS = re.compile(
    rf"(?:{_ADVERBS} ){{0,3}}(?:{_WORD})(?: (?:on|am|le|el|il|op|em|den|since|seit|depuis|by|per|par|mit|via|de|di))*"
)
_IN_TEXT = any_of(rf"(?:{_ADVERBS} ){{0,2}}(?:{_WORD})")
_LETTERS = re.compile(r"[^a-z]+")


def is_status(text: str) -> bool:
    """True for a text that says nothing but a status; dates and signs in it do not count."""
    plain = _LETTERS.sub(" ", fold(text)).strip()
    return plain != "" and _STATUS.fullmatch(plain) is not None


def without_status(text: str) -> str:
    """Folded text without its words of status, so that it stays the same when a bill is paid."""
    return re.sub(r"\s+", " ", _IN_TEXT.sub(" ", fold(text))).strip()
