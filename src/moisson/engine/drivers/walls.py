"""What an answer says about the portal itself: down, under maintenance, or turning robots away."""

from __future__ import annotations

import re

from moisson.engine.errors import Maintenance, PortalBlocked, PortalDown, PortalError
from moisson.engine.page import PageView

_MAINTENANCE = re.compile(
    r"maintenance|wartung(?!svertr)|wartungsarbeiten|mantenimiento|manutenzione|manutenção|onderhoud|prace serwisowe|"
    r"przerwa techniczna|konserwacj|underhåll|vedligehold|údržb|huolto|vedlikehold|karbantart|"
    r"back soon|be right back|bientôt de retour|momentanément indisponible|temporairement indisponible|"
    r"vorübergehend nicht (verfügbar|erreichbar)|temporarily unavailable|temporalmente|temporaneamente|tijdelijk niet",
    re.I,
)
_WALL = re.compile(
    r"just a moment|checking your browser|verify(ing)? (that )?you are (a )?human|are you (a )?(human|robot)|unusual traffic|"
    r"automated (access|requests|queries)|bot (detection|protection)|access (to this page )?(has been )?denied|"
    r"attention required|request (was )?blocked|you have been blocked|pardon our interruption|enable javascript and cookies|"
    r"too many requests|rate limit|not a robot|looks? like (an? )?(automated|robot)|automated (browser|tool|software)s?|"
    r"(your )?browser (is|was) (not supported|out of date|outdated|blocked|not allowed)|suspicious activity|"
    r"navigateur (n'est pas|non) (pris en charge|supporté|autorisé|compatible)|comportement (automatisé|suspect)|"
    r"outil automatisé|pas un robot|(navegador|browser|przeglądark\w+) (no|não|non|nie|wird nicht|wordt niet) \w+|"
    r"automatisiert\w* (zugriff\w*|anfrage\w*|abfrage\w*|browser)|(ihr |dieser )browser (wird|ist) nicht|"
    r"acceso automatizado|actividad sospechosa|accesso automatizzato|attività sospetta|geautomatiseerd\w* (verkeer|toegang)|"
    r"verdachte activiteit|acesso automatizado|atividade suspeita|automatyczn\w+ (ruch|zapytania)|podejrzan\w+ aktywno|"
    r"vérifi\w+ que vous (n'êtes pas un robot|êtes (un )?humain)|trafic (inhabituel|suspect)|accès (refusé|bloqué|interdit)|trop de requêtes|"
    r"zugriff (verweigert|gesperrt|blockiert)|ungewöhnlich\w* (datenverkehr|zugriff\w*|aktivität\w*)|zu viele anfragen|kein roboter|"
    r"acceso (denegado|bloqueado)|tráfico inusual|demasiadas solicitudes|no (es|eres) un robot|"
    r"accesso (negato|bloccato)|traffico (insolito|anomalo)|troppe richieste|"
    r"toegang (geweigerd|geblokkeerd)|ongebruikelijk verkeer|te veel (verzoeken|aanvragen)|"
    r"acesso (negado|bloqueado)|demasiados pedidos|odmowa dostępu|dostęp zablokowany|zbyt wiele żądań|"
    r"åtkomst nekad|för många förfrågningar|adgang nægtet|for mange (forsøg|anmodninger|forespørsler)|přístup odepřen|"
    r"příliš mnoho požadavků|pääsy estetty|liian monta pyyntöä|ingen tilgang|incident id|ray id|reference #\d",
    re.I,
)
# Walls that only count: another browser would be told the same.
_SLOW_DOWN = re.compile(
    r"too many requests|rate limit|trop de requêtes|zu viele anfragen|demasiadas solicitudes|troppe richieste|"
    r"te veel (verzoeken|aanvragen)|demasiados pedidos|zbyt wiele żądań|för många förfrågningar|"
    r"for mange (forsøg|anmodninger|forespørsler)|příliš mnoho požadavků|liian monta pyyntöä",
    re.I,
)
# Frames and scripts by which the common walls show themselves, whatever language they speak.
_WALL_FRAMES = re.compile(
    r"captcha-delivery\.com|/cdn-cgi/challenge-platform|_Incapsula_Resource|px-captcha|perimeterx|/_sec/cp_challenge",
    re.I,
)
_SELF_SOLVING = re.compile(
    r"just a moment|one moment|checking your browser|einen moment|un instant|un momento|nur einen moment|een (ogenblik|moment)|"
    r"um momento|chwileczk|ett ögonblick|et (øjeblik|øyeblikk)|hetkinen|okamžik|egy pillanat|un moment",
    re.I,
)


def trouble(view: PageView) -> PortalError | None:
    """The portal's error a page stands for, or None when it is a page to work with.

    A page with a password field or with much to read is never taken for a wall on words alone.
    """
    words = f"{view.title} {view.text()}"
    status = view.status
    said = first_sentence(view)
    if _has_password(view) and status != 429:
        return None
    if status >= 500:
        if _MAINTENANCE.search(words):
            return Maintenance(said, url=view.url)
        if _WALL.search(words[:2000]) and status == 503 and is_wall(view):
            return _blocked(view, said)
        return PortalDown(said or f"The portal answered with status {status}.", url=view.url)
    if is_wall(view):
        return _blocked(view, said)
    if (
        len(words) < 1500
        and not _has_fields(view)
        and _MAINTENANCE.search(view.title + " " + _headings(view))
    ):
        return Maintenance(said, url=view.url)
    return None


def _blocked(view: PageView, said: str) -> PortalBlocked:
    counted = view.status == 429 and _SLOW_DOWN.search(f"{view.title} {view.text()}") is not None
    return PortalBlocked(said, slow_down=counted, url=view.url)


def shows_nothing(view: PageView) -> bool:
    """True for a page without text, fields, links and pictures: drawn by nothing, or kept from a robot."""
    told = ("input", "select", "textarea", "button", "img", "svg", "canvas", "iframe", "frame", "object")
    return not view.text() and not any(
        node.visible and (node.tag in told or node.href is not None) for node in view.walk()
    )


def is_wall(view: PageView) -> bool:
    """True for a page that turns robots away, with or without a puzzle."""
    if _has_password(view) and view.status != 429:
        return False
    words = f"{view.title} {view.text()}"
    short = len(words) < 1500
    frames = any(
        _WALL_FRAMES.search(node.get("src")) for node in view.walk() if node.tag in ("iframe", "script")
    )
    if frames and short:
        return True
    if view.status == 429:
        return True
    if view.status in (403, 503, 405, 406):
        return short and _WALL.search(words) is not None
    head = f"{view.title} {_headings(view)}"
    if not short or _has_fields(view):
        return False
    return _WALL.search(head) is not None or (_SELF_SOLVING.search(head) is not None and not _leads_on(view))


def solves_itself(view: PageView) -> bool:
    """True for the interstitials that let a browser through after a moment."""
    return is_wall(view) and _SELF_SOLVING.search(f"{view.title} {_headings(view)}") is not None


def first_sentence(view: PageView, limit: int = 300) -> str:
    """The page's own words: its heading and the first paragraphs below it, whole ones as far as `limit` reaches."""
    text = _headings(view)
    for node in view.walk():
        paragraph = node.text() if node.tag == "p" and node.visible else ""
        if paragraph and paragraph not in text:
            longer = f"{text}{'' if not text or text[-1] in '.!?:…' else '.'} {paragraph}".strip()
            if len(longer) > limit:
                break
            text = longer
    return (text or view.text() or view.title)[:limit]


def _leads_on(view: PageView) -> bool:
    return any(n.visible and (n.href is not None or n.tag == "button") for n in view.walk())


def _headings(view: PageView) -> str:
    return " ".join(node.text() for node in view.walk() if node.tag in ("h1", "h2") and node.visible)


def _has_password(view: PageView) -> bool:
    return any(n.tag == "input" and n.get("type").lower() == "password" and n.visible for n in view.walk())


def _has_fields(view: PageView) -> bool:
    return any(
        n.tag in ("input", "select", "textarea")
        and n.visible
        and n.get("type").lower() not in ("hidden", "submit", "button")
        for n in view.walk()
    )
