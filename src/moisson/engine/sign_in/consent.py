"""Situation: the portal handed over to a sign-in service, and the service wants a word before it hands back."""

from __future__ import annotations

import asyncio
import base64
import re
import zlib
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qs, urlsplit

from moisson.engine.errors import ActionNeeded
from moisson.engine.page import Node, PageView
from moisson.engine.sign_in import words
from moisson.engine.sign_in.attempt import Attempt
from moisson.engine.sign_in.codes import find_code_form
from moisson.engine.sign_in.fields import caption, is_button, is_field, kind_of_input
from moisson.engine.sign_in.forms import find_sign_in
from moisson.engine.sign_in.obstacles import words_of
from moisson.engine.sites import host_of, may_type_secret, same_site
from moisson.engine.wording import any_of, fold

_WHO = frozenset({"openid", "profile", "email", "phone", "address", "offline_access"})
_MOST_SAID = 60_000  # characters of a request
_ANSWER_TO = re.compile(r"""<(?:\w+:)?AuthnRequest\b[^>]*?\sAssertionConsumerServiceURL=["']([^"'<>]+)["']""")
_LATE = 2.0  # s in which a page that only sends the visitor back has done so
_YES = any_of(
    r"allow(?: access)?", r"authori[sz]e", r"grant(?: access)?", r"accept", r"approve", r"agree", r"i agree", r"yes", r"autoriser", r"j'autorise", r"accepter", r"j'accepte", r"approuver", r"oui",
    r"zulassen", r"erlauben", r"autorisieren", r"zustimmen", r"akzeptieren", r"genehmigen", r"einwilligen", r"ja", r"permitir", r"autorizar", r"aceptar", r"si", r"consenti", r"autorizza", r"accetta",
    r"toestaan", r"autoriseren", r"akkoord", r"accepteren", r"goedkeuren", r"aceitar", r"sim", r"zezwol", r"zezwalam", r"autoryzuj", r"akceptuj", r"zgadzam sie", r"tak", r"tillat", r"godkann", r"tillad", r"godkend", r"godkjenn", r"povolit", r"souhlasim", r"schvalit", r"ano", r"salli", r"hyvaksy", r"kylla",
)  # fmt: skip
_NO = any_of(
    r"cancel", r"deny", r"decline", r"reject", r"refuse", r"no", r"not now", r"disallow", r"disagree", r"annuler", r"refuser", r"non", r"abbrechen", r"ablehnen", r"verweigern", r"nein", r"cancelar", r"denegar", r"rechazar", r"annulla", r"nega", r"rifiuta", r"annuleren", r"weigeren", r"nee", r"negar", r"recusar", r"nao",
    r"anuluj", r"odmow", r"odrzuc", r"nie", r"avbryt", r"neka", r"avvisa", r"nej", r"annuller", r"afvis", r"avvis", r"avsla", r"nei", r"zrusit", r"odmitnout", r"zamitnout", r"ne", r"peruuta", r"hylkaa", r"esta", r"ei",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a portal asked of a sign-in service: an authorisation request (OAuth 2.0, RFC 6749, 4.1.1), or who the
    visitor is (SAML 2.0, HTTP redirect binding).

    `service` is the address asked, `back` where the visitor is to return to, `scopes` what the portal wants.
    """

    service: str
    back: str
    scopes: frozenset[str]

    @property
    def only_who(self) -> bool:
        """The portal wants to know who the visitor is (OpenID Connect), and nothing else."""
        return "openid" in self.scopes and self.scopes <= _WHO


def asked_by(address: str) -> Asked | None:
    """Reads an authorisation request from its address; None when it is none that says what it asks."""
    query = parse_qs(urlsplit(address).query)
    if "SAMLRequest" in query:
        return _asked_in_saml(address, query["SAMLRequest"][0])
    if "response_type" not in query or "redirect_uri" not in query:
        return None
    return Asked(address, query["redirect_uri"][0], frozenset(" ".join(query.get("scope", [])).split()))


def _asked_in_saml(address: str, packed: str) -> Asked | None:
    """An AuthnRequest asks who somebody is and can ask for nothing else; it says itself where the answer is to go."""
    try:
        said = zlib.decompressobj(-zlib.MAX_WBITS).decompress(base64.b64decode(packed), _MOST_SAID)
    except (ValueError, zlib.error):
        return None
    found = _ANSWER_TO.search(said.decode("utf-8", "replace"))
    return Asked(address, unescape(found[1]), frozenset({"openid"})) if found else None


class AtService:
    """Still with the sign-in service of another host, which has the password and has not handed back.

    Its question whether the portal may know who the visitor is belongs to signing in there, and is answered with yes:
    on a host the person confirmed, for the portal itself, and only where the request asks for nothing but that.
    Everything else is for the person.
    """

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        if self._asked(view, attempt) is None or find_code_form(view) or find_sign_in(view):
            return None
        # Offers that can be put off and codes come first; a page with a consent is none of them.
        return 73 if find_consent(view) is not None else 66

    @staticmethod
    def _asked(view: PageView, attempt: Attempt) -> Asked | None:
        """The request that waits for its answer while this page is shown."""
        known = attempt.password_sent or attempt.request.session is not None
        asked = asked_by(getattr(attempt.driver, "authorization", ""))
        if asked is None or not known or same_site(view.url, attempt.request.login_url):
            return None
        return asked if same_site(view.url, asked.service) and not same_site(view.url, asked.back) else None

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        asked = self._asked(view, attempt)
        assert asked is not None
        await attempt.accept_password()
        button = find_consent(view)
        if button is None and f"waited {view.url}" not in attempt.tried:
            attempt.tried.add(f"waited {view.url}")
            await asyncio.sleep(_LATE)
            return await attempt.driver.look()
        may = (
            asked.only_who
            and same_site(asked.back, attempt.request.login_url)
            and may_type_secret(view.url, attempt.request.login_url, frozenset(attempt.allowed))
        )
        if button is not None and may and "consent" not in attempt.tried:
            attempt.tried.add("consent")
            return (await attempt.driver.click(button)).page
        raise ActionNeeded(f"{host_of(view.url)}: {words_of(view)}", action="other", url=view.url)


def find_consent(view: PageView) -> Node | None:
    """The button that says yes, on a short page that asks yes or no and nothing typed."""
    if len(view.text()) > 4000:
        return None
    if any(is_field(node) and kind_of_input(node) != "checkbox" for node in view.walk()):
        return None
    yes: list[Node] = []
    no = False
    for node in view.walk():
        if not node.visible or not (is_button(node) or node.tag == "a") or "disabled" in node.attrs:
            continue
        said = [part.strip(" .!>»›[]()") for part in re.split(r"[,;:]|\s[-–]\s", fold(caption(node)))]
        if is_button(node) and all(_YES.fullmatch(part) or words.NEXT.fullmatch(part) for part in said):
            yes.append(node)
        elif all(_NO.fullmatch(part) for part in said):
            no = True
    return yes[0] if len(yes) == 1 and no else None
